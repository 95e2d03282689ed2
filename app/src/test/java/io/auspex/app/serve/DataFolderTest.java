package io.auspex.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.app.failure.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path parent;

    @Test
    void oneServerAtATime() {
        Path path = parent.resolve("data");
        try (DataFolder first = DataFolder.open(path)) {
            assertThat(first.isNew()).isTrue();
            assertThatThrownBy(() -> DataFolder.open(path))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining(path.toString())
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
        }
        DataFolder.open(path).close();
    }

    @Test
    void onlyTheOwnerLooksInside() throws IOException {
        try (DataFolder folder = DataFolder.open(parent.resolve("deep/data"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("not a folder");
    }

    @Test
    void examplesAreCarriedAlong() throws IOException {
        ExampleData.writeTo(parent.resolve("bucket"));
        assertThat(Files.readAllLines(parent.resolve("bucket/churn_telecom.csv")))
                .hasSize(3334);
        assertThat(Files.readAllLines(parent.resolve("bucket/abalone.csv"))).hasSize(4178);
        assertThat(parent.resolve("bucket/model.tar.gz")).isNotEmptyFile();
    }
}
