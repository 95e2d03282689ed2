package io.auspex.learn.calibrate;

import io.auspex.model.decision.Confidences;
import io.auspex.model.decision.Uncertainty;
import io.auspex.model.decision.Uncertainty.Intervals;
import io.auspex.model.decision.Uncertainty.LabelSets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Conformal tables from held rows. With n of them the quantile for a share s is the value number ceil(s (n + 1)): that, and
 * not s n, covers a new row with chance s.
 */
final class ConformalFit {
    private static final int MOST_KNOTS = 20;
    private static final int ROWS_A_KNOT = 50;
    /** As many rows as the usual error over all rows counts for in that of a knot. */
    private static final double PRIOR_ROWS = 10;
    /** Nowhere is the error taken to be smaller than this share of the usual one. */
    private static final double LEAST_SCALE = 0.05;

    private ConformalFit() {}

    /**
     * How often a set or an interval held the truth on rows that its table was not made from.
     *
     * @param covered share of the rows
     * @param size mean number of labels, or mean width
     */
    record Coverage(double covered, double size) {}

    /** Empty where there are no two rows. */
    static Optional<Uncertainty> intervals(double[] truth, double[] predicted) {
        int rows = truth.length;
        if (rows < 2) {
            return Optional.empty();
        }
        double[] sorted = predicted.clone();
        Arrays.sort(sorted);
        int knotCount = Math.max(1, Math.min(MOST_KNOTS, rows / ROWS_A_KNOT));
        double[] ends = new double[knotCount];
        for (int knot = 0; knot < knotCount; knot++) {
            ends[knot] = sorted[(int) ((long) (knot + 1) * rows / knotCount) - 1];
        }
        double[] count = new double[knotCount];
        double[] predictions = new double[knotCount];
        double[] errors = new double[knotCount];
        double total = 0;
        for (int row = 0; row < rows; row++) {
            int knot = firstNotBelow(ends, predicted[row]);
            count[knot]++;
            predictions[knot] += predicted[row];
            errors[knot] += Math.abs(truth[row] - predicted[row]);
            total += Math.abs(truth[row] - predicted[row]);
        }
        double usual = total / rows > 0 ? total / rows : 1;
        List<Double> knots = new ArrayList<>();
        List<Double> scales = new ArrayList<>();
        for (int knot = 0; knot < knotCount; knot++) {
            double place = predictions[knot] / count[knot];
            if (count[knot] > 0 && (knots.isEmpty() || place > knots.get(knots.size() - 1))) {
                double scale = (errors[knot] + PRIOR_ROWS * usual) / (count[knot] + PRIOR_ROWS);
                knots.add(place);
                scales.add(Math.max(scale, LEAST_SCALE * usual));
            }
        }
        List<Double> none = new ArrayList<>();
        for (int level = 0; level < Confidences.LEVELS; level++) {
            none.add(0.0);
        }
        Intervals scaled = new Intervals(knots, scales, none, none);
        double[] multiples = new double[rows];
        for (int row = 0; row < rows; row++) {
            multiples[row] = (truth[row] - predicted[row]) / scaled.scale(predicted[row]);
        }
        Arrays.sort(multiples);
        List<Double> lower = new ArrayList<>();
        List<Double> upper = new ArrayList<>();
        for (int level = 0; level < Confidences.LEVELS; level++) {
            double tail = (1 - Confidences.level(level)) / 2;
            int below = Math.max(1, (int) Math.floor(tail * (rows + 1) + 1e-9));
            lower.add(multiples[below - 1]);
            upper.add(multiples[rows - below]);
        }
        return Optional.of(new Intervals(knots, scales, lower, upper));
    }

    private static int firstNotBelow(double[] ends, double value) {
        int knot = 0;
        while (knot < ends.length - 1 && ends[knot] < value) {
            knot++;
        }
        return knot;
    }

    /** @param calibrated held rows with calibrated probabilities; empty if there are none */
    static Optional<Uncertainty> labelSets(HeldRows calibrated) {
        int rows = calibrated.rows();
        if (rows == 0) {
            return Optional.empty();
        }
        double[] ofTruth = new double[rows];
        for (int row = 0; row < rows; row++) {
            ofTruth[row] = calibrated.probabilities()[calibrated.truth()[row]][row];
        }
        Arrays.sort(ofTruth);
        List<Double> cuts = new ArrayList<>();
        for (int level = 0; level < Confidences.LEVELS; level++) {
            int below = (int) Math.floor((1 - Confidences.level(level)) * (rows + 1) + 1e-9);
            cuts.add(below < 1 ? 0 : Math.min(1, ofTruth[Math.min(rows, below) - 1]));
        }
        return Optional.of(new LabelSets(cuts));
    }

    /** Of intervals at the usual confidence, part by part. */
    static Optional<Coverage> coverage(double[] truth, double[] predicted, long seed) {
        int[] parts = HeldRows.parts(truth.length, seed);
        int covered = 0;
        double width = 0;
        for (int part = 0; part < HeldRows.PARTS; part++) {
            int[] others = HeldRows.of(parts, part, true);
            double[][] from = HeldRows.select(new double[][] {truth, predicted}, others);
            Optional<Uncertainty> table = intervals(from[0], from[1]);
            if (table.isEmpty()) {
                return Optional.empty();
            }
            Intervals fitted = (Intervals) table.get();
            for (int row : HeldRows.of(parts, part, false)) {
                double low = fitted.lower(predicted[row], Confidences.USUAL);
                double high = fitted.upper(predicted[row], Confidences.USUAL);
                covered += truth[row] >= low && truth[row] <= high ? 1 : 0;
                width += high - low;
            }
        }
        return Optional.of(new Coverage((double) covered / truth.length, width / truth.length));
    }

    /**
     * Of label sets at the usual confidence, part by part.
     *
     * @param codes the decided class of each row, which always is in its set
     */
    static Optional<Coverage> coverage(HeldRows calibrated, int[] codes, long seed) {
        int[] parts = calibrated.parts(seed);
        int covered = 0;
        long labels = 0;
        for (int part = 0; part < HeldRows.PARTS; part++) {
            Optional<Uncertainty> table = labelSets(calibrated.select(HeldRows.of(parts, part, true)));
            if (table.isEmpty()) {
                return Optional.empty();
            }
            double cut = ((LabelSets) table.get()).cut(Confidences.USUAL);
            for (int row : HeldRows.of(parts, part, false)) {
                for (int code = 0; code < calibrated.classes(); code++) {
                    if (code == codes[row] || calibrated.probabilities()[code][row] >= cut) {
                        labels++;
                        covered += calibrated.truth()[row] == code ? 1 : 0;
                    }
                }
            }
        }
        int rows = calibrated.rows();
        return Optional.of(new Coverage((double) covered / rows, (double) labels / rows));
    }
}
