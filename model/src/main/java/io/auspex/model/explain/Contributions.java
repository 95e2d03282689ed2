package io.auspex.model.explain;

import io.auspex.model.data.ColumnBatch;

/**
 * How much each input column adds to the margins of one member: Shapley values of a game whose players are the columns.
 * For every row and output the contributions and the expected value add up to the margin.
 */
sealed interface Contributions permits TreeContributions, LinearContributions, KernelContributions {
    /** The margin of a row of which no column is known, {@code double[output]}. */
    double[] expected();

    /**
     * Adds the contributions of some rows.
     *
     * @param in the model's inputs
     * @param features what the member's pipeline made of them, {@code float[feature][row]}
     * @param contributions {@code double[output][column][row]}, added to
     */
    void add(ColumnBatch in, float[][] features, double[][][] contributions);
}
