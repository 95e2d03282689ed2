package io.auspex.model.compile;

/**
 * The features of some rows behind one pipeline, as a {@link FeatureLayout} says. The arrays may be longer than there are rows, and belong
 * to a {@link FeatureScratch}: read them, never keep them.
 *
 * @param columns {@code float[feature][row]}, NaN is missing; null where a level tells it
 * @param levels {@code int[place][row]}
 * @param shares {@code float[place][row]}; null where a level tells everything
 */
record FeatureRows(float[][] columns, int[][] levels, float[][] shares) {}
