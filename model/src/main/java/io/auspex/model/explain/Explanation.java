package io.auspex.model.explain;

/**
 * Why some rows have the margins they have.
 *
 * @param margins {@code double[output][row]}
 * @param contributions {@code double[output][column][row]}, columns as the model's inputs
 */
public record Explanation(double[][] margins, double[][][] contributions) {}
