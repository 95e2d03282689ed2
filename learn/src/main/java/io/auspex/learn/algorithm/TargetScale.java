package io.auspex.learn.algorithm;

import io.auspex.learn.objective.ProblemType;

/** Numbers to predict are learnt in units of their deviation, so that strengths and rates mean the same whatever the unit. */
record TargetScale(double mean, double deviation) {
    static TargetScale of(LearningTask task, double[] target) {
        if (task.problemType() != ProblemType.REGRESSION) {
            return new TargetScale(0, 1);
        }
        double mean = 0;
        for (double value : target) {
            mean += value / target.length;
        }
        double largest = 0;
        for (double value : target) {
            largest = Math.max(largest, Math.abs(value / 2 - mean / 2));
        }
        double variance = 0;
        for (double value : target) {
            // In units of the largest distance, whose square could be infinite.
            double distance = largest > 0 ? (value / 2 - mean / 2) / largest : 0;
            variance += distance * distance / target.length;
        }
        double deviation = 2 * largest * Math.sqrt(variance);
        return new TargetScale(mean, deviation > 0 ? Math.min(deviation, Double.MAX_VALUE) : 1);
    }

    double[] scaled(double[] target) {
        double[] scaled = new double[target.length];
        for (int row = 0; row < target.length; row++) {
            scaled[row] = (target[row] - mean) / deviation;
        }
        return scaled;
    }
}
