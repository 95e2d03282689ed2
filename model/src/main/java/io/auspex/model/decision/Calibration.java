package io.auspex.model.decision;

import java.util.List;

/**
 * A map from the probabilities that a model gives to such that are as often true as they say. Fitted on rows that the model had not
 * learnt from; kept in the artifact.
 */
public sealed interface Calibration {
    /** Where a probability of 0 or 1 is cut off before its logarithm is taken: far beyond what 32-bit floats tell apart. */
    double SMALLEST = 1e-300;

    /** What 1 less the largest probability below 1 is. */
    double SMALLEST_COMPLEMENT = 0x1p-53;

    /**
     * Replaces the probabilities of each row.
     *
     * @param perClass {@code double[class][row]}; a row with NaN stays NaN
     */
    void apply(double[][] perClass, int rows);

    /** Whether it is one for as many classes. */
    boolean fits(int classes);

    /** Whether the likeliest class of every row stays the likeliest. */
    boolean keepsLargest();

    /**
     * The softmax of {@code slope * ln p + bias} over the classes: temperature scaling where all biases are 0 (Guo, Pleiss, Sun and
     * Weinberger, "On calibration of modern neural networks", ICML 2017, with {@code slope = 1/T}), Platt's scaling of the
     * log-odds for two classes, bias-corrected temperature scaling for more (Alexandari, Kundaje and Shrikumar, ICML 2020). It keeps the
     * order of rows by the probability of either of two classes.
     *
     * @param slope positive
     * @param biases one a class
     */
    record Scaled(double slope, List<Double> biases) implements Calibration {
        /** @throws IllegalArgumentException if a number is not finite, the slope not positive or there are fewer than two biases */
        public Scaled {
            biases = List.copyOf(biases);
            if (!(slope > 0) || Double.isInfinite(slope)) {
                throw new IllegalArgumentException("The slope " + slope + " of a calibration is not positive");
            }
            if (biases.size() < 2 || !biases.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("A calibration needs a finite bias for each class");
            }
        }

        @Override
        public boolean fits(int classes) {
            return biases.size() == classes;
        }

        @Override
        public boolean keepsLargest() {
            return biases.stream().allMatch(bias -> bias.equals(biases.get(0)));
        }

        @Override
        public void apply(double[][] perClass, int rows) {
            double[] bias = biases.stream().mapToDouble(Double::doubleValue).toArray();
            if (perClass.length == 2) {
                for (int row = 0; row < rows; row++) {
                    double p = perClass[1][row];
                    setOdds(perClass, row, slope * (lnOf(p) - lnOfComplement(p)) + bias[1] - bias[0]);
                }
                return;
            }
            for (int row = 0; row < rows; row++) {
                double largest = Double.NEGATIVE_INFINITY;
                for (int code = 0; code < bias.length; code++) {
                    double score = slope * lnOf(perClass[code][row]) + bias[code];
                    perClass[code][row] = score;
                    // Unlike a comparison, max passes NaN on.
                    largest = Math.max(largest, score);
                }
                double sum = 0;
                for (int code = 0; code < bias.length; code++) {
                    perClass[code][row] = Math.exp(perClass[code][row] - largest);
                    sum += perClass[code][row];
                }
                for (int code = 0; code < bias.length; code++) {
                    perClass[code][row] /= sum;
                }
            }
        }
    }

    /**
     * Of two classes the log-odds {@code forOne * ln p - forZero * ln(1 - p) + bias}: beta calibration (Kull, Silva Filho and Flach,
     * AISTATS 2017), which bends one end more than the other. It keeps the order of rows.
     *
     * @param forOne positive
     * @param forZero positive
     */
    record Beta(double forOne, double forZero, double bias) implements Calibration {
        /** @throws IllegalArgumentException if a number is not finite or a slope not positive */
        public Beta {
            if (!(forOne > 0 && forZero > 0)
                    || !Double.isFinite(forOne)
                    || !Double.isFinite(forZero)
                    || !Double.isFinite(bias)) {
                throw new IllegalArgumentException("A beta calibration needs two positive slopes and a finite bias");
            }
        }

        @Override
        public boolean fits(int classes) {
            return classes == 2;
        }

        @Override
        public boolean keepsLargest() {
            return false;
        }

        @Override
        public void apply(double[][] perClass, int rows) {
            for (int row = 0; row < rows; row++) {
                double p = perClass[1][row];
                setOdds(perClass, row, forOne * lnOf(p) - forZero * lnOfComplement(p) + bias);
            }
        }
    }

    /** The natural logarithm of a probability, finite; NaN of NaN. */
    static double lnOf(double probability) {
        return Math.log(Math.max(SMALLEST, probability));
    }

    /** That of 1 less a probability. */
    static double lnOfComplement(double probability) {
        return probability > 1 - SMALLEST_COMPLEMENT ? Math.log(SMALLEST_COMPLEMENT) : Math.log1p(-probability);
    }

    private static void setOdds(double[][] perClass, int row, double logOdds) {
        perClass[1][row] = 1 / (1 + Math.exp(-logOdds));
        perClass[0][row] = 1 / (1 + Math.exp(logOdds));
    }
}
