package io.auspex.learn.algorithm;

import com.microsoft.ml.lightgbm.lightgbmlib;
import io.auspex.learn.TrainingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * LightGBM's native code, loaded once. LightGBM4J's own loader unpacks it under a fixed name in the shared temporary folder, where two
 * worker processes would write the same file at once and anybody could have put another one; so each process unpacks into a new
 * folder that only its user can enter, and deletes it as soon as the code is in memory.
 */
final class LightGbmLibrary {
    /** In the order in which they need each other. */
    private static final List<String> NAMES = List.of("lib_lightgbm", "lib_lightgbm_swig");

    private static final Optional<Throwable> FAILURE = load();

    private LightGbmLibrary() {}

    /** Whether it could be loaded; the first call loads it. */
    static boolean isLoaded() {
        return FAILURE.isEmpty();
    }

    /** @throws TrainingException if there is no such library for this machine, or it does not load */
    static void require() {
        if (FAILURE.isPresent()) {
            throw cannotLoad(FAILURE.get());
        }
    }

    static TrainingException cannotLoad(Throwable reason) {
        String line = String.valueOf(reason.getMessage()).lines().findFirst().orElse("no reason given");
        return new TrainingException(
                "LightGBM's native library cannot be loaded: " + line,
                "It exists for Linux and macOS on x86-64 and ARM64, and needs a writable, executable temporary folder.",
                reason);
    }

    private static Optional<Throwable> load() {
        try {
            boolean mac = System.getProperty("os.name").startsWith("Mac");
            String folder = "/lightgbm4j/" + (mac ? "osx" : "linux") + "/" + processor() + "/";
            Path unpacked = Files.createTempDirectory("auspex-lightgbm");
            try {
                for (String name : NAMES) {
                    String file = name + (mac ? ".dylib" : ".so");
                    unpack(folder + file, unpacked.resolve(file));
                }
                for (String name : NAMES) {
                    System.load(
                            unpacked.resolve(name + (mac ? ".dylib" : ".so")).toString());
                }
            } finally {
                delete(unpacked, mac);
            }
            return Optional.empty();
        } catch (IOException | UnsatisfiedLinkError failure) {
            return Optional.of(failure);
        }
    }

    private static String processor() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") || name.equals("arm64") ? "aarch64" : "x86_64";
    }

    private static void unpack(String resource, Path to) throws IOException {
        try (InputStream input = lightgbmlib.class.getResourceAsStream(resource)) {
            if (input == null) {
                throw new FileNotFoundException("there is no " + resource);
            }
            Files.copy(input, to);
        }
    }

    private static void delete(Path folder, boolean mac) throws IOException {
        for (String name : NAMES) {
            Files.deleteIfExists(folder.resolve(name + (mac ? ".dylib" : ".so")));
        }
        Files.deleteIfExists(folder);
    }
}
