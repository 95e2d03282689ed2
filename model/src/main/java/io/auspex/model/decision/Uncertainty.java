package io.auspex.model.decision;

import java.util.List;

/**
 * What a model knows of its own errors: tables from rows that it had not learnt from, by which its answers become sets that hold the
 * truth as often as wanted, whatever the model is (Vovk, Gammerman and Shafer, "Algorithmic learning in a random world", 2005;
 * Lei, G'Sell, Rinaldo, Tibshirani and Wasserman, JASA 113, 2018). How often is meant over all rows, not for each kind of them.
 */
public sealed interface Uncertainty {

    /**
     * Of a regression: by how much the truth lies below or above, as multiples of the usual error, which depends on the prediction.
     *
     * @param knots predicted values, rising; at least one
     * @param scales the usual error at each of them, positive; between them interpolated, beyond them the same
     * @param lower one a level of {@link Confidences}: the end that is added to the prediction, as a multiple
     * @param upper likewise; none below its {@code lower}
     */
    record Intervals(List<Double> knots, List<Double> scales, List<Double> lower, List<Double> upper)
            implements Uncertainty {
        /** @throws IllegalArgumentException if the tables are not as described */
        public Intervals {
            knots = List.copyOf(knots);
            scales = List.copyOf(scales);
            lower = List.copyOf(lower);
            upper = List.copyOf(upper);
            Confidences.require(lower);
            Confidences.require(upper);
            for (int level = 0; level < Confidences.LEVELS; level++) {
                if (lower.get(level) > upper.get(level)) {
                    throw new IllegalArgumentException("An interval ends before it begins");
                }
            }
            if (knots.isEmpty() || knots.size() != scales.size()) {
                throw new IllegalArgumentException("Intervals need a scale for each of at least one knot");
            }
            for (int knot = 0; knot < knots.size(); knot++) {
                boolean rising = knot == 0 || knots.get(knot) > knots.get(knot - 1);
                if (!Double.isFinite(knots.get(knot)) || !rising) {
                    throw new IllegalArgumentException("The knots of intervals do not rise");
                }
                if (!(scales.get(knot) > 0) || !Double.isFinite(scales.get(knot))) {
                    throw new IllegalArgumentException("The scales of intervals are not all positive");
                }
            }
        }

        /** The usual error where this is predicted. */
        public double scale(double predicted) {
            int last = knots.size() - 1;
            if (!(predicted > knots.get(0))) {
                return scales.get(0);
            }
            if (predicted >= knots.get(last)) {
                return scales.get(last);
            }
            int low = 0;
            int high = last;
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                if (knots.get(middle) <= predicted) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            double share = (predicted - knots.get(low)) / (knots.get(high) - knots.get(low));
            return scales.get(low) * (1 - share) + scales.get(high) * share;
        }

        /** @param confidence one that {@link Confidences#covers} */
        public double lower(double predicted, double confidence) {
            return predicted + scale(predicted) * Confidences.interpolate(lower, confidence);
        }

        /** @param confidence one that {@link Confidences#covers} */
        public double upper(double predicted, double confidence) {
            return predicted + scale(predicted) * Confidences.interpolate(upper, confidence);
        }
    }

    /**
     * Of a classification: how likely a class must be to be among those that it may be (Sadinle, Lei and Wasserman, "Least ambiguous
     * set-valued classifiers with bounded error levels", JASA 114, 2019). The decided class always is.
     *
     * @param cuts one a level of {@link Confidences}: the least calibrated probability, 0 to 1, falling
     */
    record LabelSets(List<Double> cuts) implements Uncertainty {
        /** @throws IllegalArgumentException if the table is not as described */
        public LabelSets {
            cuts = List.copyOf(cuts);
            Confidences.require(cuts);
            for (int level = 0; level < Confidences.LEVELS; level++) {
                double cut = cuts.get(level);
                if (cut < 0 || cut > 1 || (level > 0 && cut > cuts.get(level - 1))) {
                    throw new IllegalArgumentException("The cuts of label sets do not fall within 0 and 1");
                }
            }
        }

        /** @param confidence one that {@link Confidences#covers} */
        public double cut(double confidence) {
            return Confidences.interpolate(cuts, confidence);
        }
    }
}
