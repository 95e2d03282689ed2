package io.auspex.server.catalog;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.Optional;

/**
 * One model as the catalog has it.
 *
 * @param version 1, and one more with each CREATE OR REPLACE MODEL
 * @param replaces id of the READY model that answers until this one is READY and takes its place
 */
public record ModelEntry(
        ModelDefinition definition,
        ModelStatus status,
        Optional<TrainedModel> result,
        long version,
        Optional<String> replaces) {
    public boolean is(ModelState state) {
        return status.state() == state;
    }

    /** Why it gives no answers: it has failed, or is still in training. Says the same wherever a model is asked for something. */
    public SqlException notReady() {
        String name = definition.name().toString();
        return is(ModelState.FAILED)
                ? refusal("Model \"" + name + "\" has failed: "
                                + status.failureReason().orElse("no reason is known"))
                        .withHint("DROP MODEL " + name + " and create it again.")
                : refusal("Model \"" + name + "\" is not ready: it is still in state TRAINING")
                        .withHint("SHOW MODEL " + name + " tells how far it is.");
    }

    private static SqlException refusal(String message) {
        return new SqlException(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, message);
    }
}
