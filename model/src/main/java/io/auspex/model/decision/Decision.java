package io.auspex.model.decision;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a classification comes from the mean of its members' probabilities to a class, and to the probabilities that it reports:
 *
 * <pre>
 *   mean of the members ──► calibration ──► calibrated ──┬─► threshold or class weights ──► class
 *                                                        └─► in agreement with the class ─► reported
 * </pre>
 *
 * @param calibration empty where the members' probabilities are as good as they are
 * @param threshold of two classes: class 1 where its calibrated probability reaches it, without one where that is above 0.5
 * @param classWeights empty, or one a class: the class with the largest product of weight and calibrated probability, the lower one
 *     of equals
 */
public record Decision(Optional<Calibration> calibration, OptionalDouble threshold, List<Double> classWeights) {
    /** The likeliest class as the members see it. */
    public static final Decision PLAIN = new Decision(Optional.empty(), OptionalDouble.empty(), List.of());

    /**
     * How much room, of the probabilities above or below one half, is given to those between the threshold and one half. So little that
     * what is reported is as good as calibrated.
     */
    private static final double ROOM = 0.01;

    /** @throws IllegalArgumentException if a number is out of its range, or there are both a threshold and weights */
    public Decision {
        requireNonNull(calibration, "calibration is null");
        requireNonNull(threshold, "threshold is null");
        classWeights = List.copyOf(classWeights);
        if (threshold.isPresent() && !(threshold.getAsDouble() >= 0 && threshold.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("The threshold " + threshold.getAsDouble() + " is not between 0 and 1");
        }
        if (!classWeights.stream().allMatch(weight -> weight > 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException("The weights of the classes are not all positive");
        }
        if (threshold.isPresent() && !classWeights.isEmpty()) {
            throw new IllegalArgumentException("There are both a threshold and weights of the classes");
        }
    }

    /** Without calibration. */
    public static Decision at(OptionalDouble threshold) {
        return new Decision(Optional.empty(), threshold, List.of());
    }

    public boolean isPlain() {
        return equals(PLAIN);
    }

    /** @throws IllegalArgumentException if this does not fit as many classes */
    public void requireFit(int classes) {
        if (threshold.isPresent() && classes != 2) {
            throw new IllegalArgumentException("Only a classification of two labels has a threshold");
        }
        if (!classWeights.isEmpty() && classWeights.size() != classes) {
            throw new IllegalArgumentException(
                    "There are weights of " + classWeights.size() + " classes, but " + classes + " labels");
        }
        if (!calibration.map(map -> map.fits(classes)).orElse(true)) {
            throw new IllegalArgumentException(
                    "The calibration does not fit a classification of " + classes + " labels");
        }
    }

    /** Whether the class is the likeliest one already before calibration. */
    public boolean keepsLargest() {
        return threshold.isEmpty()
                && classWeights.isEmpty()
                && calibration.map(Calibration::keepsLargest).orElse(true);
    }

    /**
     * Replaces the members' probabilities by calibrated ones.
     *
     * @param perClass {@code double[class][row]}
     */
    public void calibrate(double[][] perClass, int rows) {
        calibration.ifPresent(map -> map.apply(perClass, rows));
    }

    /**
     * Fills the class of each row, -1 where its probabilities are NaN.
     *
     * @param calibrated {@code double[class][row]}
     * @param labelsApart whether each label has a probability of its own, whatever the others have
     */
    public void codes(double[][] calibrated, int rows, boolean labelsApart, int[] codes) {
        if (calibrated.length > 2 || labelsApart || !classWeights.isEmpty()) {
            byLargest(calibrated, rows, codes);
            return;
        }
        double[] positive = calibrated[1];
        for (int row = 0; row < rows; row++) {
            boolean one = threshold.isPresent() ? positive[row] >= threshold.getAsDouble() : positive[row] > 0.5;
            codes[row] = Double.isNaN(positive[row]) ? -1 : one ? 1 : 0;
        }
    }

    private void byLargest(double[][] calibrated, int rows, int[] codes) {
        double[] weights = new double[calibrated.length];
        for (int code = 0; code < weights.length; code++) {
            weights[code] = classWeights.isEmpty() ? 1 : classWeights.get(code);
        }
        for (int row = 0; row < rows; row++) {
            int largest = 0;
            for (int code = 1; code < weights.length; code++) {
                if (weights[code] * calibrated[code][row] > weights[largest] * calibrated[largest][row]) {
                    largest = code;
                }
            }
            codes[row] = Double.isNaN(calibrated[largest][row]) ? -1 : largest;
        }
    }

    /**
     * Changes calibrated probabilities as little as it takes for the decided class to have the largest one. Rows between a threshold
     * and one half are moved to just beyond one half, in their order, so that AUC stays the same; of more classes those that
     * are likelier than the decided one share with it what they have together.
     *
     * @param perClass {@code double[class][row]}, calibrated
     * @param codes the classes; -1 leaves a row as it is
     */
    public void agree(double[][] perClass, int rows, int[] codes) {
        if (threshold.isPresent()) {
            agree(perClass, rows, threshold.getAsDouble());
        } else if (!classWeights.isEmpty()) {
            for (int row = 0; row < rows; row++) {
                if (codes[row] >= 0) {
                    share(perClass, row, codes[row]);
                }
            }
        }
    }

    private static void agree(double[][] perClass, int rows, double t) {
        double width = Math.abs(t - 0.5);
        double room = Math.min(ROOM, width);
        for (int row = 0; row < rows; row++) {
            double p = perClass[1][row];
            double reported = p;
            if (p >= t && p < 0.5) {
                reported = 0.5 + room * (p - t) / width;
            } else if (t < 0.5 && p >= 0.5) {
                reported = 1 - (1 - p) * (0.5 - room) / 0.5;
            } else if (p < t && p > 0.5) {
                // Rounding must not lift it to one half.
                reported = Math.min(0.5 - room * (t - p) / width, Math.nextDown(0.5));
            } else if (t > 0.5 && p <= 0.5) {
                reported = p * (0.5 - room) / 0.5;
            }
            if (reported != p) {
                perClass[1][row] = reported;
                perClass[0][row] = 1 - reported;
            }
        }
    }

    private static void share(double[][] perClass, int row, int decided) {
        double least = perClass[decided][row];
        double sum = least;
        int sharing = 1;
        for (double[] probabilities : perClass) {
            if (probabilities[row] > least) {
                sum += probabilities[row];
                sharing++;
            }
        }
        for (double[] probabilities : perClass) {
            if (probabilities[row] > least) {
                probabilities[row] = sum / sharing;
            }
        }
        perClass[decided][row] = sum / sharing;
    }
}
