package io.auspex.learn.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * How many epochs there is time for, thought over after each of them: the first ones are slow, since the code is not compiled yet, so that a
 * plan made then asks for too few.
 */
final class EpochPlan {
    /** The share of the remaining time that is planned for. */
    private static final double PLANNED = 0.9;
    /** The share of the time that must be used before the rest is planned. */
    private static final double EARLY = 0.2;

    private final int wanted;
    private final DoubleSupplier remainingSeconds;
    /** What remained at the start and after each epoch. */
    private final List<Double> remaining = new ArrayList<>();

    private int planned;

    EpochPlan(int wanted, DoubleSupplier remainingSeconds) {
        this.wanted = wanted;
        this.remainingSeconds = remainingSeconds;
        this.planned = wanted;
        remaining.add(remainingSeconds.getAsDouble());
    }

    /** How many epochs to do in all, {@code epoch} of which are done; called after each. */
    int after(int epoch) {
        double left = remainingSeconds.getAsDouble();
        remaining.add(left);
        double used = remaining.get(0) - left;
        if (used >= EARLY * remaining.get(0)) {
            double pace = (remaining.get(epoch / 2) - left) / (epoch - epoch / 2);
            planned = pace * (wanted - epoch) <= left ? wanted : epoch + (int) (left * PLANNED / pace);
        }
        return planned;
    }

    /** Whether the time does not suffice for all. */
    boolean isCutShort() {
        return planned < wanted;
    }
}
