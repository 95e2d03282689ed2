package io.auspex.learn.algorithm;

import static io.auspex.learn.parameter.Hyperparameter.integer;

import io.auspex.learn.objective.ModelType;
import io.auspex.learn.parameter.HyperparameterSet;
import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.NearestNeighbors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Nearest neighbours on features in deviations, for small data. With validation rows, or some of them, it keeps the number of
 * neighbours with the least log loss or squared error there; all numbers are tried in one search. Where rows are many a sample stands
 * for them, since every prediction compares with every row kept.
 */
public final class NeighborsLearner implements Learner {
    private static final int[] COUNTS = {1, 2, 3, 5, 8, 12, 20, 30, 50};
    private static final int UNCHECKED = 12;
    private static final int MOST_CHECKED = 5000;
    private static final int CHECKED_AT_ONCE = 256;
    private static final double LEAST_PROBABILITY = 1e-15;
    private static final String AUTOMATIC = "auto";

    private static final HyperparameterSet KNOWN = HyperparameterSet.of(
            integer("k", AUTOMATIC, 1, 1000, "neighbours that answer").orWord(AUTOMATIC),
            integer("sample_size", "20000", 1, 1_000_000, "rows that are kept at most"));

    private final Map<String, String> parameters;
    /** 0 = by the validation rows. */
    private final int neighbors;

    private final int sampleSize;

    /**
     * @param parameters by the names of SageMaker's k-NN: {@code k}, {@code sample_size}; those left out have defaults
     * @throws io.auspex.learn.TrainingException that names the first wrong one
     */
    public NeighborsLearner(Map<String, String> parameters) {
        Map<String, String> checked = KNOWN.check(parameters);
        this.parameters = new LinkedHashMap<>();
        for (String name : List.of("k", "sample_size")) {
            this.parameters.put(
                    name, checked.getOrDefault(name, KNOWN.find(name).defaultValue()));
        }
        String k = this.parameters.get("k");
        this.neighbors = k.equals(AUTOMATIC) ? 0 : Integer.parseInt(k);
        this.sampleSize = Integer.parseInt(this.parameters.get("sample_size"));
    }

    @Override
    public ModelType modelType() {
        return ModelType.NEAREST_NEIGHBORS;
    }

    @Override
    public Map<String, String> parameters() {
        return new LinkedHashMap<>(parameters);
    }

    @Override
    public Fitted fit(LearningTask task, TrainingRows train, Optional<TrainingRows> validation, FitControl control) {
        TrainingRows kept = train.rows() > sampleSize ? train.select(sample(train.rows(), sampleSize, control)) : train;
        FeatureScale units = FeatureScale.of(kept.features(), kept.rows());
        int[] all = IntStream.range(0, kept.features().length).toArray();
        InputScale scale = new InputScale(all, units.centers(), units.scales());
        NearestNeighbors predictor = new NearestNeighbors(
                scale,
                scale.scaled(kept.features(), kept.rows()),
                kept.target(),
                kept.weights() == null ? new double[0] : kept.weights(),
                task.classes(),
                neighbors > 0 ? neighbors : UNCHECKED);
        boolean cutOff = false;
        if (neighbors == 0 && validation.isPresent()) {
            Choice choice = new Choice(task, predictor);
            cutOff = !choice.check(validation.get(), control);
            predictor = predictor.withNeighbors(choice.best());
        }
        control.roundDone().accept(kept.rows());
        Link link = task.problemType().isClassification() ? Link.PROBABILITY : Link.IDENTITY;
        return new Fitted(predictor, link, predictor.neighbors(), kept.rows(), cutOff);
    }

    /** Distinct rows, ascending. */
    private static int[] sample(int rows, int size, FitControl control) {
        SplittableRandom random = new SplittableRandom(control.seed());
        int[] sample = new int[size];
        int next = 0;
        for (int row = 0; next < size; row++) {
            if (random.nextInt(rows - row) < size - next) {
                sample[next++] = row;
            }
        }
        return sample;
    }

    /** The loss of each number of neighbours, added up over validation rows. */
    private static final class Choice {
        private final LearningTask task;
        private final NearestNeighbors predictor;
        private final double[] losses = new double[COUNTS.length];
        private final float[][][] margins;

        Choice(LearningTask task, NearestNeighbors predictor) {
            this.task = task;
            this.predictor = predictor;
            this.margins = new float[COUNTS.length][predictor.outputs()][CHECKED_AT_ONCE];
        }

        /** False if the deadline ended it before all rows were looked at. */
        boolean check(TrainingRows validation, FitControl control) {
            TrainingRows rows = validation.rows() > MOST_CHECKED
                    ? validation.select(sample(validation.rows(), MOST_CHECKED, control))
                    : validation;
            for (int first = 0; first < rows.rows(); first += CHECKED_AT_ONCE) {
                if (first > 0 && control.deadline().hasPassed()) {
                    return false;
                }
                int from = first;
                int size = Math.min(CHECKED_AT_ONCE, rows.rows() - first);
                float[][] features = Arrays.stream(rows.features())
                        .map(column -> Arrays.copyOfRange(column, from, from + size))
                        .toArray(float[][]::new);
                predictor.margins(features, size, COUNTS, margins);
                for (int row = 0; row < size; row++) {
                    add(rows, first + row, row);
                }
            }
            return true;
        }

        private void add(TrainingRows rows, int row, int place) {
            double weight = rows.weights() == null ? 1 : rows.weights()[row];
            double target = rows.target()[row];
            for (int index = 0; index < COUNTS.length; index++) {
                float[][] answer = margins[index];
                if (!task.problemType().isClassification()) {
                    losses[index] += weight * (answer[0][place] - target) * (answer[0][place] - target);
                    continue;
                }
                double probability = answer.length > 1
                        ? answer[(int) target][place]
                        : target == 1 ? answer[0][place] : 1 - answer[0][place];
                losses[index] -= weight * Math.log(Math.max(LEAST_PROBABILITY, probability));
            }
        }

        int best() {
            int best = 0;
            for (int index = 1; index < COUNTS.length; index++) {
                best = losses[index] < losses[best] ? index : best;
            }
            return COUNTS[best];
        }
    }

    @Override
    public Learner settled(List<Fitted> folds) {
        double[] settings = folds.stream().mapToDouble(Fitted::setting).sorted().toArray();
        Map<String, String> fixed = new LinkedHashMap<>(parameters);
        fixed.put("k", Integer.toString((int) settings[settings.length / 2]));
        return new NeighborsLearner(fixed);
    }

    /** What takes time is to look at the rows kept; {@link Fitted#rounds} counts them. */
    @Override
    public double workRelativeTo(Learner finished, double rounds) {
        boolean all = rounds < ((NeighborsLearner) finished).sampleSize;
        return (all ? Math.min(rounds, sampleSize) : sampleSize) / rounds;
    }

    /** With a smaller sample. */
    @Override
    public Learner hastened(double factor) {
        Map<String, String> smaller = new LinkedHashMap<>(parameters);
        smaller.put("sample_size", Integer.toString(Math.max(1, (int) (sampleSize / factor))));
        return new NeighborsLearner(smaller);
    }

    @Override
    public boolean isRandom() {
        return false;
    }

    @Override
    public boolean profitsFromFolds() {
        return false;
    }
}
