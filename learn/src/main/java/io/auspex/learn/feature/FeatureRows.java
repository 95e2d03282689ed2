package io.auspex.learn.feature;

import io.auspex.learn.algorithm.TrainingRows;
import io.auspex.model.transform.FeaturePipeline;

/**
 * Rows as features, for one fit.
 *
 * @param pipeline how rows to come are made into features
 * @param train the rows to learn from
 * @param validation the rows to judge by; null where there are none
 */
public record FeatureRows(FeaturePipeline pipeline, TrainingRows train, TrainingRows validation) {}
