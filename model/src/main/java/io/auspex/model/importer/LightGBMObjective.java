package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.predict.Link;
import java.util.List;

/**
 * What a LightGBM objective does to the sum of the leaves ({@code ConvertOutput} in {@code src/objective}).
 *
 * @param scale what the sum is multiplied by before the link
 * @param classes whether the outputs are probabilities of classes
 */
record LightGBMObjective(String name, Link link, double scale, boolean classes) {
    /** @param words the objective as the file has it: a name and parameters, or nothing if it was the user's own */
    static LightGBMObjective of(List<String> words) {
        if (words.isEmpty()) {
            return new LightGBMObjective("custom", Link.IDENTITY, 1, false);
        }
        String name = words.get(0);
        return switch (name) {
            case "regression" ->
                words.contains("sqrt")
                        ? new LightGBMObjective(name, Link.SIGNED_SQUARE, 1, false)
                        : new LightGBMObjective(name, Link.IDENTITY, 1, false);
            case "regression_l2",
                    "regression_l1",
                    "huber",
                    "fair",
                    "quantile",
                    "mape",
                    "lambdarank",
                    "rank_xendcg",
                    "xendcg",
                    "custom",
                    "none" -> new LightGBMObjective(name, Link.IDENTITY, 1, false);
            case "poisson", "gamma", "tweedie" -> new LightGBMObjective(name, Link.EXP, 1, false);
            case "binary" -> new LightGBMObjective(name, Link.LOGISTIC, sigmoid(words), true);
            case "multiclass", "softmax" -> new LightGBMObjective(name, Link.SOFTMAX, 1, true);
            case "multiclassova", "multiclass_ova", "ova", "ovr" ->
                new LightGBMObjective(name, Link.LOGISTIC, sigmoid(words), true);
            case "cross_entropy", "xentropy" -> new LightGBMObjective(name, Link.LOGISTIC, 1, false);
            case "cross_entropy_lambda", "xentlambda" -> new LightGBMObjective(name, Link.SOFTPLUS, 1, false);
            default -> throw new ArtifactException("The LightGBM model's objective " + name + " is not supported");
        };
    }

    /** Of {@code 1 / (1 + e^(-sigmoid x))}. */
    private static double sigmoid(List<String> words) {
        for (String word : words) {
            if (word.startsWith("sigmoid:")) {
                try {
                    double sigmoid = Double.parseDouble(word.substring("sigmoid:".length()));
                    if (sigmoid > 0 && sigmoid < Double.POSITIVE_INFINITY) {
                        return sigmoid;
                    }
                } catch (NumberFormatException notANumber) {
                    // refused below
                }
                throw new ArtifactException("The LightGBM model's objective has a wrong " + word);
            }
        }
        return 1;
    }
}
