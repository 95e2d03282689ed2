package io.auspex.learn.algorithm;

import io.auspex.learn.loss.ClassLoss;
import io.auspex.learn.loss.NumberLoss;
import io.auspex.learn.loss.RowLoss;
import io.auspex.learn.network.Architecture;
import io.auspex.learn.network.Network;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.MlpPredictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One fit of a net, which may start several times: the best weights by the validation rows are kept, or the last start's newest. */
final class MlpFit {
    private static final double WARM_UP = 0.05;
    /**
     * What the epochs before weigh in the loss that epochs are compared by: which one of them happens to suit few validation rows best is
     * chance, and a choice by that makes the net look better on these rows than it is.
     */
    private static final double MEMORY = 0.7;

    private final MlpParameters parameters;
    private final LearningTask task;
    private final Optional<TrainingRows> validation;
    private final OptionalInt settledEpochs;
    private final FitControl control;
    private final NetworkRows rows;
    private final TargetScale targetScale;
    private final double[] target;
    /** Of mean 1; null where all rows count the same. */
    private final double[] weights;

    private final Architecture shape;
    private final RowLoss loss;
    private MlpPredictor best;
    /** Of the validation rows, smoothed over the epochs so far. */
    private double level;

    private double lowest = Double.POSITIVE_INFINITY;
    private int bestEpoch = 1;
    private int epochsDone;
    private boolean cutOff;
    private boolean cutShort;

    MlpFit(
            MlpParameters parameters,
            LearningTask task,
            TrainingRows train,
            Optional<TrainingRows> validation,
            OptionalInt settledEpochs,
            FitControl control) {
        this.parameters = parameters;
        this.task = task;
        this.validation = validation;
        this.settledEpochs = settledEpochs;
        this.control = control;
        this.rows = NetworkRows.of(train, parameters.principalAxes());
        this.targetScale = TargetScale.of(task, train.target());
        this.target = targetScale.scaled(train.target());
        this.weights = train.weights() == null ? null : ofMeanOne(train.weights());
        this.loss = switch (task.problemType()) {
            case REGRESSION -> new NumberLoss.Squared();
            case BINARY_CLASSIFICATION -> ClassLoss.LOGISTIC;
            case MULTICLASS_CLASSIFICATION -> ClassLoss.SOFTMAX;
        };
        List<Integer> codes = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        for (int feature : rows.embedded()) {
            codes.add(train.codes()[feature]);
            widths.add(embeddingWidth(train.codes()[feature]));
        }
        this.shape = new Architecture(rows.plain().length, codes, widths, parameters.hidden(), task.outputs());
    }

    /** The rule of thumb of fast.ai's library (Howard and Gugger, "fastai: a layered API for deep learning", 2020), bounded. */
    private static int embeddingWidth(int codes) {
        return (int) Math.min(32, Math.ceil(1.6 * Math.pow(codes, 0.56)));
    }

    /** Trains; false when the weights ran away. What was best before that stays. */
    boolean run(double highestRate) {
        int count = target.length;
        int batches = Math.max(1, count / parameters.batchFor(count));
        int epochs = parameters.epochsFor(count);
        int mostRows = (count + batches - 1) / batches;
        Network network = new Network(
                shape, loss, parameters.dropout(), mostRows, parameters.averaging() * epochs * batches, control.seed());
        RowOrder order = new RowOrder(count, control.seed());
        if (best == null || validation.isEmpty()) {
            best = predictor(network);
            lowest = Double.POSITIVE_INFINITY;
        }
        EpochPlan plan = new EpochPlan(epochs, control.deadline()::remainingSeconds);
        int idle = 0;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            int[] shuffled = order.next();
            for (int batch = 0; batch < batches && !cutOff; batch++) {
                double done = (epoch - 1 + (double) batch / batches) / epochs;
                int first = (int) ((long) count * batch / batches);
                int end = (int) ((long) count * (batch + 1) / batches);
                double mean = network.learn(
                        rows.plain(),
                        rows.codes(),
                        target,
                        weights,
                        shuffled,
                        first,
                        end,
                        highestRate * schedule(done),
                        parameters.weightDecay());
                if (!Double.isFinite(mean)) {
                    return false;
                }
                cutOff |= control.deadline().hasPassed();
            }
            epochsDone++;
            control.roundDone().accept(epochsDone);
            try {
                idle = judge(network, epoch) ? 0 : idle + 1;
            } catch (IllegalArgumentException ranAway) {
                return false;
            }
            boolean settled = settledEpochs.isPresent() && epoch >= settledEpochs.getAsInt();
            boolean patient = validation.isEmpty() || idle < Math.max(3, parameters.patience() * epochs);
            if (cutOff || settled || !patient) {
                return true;
            }
            epochs = plan.after(epoch);
            cutShort = plan.isCutShort();
        }
        return true;
    }

    /** Whether the net is the best so far: by the validation rows, or without them because it is the newest. */
    private boolean judge(Network network, int epoch) {
        MlpPredictor now = predictor(network);
        if (validation.isPresent()) {
            double reached = lossOf(now, validation.get());
            level = epoch == 1 ? reached : MEMORY * level + (1 - MEMORY) * reached;
        } else {
            level = -epoch;
        }
        if (!(level < lowest)) {
            return false;
        }
        lowest = level;
        best = now;
        bestEpoch = epoch;
        return true;
    }

    private static double schedule(double done) {
        return done < WARM_UP
                ? Math.max(0.02, done / WARM_UP)
                : 0.5 * (1 + Math.cos(Math.PI * (done - WARM_UP) / (1 - WARM_UP)));
    }

    private MlpPredictor predictor(Network network) {
        return rows.predictor(network, targetScale.deviation(), targetScale.mean());
    }

    private static double[] ofMeanOne(double[] weights) {
        double mean = Arrays.stream(weights).average().orElse(1);
        return Arrays.stream(weights).map(weight -> weight / mean).toArray();
    }

    private double lossOf(MlpPredictor predictor, TrainingRows held) {
        float[][] margins = new float[predictor.outputs()][held.rows()];
        predictor.margins(held.features(), held.rows(), margins);
        if (task.problemType() == ProblemType.REGRESSION) {
            for (int row = 0; row < held.rows(); row++) {
                margins[0][row] = (float) ((margins[0][row] - targetScale.mean()) / targetScale.deviation());
            }
        }
        double[] truth = targetScale.scaled(held.target());
        return held.weights() == null ? loss.mean(margins, truth) : loss.mean(margins, truth, held.weights());
    }

    Fitted fitted() {
        Link link =
                switch (task.problemType()) {
                    case REGRESSION -> Link.IDENTITY;
                    case BINARY_CLASSIFICATION -> Link.LOGISTIC;
                    case MULTICLASS_CLASSIFICATION -> Link.SOFTMAX;
                };
        return new Fitted(best, link, bestEpoch, epochsDone, cutOff || cutShort);
    }
}
