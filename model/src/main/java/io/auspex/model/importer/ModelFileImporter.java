package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The front door for models of other libraries: recognises what a file is and reads it. Every file is hostile until it is
 * validated: what comes out is a sound model or an {@link ArtifactException} with one sentence.
 */
public final class ModelFileImporter {
    private ModelFileImporter() {}

    /**
     * @param file all its bytes, unpacked
     * @param fileName for messages only
     * @throws ArtifactException if the file is of no known kind, damaged, or uses what is not supported
     */
    public static ImportedModel read(byte[] file, String fileName) {
        Optional<ModelFormat> format = ModelFormat.of(file);
        if (format.isEmpty()) {
            throw new ArtifactException("The file " + fileName + " is of no kind that can be imported: " + kinds());
        }
        return format.get().read(file);
    }

    /** Whether the bytes look like a model file that {@link #read} would try. */
    public static boolean recognises(byte[] file) {
        return ModelFormat.of(file).isPresent();
    }

    private static String kinds() {
        return Arrays.stream(ModelFormat.values()).map(ModelFormat::description).collect(Collectors.joining(", "));
    }
}
