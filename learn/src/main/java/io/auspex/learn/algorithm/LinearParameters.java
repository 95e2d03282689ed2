package io.auspex.learn.algorithm;

import static io.auspex.learn.parameter.Hyperparameter.integer;
import static io.auspex.learn.parameter.Hyperparameter.number;
import static io.auspex.learn.parameter.Hyperparameter.word;

import io.auspex.learn.TrainingException;
import io.auspex.learn.loss.ClassLoss;
import io.auspex.learn.loss.NumberLoss;
import io.auspex.learn.loss.RowLoss;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.parameter.HyperparameterSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Choices for a linear model, by the names of Amazon SageMaker's linear learner. Strengths are per mean loss of a
 * row, with features and target in deviations.
 */
final class LinearParameters {
    private static final String AUTO = "auto";
    private static final String BALANCED = "balanced";
    private static final double UNBOUNDED = Integer.MAX_VALUE;
    /** Strengths that {@code auto} tries, strong to weak. */
    private static final List<Double> PATH = List.of(3.0, 1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 3e-4, 1e-4, 1e-5);

    private static final HyperparameterSet KNOWN = HyperparameterSet.of(
            number("l1", "0", 0, UNBOUNDED, "strength of L1 regularisation").orWord(AUTO),
            number("wd", AUTO, 0, UNBOUNDED, "strength of L2 regularisation").orWord(AUTO),
            word(
                    "loss",
                    AUTO,
                    List.of(
                            AUTO,
                            "squared_loss",
                            "absolute_loss",
                            "quantile_loss",
                            "huber_loss",
                            "eps_insensitive_squared_loss",
                            "eps_insensitive_absolute_loss",
                            "logistic",
                            "softmax_loss"),
                    "what training makes small"),
            number("positive_example_weight_mult", "1", 1e-9, UNBOUNDED, "weight of class 1")
                    .orWord(BALANCED, AUTO),
            word("balance_multiclass_weights", "false", List.of("true", "false"), "equal weight for every class"),
            integer("early_stopping_patience", "3", 1, UNBOUNDED, "strengths without improvement before it stops"),
            number("early_stopping_tolerance", "0.0001", 0, 1, "relative improvement that counts"),
            number("huber_delta", "1", 1e-9, UNBOUNDED, "where huber_loss becomes straight"),
            number("quantile", "0.5", 0, 1, "that quantile_loss leads to").withoutBounds(),
            number("loss_insensitivity", "0.01", 0, UNBOUNDED, "residual that costs nothing"));

    private final Map<String, String> given;

    private LinearParameters(Map<String, String> given) {
        this.given = given;
    }

    /** @throws TrainingException that names the first wrong choice */
    static LinearParameters of(Map<String, String> given) {
        return new LinearParameters(KNOWN.check(given));
    }

    private String text(String name) {
        return given.getOrDefault(name, KNOWN.find(name).defaultValue());
    }

    private double chosen(String name) {
        return Double.parseDouble(text(name));
    }

    /** One point of the regularisation path; {@code strength} is what early stopping settles. */
    record Penalty(double strength, double l1, double l2) {}

    /** The penalties to try, strong to weak; just one where the user fixed both. With both left to choose each gets a half. */
    List<Penalty> path() {
        Optional<Double> l1 = fixed("l1");
        Optional<Double> l2 = fixed("wd");
        if (l1.isPresent() && l2.isPresent()) {
            return List.of(new Penalty(l1.get() + l2.get(), l1.get(), l2.get()));
        }
        double share = l1.isEmpty() && l2.isEmpty() ? 0.5 : 1;
        List<Penalty> path = new ArrayList<>();
        for (double strength : PATH) {
            path.add(new Penalty(strength, l1.orElse(share * strength), l2.orElse(share * strength)));
        }
        return path;
    }

    private Optional<Double> fixed(String name) {
        return text(name).equals(AUTO) ? Optional.empty() : Optional.of(chosen(name));
    }

    int patience() {
        return (int) chosen("early_stopping_patience");
    }

    double tolerance() {
        return chosen("early_stopping_tolerance");
    }

    /** @throws TrainingException if the user's loss does not fit the problem */
    RowLoss loss(ProblemType problemType) {
        String wanted = text("loss");
        RowLoss loss =
                switch (wanted) {
                    case AUTO ->
                        switch (problemType) {
                            case REGRESSION -> new NumberLoss.Squared();
                            case BINARY_CLASSIFICATION -> ClassLoss.LOGISTIC;
                            case MULTICLASS_CLASSIFICATION -> ClassLoss.SOFTMAX;
                        };
                    case "squared_loss" -> new NumberLoss.Squared();
                    case "absolute_loss" -> new NumberLoss.Quantile(0.5);
                    case "quantile_loss" -> new NumberLoss.Quantile(chosen("quantile"));
                    case "huber_loss" -> new NumberLoss.Huber(chosen("huber_delta"));
                    case "eps_insensitive_squared_loss" ->
                        new NumberLoss.InsensitiveSquared(chosen("loss_insensitivity"));
                    case "eps_insensitive_absolute_loss" ->
                        new NumberLoss.InsensitiveAbsolute(chosen("loss_insensitivity"));
                    case "logistic" -> ClassLoss.LOGISTIC;
                    default -> ClassLoss.SOFTMAX;
                };
        boolean fits =
                switch (problemType) {
                    case REGRESSION -> loss instanceof NumberLoss;
                    case BINARY_CLASSIFICATION -> loss == ClassLoss.LOGISTIC;
                    case MULTICLASS_CLASSIFICATION -> loss == ClassLoss.SOFTMAX;
                };
        if (!fits) {
            throw new TrainingException(
                    "Hyperparameter loss cannot be '" + wanted + "' for " + problemType.displayName() + ".",
                    "Leave it out, or use auto.");
        }
        return loss;
    }

    /** How much each row counts, by its class. */
    double[] rowWeights(LearningTask task, double[] target) {
        double[] weights = new double[target.length];
        Arrays.fill(weights, 1);
        if (task.problemType() == ProblemType.REGRESSION) {
            return weights;
        }
        double[] counts = new double[Math.max(2, task.classes())];
        for (double code : target) {
            counts[(int) code]++;
        }
        double[] ofClass = new double[counts.length];
        Arrays.fill(ofClass, 1);
        if (task.problemType() == ProblemType.BINARY_CLASSIFICATION) {
            String positive = text("positive_example_weight_mult");
            ofClass[1] = switch (positive) {
                case BALANCED -> counts[0] > 0 && counts[1] > 0 ? counts[0] / counts[1] : 1;
                case AUTO -> 1;
                default -> Double.parseDouble(positive);
            };
        } else if (text("balance_multiclass_weights").equals("true")) {
            for (int code = 0; code < counts.length; code++) {
                ofClass[code] = target.length / (counts.length * Math.max(1, counts[code]));
            }
        }
        for (int row = 0; row < weights.length; row++) {
            weights[row] = ofClass[(int) target[row]];
        }
        return weights;
    }

    /** For the leaderboard: what the user gave, and the defaults of what decides the kind of model. */
    Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("l1", text("l1"));
        map.put("wd", text("wd"));
        map.put("loss", text("loss"));
        map.putAll(given);
        return map;
    }
}
