package io.auspex.server.catalog;

import java.util.Optional;

/** One model as the catalog has it. */
public record ModelEntry(ModelDefinition definition, ModelStatus status, Optional<TrainedModel> result) {
    public boolean is(ModelState state) {
        return status.state() == state;
    }
}
