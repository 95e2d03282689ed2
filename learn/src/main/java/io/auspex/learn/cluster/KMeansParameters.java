package io.auspex.learn.cluster;

import static io.auspex.learn.parameter.Hyperparameter.integer;
import static io.auspex.learn.parameter.Hyperparameter.number;
import static io.auspex.learn.parameter.Hyperparameter.word;

import io.auspex.learn.TrainingException;
import io.auspex.learn.parameter.HyperparameterSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The hyperparameters of k-means, checked: those of SageMaker's built-in algorithm
 * (https://docs.aws.amazon.com/sagemaker/latest/dg/k-means-api-config.html), and a seed. {@link #parse} refuses
 * what is wrong, so the server calls it at CREATE MODEL time too.
 */
public final class KMeansParameters {
    private static final double UNBOUNDED = Integer.MAX_VALUE;
    private static final String AUTO = "auto";
    private static final List<String> EVALUATIONS =
            List.of("[\"msd\"]", "[\"ssd\"]", "[\"msd\",\"ssd\"]", "[\"ssd\",\"msd\"]");

    private static final HyperparameterSet KNOWN = HyperparameterSet.of(
            integer("k", "", 1, 100_000, "number of clusters"),
            integer("feature_dim", "", 1, UNBOUNDED, "number of columns; found out when left out"),
            integer("epochs", "1", 1, 10_000, "passes over the rows"),
            integer("mini_batch_size", "5000", 1, UNBOUNDED, "rows between two updates of the centres"),
            word("init_method", "random", List.of("random", "kmeans++"), "how the first centres are chosen"),
            integer("extra_center_factor", AUTO, 1, 1_000, "k times as many centres are kept while rows stream by")
                    .orWord(AUTO),
            integer("half_life_time_size", "0", 0, UNBOUNDED, "rows after which a row counts half; 0 = never"),
            word("local_lloyd_init_method", "kmeans++", List.of("random", "kmeans++"), "as init_method, at the end"),
            integer("local_lloyd_max_iter", "300", 1, 1_000_000, "iterations of Lloyd's method"),
            integer("local_lloyd_num_trials", AUTO, 1, 10_000, "starts of Lloyd's method")
                    .orWord(AUTO),
            number("local_lloyd_tol", "0.0001", 0, 1, "relative gain below which Lloyd's method ends"),
            word("eval_metrics", EVALUATIONS.get(0), EVALUATIONS, "what is reported"),
            integer("seed", "0", 0, UNBOUNDED, "seed of the random choices"));

    private final Map<String, String> given;

    private KMeansParameters(Map<String, String> given) {
        this.given = Collections.unmodifiableMap(given);
    }

    /**
     * Checks the user's choices.
     *
     * @param hyperparameters names in any case
     * @throws TrainingException that names the first wrong one
     */
    public static KMeansParameters parse(Map<String, String> hyperparameters) {
        Map<String, String> checked = KNOWN.check(withoutBlanks(hyperparameters));
        if (!checked.containsKey("k")) {
            throw new TrainingException(
                    "MODEL_TYPE KMEANS needs the hyperparameter K.",
                    "Say how many clusters: HYPERPARAMETERS DEFAULT EXCEPT (K '3').");
        }
        return new KMeansParameters(checked);
    }

    /** In a JSON list blanks mean nothing. */
    private static Map<String, String> withoutBlanks(Map<String, String> hyperparameters) {
        Map<String, String> plain = new LinkedHashMap<>();
        hyperparameters.forEach((name, value) ->
                plain.put(name, name.strip().equalsIgnoreCase("eval_metrics") ? value.replaceAll("\\s+", "") : value));
        return plain;
    }

    /** What the user set, by SageMaker's names. */
    public Map<String, String> given() {
        return given;
    }

    public int clusters() {
        return whole("k");
    }

    /**
     * Checks what the user says of the number of columns.
     *
     * @throws TrainingException if it is another one
     */
    public void requireColumns(int columns) {
        if (given.containsKey("feature_dim") && whole("feature_dim") != columns) {
            throw new TrainingException(
                    "Hyperparameter feature_dim is " + whole("feature_dim") + ", but the training data have " + columns
                            + " columns.",
                    "Leave it out: it is found out.");
        }
    }

    public long seed() {
        return whole("seed");
    }

    public boolean reportsMean() {
        return value("eval_metrics").contains("msd");
    }

    public boolean reportsSum() {
        return value("eval_metrics").contains("ssd");
    }

    int epochs() {
        return whole("epochs");
    }

    int miniBatchSize() {
        return whole("mini_batch_size");
    }

    boolean startsSpread() {
        return value("init_method").equals("kmeans++");
    }

    /** Empty where it is left to the algorithm. */
    OptionalInt extraCenterFactor() {
        return unlessAuto("extra_center_factor");
    }

    int halfLife() {
        return whole("half_life_time_size");
    }

    boolean reductionStartsSpread() {
        return value("local_lloyd_init_method").equals("kmeans++");
    }

    int iterations() {
        return whole("local_lloyd_max_iter");
    }

    /** Empty where it is left to the algorithm. */
    OptionalInt trials() {
        return unlessAuto("local_lloyd_num_trials");
    }

    double tolerance() {
        return Double.parseDouble(value("local_lloyd_tol"));
    }

    private OptionalInt unlessAuto(String name) {
        return value(name).equals(AUTO) ? OptionalInt.empty() : OptionalInt.of(whole(name));
    }

    private int whole(String name) {
        return Integer.parseInt(value(name));
    }

    /** As the user set it, or else the default. */
    private String value(String name) {
        return given.getOrDefault(name, KNOWN.find(name).defaultValue());
    }
}
