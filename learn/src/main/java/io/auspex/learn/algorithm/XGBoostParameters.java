package io.auspex.learn.algorithm;

import static io.auspex.learn.parameter.Hyperparameter.integer;
import static io.auspex.learn.parameter.Hyperparameter.number;
import static io.auspex.learn.parameter.Hyperparameter.word;
import static java.util.Objects.requireNonNull;

import io.auspex.learn.TrainingException;
import io.auspex.learn.parameter.HyperparameterSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The user's hyperparameters for one XGBoost model, checked. It needs no data, so the
 * server calls {@link #parse} at CREATE MODEL time too. The ranges of those that Redshift documents are Redshift's, those
 * of the others XGBoost's (https://xgboost.readthedocs.io/en/release_2.1.0/parameter.html).
 */
public final class XGBoostParameters {

    private static final double UNBOUNDED = Integer.MAX_VALUE;

    private static final HyperparameterSet KNOWN = HyperparameterSet.of(
            integer("num_round", "100", 1, UNBOUNDED, "rounds of boosting"),
            integer("num_class", "", 2, 1_000_000, "number of classes; required for multi:softmax"),
            word("tree_method", "auto", List.of("auto", "exact", "approx", "hist"), "how splits are found"),
            integer("max_depth", "6", 0, 10, "depth of a tree; 0 = no limit"),
            number("min_child_weight", "1", 0, 120, "smallest sum of weights in a leaf"),
            number("subsample", "1", 0.5, 1, "share of rows drawn for each tree"),
            number("gamma", "0", 0, 5, "smallest gain of a split").alsoCalled("min_split_loss"),
            number("alpha", "0", 0, 1000, "L1 regularisation of leaves").alsoCalled("reg_alpha"),
            number("lambda", "1", 0, 1000, "L2 regularisation of leaves").alsoCalled("reg_lambda"),
            number("eta", "0.3", 0.1, 0.5, "learning rate").alsoCalled("learning_rate"),
            number("colsample_bylevel", "1", 0.1, 1, "share of columns drawn for each level")
                    .alsoCalled("colsample_byleve"),
            number("colsample_bynode", "1", 0.1, 1, "share of columns drawn for each split"),
            number("colsample_bytree", "1", 0.5, 1, "share of columns drawn for each tree"),
            integer("max_delta_step", "0", 0, 10, "largest step of a leaf; 0 = no limit"),
            number("scale_pos_weight", "1", 0, UNBOUNDED, "weight of class 1").withoutBounds(),
            integer("max_bin", "256", 2, 65_535, "bins of a feature for hist and approx"),
            word("grow_policy", "depthwise", List.of("depthwise", "lossguide"), "where a tree grows next"),
            integer("max_leaves", "0", 0, UNBOUNDED, "leaves of a tree; 0 = no limit"),
            number("base_score", "", -1e30, 1e30, "the prediction before the first tree; estimated when left out"),
            integer("num_parallel_tree", "1", 1, 1000, "trees of one round"),
            number("tweedie_variance_power", "1.5", 1, 2, "variance power of reg:tweedie")
                    .withoutBounds(),
            number("huber_slope", "1", 0, UNBOUNDED, "delta of reg:pseudohubererror")
                    .withoutBounds(),
            word("booster", "gbtree", List.of("gbtree"), "kind of booster"),
            integer("seed", "0", 0, UNBOUNDED, "seed of the random choices").alsoCalled("random_state"),
            integer("nthread", "", 1, 4096, "cores to use, of those the job has")
                    .alsoCalled("n_jobs"));

    private final XGBoostObjective objective;
    private final Map<String, String> given;

    private XGBoostParameters(XGBoostObjective objective, Map<String, String> given) {
        this.objective = objective;
        this.given = Collections.unmodifiableMap(given);
    }

    /**
     * Checks the user's choices.
     *
     * @param hyperparameters names in any case
     * @throws TrainingException that names the first wrong one
     */
    public static XGBoostParameters parse(XGBoostObjective objective, Map<String, String> hyperparameters) {
        requireNonNull(objective, "objective is null");
        Map<String, String> checked = KNOWN.check(hyperparameters);
        boolean classes = checked.containsKey("num_class");
        if (objective == XGBoostObjective.MULTI_SOFTMAX && !classes) {
            throw new TrainingException(
                    "OBJECTIVE 'multi:softmax' needs the hyperparameter num_class.",
                    "Add NUM_CLASS 'n', where n is the largest label plus one.");
        }
        if (objective != XGBoostObjective.MULTI_SOFTMAX && classes) {
            throw new TrainingException(
                    "Hyperparameter num_class has no meaning for OBJECTIVE '" + objective.key() + "'.",
                    "Leave it out.");
        }
        return new XGBoostParameters(objective, checked);
    }

    public XGBoostObjective objective() {
        return objective;
    }

    /** What the user set, by XGBoost's names. */
    public Map<String, String> given() {
        return given;
    }

    public int rounds() {
        return Integer.parseInt(value("num_round"));
    }

    /** As the user set it, or else the default. */
    private String value(String name) {
        return given.getOrDefault(name, KNOWN.find(name).defaultValue());
    }

    /** Present for multi:softmax. */
    public OptionalInt classes() {
        return given.containsKey("num_class")
                ? OptionalInt.of(Integer.parseInt(given.get("num_class")))
                : OptionalInt.empty();
    }

    /**
     * The map that the library takes: the objective, what the user set, the threads, and a seed that is 0 unless given.
     *
     * @param threads cores the job has
     */
    public Map<String, Object> toNative(int threads) {
        Map<String, Object> parameters = new LinkedHashMap<>(given);
        parameters.remove("num_round");
        parameters.put("objective", objective.key());
        parameters.putIfAbsent("seed", "0");
        int wanted = given.containsKey("nthread") ? Integer.parseInt(given.get("nthread")) : threads;
        parameters.put("nthread", Math.min(wanted, threads));
        parameters.put("verbosity", 0);
        return parameters;
    }

    /**
     * The metric to report on the training rows, by XGBoost's name.
     *
     * @param binaryTarget whether all targets are 0 or 1: mean average precision is only defined then
     */
    public String reportedMetric(boolean binaryTarget) {
        if (objective == XGBoostObjective.REG_TWEEDIE) {
            return objective.metric() + "@" + value("tweedie_variance_power");
        }
        if (objective == XGBoostObjective.RANK_PAIRWISE && !binaryTarget) {
            return XGBoostObjective.RANK_NDCG.metric();
        }
        return objective.metric();
    }
}
