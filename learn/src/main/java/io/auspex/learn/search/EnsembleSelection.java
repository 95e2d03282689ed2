package io.auspex.learn.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses how much each candidate counts: starting from nothing, the candidate that brings the blend most is taken again and again,
 * and may be taken several times (Caruana, Niculescu-Mizil, Crew and Ksikes, "Ensemble selection from libraries of models", ICML
 * 2004). The mean of the first so many of those taken that is best is the ensemble.
 */
final class EnsembleSelection {
    private static final int STEPS = 40;
    /** A gain below this share of the loss is none: the cheaper blend stays. */
    private static final double LEAST_GAIN = 1e-4;

    private EnsembleSelection() {}

    /**
     * Weights by candidate, adding up to 1, 0 of those that are not in.
     *
     * @param signals {@code [candidate][position]}, at least one
     * @param truth by position
     */
    static double[] weights(BlendLoss loss, List<double[]> signals, double[] truth) {
        int positions = truth.length;
        double[] sum = new double[positions];
        double[] blend = new double[positions];
        List<Integer> taken = new ArrayList<>();
        int kept = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (int step = 1; step <= STEPS; step++) {
            int best = -1;
            double bestLoss = Double.POSITIVE_INFINITY;
            for (int candidate = 0; candidate < signals.size(); candidate++) {
                double[] signal = signals.get(candidate);
                for (int position = 0; position < positions; position++) {
                    blend[position] = (sum[position] + signal[position]) / step;
                }
                double reached = loss.of(blend, truth, positions);
                if (best < 0 || reached < bestLoss) {
                    best = candidate;
                    bestLoss = reached;
                }
            }
            taken.add(best);
            double[] signal = signals.get(best);
            for (int position = 0; position < positions; position++) {
                sum[position] += signal[position];
            }
            if (kept == 0 || bestLoss < lowest - LEAST_GAIN * Math.abs(lowest)) {
                lowest = bestLoss;
                kept = step;
            }
        }
        double[] weights = new double[signals.size()];
        for (int candidate : taken.subList(0, kept)) {
            weights[candidate] += 1.0 / kept;
        }
        return weights;
    }

    /** The mean of the candidates' predictions, weighted. */
    static OutOfFold blend(List<OutOfFold> predictions, double[] weights) {
        OutOfFold first = predictions.get(0);
        double[][] blended = new double[first.predictions().length][first.rows().length];
        for (int candidate = 0; candidate < weights.length; candidate++) {
            double weight = weights[candidate];
            double[][] own = predictions.get(candidate).predictions();
            for (int output = 0; output < blended.length && weight > 0; output++) {
                for (int position = 0; position < blended[output].length; position++) {
                    blended[output][position] += weight * own[output][position];
                }
            }
        }
        return new OutOfFold(
                Arrays.copyOf(first.rows(), first.rows().length),
                Arrays.copyOf(first.foldEnds(), first.foldEnds().length),
                blended);
    }
}
