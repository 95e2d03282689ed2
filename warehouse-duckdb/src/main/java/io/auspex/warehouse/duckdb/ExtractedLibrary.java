package io.auspex.warehouse.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The engine's native library, which the driver copies out of its jar into the folder for temporary files (72 MB) and has deleted when the
 * JVM ends in order. A server that is killed would leave it behind, each time another. Linux keeps a file for as long as it is
 * mapped, so its name can go as soon as it is loaded; elsewhere it stays with the driver.
 */
final class ExtractedLibrary {
    private static final Path OWN_MAPPINGS = Path.of("/proc/self/maps");
    private static final String PREFIX = "libduckdb_java";

    private ExtractedLibrary() {}

    /** To be called when the engine has been opened; does nothing where it does not know how. */
    static void unlink() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        try {
            for (Path library : mappedFiles()) {
                if (temporary.equals(library.getParent())
                        && library.getFileName().toString().startsWith(PREFIX)) {
                    Files.deleteIfExists(library);
                }
            }
        } catch (IOException e) {
            System.getLogger(ExtractedLibrary.class.getName())
                    .log(System.Logger.Level.DEBUG, "The engine's library stays in the temporary folder", e);
        }
    }

    /** Of each mapping the last column is the file, an absolute path, if there is one (proc_pid_maps(5)). */
    private static List<Path> mappedFiles() throws IOException {
        if (!Files.isReadable(OWN_MAPPINGS)) {
            return List.of();
        }
        return Files.readAllLines(OWN_MAPPINGS).stream()
                .filter(line -> line.indexOf('/') >= 0 && line.contains(PREFIX))
                .map(line -> Path.of(line.substring(line.indexOf('/'))))
                .distinct()
                .toList();
    }
}
