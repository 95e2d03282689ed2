package io.auspex.learn.forecast.method;

import java.util.Arrays;
import java.util.List;

/**
 * What is known of the next steps of a series: a distribution a step. Quantiles are asked for by z, the number of standard
 * deviations that a normal variable would be from its mean; so a distribution is widened by asking for a larger z.
 */
public sealed interface Predictive {
    int steps();

    /**
     * The value that lies where a normal variable has {@code z}; never falls with z.
     *
     * @param step 0 is the first one ahead
     */
    double quantile(int step, double z);

    double mean(int step);

    /**
     * A normal distribution of the value, or of its logarithm.
     *
     * @param center mean and median of each step, on the scale of the model
     * @param deviation standard deviation of each step, on the scale of the model
     */
    record Normal(boolean logarithmic, double[] center, double[] deviation) implements Predictive {
        /** Beyond it the exponential of a logarithm says nothing of the series any more. */
        private static final double LARGEST_LOGARITHM = 300;

        @Override
        public int steps() {
            return center.length;
        }

        @Override
        public double quantile(int step, double z) {
            return back(center[step] + z * deviation[step]);
        }

        @Override
        public double mean(int step) {
            double spread = deviation[step];
            return logarithmic ? back(center[step] + Math.min(spread * spread, 1) / 2) : center[step];
        }

        private double back(double value) {
            return logarithmic ? Math.exp(Math.min(value, LARGEST_LOGARITHM)) : value;
        }
    }

    /** The members' quantiles, averaged: Ratcliff's "Vincentization" (Psychological Bulletin 86, 1979). */
    record Combined(List<Predictive> members) implements Predictive {
        public Combined {
            members = List.copyOf(members);
        }

        @Override
        public int steps() {
            return members.get(0).steps();
        }

        @Override
        public double quantile(int step, double z) {
            double sum = 0;
            for (Predictive member : members) {
                sum += member.quantile(step, z);
            }
            return sum / members.size();
        }

        @Override
        public double mean(int step) {
            double sum = 0;
            for (Predictive member : members) {
                sum += member.mean(step);
            }
            return sum / members.size();
        }
    }

    /** Without the first steps. */
    record Later(Predictive whole, int skipped) implements Predictive {
        @Override
        public int steps() {
            return whole.steps() - skipped;
        }

        @Override
        public double quantile(int step, double z) {
            return whole.quantile(step + skipped, z);
        }

        @Override
        public double mean(int step) {
            return whole.mean(step + skipped);
        }
    }

    /** Whether every step has a finite distribution: models of odd series may run away. */
    default boolean isFinite() {
        for (int step = 0; step < steps(); step++) {
            if (!Double.isFinite(mean(step))
                    || !Double.isFinite(quantile(step, 3))
                    || !Double.isFinite(quantile(step, -3))) {
                return false;
            }
        }
        return true;
    }

    /** A normal distribution on the scale of the values. */
    static Predictive normal(double[] center, double[] deviation) {
        return new Normal(false, center, deviation);
    }

    /** The same value and spread at every step. */
    static Predictive constant(double center, double deviation, int steps) {
        double[] centers = new double[steps];
        double[] deviations = new double[steps];
        Arrays.fill(centers, center);
        Arrays.fill(deviations, deviation);
        return normal(centers, deviations);
    }
}
