package io.auspex.learn.forest;

import static io.auspex.learn.parameter.Hyperparameter.integer;
import static io.auspex.learn.parameter.Hyperparameter.number;
import static io.auspex.learn.parameter.Hyperparameter.word;

import io.auspex.learn.algorithm.LearningTask;
import io.auspex.learn.parameter.HyperparameterSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Choices for a forest.
 *
 * @param trees how many
 * @param entropy whether the purity of classes is measured by entropy, else by the Gini index
 * @param share of the features that each node may choose from; 0 = their square root; NaN = by the kind of target
 * @param least rows of a leaf; 0 = by the kind of target
 * @param leastParted what the rows of a node count together at least for it to be parted
 */
record ForestParameters(int trees, boolean entropy, double share, int least, int leastParted) {
    /**
     * So many leaves a forest has at most; where rows are many, leaves have more of them. As arrays they take up to 200 MB.
     */
    static final int MOST_LEAVES = 6_000_000;

    private static final String ENTROPY = "entropy";
    private static final String SQUARE_ROOT = "sqrt";
    private static final String AUTOMATIC = "auto";
    private static final int LEAST_OF_NUMBERS = 5;
    /** Of the rows, on average, that a sample of as many drawn with replacement holds: 1 - 1/e. */
    private static final double DRAWN = 0.632;

    private static final HyperparameterSet KNOWN = HyperparameterSet.of(
            integer("num_trees", "300", 1, 10_000, "trees of the forest"),
            word("criterion", "gini", List.of("gini", ENTROPY), "purity of classes"),
            number("max_features", AUTOMATIC, 1e-9, 1, "share of the features that each node may choose from")
                    .orWord(AUTOMATIC, SQUARE_ROOT),
            integer("min_samples_leaf", AUTOMATIC, 1, 1_000_000, "rows of a leaf")
                    .orWord(AUTOMATIC),
            integer("min_samples_split", "2", 2, 1_000_000, "rows of a node that is parted"));

    /** @throws io.auspex.learn.TrainingException that names the first wrong choice */
    static ForestParameters of(Map<String, String> given) {
        Map<String, String> checked = KNOWN.check(given);
        String share = value(checked, "max_features");
        String least = value(checked, "min_samples_leaf");
        return new ForestParameters(
                Integer.parseInt(value(checked, "num_trees")),
                value(checked, "criterion").equals(ENTROPY),
                switch (share) {
                    case AUTOMATIC -> Double.NaN;
                    case SQUARE_ROOT -> 0;
                    default -> Double.parseDouble(share);
                },
                least.equals(AUTOMATIC) ? 0 : Integer.parseInt(least),
                Integer.parseInt(value(checked, "min_samples_split")));
    }

    private static String value(Map<String, String> checked, String name) {
        return checked.getOrDefault(name, KNOWN.find(name).defaultValue());
    }

    ForestParameters withTrees(int count) {
        return new ForestParameters(count, entropy, share, least, leastParted);
    }

    ForestParameters withLeastParted(int count) {
        return new ForestParameters(trees, entropy, share, least, count);
    }

    /** How many features each node draws: by default the square root for classes, all for numbers. */
    int tries(boolean classification, int features) {
        double chosen = Double.isNaN(share) ? (classification ? 0 : 1) : share;
        double count = chosen == 0 ? Math.sqrt(features) : chosen * features;
        return Math.max(1, (int) count);
    }

    /** Rows that a leaf has at least: by default one for classes, five for numbers, and more where there are many rows. */
    int leastFor(LearningTask task, int rows, boolean bootstrap) {
        int chosen = least > 0 ? least : task.problemType().isClassification() ? 1 : LEAST_OF_NUMBERS;
        double drawn = bootstrap ? DRAWN * rows : rows;
        return Math.max(chosen, (int) Math.ceil(drawn * trees / MOST_LEAVES));
    }

    /** For the leaderboard. */
    Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("num_trees", Integer.toString(trees));
        map.put("criterion", entropy ? ENTROPY : "gini");
        map.put("max_features", Double.isNaN(share) ? AUTOMATIC : share == 0 ? SQUARE_ROOT : Double.toString(share));
        map.put("min_samples_leaf", least == 0 ? AUTOMATIC : Integer.toString(least));
        map.put("min_samples_split", Integer.toString(leastParted));
        return map;
    }
}
