package io.auspex.server.catalog;

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
}
