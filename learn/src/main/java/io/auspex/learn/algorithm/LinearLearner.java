package io.auspex.learn.algorithm;

import io.auspex.learn.algorithm.LinearParameters.Penalty;
import io.auspex.learn.loss.RowLoss;
import io.auspex.learn.objective.ModelType;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Linear, logistic or softmax regression with L1 and L2 regularisation (Hastie, Tibshirani and Friedman, The Elements of Statistical
 * Learning, 2nd edition, §3.4 and §4.4; Zou and Hastie, "Regularization and variable selection via the elastic net", 2005). From
 * strong to weak regularisation, each fit starting where the last one ended; with validation rows it stops where weaker ones bring
 * nothing there and keeps the best. Scales the features itself; missing values count as zero.
 */
public final class LinearLearner implements Learner {
    private static final int MOST_ITERATIONS = 300;
    private static final double TOLERANCE = 1e-6;

    private final Map<String, String> given;
    private final LinearParameters parameters;
    /** Where the path ends; empty = at its weakest. */
    private final OptionalDouble weakest;

    /** An L2 path. */
    public LinearLearner() {
        this(Map.of());
    }

    /**
     * @param parameters by the names of SageMaker's linear learner: {@code l1}, {@code wd}, {@code loss},
     *     {@code positive_example_weight_mult}, {@code balance_multiclass_weights}, {@code early_stopping_patience},
     *     {@code early_stopping_tolerance}, {@code huber_delta}, {@code quantile}, {@code loss_insensitivity}; those left out have
     *     defaults
     * @throws io.auspex.learn.TrainingException that names the first wrong one
     */
    public LinearLearner(Map<String, String> parameters) {
        this(parameters, OptionalDouble.empty());
    }

    private LinearLearner(Map<String, String> parameters, OptionalDouble weakest) {
        this.given = new LinkedHashMap<>(parameters);
        this.parameters = LinearParameters.of(given);
        this.weakest = weakest;
    }

    @Override
    public ModelType modelType() {
        return ModelType.LINEAR_LEARNER;
    }

    @Override
    public Map<String, String> parameters() {
        return parameters.toMap();
    }

    @Override
    public Fitted fit(LearningTask task, TrainingRows train, Optional<TrainingRows> validation, FitControl control) {
        RowLoss rowLoss = parameters.loss(task.problemType());
        TargetScale scale = TargetScale.of(task, train.target());
        FeatureScale units = FeatureScale.of(train.features(), train.rows());
        LinearLoss loss = loss(rowLoss, task, train, units, scale);
        Optional<LinearLoss> held = validation.map(rows -> loss(rowLoss, task, rows, units, scale));
        double[] point = new double[loss.size()];
        double[] best = point.clone();
        double bestStrength = parameters.path().get(0).strength();
        double lowest = Double.POSITIVE_INFINITY;
        int iterations = 0;
        int idle = 0;
        boolean cutOff = false;
        for (Penalty penalty : path()) {
            iterations += LimitedMemoryDescent.minimise(
                    (at, gradient) -> loss.lossAndGradient(at, penalty.l2(), gradient),
                    absolute(loss, penalty.l1()),
                    point,
                    MOST_ITERATIONS,
                    TOLERANCE,
                    control.deadline());
            control.roundDone().accept(iterations);
            double reached = held.isPresent() ? held.get().loss(point) : -iterations;
            if (reached < lowest) {
                idle = lowest - reached < parameters.tolerance() * Math.abs(reached) ? idle + 1 : 0;
                lowest = reached;
                best = point.clone();
                bestStrength = penalty.strength();
            } else {
                idle++;
            }
            cutOff = control.deadline().hasPassed();
            if (cutOff || idle >= parameters.patience()) {
                break;
            }
        }
        return new Fitted(predictor(best, task.outputs(), units, scale), link(task), bestStrength, iterations, cutOff);
    }

    private List<Penalty> path() {
        return parameters.path().stream()
                .filter(penalty -> weakest.isEmpty() || penalty.strength() >= weakest.getAsDouble())
                .toList();
    }

    private LinearLoss loss(
            RowLoss rowLoss, LearningTask task, TrainingRows rows, FeatureScale units, TargetScale scale) {
        return new LinearLoss(
                rowLoss,
                task.outputs(),
                new DesignMatrix(rows.features(), rows.rows(), units),
                scale.scaled(rows.target()),
                weights(rows, parameters.rowWeights(task, rows.target())));
    }

    /** What the rows count by themselves, times what their classes do. */
    private static double[] weights(TrainingRows rows, double[] ofClasses) {
        if (rows.weights() != null) {
            for (int row = 0; row < ofClasses.length; row++) {
                ofClasses[row] *= rows.weights()[row];
            }
        }
        return ofClasses;
    }

    private static double[] absolute(LinearLoss loss, double l1) {
        double[] absolute = new double[loss.size()];
        for (int i = 0; i < absolute.length; i++) {
            absolute[i] = loss.isIntercept(i) ? 0 : l1;
        }
        return absolute;
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
        return new LinearLearner(given, OptionalDouble.of(settings[settings.length / 2]));
    }

    @Override
    public double workRelativeTo(Learner finished, double rounds) {
        return 1;
    }

    @Override
    public boolean isRandom() {
        return false;
    }
}
