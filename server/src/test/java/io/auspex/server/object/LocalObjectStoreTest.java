package io.auspex.server.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 4, point 8: what S3_GARBAGE_COLLECT OFF keeps goes into the bucket or nowhere. */
class LocalObjectStoreTest {
    @TempDir
    Path folder;

    @Test
    void aBucketThatIsALinkGetsNothing() throws IOException {
        ObjectStore store = new LocalObjectStore(folder.resolve("s3"));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path file = Files.writeString(folder.resolve("file"), "text");
        Files.createSymbolicLink(folder.resolve("s3").resolve("linked"), outside);

        assertThatThrownBy(() -> store.put(new ObjectPlace("linked", "a/b"), file))
                .isInstanceOf(SqlException.class)
                .hasMessage("\"a/b\" leads out of its bucket");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aBucketThatIsNoFolderIsNamedAsUsersKnowIt() throws IOException {
        ObjectStore store = new LocalObjectStore(folder.resolve("s3"));
        Path file = Files.writeString(folder.resolve("s3").resolve("plain"), "text");

        assertThatThrownBy(() -> store.put(new ObjectPlace("plain", "a/b"), file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("s3://plain/a/b cannot be written: ")
                .hasMessageNotContaining(folder.toString());
    }
}
