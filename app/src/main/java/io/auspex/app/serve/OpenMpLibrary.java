package io.auspex.app.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The OpenMP library that XGBoost needs from the machine: libgomp on Linux, libomp on macOS. It is looked for in files, as
 * loading it, or XGBoost with it, belongs to the training process only.
 */
public final class OpenMpLibrary {
    private static final List<String> LINUX_FOLDERS =
            List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib");
    private static final List<Path> MAC_FILES = List.of(
            Path.of("/opt/homebrew/opt/libomp/lib/libomp.dylib"), Path.of("/usr/local/opt/libomp/lib/libomp.dylib"));

    private OpenMpLibrary() {}

    /** What to tell a user on whose machine models cannot be trained; empty where they can. */
    public static Optional<String> missing() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return MAC_FILES.stream().anyMatch(Files::exists)
                    ? Optional.empty()
                    : Optional.of("libomp is missing, so models cannot be trained; install it: brew install libomp");
        }
        if (!system.contains("linux") || isInCache() || isInFolders()) {
            return Optional.empty();
        }
        return Optional.of("libgomp is missing, so models cannot be trained; install it:"
                + " sudo apt-get install libgomp1 (Debian, Ubuntu) or sudo dnf install libgomp (Fedora, RHEL)");
    }

    /** The dynamic linker's own list holds the names of its libraries as plain text. */
    private static boolean isInCache() {
        Path cache = Path.of("/etc/ld.so.cache");
        try {
            return Files.isReadable(cache)
                    && new String(Files.readAllBytes(cache), StandardCharsets.ISO_8859_1).contains("libgomp.so.1");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isInFolders() {
        List<String> folders = new ArrayList<>(LINUX_FOLDERS);
        String path = System.getenv("LD_LIBRARY_PATH");
        if (path != null) {
            folders.addAll(List.of(path.split(":", -1)));
        }
        return folders.stream().anyMatch(folder -> !folder.isEmpty() && isInFolder(Path.of(folder)));
    }

    /** Debian keeps libraries one folder deeper, by architecture. */
    private static boolean isInFolder(Path folder) {
        if (Files.exists(folder.resolve("libgomp.so.1"))) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, "*-linux-*")) {
            for (Path child : children) {
                if (Files.exists(child.resolve("libgomp.so.1"))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
