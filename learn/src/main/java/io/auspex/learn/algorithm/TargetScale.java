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
        double variance = 0;
        for (double value : target) {
            variance += (value - mean) * (value - mean) / target.length;
        }
        return new TargetScale(mean, variance > 0 ? Math.sqrt(variance) : 1);
    }

    double[] scaled(double[] target) {
        double[] scaled = new double[target.length];
        for (int row = 0; row < target.length; row++) {
            scaled[row] = (target[row] - mean) / deviation;
        }
        return scaled;
    }
}
