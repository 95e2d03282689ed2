package io.auspex.learn.algorithm;

/**
 * Rows to learn from or to check against. The arrays are shared, so nobody writes to them.
 *
 * @param features {@code float[feature][row]}; NaN is missing
 * @param target class code or number of each row
 */
public record TrainingRows(float[][] features, double[] target) {
    public int rows() {
        return target.length;
    }

    /** A copy of the given rows, in the given order. */
    public TrainingRows select(int[] rows) {
        float[][] selected = new float[features.length][rows.length];
        for (int feature = 0; feature < features.length; feature++) {
            float[] from = features[feature];
            float[] to = selected[feature];
            for (int row = 0; row < rows.length; row++) {
                to[row] = from[rows[row]];
            }
        }
        double[] values = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            values[row] = target[rows[row]];
        }
        return new TrainingRows(selected, values);
    }
}
