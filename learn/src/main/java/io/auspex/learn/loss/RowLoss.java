package io.auspex.learn.loss;

/** What training makes small, one row at a time, with its slope by the margins: the shared part of linear models and nets. */
public sealed interface RowLoss permits ClassLoss, NumberLoss {
    /**
     * The loss of one row; replaces its margins, {@code float[output][row]}, by the slopes.
     *
     * @param truth class code or number
     */
    double apply(float[][] margins, int row, double truth);

    /** As {@link #mean(float[][], double[])}, weighted; the slopes are not. */
    default double mean(float[][] margins, double[] truth, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int row = 0; row < truth.length; row++) {
            sum += weights[row] * apply(margins, row, truth[row]);
            total += weights[row];
        }
        return sum / total;
    }

    /** Mean over all rows; the margins, {@code float[output][row]}, become the slopes. */
    default double mean(float[][] margins, double[] truth) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            sum += apply(margins, row, truth[row]);
        }
        return sum / truth.length;
    }
}
