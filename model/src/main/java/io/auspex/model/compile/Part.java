package io.auspex.model.compile;

import io.auspex.model.predict.Predictor;
import io.auspex.model.transform.FeaturePipeline;

/** What is compiled of a member of a model: the way from columns to margins. */
public record Part(FeaturePipeline pipeline, Predictor predictor) {}
