package io.auspex.model.explain;

/** What estimates and rounding left out of a sum, given to its parts in proportion to their size, so that the sum is exact. */
final class Remainder {
    private Remainder() {}

    /**
     * Makes the contributions of one row add up.
     *
     * @param columns {@code double[column][row]}
     * @param total what they shall add up to; if it is no number, or all are 0, they stay as they are
     * @return false if all are 0
     */
    static boolean spread(double[][] columns, int row, double total) {
        double sum = 0;
        double size = 0;
        for (double[] column : columns) {
            sum += column[row];
            size += Math.abs(column[row]);
        }
        double left = total - sum;
        if (size > 0 && Double.isFinite(left)) {
            for (double[] column : columns) {
                column[row] += left * (Math.abs(column[row]) / size);
            }
        }
        return size != 0;
    }
}
