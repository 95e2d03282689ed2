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
        double of(double[] blend, double[] truth, int rows) {
            double sum = 0;
            for (int position = 0; position < rows; position++) {
                sum += ofProbability(blend[position]);
            }
            return sum / rows;
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
        double of(double[] blend, double[] truth, int rows) {
            int[] classes = new int[rows];
            for (int position = 0; position < rows; position++) {
                classes[position] = (int) truth[position];
            }
            return 1 - ClassificationMetrics.auc(classes, Arrays.copyOf(blend, rows));
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
        double of(double[] blend, double[] truth, int rows) {
            return RegressionMetrics.mse(Arrays.copyOf(truth, rows), Arrays.copyOf(blend, rows));
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
        double of(double[] blend, double[] truth, int rows) {
            return RegressionMetrics.mae(Arrays.copyOf(truth, rows), Arrays.copyOf(blend, rows));
        }

        @Override
        double errorOfDifference(double[] left, double[] right, double[] truth) {
            return errorByRow(left, right, truth, (said, number) -> Math.abs(said - number));
        }
    };

    private static final double SMALLEST_PROBABILITY = 1e-15;

    /**
     * By what share this loss grows where the mean squared error, or the logarithmic loss of classes, grows by a small share; of rankings it was
     * half as much to twice as much on ten data sets.
     */
    double growth(double smooth) {
        return switch (this) {
            case LOG_LOSS, RANKING, SQUARED -> smooth;
            case ABSOLUTE -> 0.5 * smooth;
        };
    }

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
     * The loss of the first so many rows.
     *
     * @param truth class code or number by position
     */
    abstract double of(double[] blend, double[] truth, int rows);

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
