package io.auspex.learn.algorithm;

import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Linear, logistic or softmax regression with L2 regularisation (Hastie, Tibshirani and Friedman, The Elements of Statistical
 * Learning, 2nd edition, §3.4.1 and §4.4). From strong to weak regularisation, each fit starting where the last one ended; with
 * validation rows it keeps the strength that is best there. Scales the features itself; missing values count as zero.
 */
public final class LinearLearner implements Learner {
    /** Strengths, per mean loss of a row. */
    private static final List<Double> PATH = List.of(3.0, 1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 3e-4, 1e-4, 1e-5);
    /** Strengths without improvement after which weaker ones are not tried. */
    private static final int PATIENCE = 3;

    private static final int MOST_ITERATIONS = 300;
    private static final double TOLERANCE = 1e-6;

    private final List<Double> strengths;

    public LinearLearner() {
        this(PATH);
    }

    private LinearLearner(List<Double> strengths) {
        this.strengths = strengths;
    }

    @Override
    public ModelType modelType() {
        return ModelType.LINEAR_LEARNER;
    }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("l2", strengths.stream().map(String::valueOf).collect(Collectors.joining(",")));
        return parameters;
    }

    @Override
    public Fitted fit(LearningTask task, TrainingRows train, Optional<TrainingRows> validation, FitControl control) {
        TargetScale scale = TargetScale.of(task, train.target());
        FeatureScale units = FeatureScale.of(train.features(), train.rows());
        DesignMatrix matrix = new DesignMatrix(train.features(), train.rows(), units);
        LinearLoss loss = new LinearLoss(task, matrix, scale.scaled(train.target()));
        Optional<LinearLoss> held = validation.map(rows -> new LinearLoss(
                task, new DesignMatrix(rows.features(), rows.rows(), units), scale.scaled(rows.target())));
        double[] point = new double[loss.size()];
        double[] best = point.clone();
        double bestStrength = strengths.get(0);
        double lowest = Double.POSITIVE_INFINITY;
        int iterations = 0;
        int idle = 0;
        boolean cutOff = false;
        for (double strength : strengths) {
            iterations += LimitedMemoryDescent.minimise(
                    (at, gradient) -> loss.lossAndGradient(at, strength, gradient),
                    point,
                    MOST_ITERATIONS,
                    TOLERANCE,
                    control.deadline());
            double reached = held.isPresent() ? held.get().loss(point) : -iterations;
            if (reached < lowest) {
                idle = lowest - reached < 1e-4 * Math.abs(reached) ? idle + 1 : 0;
                lowest = reached;
                best = point.clone();
                bestStrength = strength;
            } else {
                idle++;
            }
            cutOff = control.deadline().hasPassed();
            if (cutOff || idle == PATIENCE) {
                break;
            }
        }
        return new Fitted(predictor(best, task.outputs(), units, scale), link(task), bestStrength, iterations, cutOff);
    }

    /** Folds the units of features and target into the weights. */
    private static LinearPredictor predictor(
            double[] coefficients, int outputs, FeatureScale units, TargetScale scale) {
        int columns = units.scales().length;
        double[][] weights = new double[outputs][columns];
        double[] intercepts = new double[outputs];
        for (int output = 0; output < outputs; output++) {
            int first = output * (columns + 1);
            double intercept = coefficients[first + columns];
            for (int column = 0; column < columns; column++) {
                double weight = coefficients[first + column] / units.scales()[column];
                intercept -= weight * units.centers()[column];
                weights[output][column] = weight * scale.deviation();
            }
            intercepts[output] = intercept * scale.deviation() + scale.mean();
        }
        return new LinearPredictor(weights, intercepts);
    }

    private static Link link(LearningTask task) {
        return switch (task.problemType()) {
            case REGRESSION -> Link.IDENTITY;
            case BINARY_CLASSIFICATION -> Link.LOGISTIC;
            case MULTICLASS_CLASSIFICATION -> Link.SOFTMAX;
        };
    }

    @Override
    public Learner settled(List<Fitted> folds) {
        double[] settings = folds.stream().mapToDouble(Fitted::setting).sorted().toArray();
        double median = settings[settings.length / 2];
        return new LinearLearner(
                PATH.stream().filter(strength -> strength >= median).toList());
    }

    @Override
    public double workRelativeTo(Learner finished, List<Fitted> fitted) {
        return 1;
    }

    /** Numbers to predict are learnt in units of their deviation, so that strengths mean the same whatever the unit. */
    private record TargetScale(double mean, double deviation) {
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
}
