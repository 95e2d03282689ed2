package io.auspex.server.catalog;

import java.util.Optional;

/**
 * What came of training a model.
 *
 * @param problemType as SHOW MODEL prints it; empty for AUTO OFF
 * @param objective as SHOW MODEL prints it
 * @param modelType of the winner, as SHOW MODEL prints it
 * @param metricName {@code validation:f1_binary}, {@code train:error}
 * @param cost processor hours, which is what Redshift's estimated cost has been read to mean
 * @param trainedRows rows that were learnt from, after sampling
 * @param cutOff whether MAX_RUNTIME ended the search before it was done
 * @param artifact content hash, the key in {@link ArtifactStore}
 */
public record TrainedModel(
        Optional<String> problemType,
        String objective,
        String modelType,
        String metricName,
        double metricValue,
        double cost,
        long trainedRows,
        boolean cutOff,
        String artifact) {}
