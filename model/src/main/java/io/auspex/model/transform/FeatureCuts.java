package io.auspex.model.transform;

import java.util.Arrays;

/**
 * Divides the values of a feature into levels, so that categories and numbers alike can be looked up together: level 0 lies below
 * all cuts, each cut reached is a level more, and missing values are the last level. Category codes are cut at 1, 2, 3 and so on.
 */
public final class FeatureCuts {
    private final int feature;
    private final float[] cuts;
    private final boolean codes;

    /**
     * @param feature position among the features that the transformers give
     * @param cuts finite, ascending, distinct; may be none
     * @throws IllegalArgumentException if the cuts are not so
     */
    public FeatureCuts(int feature, float[] cuts) {
        this.feature = feature;
        this.cuts = cuts.clone();
        boolean counting = true;
        for (int cut = 0; cut < cuts.length; cut++) {
            if (!Float.isFinite(cuts[cut]) || (cut > 0 && !(cuts[cut] > cuts[cut - 1]))) {
                throw new IllegalArgumentException("The cuts of a feature are not ascending numbers");
            }
            counting &= cuts[cut] == cut + 1;
        }
        this.codes = counting;
    }

    /** The cuts of category codes below {@code count}. */
    public static FeatureCuts ofCodes(int feature, int count) {
        float[] cuts = new float[Math.max(0, count - 1)];
        for (int code = 1; code < count; code++) {
            cuts[code - 1] = code;
        }
        return new FeatureCuts(feature, cuts);
    }

    public int feature() {
        return feature;
    }

    /** A copy. */
    public float[] cuts() {
        return cuts.clone();
    }

    /** How many levels there are, the one for missing values included. */
    public int levels() {
        return cuts.length + 2;
    }

    /**
     * Fills the level of each row.
     *
     * @param values of the feature; NaN is missing
     * @param levels at least {@code rows} long
     */
    public void apply(float[] values, int rows, int[] levels) {
        int missing = cuts.length + 1;
        if (codes) {
            for (int row = 0; row < rows; row++) {
                float value = values[row];
                // The cast takes what is too large for an int to the largest one.
                levels[row] = Float.isNaN(value) ? missing : Math.max(0, Math.min((int) value, cuts.length));
            }
            return;
        }
        for (int row = 0; row < rows; row++) {
            levels[row] = Float.isNaN(values[row]) ? missing : reached(values[row]);
        }
    }

    /** How many cuts are not above the value. */
    private int reached(float value) {
        int low = 0;
        int high = cuts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cuts[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureCuts that && feature == that.feature && Arrays.equals(cuts, that.cuts);
    }

    @Override
    public int hashCode() {
        return 31 * feature + Arrays.hashCode(cuts);
    }

    @Override
    public String toString() {
        return "FeatureCuts[feature " + feature + ", " + cuts.length + " cuts]";
    }
}
