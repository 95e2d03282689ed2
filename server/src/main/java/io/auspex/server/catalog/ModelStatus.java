package io.auspex.server.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a model has come.
 *
 * @param phase what STV_ML_MODEL_INFO shows: {@code Train Model In Progress}, {@code Model is Ready}
 * @param failureReason one sentence, for a FAILED model
 * @param failureHint what to do about it
 * @param finished when it became READY or FAILED
 */
public record ModelStatus(
        ModelState state,
        String phase,
        Optional<String> failureReason,
        Optional<String> failureHint,
        Optional<Instant> finished) {

    public static final String WAITING = "Waiting To Train";
    public static final String TRAINING = "Train Model In Progress";
    public static final String COMPILING = "Compile Model In Progress";
    public static final String READY = "Model is Ready";

    public static ModelStatus waiting() {
        return new ModelStatus(ModelState.TRAINING, WAITING, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
