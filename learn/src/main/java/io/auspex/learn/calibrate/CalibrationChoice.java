package io.auspex.learn.calibrate;

import io.auspex.model.decision.Calibration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which calibration, if any: fitted on four parts of the held rows and judged by the log loss of the fifth, each part in turn. A
 * more pliant one must be better than a stiffer one by more than the error of that comparison.
 *
 * @param calibration fitted on all held rows; empty if none is better than nothing
 * @param description how it was fitted
 * @param lossBefore log loss without
 * @param lossAfter log loss with it, of parts that it was not fitted on
 */
record CalibrationChoice(Optional<Calibration> calibration, String description, double lossBefore, double lossAfter) {
    private static final double SMALLEST = 1e-15;
    /** Below it there is too little to fit on. */
    private static final int LEAST_ROWS = 100;

    static CalibrationChoice of(HeldRows held, long seed) {
        double[] before = losses(held.truth(), held.probabilities());
        double lossBefore = Arrays.stream(before).average().orElse(0);
        CalibrationChoice best = new CalibrationChoice(Optional.empty(), "", lossBefore, lossBefore);
        if (held.rows() < LEAST_ROWS) {
            return best;
        }
        int[] parts = held.parts(seed);
        double[] bestLosses = before;
        for (CalibrationFit fit : CalibrationFit.values()) {
            Optional<double[]> losses = fit.suits(held.classes()) ? crossValidated(fit, held, parts) : Optional.empty();
            if (losses.isPresent() && isBetter(losses.get(), bestLosses)) {
                Optional<Calibration> fitted = fit.fit(held);
                if (fitted.isPresent()) {
                    bestLosses = losses.get();
                    best = new CalibrationChoice(
                            fitted,
                            fit.description(),
                            lossBefore,
                            Arrays.stream(bestLosses).average().orElse(0));
                }
            }
        }
        return best;
    }

    private static Optional<double[]> crossValidated(CalibrationFit fit, HeldRows held, int[] parts) {
        double[] losses = new double[held.rows()];
        for (int part = 0; part < HeldRows.PARTS; part++) {
            Optional<Calibration> map = fit.fit(held.select(HeldRows.of(parts, part, true)));
            if (map.isEmpty()) {
                return Optional.empty();
            }
            int[] rows = HeldRows.of(parts, part, false);
            HeldRows judged = held.select(rows);
            map.get().apply(judged.probabilities(), judged.rows());
            double[] ofPart = losses(judged.truth(), judged.probabilities());
            for (int i = 0; i < rows.length; i++) {
                losses[rows[i]] = ofPart[i];
            }
        }
        return Optional.of(losses);
    }

    private static double[] losses(int[] truth, double[][] probabilities) {
        double[] losses = new double[truth.length];
        for (int row = 0; row < losses.length; row++) {
            losses[row] = -Math.log(Math.max(SMALLEST, probabilities[truth[row]][row]));
        }
        return losses;
    }

    /** By more than the standard error of the mean difference. */
    private static boolean isBetter(double[] losses, double[] than) {
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < losses.length; row++) {
            double gain = than[row] - losses[row];
            sum += gain;
            squares += gain * gain;
        }
        double mean = sum / losses.length;
        double variance = Math.max(0, squares / losses.length - mean * mean);
        return mean > 0 && mean > Math.sqrt(variance / losses.length);
    }
}
