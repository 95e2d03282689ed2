package io.auspex.learn.search;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.algorithm.Fitted;
import io.auspex.model.transform.FeaturePipeline;

/** What a learner made of one fold, with the way from rows to its features. */
public record FoldModel(FeaturePipeline pipeline, Fitted fitted) {
    public FoldModel {
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(fitted, "fitted is null");
    }
}
