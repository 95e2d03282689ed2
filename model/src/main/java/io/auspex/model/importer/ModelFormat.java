package io.auspex.model.importer;

import java.util.Optional;

/**
 * The kinds of model files that can be read, in the order in which they are tried. A file is known by its bytes, never by
 * its name. Adding a library is one constant with two methods.
 */
public enum ModelFormat {
    XGBOOST_JSON("XGBoost JSON") {
        @Override
        boolean recognises(byte[] file) {
            return JsonStart.names(file, "learner", "version", "Config", "Model");
        }

        @Override
        ImportedModel read(byte[] file) {
            return XGBoostImporter.read(file);
        }
    },
    XGBOOST_UBJSON("XGBoost UBJSON") {
        @Override
        boolean recognises(byte[] file) {
            return BoosterUbjson.looksLike(file);
        }

        @Override
        ImportedModel read(byte[] file) {
            return XGBoostImporter.read(file);
        }
    };

    private final String description;

    ModelFormat(String description) {
        this.description = description;
    }

    /** Its name for people. */
    public String description() {
        return description;
    }

    /** Whether the bytes start as this format does; looks at no more than it must. */
    abstract boolean recognises(byte[] file);

    /** @throws io.auspex.model.artifact.ArtifactException if the file is not sound, or uses what is not supported */
    abstract ImportedModel read(byte[] file);

    /** The format of a file, if it is one of ours. */
    static Optional<ModelFormat> of(byte[] file) {
        for (ModelFormat format : values()) {
            if (format.recognises(file)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
