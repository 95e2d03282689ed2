package io.auspex.learn.algorithm;

import static io.auspex.learn.parameter.Hyperparameter.integer;

import io.auspex.learn.objective.ModelType;
import io.auspex.learn.parameter.HyperparameterSet;
import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.MatrixProduct;
import io.auspex.model.predict.MlpPredictor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A net of one hidden layer whose weights are drawn and stay as drawn: only what its units count is learnt, by {@link LinearLearner}
 * along its path of regularisation. Of many units this comes near to a kernel machine with the arc-cosine kernel (Rahimi and Recht,
 * "Weighted sums of random kitchen sinks", NIPS 2008; Cho and Saul, "Kernel methods for deep learning", NIPS 2009). The problem is
 * convex, and one strength is all that the validation rows decide, so that what it says of rows left out can be trusted where a net
 * that stops at its best epoch has seen too few of them.
 */
public final class RandomUnitsLearner implements Learner {
    private static final int FEWEST_UNITS = 16;
    /** Units times rows: so many numbers are kept three times. */
    private static final int MOST_VALUES = 16_000_000;
    /** Units times inputs: what a prediction multiplies, about as much as a net of two hidden layers of 128 units does. */
    private static final int MOST_WEIGHTS = 65_536;
    /** Deviations that count as one: what lies within a few of them is left nearly straight by {@link InputScale}. */
    private static final double UNBENT = 4;
    /** Passes over the rows that a path of regularisation takes, about. */
    private static final double ROUGH_PASSES = 1500;

    private static final double PRODUCTS_A_SECOND = 4e9;

    private static final HyperparameterSet KNOWN = HyperparameterSet.of(integer(
            "units", "1024", 1, 65_536, "units of the hidden layer; fewer where there are many rows or inputs"));

    private final int units;
    private final LinearLearner readout;

    /**
     * @param parameters {@code units}, which has a default
     * @throws io.auspex.learn.TrainingException that names the first wrong one
     */
    public RandomUnitsLearner(Map<String, String> parameters) {
        this(
                Integer.parseInt(KNOWN.check(parameters)
                        .getOrDefault("units", KNOWN.find("units").defaultValue())),
                new LinearLearner());
    }

    private RandomUnitsLearner(int units, LinearLearner readout) {
        this.units = units;
        this.readout = readout;
    }

    @Override
    public ModelType modelType() {
        return ModelType.MLP;
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("units", Integer.toString(units));
    }

    @Override
    public Fitted fit(LearningTask task, TrainingRows train, Optional<TrainingRows> validation, FitControl control) {
        InputScale scale = scale(train);
        DenseLayer hidden = drawn(units(train.rows(), scale.size()), scale.size(), control.seed());
        TrainingRows learnt = behind(hidden, scale, train);
        Optional<TrainingRows> held = validation.map(left -> behind(hidden, scale, left));
        Fitted fitted = readout.fit(task, learnt, held, control);
        MlpPredictor net =
                new MlpPredictor(scale, List.of(), List.of(hidden, layer((LinearPredictor) fitted.predictor())));
        return new Fitted(net, fitted.link(), fitted.setting(), fitted.rounds(), fitted.cutOff());
    }

    /** As many as there is memory for, and time when predicting. */
    private int units(int rows, int inputs) {
        int most = Math.min(MOST_VALUES / Math.max(1, rows), MOST_WEIGHTS / Math.max(1, inputs));
        return Math.min(units, Math.max(FEWEST_UNITS, most));
    }

    private static InputScale scale(TrainingRows rows) {
        FeatureScale units = FeatureScale.of(rows.features(), rows.rows());
        double[] scales = units.scales().clone();
        for (int feature = 0; feature < scales.length; feature++) {
            scales[feature] *= UNBENT;
        }
        return new InputScale(IntStream.range(0, scales.length).toArray(), units.centers(), scales);
    }

    /** Weights such that each unit's sum is about as large as its bias. */
    private static DenseLayer drawn(int units, int inputs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] weights = new float[units * inputs];
        for (int index = 0; index < weights.length; index++) {
            weights[index] = (float) (UNBENT * random.nextGaussian() / Math.sqrt(inputs));
        }
        float[] biases = new float[units];
        for (int unit = 0; unit < units; unit++) {
            biases[unit] = (float) random.nextGaussian();
        }
        return new DenseLayer(weights, biases);
    }

    /** The rows with the units in place of the features. */
    private static TrainingRows behind(DenseLayer hidden, InputScale scale, TrainingRows rows) {
        float[][] inputs = scale.scaled(rows.features(), rows.rows());
        float[][] values = new float[hidden.units()][rows.rows()];
        for (int unit = 0; unit < values.length; unit++) {
            Arrays.fill(values[unit], hidden.biases()[unit]);
        }
        int depth = inputs.length;
        MatrixProduct.add(values, values.length, hidden.weights(), depth, 1, depth, inputs, rows.rows());
        for (float[] sums : values) {
            for (int row = 0; row < sums.length; row++) {
                sums[row] = Math.max(0, sums[row]);
            }
        }
        return new TrainingRows(values, rows.target(), new int[values.length], rows.weights());
    }

    private static DenseLayer layer(LinearPredictor linear) {
        double[][] from = linear.weights();
        float[] weights = new float[from.length * from[0].length];
        float[] biases = new float[from.length];
        for (int output = 0; output < from.length; output++) {
            for (int unit = 0; unit < from[output].length; unit++) {
                weights[output * from[output].length + unit] = (float) from[output][unit];
            }
            biases[output] = (float) linear.intercepts()[output];
        }
        return new DenseLayer(weights, biases);
    }

    @Override
    public Learner settled(List<Fitted> folds) {
        return new RandomUnitsLearner(units, (LinearLearner) readout.settled(folds));
    }

    @Override
    public double workRelativeTo(Learner finished, double rounds) {
        return (double) units / ((RandomUnitsLearner) finished).units;
    }

    /** With fewer units. */
    @Override
    public Learner hastened(double factor) {
        return new RandomUnitsLearner(Math.max(Math.min(units, FEWEST_UNITS), (int) (units / factor)), readout);
    }

    @Override
    public double roughSeconds(int rows, int features, int outputs) {
        return ROUGH_PASSES * rows * units(rows, 1) * outputs / PRODUCTS_A_SECOND;
    }
}
