package io.auspex.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ExtractedLibraryTest {
    /** A killed server leaves nothing of it in the folder for temporary files. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theLibraryHasNoNameOnceItIsLoaded(@TempDir Path folder) throws IOException {
        DuckDbSettings settings = new DuckDbSettings("256MB", 1, folder.resolve("tmp"));
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.open(folder.resolve("some.duckdb"), settings)) {
            assertThat(warehouse.info().version()).isNotEmpty();
            List<String> mapped = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                    .filter(line -> line.contains("libduckdb_java"))
                    .toList();
            assertThat(mapped).isNotEmpty().allMatch(line -> line.endsWith("(deleted)"));
        }
    }
}
