package io.auspex.server.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.language.error.SqlState;
import io.auspex.server.training.JobFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingExportTest {
    @Test
    void saysThatTheDiskIsFull() {
        assertThat(TrainingExport.diskError(new IOException("No space left on device"))
                        .state())
                .isEqualTo(SqlState.DISK_FULL);
        assertThat(TrainingExport.diskError(new IOException("Disk quota exceeded"))
                        .state())
                .isEqualTo(SqlState.DISK_FULL);
        assertThat(TrainingExport.diskError(new IOException("Input/output error"))
                        .state())
                .isEqualTo(SqlState.IO_ERROR);
    }

    @Test
    void leavesNoFolderUnlessKept(@TempDir Path root) throws IOException {
        JobFolders folders = new JobFolders(root);
        try (TrainingExport export = new TrainingExport(folders, "a")) {
            Files.createDirectories(export.folder().trainFolder());
            assertThat(root.resolve("a.partial")).isDirectory();
        }
        assertThat(root).isEmptyDirectory();
    }
}
