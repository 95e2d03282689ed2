package io.auspex.model.decision;

import java.util.List;

/** The levels of confidence that conformal tables are kept for: one a hundredth from 0.50 to 0.99, between which is interpolated. */
public final class Confidences {
    public static final double LEAST = 0.5;
    public static final double MOST = 0.99;
    /** What is meant where none is named. */
    public static final double USUAL = 0.9;
    /** How many there are. */
    public static final int LEVELS = 50;

    private Confidences() {}

    public static double level(int index) {
        return (50 + index) / 100.0;
    }

    /** Whether a table answers for it. */
    public static boolean covers(double confidence) {
        return confidence >= LEAST && confidence <= MOST;
    }

    /** @param table one number a level; {@code confidence} is one that {@link #covers} */
    static double interpolate(List<Double> table, double confidence) {
        double place = confidence * 100 - 50;
        int below = Math.min(LEVELS - 2, Math.max(0, (int) place));
        double share = Math.min(1, Math.max(0, place - below));
        return table.get(below) * (1 - share) + table.get(below + 1) * share;
    }

    static void require(List<Double> table) {
        if (table.size() != LEVELS || !table.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("A conformal table has not " + LEVELS + " finite numbers");
        }
    }
}
