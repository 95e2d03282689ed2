package io.auspex.learn.forecast.method;

import org.hipparchus.special.Erf;

/** Quantiles of the standard normal distribution. */
public final class NormalQuantile {
    private static final double LEAST = 1e-12;

    private NormalQuantile() {}

    /** @param probability cut to 1e-12 .. 1 - 1e-12 */
    public static double of(double probability) {
        double p = Math.min(1 - LEAST, Math.max(LEAST, probability));
        return Math.sqrt(2) * Erf.erfInv(2 * p - 1);
    }
}
