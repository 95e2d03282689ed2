package io.auspex.learn.algorithm;

import io.auspex.learn.TrainingException;
import io.auspex.learn.objective.ModelType;
import io.auspex.model.importer.ImportedModel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gradient-boosted trees that grow leaf by leaf, by LightGBM (Ke et al., "LightGBM: a highly efficient gradient boosting decision
 * tree", NeurIPS 2017), for the search. Category codes are split into sets of categories (Fisher, "On grouping for maximum
 * homogeneity", JASA 53, 1958, as LightGBM's documentation cites it); at such a split, missing and unseen categories go with those not
 * in the set. The objective follows from the problem, and with validation rows boosting stops where log loss or RMSE there no longer
 * falls.
 */
public final class LightGbmLearner implements Learner {
    private static final double DEFAULT_RATE = 0.1;
    private static final double DEFAULT_LEAVES = 31;
    /** Larger steps cost accuracy. */
    private static final double FASTEST_RATE = 0.2;

    /** Of a row, a tree of the default size and an output. */
    private static final double NANOSECONDS = 60;
    /** The histograms of the leaves cost as much as so many rows, and at most as so many times those there are, since few rows make few leaves. */
    private static final double MOST_ROWS_OF_LEAVES = 30_000;

    private static final double ROWS_OF_LEAVES_PER_ROW = 15;
    private static final double TYPICAL_PROGRESS = 15;
    private static final int LEAST_PATIENCE = 10;
    /** Gains smaller than this part of the loss are none: sums over validation rows vary so much with the number of threads. */
    private static final double LEAST_GAIN = 1e-10;

    /** Of https://lightgbm.readthedocs.io/en/v4.3.0/Parameters.html those that change trees and not what is learned. */
    private static final Set<String> NAMES = Set.of(
            "learning_rate",
            "num_leaves",
            "max_depth",
            "min_data_in_leaf",
            "min_sum_hessian_in_leaf",
            "min_gain_to_split",
            "max_delta_step",
            "path_smooth",
            "feature_fraction",
            "feature_fraction_bynode",
            "bagging_fraction",
            "bagging_freq",
            "lambda_l1",
            "lambda_l2",
            "extra_trees",
            "max_bin",
            "min_data_in_bin",
            "cat_smooth",
            "cat_l2",
            "max_cat_to_onehot",
            "max_cat_threshold",
            "min_data_per_group");

    private final Map<String, String> parameters;
    private final int mostRounds;
    private final int patience;

    /**
     * @param parameters by LightGBM's names, without objective, rounds, seed and threads
     * @param rounds most rounds of boosting
     * @param patience rounds without improvement on the validation rows after which it stops
     * @throws TrainingException if there is no such parameter, or it is neither a number nor true or false
     */
    public LightGbmLearner(Map<String, String> parameters, int rounds, int patience) {
        parameters.forEach(LightGbmLearner::requireKnown);
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        this.mostRounds = rounds;
        this.patience = patience;
    }

    /** Loads LightGBM, which takes some tenths of a second, so that the first fit does not; a library that cannot be loaded is told of there. */
    public static boolean loadLibrary() {
        return LightGbmLibrary.isLoaded();
    }

    private static void requireKnown(String name, String value) {
        if (!NAMES.contains(name)) {
            throw new TrainingException(
                    "LightGBM has no parameter " + name + " that can be set.", "Leave it out, or correct its name.");
        }
        if (!value.matches("[-+.0-9eE]+|true|false")) {
            throw new TrainingException(
                    "LightGBM's parameter " + name + " cannot be " + value + ".",
                    "Give a number, or true or false where it is a choice.");
        }
    }

    @Override
    public ModelType modelType() {
        return ModelType.LIGHTGBM;
    }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("num_iterations", Integer.toString(mostRounds));
        return all;
    }

    @Override
    public Fitted fit(LearningTask task, TrainingRows train, Optional<TrainingRows> validation, FitControl control) {
        try (LightGbmRun run = LightGbmRun.begin(train, validation, allParameters(task, control), control.threads())) {
            int best = 0;
            double lowest = Double.POSITIVE_INFINITY;
            boolean cutOff = false;
            while (run.rounds() < mostRounds
                    && !run.isFinished()
                    && (validation.isEmpty() || run.rounds() - best < patience)) {
                if (run.rounds() > 0 && control.deadline().hasPassed()) {
                    cutOff = true;
                    break;
                }
                run.grow();
                control.roundDone().accept(run.rounds());
                double loss = validation.isPresent() ? run.loss() : -run.rounds();
                if (best == 0 || loss < lowest - LEAST_GAIN * Math.abs(lowest)) {
                    lowest = loss;
                    best = run.rounds();
                }
            }
            ImportedModel model = run.model(best);
            return new Fitted(model.predictor(), model.link(), best, run.rounds(), cutOff);
        }
    }

    private Map<String, String> allParameters(LearningTask task, FitControl control) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        switch (task.problemType()) {
            case REGRESSION -> {
                all.put("objective", "regression");
                all.put("metric", "rmse");
            }
            case BINARY_CLASSIFICATION -> {
                all.put("objective", "binary");
                all.put("metric", "binary_logloss");
            }
            case MULTICLASS_CLASSIFICATION -> {
                all.put("objective", "multiclass");
                all.put("num_class", Integer.toString(task.classes()));
                all.put("metric", "multi_logloss");
            }
        }
        all.put("seed", Long.toString(control.seed() & Integer.MAX_VALUE));
        return all;
    }

    @Override
    public Learner settled(List<Fitted> folds) {
        double[] settings = folds.stream().mapToDouble(Fitted::setting).sorted().toArray();
        return new LightGbmLearner(parameters, Math.max(1, (int) settings[settings.length / 2]), patience);
    }

    @Override
    public double workRelativeTo(Learner finished, double rounds) {
        LightGbmLearner other = (LightGbmLearner) finished;
        // Half the learning rate needs twice the rounds.
        double expected = Math.min(mostRounds, rounds * other.rate() / rate());
        return expected * roundCost() / (Math.max(1, rounds) * other.roundCost());
    }

    @Override
    public Learner hastened(double factor) {
        double faster = Math.max(rate(), Math.min(FASTEST_RATE, rate() * factor));
        double share = rate() / faster;
        Map<String, String> hastened = new LinkedHashMap<>(parameters);
        hastened.put("learning_rate", Double.toString(faster));
        return new LightGbmLearner(
                hastened, Math.max(1, (int) (mostRounds * share)), Math.max(LEAST_PATIENCE, (int) (patience * share)));
    }

    private double rate() {
        return number("learning_rate", DEFAULT_RATE);
    }

    /**
     * As measured with 2 to 180 leaves and all or half of the features on letter, adult and diamonds: rows pass through as many splits as
     * a tree is deep, every leaf costs a little more, and more than half of it is the same for any part of the features.
     */
    private double roundCost() {
        double columns = number("feature_fraction", 1) * number("feature_fraction_bynode", 1);
        double depth = number("max_depth", -1);
        double leaves = number("num_leaves", DEFAULT_LEAVES);
        double most = depth > 0 ? Math.min(leaves, Math.pow(2, depth)) : leaves;
        return (1 + Math.log(most) / Math.log(2) + most / 50) * (0.6 + 0.4 * columns);
    }

    private double number(String name, double otherwise) {
        return parameters.containsKey(name) ? Double.parseDouble(parameters.get(name)) : otherwise;
    }

    /** Boosting tends to be done when the rounds times the rate reach some number. */
    @Override
    public double roughSeconds(int rows, int features, int outputs) {
        double rounds = Math.min(mostRounds, TYPICAL_PROGRESS / number("learning_rate", DEFAULT_RATE));
        return NANOSECONDS
                * 1e-9
                * (rows + Math.min(ROWS_OF_LEAVES_PER_ROW * rows, MOST_ROWS_OF_LEAVES))
                * outputs
                * rounds
                * Math.sqrt(number("num_leaves", DEFAULT_LEAVES) / DEFAULT_LEAVES);
    }
}
