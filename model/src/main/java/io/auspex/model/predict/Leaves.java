package io.auspex.model.predict;

import java.util.Arrays;

/**
 * What the leaves of a forest add to a margin, and in which arithmetic: that of the library that grew the trees, so that
 * the sums come out the same.
 */
public sealed interface Leaves {
    /** How many leaves there are. */
    int count();

    /**
     * The constant of each leaf, rounded to a float; of a linear leaf the one that stands in where a feature is missing, of vectors
     * the value of each term.
     */
    float[] rounded();

    /** The first leaves only. */
    Leaves first(int count);

    /** 32-bit leaves, added up in 32 bits, as XGBoost does. */
    record Floats(float[] values) implements Leaves {
        /** @throws IllegalArgumentException if a leaf is not finite */
        public Floats {
            values = values.clone();
            for (int leaf = 0; leaf < values.length; leaf++) {
                if (!Float.isFinite(values[leaf])) {
                    throw new IllegalArgumentException(
                            "Leaf " + leaf + " is " + values[leaf] + ", not a finite number");
                }
            }
        }

        @Override
        public int count() {
            return values.length;
        }

        @Override
        public float[] rounded() {
            return values.clone();
        }

        @Override
        public Leaves first(int count) {
            return new Floats(Arrays.copyOf(values, count));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Floats that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    /** 64-bit leaves, added up in 64 bits, as LightGBM and CatBoost do; the margin is rounded at the end. */
    record Doubles(double[] values) implements Leaves {
        /** @throws IllegalArgumentException if a leaf is not finite */
        public Doubles {
            values = values.clone();
            FiniteNumbers.require(values, "Leaf");
        }

        @Override
        public int count() {
            return values.length;
        }

        @Override
        public float[] rounded() {
            return round(values);
        }

        @Override
        public Leaves first(int count) {
            return new Doubles(Arrays.copyOf(values, count));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Doubles that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    /**
     * Leaves that are linear functions, in 64 bits (LightGBM's linear trees, https://arxiv.org/abs/1802.05640): leaf
     * {@code i} adds {@code constants[i]} plus coefficient x feature over the terms {@code starts[i] .. starts[i + 1] - 1},
     * or {@code fallbacks[i]} if one of these features is missing.
     *
     * @param features of each term
     * @param coefficients of each term
     */
    record Linear(double[] fallbacks, double[] constants, int[] starts, int[] features, double[] coefficients)
            implements Leaves {
        /** @throws IllegalArgumentException if lengths disagree or a number is not finite */
        public Linear {
            fallbacks = fallbacks.clone();
            constants = constants.clone();
            starts = starts.clone();
            features = features.clone();
            coefficients = coefficients.clone();
            FiniteNumbers.require(fallbacks, "Leaf");
            FiniteNumbers.require(constants, "The constant of leaf");
            FiniteNumbers.require(coefficients, "Coefficient");
            boolean sound = constants.length == fallbacks.length
                    && starts.length == fallbacks.length + 1
                    && starts[0] == 0
                    && starts[fallbacks.length] == features.length
                    && features.length == coefficients.length;
            for (int leaf = 0; sound && leaf < fallbacks.length; leaf++) {
                sound = starts[leaf] <= starts[leaf + 1];
            }
            if (!sound) {
                throw new IllegalArgumentException("The terms of the linear leaves do not fit together");
            }
        }

        @Override
        public int count() {
            return fallbacks.length;
        }

        @Override
        public float[] rounded() {
            return round(fallbacks);
        }

        @Override
        public Leaves first(int count) {
            return new Linear(
                    Arrays.copyOf(fallbacks, count),
                    Arrays.copyOf(constants, count),
                    Arrays.copyOf(starts, count + 1),
                    Arrays.copyOf(features, starts[count]),
                    Arrays.copyOf(coefficients, starts[count]));
        }

        public double value(int leaf, float[][] columns, int row) {
            double value = constants[leaf];
            for (int term = starts[leaf]; term < starts[leaf + 1]; term++) {
                float feature = columns[features[term]][row];
                if (Float.isNaN(feature)) {
                    return fallbacks[leaf];
                }
                value += coefficients[term] * feature;
            }
            return value;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Linear that
                    && Arrays.equals(fallbacks, that.fallbacks)
                    && Arrays.equals(constants, that.constants)
                    && Arrays.equals(starts, that.starts)
                    && Arrays.equals(features, that.features)
                    && Arrays.equals(coefficients, that.coefficients);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(constants) + Arrays.hashCode(coefficients);
        }
    }

    /**
     * Leaves that add to several outputs, in 64 bits: leaf {@code i} adds {@code values[term]} to the output
     * {@code outputs[term]} over the terms {@code starts[i] .. starts[i + 1] - 1}. A tree of shares of classes is kept once so, not
     * once a class, and a leaf of one class has one term.
     *
     * @param width how many outputs there are
     * @param outputs of each term
     * @param values of each term
     */
    record Vectors(int width, int[] starts, int[] outputs, float[] values) implements Leaves {
        /** @throws IllegalArgumentException if lengths disagree, an output is out of range or a number is not finite */
        public Vectors {
            starts = starts.clone();
            outputs = outputs.clone();
            values = values.clone();
            FiniteNumbers.require(values, "The value of term");
            boolean sound = starts.length > 0
                    && starts[0] == 0
                    && starts[starts.length - 1] == outputs.length
                    && outputs.length == values.length;
            for (int leaf = 1; sound && leaf < starts.length; leaf++) {
                sound = starts[leaf - 1] <= starts[leaf];
            }
            if (!sound) {
                throw new IllegalArgumentException("The terms of the leaves do not fit together");
            }
            for (int output : outputs) {
                if (output < 0 || output >= width) {
                    throw new IllegalArgumentException("A leaf adds to output " + output + " of " + width);
                }
            }
        }

        @Override
        public int count() {
            return starts.length - 1;
        }

        @Override
        public float[] rounded() {
            return values.clone();
        }

        @Override
        public Leaves first(int count) {
            return new Vectors(
                    width,
                    Arrays.copyOf(starts, count + 1),
                    Arrays.copyOf(outputs, starts[count]),
                    Arrays.copyOf(values, starts[count]));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Vectors that
                    && width == that.width
                    && Arrays.equals(starts, that.starts)
                    && Arrays.equals(outputs, that.outputs)
                    && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(outputs) + Arrays.hashCode(values);
        }
    }

    private static float[] round(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }
}
