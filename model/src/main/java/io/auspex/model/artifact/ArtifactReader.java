package io.auspex.model.artifact;

import io.auspex.model.Model;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a {@code model.tar.gz} that anyone may have made: whatever is in it, a valid model or an ArtifactException. */
public final class ArtifactReader {
    private ArtifactReader() {}

    /**
     * @throws ArtifactException if this is not a valid artifact
     * @throws IOException if the stream itself fails
     */
    public static Model read(InputStream in) throws IOException {
        throw new ArtifactException("The artifact is empty: " + in);
    }

    /** @throws ArtifactException if this is not a valid artifact */
    public static Model read(byte[] artifact) {
        try {
            return read(new ByteArrayInputStream(artifact));
        } catch (IOException impossible) {
            throw new ArtifactException("The artifact cannot be read", impossible);
        }
    }

    /**
     * @throws ArtifactException if this is not a valid artifact
     * @throws IOException if the file cannot be read
     */
    public static Model read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }
}
