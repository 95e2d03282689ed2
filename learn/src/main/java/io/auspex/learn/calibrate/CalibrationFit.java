package io.auspex.learn.calibrate;

import io.auspex.model.decision.Calibration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The ways to fit a {@link Calibration}, from the stiffest to the most pliant: each by the least log loss, drawn a little towards leaving
 * everything as it is. All are smooth and, of two classes, strictly rising, which isotonic regression is not: its
 * steps would make rows equal that the model tells apart.
 */
enum CalibrationFit {
    /** One factor of the logarithms: less, or more, sure of everything. */
    TEMPERATURE("one temperature"),
    /** A bias for each class too. */
    BIASED("a temperature and a bias for each class"),
    /** Two classes whose ends are bent apart. */
    BETA("a beta curve");

    /**
     * Beyond it a fit would do more than correct, unless the model hardly tells rows apart, as boosting does that has been stopped
     * after a few rounds: then a steeper one is right where it makes no row surer than so many rows can show.
     */
    private static final double MOST_SLOPE = 4;

    private static final double LEAST_SLOPE = 0.1;
    /** Biases are as many numbers to fit: from here on they cost more time than they bring. */
    private static final int MOST_BIASES = 30;
    /** As many rows as each parameter's neutral value counts for, about. */
    private static final double PRIOR = 1;

    private final String description;

    CalibrationFit(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    boolean suits(int classes) {
        return switch (this) {
            case TEMPERATURE -> true;
            case BIASED -> classes <= MOST_BIASES;
            case BETA -> classes == 2;
        };
    }

    /** Empty where no sensible map comes out. */
    Optional<Calibration> fit(HeldRows held) {
        return this == BETA ? beta(held) : scaled(held, this == BIASED);
    }

    private static Optional<Calibration> scaled(HeldRows held, boolean biased) {
        int classes = held.classes();
        double[][] logarithms = new double[classes][held.rows()];
        for (int code = 0; code < classes; code++) {
            boolean second = classes == 2 && code == 0;
            for (int row = 0; row < held.rows(); row++) {
                // Of two classes both come from the second, as the map itself has it.
                logarithms[code][row] = second
                        ? Calibration.lnOfComplement(held.probabilities()[1][row])
                        : Calibration.lnOf(held.probabilities()[code][row]);
            }
        }
        double[] means = new double[classes];
        double squares = 0;
        for (int code = 0; code < classes && biased; code++) {
            means[code] = Arrays.stream(logarithms[code]).average().orElse(0);
            for (int row = 0; row < held.rows(); row++) {
                logarithms[code][row] -= means[code];
                squares += logarithms[code][row] * logarithms[code][row];
            }
        }
        double[] start = new double[biased ? 1 + classes : 1];
        start[0] = 1;
        ConvexFit.Loss loss = new ScaledLoss(
                held.truth(), logarithms, means, biased, biased ? Math.min(1, squares / held.rows() / classes) : 1);
        return ConvexFit.minimum(loss, start)
                .filter(found -> found[0] >= LEAST_SLOPE)
                .map(found -> new Calibration.Scaled(
                        found[0], biased ? biases(found, means) : Collections.nCopies(classes, 0.0)))
                .filter(map -> map.slope() <= MOST_SLOPE || isShown(map, held))
                .map(Calibration.class::cast);
    }

    /** Of logarithms as they are, where those were found of logarithms less their means. */
    private static List<Double> biases(double[] found, double[] means) {
        return IntStream.range(0, means.length)
                .mapToObj(code -> found[1 + code] + means[code] * (1 - found[0]))
                .toList();
    }

    /** Whether no row gets surer than the largest probability that Laplace's rule of succession gives to what was so in every row. */
    private static boolean isShown(Calibration map, HeldRows held) {
        double most = (held.rows() + 1.0) / (held.rows() + 2.0);
        double[][] probabilities = held.copy();
        map.apply(probabilities, held.rows());
        return Arrays.stream(probabilities)
                .flatMapToDouble(Arrays::stream)
                .allMatch(probability -> probability <= most);
    }

    /**
     * Parameters: the slope, then the biases if there are any.
     *
     * @param logarithms by class, less their means where there are biases: else every slope would need a bias of its own
     * @param means which the slope does not change
     * @param slopePrior how much the slope is drawn to 1: the less, the less it does to rows that lie close together
     */
    private record ScaledLoss(int[] truth, double[][] logarithms, double[] means, boolean biased, double slopePrior)
            implements ConvexFit.Loss {
        @Override
        public double evaluate(double[] at, double[] gradient, double[][] hessian) {
            int classes = logarithms.length;
            int rows = truth.length;
            double[] scores = new double[classes];
            double sum = prior(at, gradient, hessian, 1, slopePrior);
            for (int row = 0; row < rows; row++) {
                double largest = Double.NEGATIVE_INFINITY;
                for (int code = 0; code < classes; code++) {
                    scores[code] = at[0] * logarithms[code][row] + means[code] + (biased ? at[1 + code] : 0);
                    largest = Math.max(largest, scores[code]);
                }
                double total = 0;
                double ofTruth = scores[truth[row]] - largest;
                for (int code = 0; code < classes; code++) {
                    scores[code] = Math.exp(scores[code] - largest);
                    total += scores[code];
                }
                sum += Math.log(total) - ofTruth;
                if (gradient != null) {
                    addDerivatives(row, scores, total, gradient, hessian);
                }
            }
            return sum;
        }

        private void addDerivatives(int row, double[] scores, double total, double[] gradient, double[][] hessian) {
            int classes = scores.length;
            double mean = 0;
            double square = 0;
            for (int code = 0; code < classes; code++) {
                scores[code] /= total;
                mean += scores[code] * logarithms[code][row];
            }
            for (int code = 0; code < classes; code++) {
                double apart = logarithms[code][row] - mean;
                square += scores[code] * apart * apart;
            }
            gradient[0] += mean - logarithms[truth[row]][row];
            hessian[0][0] += square;
            if (!biased) {
                return;
            }
            for (int code = 0; code < classes; code++) {
                gradient[1 + code] += scores[code] - (truth[row] == code ? 1 : 0);
                hessian[1 + code][0] += scores[code] * (logarithms[code][row] - mean);
                for (int other = 0; other <= code; other++) {
                    hessian[1 + code][1 + other] += scores[code] * ((other == code ? 1 : 0) - scores[other]);
                }
            }
        }
    }

    /** The square of each parameter's distance from its neutral value: 1 of the first {@code slopes}, 0 of the others. */
    private static double prior(double[] at, double[] gradient, double[][] hessian, int slopes, double ofSlopes) {
        double sum = 0;
        for (int i = 0; i < at.length; i++) {
            double apart = at[i] - (i < slopes ? 1 : 0);
            double weight = i < slopes ? PRIOR * ofSlopes : PRIOR;
            sum += weight * apart * apart / 2;
            if (gradient != null) {
                gradient[i] = weight * apart;
                hessian[i][i] = weight;
            }
        }
        return sum;
    }

    private static Optional<Calibration> beta(HeldRows held) {
        double[] forOne =
                Arrays.stream(held.probabilities()[1]).map(Calibration::lnOf).toArray();
        double[] forZero = Arrays.stream(held.probabilities()[1])
                .map(Calibration::lnOfComplement)
                .toArray();
        ConvexFit.Loss loss = new BetaLoss(held.truth(), forOne, forZero);
        return ConvexFit.minimum(loss, new double[] {1, 1, 0})
                .filter(found -> Math.min(found[0], found[1]) >= LEAST_SLOPE)
                .map(found -> new Calibration.Beta(found[0], found[1], found[2]))
                .filter(map -> Math.max(map.forOne(), map.forZero()) <= MOST_SLOPE || isShown(map, held))
                .map(Calibration.class::cast);
    }

    /** Parameters: the two slopes and the bias. */
    private record BetaLoss(int[] truth, double[] forOne, double[] forZero) implements ConvexFit.Loss {
        @Override
        public double evaluate(double[] at, double[] gradient, double[][] hessian) {
            double sum = prior(at, gradient, hessian, 2, 1);
            double[] inputs = new double[3];
            inputs[2] = 1;
            for (int row = 0; row < truth.length; row++) {
                inputs[0] = forOne[row];
                inputs[1] = -forZero[row];
                double odds = at[0] * inputs[0] + at[1] * inputs[1] + at[2];
                double signed = truth[row] == 1 ? odds : -odds;
                sum += signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed;
                if (gradient == null) {
                    continue;
                }
                double p = 1 / (1 + Math.exp(-odds));
                for (int i = 0; i < 3; i++) {
                    gradient[i] += (p - truth[row]) * inputs[i];
                    for (int j = 0; j <= i; j++) {
                        hessian[i][j] += p * (1 - p) * inputs[i] * inputs[j];
                    }
                }
            }
            return sum;
        }
    }
}
