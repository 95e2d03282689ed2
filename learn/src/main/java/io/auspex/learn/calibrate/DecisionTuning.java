package io.auspex.learn.calibrate;

import io.auspex.learn.frame.RandomOrder;
import io.auspex.learn.metric.DecisionThreshold;
import io.auspex.learn.metric.Metric;
import io.auspex.model.decision.Decision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Where a metric counts decisions, what decides best: a threshold of two classes (Lipton, Elkan and Naryanaswamy, "Optimal
 * thresholding of classifiers to maximize F1 measure", 2014), weights of more, by coordinate ascent. Found on calibrated probabilities
 * of held rows; kept only if what is found on four parts of them is better on the fifth, over all and in most parts.
 *
 * @param decision without calibration
 * @param before the metric of the likeliest class
 * @param after that of the decision, on parts that it was not found on
 */
record DecisionTuning(Decision decision, double before, double after) {
    /** On so few rows the best threshold jumps from sample to sample; the mean over resamples jumps less. */
    private static final int FEW_ROWS = 10_000;

    private static final int RESAMPLES = 20;
    private static final int MOST_WEIGHTED_CLASSES = 30;
    private static final int MOST_ROWS = 20_000;
    private static final int SWEEPS = 3;
    /** Weights are tried from 1/8 to 8. */
    private static final double[] FACTORS = factors();

    /** A factor must gain so much: keeps weights that change nothing at 1. */
    private static final double LEAST_GAIN = 1e-4;

    private static double[] factors() {
        double[] factors = new double[17];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = Math.pow(2, (i - 8) * 3.0 / 8);
        }
        return factors;
    }

    static DecisionTuning of(Metric metric, HeldRows calibrated, long seed) {
        double plain = score(metric, calibrated, Decision.PLAIN);
        DecisionTuning untouched = new DecisionTuning(Decision.PLAIN, plain, plain);
        if (!countsDecisions(metric) || calibrated.rows() < HeldRows.PARTS) {
            return untouched;
        }
        HeldRows sample = calibrated.classes() > 2 && calibrated.rows() > MOST_ROWS
                ? calibrated.select(Arrays.copyOf(RandomOrder.of(calibrated.rows(), seed), MOST_ROWS))
                : calibrated;
        int[] parts = sample.parts(seed);
        int[] codes = new int[sample.rows()];
        int won = 0;
        for (int part = 0; part < HeldRows.PARTS; part++) {
            Optional<Decision> found = best(metric, sample.select(HeldRows.of(parts, part, true)), seed);
            if (found.isEmpty()) {
                return untouched;
            }
            int[] rows = HeldRows.of(parts, part, false);
            HeldRows judged = sample.select(rows);
            int[] decided = decide(judged, found.get());
            for (int i = 0; i < rows.length; i++) {
                codes[rows[i]] = decided[i];
            }
            double with = metric.classification(judged.truth(), decided, judged.probabilities());
            won += metric.better(with, score(metric, judged, Decision.PLAIN)) ? 1 : 0;
        }
        double before = score(metric, sample, Decision.PLAIN);
        double after = metric.classification(sample.truth(), codes, sample.probabilities());
        return metric.better(after, before) && 2 * won > HeldRows.PARTS
                ? best(metric, sample, seed)
                        .map(decision -> new DecisionTuning(decision, before, after))
                        .orElse(untouched)
                : untouched;
    }

    static boolean countsDecisions(Metric metric) {
        return switch (metric) {
            case ACCURACY, BALANCED_ACCURACY, F1, F1_MACRO -> true;
            case AUC, LOG_LOSS, MSE, RMSE, MAE, R2 -> false;
        };
    }

    private static double score(Metric metric, HeldRows held, Decision decision) {
        return metric.classification(held.truth(), decide(held, decision), held.probabilities());
    }

    private static int[] decide(HeldRows held, Decision decision) {
        int[] codes = new int[held.rows()];
        decision.codes(held.probabilities(), held.rows(), false, codes);
        return codes;
    }

    private static Optional<Decision> best(Metric metric, HeldRows held, long seed) {
        if (held.classes() == 2) {
            return Optional.of(Decision.at(OptionalDouble.of(threshold(metric, held, seed))));
        }
        return held.classes() > MOST_WEIGHTED_CLASSES
                ? Optional.empty()
                : Optional.of(new Decision(Optional.empty(), OptionalDouble.empty(), weights(metric, held)));
    }

    private static double threshold(Metric metric, HeldRows held, long seed) {
        double[] positive = held.probabilities()[1];
        if (held.rows() > FEW_ROWS) {
            return threshold(metric, held.truth(), positive);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double sum = 0;
        for (int resample = 0; resample < RESAMPLES; resample++) {
            int[] truth = new int[held.rows()];
            double[] drawn = new double[held.rows()];
            for (int row = 0; row < truth.length; row++) {
                int from = random.nextInt(truth.length);
                truth[row] = held.truth()[from];
                drawn[row] = positive[from];
            }
            sum += threshold(metric, truth, drawn);
        }
        return sum / RESAMPLES;
    }

    private static double threshold(Metric metric, int[] truth, double[] positive) {
        return switch (metric) {
            case F1 -> DecisionThreshold.bestF1(truth, positive);
            case ACCURACY -> DecisionThreshold.bestAccuracy(truth, positive);
            case BALANCED_ACCURACY -> DecisionThreshold.bestBalancedAccuracy(truth, positive);
            case F1_MACRO, AUC, LOG_LOSS, MSE, RMSE, MAE, R2 -> 0.5;
        };
    }

    /** One class after the other gets the factor that is best while the others keep theirs. */
    private static List<Double> weights(Metric metric, HeldRows held) {
        int classes = held.classes();
        double[] weights = new double[classes];
        Arrays.fill(weights, 1);
        double best = score(metric, held, Decision.PLAIN);
        int[] others = new int[held.rows()];
        int[] codes = new int[held.rows()];
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double before = best;
            for (int code = 0; code < classes; code++) {
                likeliestOthers(held, weights, code, others);
                double kept = weights[code];
                for (double factor : FACTORS) {
                    for (int row = 0; row < codes.length; row++) {
                        double own = factor * held.probabilities()[code][row];
                        int other = others[row];
                        double rival = weights[other] * held.probabilities()[other][row];
                        codes[row] = own > rival || (own == rival && code < other) ? code : other;
                    }
                    double score = metric.classification(held.truth(), codes, held.probabilities());
                    if (score > best + LEAST_GAIN) {
                        best = score;
                        kept = factor;
                    }
                }
                weights[code] = kept;
            }
            if (best == before) {
                break;
            }
        }
        // Half way back to no weights at all, in logarithms: the best on these rows is a little too much for others.
        return Arrays.stream(weights).map(Math::sqrt).boxed().collect(Collectors.toList());
    }

    private static void likeliestOthers(HeldRows held, double[] weights, int but, int[] others) {
        double[][] probabilities = held.probabilities();
        for (int row = 0; row < others.length; row++) {
            int largest = but == 0 ? 1 : 0;
            for (int code = largest + 1; code < weights.length; code++) {
                if (code != but
                        && weights[code] * probabilities[code][row] > weights[largest] * probabilities[largest][row]) {
                    largest = code;
                }
            }
            others[row] = largest;
        }
    }
}
