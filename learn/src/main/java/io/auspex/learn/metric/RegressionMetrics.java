package io.auspex.learn.metric;

/** Errors of predicted numbers against the truth. */
public final class RegressionMetrics {
    private RegressionMetrics() {}

    /** Mean squared error. */
    public static double mse(double[] truth, double[] predicted) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            double error = truth[row] - predicted[row];
            sum += error * error;
        }
        return sum / truth.length;
    }

    /** Square root of {@link #mse}. */
    public static double rmse(double[] truth, double[] predicted) {
        return Math.sqrt(mse(truth, predicted));
    }

    /** Mean absolute error. */
    public static double mae(double[] truth, double[] predicted) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            sum += Math.abs(truth[row] - predicted[row]);
        }
        return sum / truth.length;
    }

    /** Share of the variance explained: 1 - squared error / squared deviation from the mean; 0 for a constant truth. */
    public static double r2(double[] truth, double[] predicted) {
        double mean = 0;
        for (double value : truth) {
            mean += value / truth.length;
        }
        double deviation = 0;
        for (double value : truth) {
            deviation += (value - mean) * (value - mean);
        }
        return deviation == 0 ? 0 : 1 - mse(truth, predicted) * truth.length / deviation;
    }
}
