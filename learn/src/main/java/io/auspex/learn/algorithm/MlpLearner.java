package io.auspex.learn.algorithm;

import io.auspex.learn.network.Architecture;
import io.auspex.learn.objective.ModelType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A multilayer perceptron: categories of many levels embedded, hidden layers with batch normalisation, ReLU and dropout, trained by
 * Adam on mini-batches while the learning rate rises for a short time and then falls along a cosine (Loshchilov and Hutter, "SGDR",
 * ICLR 2017). With validation rows it keeps the weights that are best there. One fit is one thread's work, so what comes out does
 * not depend on the number of cores.
 *
 * <p>When the remaining time is too short for all epochs, the schedule is made shorter, and the fit counts as cut off. When the
 * weights run away, it starts again with a quarter of the learning rate.
 */
public final class MlpLearner implements Learner {
    private static final int RESTARTS = 4;

    private final MlpParameters parameters;
    /** Epochs of the schedule after which a fit without validation ends. */
    private final OptionalInt settledEpochs;

    /**
     * @param parameters {@code hidden_layers}, {@code dropout}, {@code learning_rate}, {@code weight_decay}, {@code mini_batch_size},
     *     {@code epochs}, {@code early_stopping_patience}; those left out have defaults
     * @throws io.auspex.learn.TrainingException that names the first wrong one
     */
    public MlpLearner(Map<String, String> parameters) {
        this(MlpParameters.of(parameters), OptionalInt.empty());
    }

    private MlpLearner(MlpParameters parameters, OptionalInt settledEpochs) {
        this.parameters = parameters;
        this.settledEpochs = settledEpochs;
    }

    @Override
    public ModelType modelType() {
        return ModelType.MLP;
    }

    @Override
    public Map<String, String> parameters() {
        return parameters.toMap();
    }

    @Override
    public Fitted fit(LearningTask task, TrainingRows train, Optional<TrainingRows> validation, FitControl control) {
        MlpFit fit = new MlpFit(parameters, task, train, validation, settledEpochs, control);
        double rate = parameters.learningRate();
        for (int restart = 0; restart < RESTARTS && !fit.run(rate); restart++) {
            rate /= 4;
        }
        return fit.fitted();
    }

    @Override
    public Learner settled(List<Fitted> folds) {
        int[] settings =
                folds.stream().mapToInt(fold -> (int) fold.setting()).sorted().toArray();
        return new MlpLearner(parameters, OptionalInt.of(Math.max(1, settings[settings.length / 2])));
    }

    /** With fewer epochs, over which the learning rate falls as far. */
    @Override
    public Learner hastened(double factor) {
        return new MlpLearner(parameters.hastened(factor), settledEpochs);
    }

    /** By the weights of the hidden layers and the epochs; how wide the features are does not count. */
    @Override
    public double workRelativeTo(Learner finished, double rounds) {
        MlpLearner other = (MlpLearner) finished;
        return work(parameters) / work(other.parameters);
    }

    private static double work(MlpParameters parameters) {
        int typicalInputs = 50;
        int typicalRows = 5000;
        Architecture shape = new Architecture(typicalInputs, List.of(), List.of(), parameters.hidden(), 1);
        return shape.workOfARow() * parameters.epochsFor(typicalRows);
    }
}
