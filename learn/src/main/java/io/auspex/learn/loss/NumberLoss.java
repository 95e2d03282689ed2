package io.auspex.learn.loss;

/**
 * What a wrong number costs, by the residual: prediction less truth. Losses with a kink are rounded off near it, over
 * {@link #ROUNDED} to each side, so that methods for smooth functions can minimise them.
 */
public sealed interface NumberLoss extends RowLoss {
    /** In the unit of the residuals, which learners scale to deviations of the target. */
    double ROUNDED = 0.01;

    double value(double residual);

    /** Derivative of {@link #value}. */
    double slope(double residual);

    @Override
    default double apply(float[][] margins, int row, double truth) {
        double residual = margins[0][row] - truth;
        margins[0][row] = (float) slope(residual);
        return value(residual);
    }

    /** Half the square: leads to the mean. */
    record Squared() implements NumberLoss {
        @Override
        public double value(double residual) {
            return residual * residual / 2;
        }

        @Override
        public double slope(double residual) {
            return residual;
        }
    }

    /** Square near zero, straight beyond (Huber, "Robust estimation of a location parameter", 1964). */
    record Huber(double delta) implements NumberLoss {
        @Override
        public double value(double residual) {
            double size = Math.abs(residual);
            return size <= delta ? residual * residual / 2 : delta * (size - delta / 2);
        }

        @Override
        public double slope(double residual) {
            return Math.max(-delta, Math.min(delta, residual));
        }
    }

    /** Leads to a quantile (Koenker and Bassett, "Regression quantiles", 1978); 0.5 is the absolute loss, halved. */
    record Quantile(double quantile) implements NumberLoss {
        @Override
        public double value(double residual) {
            if (Math.abs(residual) >= ROUNDED) {
                return residual > 0 ? (1 - quantile) * residual : -quantile * residual;
            }
            return residual * residual / (4 * ROUNDED) + (0.5 - quantile) * residual + ROUNDED / 4;
        }

        @Override
        public double slope(double residual) {
            if (Math.abs(residual) >= ROUNDED) {
                return residual > 0 ? 1 - quantile : -quantile;
            }
            return residual / (2 * ROUNDED) + 0.5 - quantile;
        }
    }

    /** Half the square of what exceeds the insensitivity. */
    record InsensitiveSquared(double insensitivity) implements NumberLoss {
        @Override
        public double value(double residual) {
            double excess = Math.max(0, Math.abs(residual) - insensitivity);
            return excess * excess / 2;
        }

        @Override
        public double slope(double residual) {
            return Math.signum(residual) * Math.max(0, Math.abs(residual) - insensitivity);
        }
    }

    /** What exceeds the insensitivity, as support vector regression has it (Smola and Schölkopf, 2004). */
    record InsensitiveAbsolute(double insensitivity) implements NumberLoss {
        @Override
        public double value(double residual) {
            double excess = Math.max(0, Math.abs(residual) - insensitivity);
            return excess < ROUNDED ? excess * excess / (2 * ROUNDED) : excess - ROUNDED / 2;
        }

        @Override
        public double slope(double residual) {
            double excess = Math.max(0, Math.abs(residual) - insensitivity);
            return Math.signum(residual) * Math.min(1, excess / ROUNDED);
        }
    }
}
