package io.auspex.learn.search;

import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.metric.Metric;
import io.auspex.learn.metric.RegressionMetrics;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.profile.Target;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * What blends of candidates are compared by: a loss of one number a row, the probability of the true class, of class 1, or the
 * predicted value. Of a weighted mean of predictions this number is the weighted mean of theirs, so that a blend is judged without
 * looking at all classes.
 */
enum BlendLoss {
    /** Mean negative logarithm of the true class's probability. */
    LOG_LOSS {
        @Override
        double[] signal(OutOfFold predictions, Target target) {
            double[] signal = new double[predictions.rows().length];
            for (int position = 0; position < signal.length; position++) {
                int label = (int) target.values()[predictions.rows()[position]];
                signal[position] = predictions.predictions()[label][position];
            }
            return signal;
        }

        @Override
        double of(double[] blend, double[] truth, int from, int to) {
            double sum = 0;
            for (int position = from; position < to; position++) {
                sum += ofProbability(blend[position]);
            }
            return sum / (to - from);
        }

        @Override
        double errorOfDifference(double[] left, double[] right, double[] truth) {
            return errorByRow(left, right, truth, (said, label) -> ofProbability(said));
        }

        private static double ofProbability(double said) {
            return -Math.log(Math.max(SMALLEST_PROBABILITY, said));
        }
    },
    /** One less the area under the ROC curve of class 1. */
    RANKING {
        @Override
        double[] signal(OutOfFold predictions, Target target) {
            return predictions.predictions()[1];
        }

        @Override
        double of(double[] blend, double[] truth, int from, int to) {
            int[] classes = new int[to - from];
            for (int index = 0; index < classes.length; index++) {
                classes[index] = (int) truth[from + index];
            }
            return 1 - ClassificationMetrics.auc(classes, Arrays.copyOfRange(blend, from, to));
        }

        @Override
        double errorOfDifference(double[] left, double[] right, double[] truth) {
            return RankedPairs.errorOfDifference(left, right, truth);
        }
    },
    /** Mean squared error. */
    SQUARED {
        @Override
        double[] signal(OutOfFold predictions, Target target) {
            return predictions.predictions()[0];
        }

        @Override
        double of(double[] blend, double[] truth, int from, int to) {
            return RegressionMetrics.mse(Arrays.copyOfRange(truth, from, to), Arrays.copyOfRange(blend, from, to));
        }

        @Override
        double errorOfDifference(double[] left, double[] right, double[] truth) {
            return errorByRow(left, right, truth, (said, number) -> (said - number) * (said - number));
        }
    },
    /** Mean absolute error. */
    ABSOLUTE {
        @Override
        double[] signal(OutOfFold predictions, Target target) {
            return predictions.predictions()[0];
        }

        @Override
        double of(double[] blend, double[] truth, int from, int to) {
            return RegressionMetrics.mae(Arrays.copyOfRange(truth, from, to), Arrays.copyOfRange(blend, from, to));
        }

        @Override
        double errorOfDifference(double[] left, double[] right, double[] truth) {
            return errorByRow(left, right, truth, (said, number) -> Math.abs(said - number));
        }
    };

    private static final double SMALLEST_PROBABILITY = 1e-15;

    /** What candidates are judged by while the search goes on: jumps less than ranks and decisions do. */
    static BlendLoss smooth(Target target, Objective objective) {
        if (target.problemType() != ProblemType.REGRESSION) {
            return LOG_LOSS;
        }
        return objective.metric() == Metric.MAE ? ABSOLUTE : SQUARED;
    }

    /** What the final blend is chosen by. */
    static BlendLoss ofObjective(Target target, Objective objective) {
        return objective.metric() == Metric.AUC ? RANKING : smooth(target, objective);
    }

    /** {@code double[position]} of one candidate's predictions. */
    abstract double[] signal(OutOfFold predictions, Target target);

    /**
     * The loss of the positions {@code from} to {@code to}, exclusive.
     *
     * @param truth class code or number by position
     */
    abstract double of(double[] blend, double[] truth, int from, int to);

    /**
     * The standard error of the difference between the losses of two blends on the same rows, from how it differs from row to row: far less than
     * that of either loss.
     *
     * @param truth class code or number by position; at least two, and of a ranking at least two of either class
     */
    abstract double errorOfDifference(double[] left, double[] right, double[] truth);

    /** That of a loss that is the mean over the rows of what each adds. */
    private static double errorByRow(double[] left, double[] right, double[] truth, DoubleBinaryOperator lossOfRow) {
        return Math.sqrt(SampleMean.variance(IntStream.range(0, truth.length)
                .mapToDouble(position -> lossOfRow.applyAsDouble(left[position], truth[position])
                        - lossOfRow.applyAsDouble(right[position], truth[position]))
                .toArray()));
    }
}
