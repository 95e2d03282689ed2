package io.auspex.learn.job;

import static java.util.Objects.requireNonNull;

import io.auspex.model.Model;

/** What a job makes of a frame: the model, and what SHOW MODEL tells of it. */
public record TrainedModel(Model model, TrainingOutcome outcome) {
    public TrainedModel {
        requireNonNull(model, "model is null");
        requireNonNull(outcome, "outcome is null");
    }
}
