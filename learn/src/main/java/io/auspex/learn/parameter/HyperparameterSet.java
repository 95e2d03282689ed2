package io.auspex.learn.parameter;

import io.auspex.learn.TrainingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The hyperparameters that an algorithm knows, and the check of what users make of them. */
public final class HyperparameterSet {
    private final List<Hyperparameter> all;

    private HyperparameterSet(List<Hyperparameter> all) {
        this.all = all;
    }

    public static HyperparameterSet of(Hyperparameter... all) {
        return new HyperparameterSet(List.of(all));
    }

    /**
     * Checks the user's choices.
     *
     * @param hyperparameters names in any case
     * @return the algorithm's names and values, in the order given
     * @throws TrainingException that names the first wrong one
     */
    public Map<String, String> check(Map<String, String> hyperparameters) {
        Map<String, String> checked = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : hyperparameters.entrySet()) {
            Hyperparameter parameter = find(entry.getKey());
            String value = parameter.checked(entry.getValue());
            if (checked.putIfAbsent(parameter.name(), value) != null) {
                throw new TrainingException("Hyperparameter " + parameter.name() + " is given twice.", "Give it once.");
            }
        }
        return checked;
    }

    /**
     * @param name in any case, or another name for the same
     * @throws TrainingException if there is none of that name
     */
    public Hyperparameter find(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        for (Hyperparameter parameter : all) {
            if (parameter.name().equals(plain) || parameter.aliases().contains(plain)) {
                return parameter;
            }
        }
        throw new TrainingException(
                "Hyperparameter '" + name + "' is not known.",
                closest(plain)
                        .map(suggestion -> "Did you mean " + suggestion + "?")
                        .orElse("Known are "
                                + String.join(
                                        ", ",
                                        all.stream().map(Hyperparameter::name).toList()) + "."));
    }

    private Optional<String> closest(String name) {
        List<String> names = new ArrayList<>();
        for (Hyperparameter parameter : all) {
            names.add(parameter.name());
            names.addAll(parameter.aliases());
        }
        String best = null;
        int smallest = Math.max(2, name.length() / 3) + 1;
        for (String candidate : names) {
            int distance = distance(name, candidate);
            if (distance < smallest) {
                smallest = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best).map(text -> find(text).name());
    }

    /** Levenshtein distance. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int substitution = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
                current[column] = Math.min(
                        previous[column - 1] + substitution, Math.min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
