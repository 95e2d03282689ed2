package io.auspex.learn.search;

/**
 * What can be had without a model: the best constant answer.
 *
 * @param answer for the user: {@code 'yes'}, or {@code the mean, 9.93,}
 * @param score by the objective's metric
 */
public record Baseline(String answer, double score) {}
