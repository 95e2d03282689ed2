package io.auspex.learn.algorithm;

import static io.auspex.learn.parameter.Hyperparameter.integer;
import static io.auspex.learn.parameter.Hyperparameter.number;
import static io.auspex.learn.parameter.Hyperparameter.word;

import io.auspex.learn.TrainingException;
import io.auspex.learn.parameter.HyperparameterSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Choices for a multilayer perceptron.
 *
 * @param hidden units of each hidden layer
 * @param dropout share of a hidden layer's results that a step leaves out
 * @param learningRate of Adam, at its highest
 * @param weightDecay per step and unit of learning rate
 * @param batch rows of a step; 0 = by the number of rows
 * @param epochs passes over the rows that the schedule is made for; 0 = by the number of rows
 * @param patience share of the epochs that may pass without a better validation loss
 * @param principalAxes whether the plain features are turned to their {@link PrincipalAxes}
 * @param averaging share of the steps that the weights are averaged over; 0 = the newest weights alone
 * @param haste by what the epochs are divided, from 1
 */
record MlpParameters(
        List<Integer> hidden,
        double dropout,
        double learningRate,
        double weightDecay,
        int batch,
        int epochs,
        double patience,
        boolean principalAxes,
        double averaging,
        double haste) {
    private static final String HIDDEN = "hidden_layers";
    /** What haste leaves. */
    private static final int FEWEST_EPOCHS = 12;

    private static final int MOST_LAYERS = 8;
    private static final int MOST_UNITS = 4096;
    private static final HyperparameterSet KNOWN = HyperparameterSet.of(
            number("dropout", "0.1", 0, 0.9, "share of hidden results left out in a step"),
            number("learning_rate", "0.004", 1e-7, 1, "of Adam, at its highest"),
            number("weight_decay", "0.01", 0, 10, "decoupled weight decay"),
            integer("mini_batch_size", "", 1, 100_000, "rows of a step"),
            integer("epochs", "", 1, 100_000, "passes over the rows at most"),
            number("early_stopping_patience", "0.25", 0.001, 1, "share of the epochs without improvement"),
            word(
                    "principal_axes",
                    "false",
                    List.of("false", "true"),
                    "learning from numbers along their principal axes"),
            number("weight_averaging", "0", 0, 0.5, "share of the steps that weights are averaged over"));

    /** @throws TrainingException that names the first wrong choice */
    static MlpParameters of(Map<String, String> given) {
        Map<String, String> others = new LinkedHashMap<>(given);
        String hidden = others.remove(HIDDEN);
        Map<String, String> checked = KNOWN.check(others);
        return new MlpParameters(
                layers(hidden == null ? "128,128" : hidden),
                value(checked, "dropout"),
                value(checked, "learning_rate"),
                value(checked, "weight_decay"),
                (int) value(checked, "mini_batch_size"),
                (int) value(checked, "epochs"),
                value(checked, "early_stopping_patience"),
                Boolean.parseBoolean(checked.get("principal_axes")),
                value(checked, "weight_averaging"),
                1);
    }

    private static double value(Map<String, String> checked, String name) {
        String text = checked.getOrDefault(name, KNOWN.find(name).defaultValue());
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    private static List<Integer> layers(String text) {
        List<Integer> layers = new ArrayList<>();
        for (String part : Arrays.asList(text.split(",", -1))) {
            String units = part.strip();
            if (!units.matches("[1-9][0-9]{0,3}") || Integer.parseInt(units) > MOST_UNITS) {
                throw refusal(text);
            }
            layers.add(Integer.parseInt(units));
        }
        if (layers.size() > MOST_LAYERS) {
            throw refusal(text);
        }
        return layers;
    }

    private static TrainingException refusal(String text) {
        return new TrainingException(
                "Hyperparameter " + HIDDEN + " cannot be '" + text + "'.",
                "It takes the units of up to " + MOST_LAYERS + " layers, each from 1 to " + MOST_UNITS
                        + ", e.g. 128,64.");
    }

    int batchFor(int rows) {
        int automatic = rows < 1500 ? 32 : rows < 6000 ? 64 : rows < 20_000 ? 128 : 256;
        return Math.min(rows, batch > 0 ? batch : automatic);
    }

    /** Fewer over many rows: it is the number of steps that counts. */
    int epochsFor(int rows) {
        int unhurried = epochs > 0 ? epochs : (int) Math.max(20, Math.min(150, 5000 / Math.sqrt(rows)));
        return Math.min(unhurried, Math.max(FEWEST_EPOCHS, (int) (unhurried / haste)));
    }

    /** With fewer epochs by the factor, above 1, as far as the learning rate still has the time to fall. */
    MlpParameters hastened(double factor) {
        return new MlpParameters(
                hidden,
                dropout,
                learningRate,
                weightDecay,
                batch,
                epochs,
                patience,
                principalAxes,
                averaging,
                haste * Math.max(1, factor));
    }

    /** For the leaderboard. */
    Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put(HIDDEN, String.join(",", hidden.stream().map(String::valueOf).toList()));
        map.put("dropout", Double.toString(dropout));
        map.put("learning_rate", Double.toString(learningRate));
        map.put("weight_decay", Double.toString(weightDecay));
        map.put("mini_batch_size", batch == 0 ? "auto" : Integer.toString(batch));
        map.put("epochs", epochs == 0 ? "auto" : Integer.toString(epochs));
        map.put("early_stopping_patience", Double.toString(patience));
        if (principalAxes) {
            map.put("principal_axes", "true");
        }
        if (averaging > 0) {
            map.put("weight_averaging", Double.toString(averaging));
        }
        if (haste > 1) {
            map.put("hastened", Double.toString(haste));
        }
        return map;
    }
}
