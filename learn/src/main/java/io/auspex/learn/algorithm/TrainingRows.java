package io.auspex.learn.algorithm;

/**
 * Rows to learn from or to check against. The arrays are shared, so nobody writes to them.
 *
 * @param features {@code float[feature][row]}; NaN is missing
 * @param target class code or number of each row
 * @param codes of each feature that holds category codes how many codes there are, the one for unseen categories included; 0 of a
 *     feature that is a plain number
 * @param weights what each row counts, positive; null where every row counts the same
 */
public record TrainingRows(float[][] features, double[] target, int[] codes, double[] weights) {
    /** Rows of plain numbers that count the same. */
    public TrainingRows(float[][] features, double[] target) {
        this(features, target, new int[features.length]);
    }

    /** Rows that count the same. */
    public TrainingRows(float[][] features, double[] target, int[] codes) {
        this(features, target, codes, null);
    }

    public TrainingRows {
        if (weights != null && weights.length != target.length) {
            throw new IllegalArgumentException(weights.length + " weights for " + target.length + " rows");
        }
        if (codes.length != features.length) {
            throw new IllegalArgumentException(codes.length + " numbers of codes for " + features.length + " features");
        }
    }

    public int rows() {
        return target.length;
    }

    /**
     * The weights, divided by their mean: only then does a setting that adds up weights in a leaf mean the same whatever the unit of
     * the weights is.
     *
     * @throws IllegalStateException if every row counts the same
     */
    float[] relativeWeights() {
        if (weights == null) {
            throw new IllegalStateException("every row counts the same");
        }
        double mean = 0;
        for (double weight : weights) {
            mean += weight / weights.length;
        }
        float[] relative = new float[weights.length];
        for (int row = 0; row < relative.length; row++) {
            relative[row] = (float) (weights[row] / mean);
        }
        return relative;
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
        return new TrainingRows(selected, select(target, rows), codes, weights == null ? null : select(weights, rows));
    }

    private static double[] select(double[] from, int[] rows) {
        double[] selected = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            selected[row] = from[rows[row]];
        }
        return selected;
    }
}
