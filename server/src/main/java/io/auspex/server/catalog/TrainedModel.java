package io.auspex.server.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of training a model.
 *
 * @param problemType as SHOW MODEL prints it; empty for AUTO OFF
 * @param objective as SHOW MODEL prints it
 * @param modelType of the winner, as SHOW MODEL prints it
 * @param metrics by key, as {@code validation:f1_binary} or {@code train:error}, in the order of SHOW MODEL; the first is the
 *     objective
 * @param cost processor hours, which is what Redshift's estimated cost has been read to mean
 * @param trainedRows rows that were learnt from, after sampling
 * @param cutOff whether MAX_RUNTIME ended the search before it was done
 * @param findings what the user should know of the data and the training, a sentence each
 * @param artifact content hash, the key in {@link ArtifactStore}
 */
public record TrainedModel(
        Optional<String> problemType,
        String objective,
        String modelType,
        Map<String, Double> metrics,
        double cost,
        long trainedRows,
        boolean cutOff,
        List<String> findings,
        String artifact) {
    /** The problem type of an imported model that predicts several numbers; none that is trained here does. */
    public static final String SEVERAL_NUMBERS = "SeveralNumbers";

    public TrainedModel {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        findings = List.copyOf(findings);
    }
}
