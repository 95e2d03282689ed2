package io.auspex.learn.algorithm;

import io.auspex.learn.objective.ModelType;
import io.auspex.model.importer.ImportedModel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gradient-boosted trees by XGBoost (Chen and Guestrin, "XGBoost: a scalable tree boosting system", KDD 2016) for the search: the
 * objective follows from the problem, and with validation rows boosting stops where log loss or RMSE there no longer falls.
 */
public final class XGBoostLearner implements Learner {
    private static final double DEFAULT_ETA = 0.3;
    private static final int DEFAULT_DEPTH = 6;
    /** Of a row, a tree of the default depth and an output. */
    private static final double NANOSECONDS = 80;
    /** A feature's histograms cost as much as so many rows, and all of them at most as so many times those there are, since few rows make few nodes. */
    private static final double ROWS_OF_A_FEATURE = 400;

    private static final double ROWS_OF_NODES_PER_ROW = 15;
    private static final double TYPICAL_PROGRESS = 15;
    /** Larger steps cost accuracy. */
    private static final double FASTEST_ETA = 0.2;

    private final Map<String, String> parameters;
    private final int mostRounds;
    private final int patience;

    /**
     * @param parameters by XGBoost's names, without objective, rounds, seed and threads
     * @param rounds most rounds of boosting
     * @param patience rounds without improvement on the validation rows after which it stops
     */
    public XGBoostLearner(Map<String, String> parameters, int rounds, int patience) {
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        this.mostRounds = rounds;
        this.patience = patience;
    }

    @Override
    public ModelType modelType() {
        return ModelType.XGBOOST;
    }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("num_round", Integer.toString(mostRounds));
        return all;
    }

    @Override
    public Fitted fit(LearningTask task, TrainingRows train, Optional<TrainingRows> validation, FitControl control) {
        try (BoostingRun run = new BoostingRun(train, false, nativeParameters(task, control))) {
            validation.ifPresent(rows -> run.watch("validation", rows));
            int best = 0;
            double lowest = Double.POSITIVE_INFINITY;
            boolean cutOff = false;
            while (run.rounds() < mostRounds && (validation.isEmpty() || run.rounds() - best < patience)) {
                if (run.rounds() > 0 && control.deadline().hasPassed()) {
                    cutOff = true;
                    break;
                }
                run.grow();
                control.roundDone().accept(run.rounds());
                double loss = validation.isPresent() ? run.evaluate("validation") : -run.rounds();
                if (loss < lowest || best == 0) {
                    lowest = loss;
                    best = run.rounds();
                }
            }
            ImportedModel model = run.model(best);
            return new Fitted(model.predictor(), model.link(), best, run.rounds(), cutOff);
        }
    }

    private Map<String, Object> nativeParameters(LearningTask task, FitControl control) {
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        switch (task.problemType()) {
            case REGRESSION -> {
                all.put("objective", "reg:squarederror");
                all.put("eval_metric", "rmse");
            }
            case BINARY_CLASSIFICATION -> {
                all.put("objective", "binary:logistic");
                all.put("eval_metric", "logloss");
            }
            case MULTICLASS_CLASSIFICATION -> {
                all.put("objective", "multi:softprob");
                all.put("num_class", task.classes());
                all.put("eval_metric", "mlogloss");
            }
        }
        all.putIfAbsent("tree_method", "hist");
        all.put("seed", control.seed() & Integer.MAX_VALUE);
        all.put("nthread", control.threads());
        all.put("verbosity", 0);
        return all;
    }

    @Override
    public Learner settled(List<Fitted> folds) {
        double[] settings = folds.stream().mapToDouble(Fitted::setting).sorted().toArray();
        return new XGBoostLearner(parameters, Math.max(1, (int) settings[settings.length / 2]), patience);
    }

    @Override
    public double workRelativeTo(Learner finished, double rounds) {
        XGBoostLearner other = (XGBoostLearner) finished;
        // Half the learning rate needs twice the rounds, and a round costs about as much as its trees are deep.
        double expected = Math.min(mostRounds, rounds * other.number("eta", DEFAULT_ETA) / number("eta", DEFAULT_ETA));
        return expected * roundCost() / (Math.max(1, rounds) * other.roundCost());
    }

    @Override
    public Learner hastened(double factor) {
        double eta = number("eta", DEFAULT_ETA);
        double faster = Math.max(eta, Math.min(FASTEST_ETA, eta * factor));
        Map<String, String> hastened = new LinkedHashMap<>(parameters);
        hastened.put("eta", Double.toString(faster));
        return new XGBoostLearner(hastened, Math.max(1, (int) (mostRounds * eta / faster)), patience(eta / faster));
    }

    private int patience(double share) {
        return Math.max(10, (int) (patience * share));
    }

    private double roundCost() {
        double columns = number("colsample_bytree", 1) * number("colsample_bynode", 1);
        return (2 + number("max_depth", DEFAULT_DEPTH) * number("num_parallel_tree", 1)) * (0.5 + columns / 2);
    }

    private double number(String name, double otherwise) {
        return parameters.containsKey(name) ? Double.parseDouble(parameters.get(name)) : otherwise;
    }

    /** Boosting tends to be done when the rounds times the rate reach some number. */
    @Override
    public double roughSeconds(int rows, int features, int outputs) {
        double expected = Math.min(mostRounds, TYPICAL_PROGRESS / number("eta", DEFAULT_ETA));
        double histograms = Math.min(ROWS_OF_NODES_PER_ROW * rows, ROWS_OF_A_FEATURE * features);
        return NANOSECONDS
                * 1e-9
                * (rows + histograms)
                * outputs
                * expected
                * number("max_depth", DEFAULT_DEPTH)
                / DEFAULT_DEPTH;
    }
}
