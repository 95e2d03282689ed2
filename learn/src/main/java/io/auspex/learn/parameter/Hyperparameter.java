package io.auspex.learn.parameter;

import io.auspex.learn.TrainingException;
import java.util.List;

/**
 * One hyperparameter of an algorithm that users may set.
 *
 * @param type of the values
 * @param defaultValue as text; empty when the algorithm decides
 * @param low smallest number
 * @param high largest number
 * @param open whether low and high themselves are out of range
 * @param choices the words it takes: all that a {@link Type#WORD} takes, besides numbers for the others
 */
public record Hyperparameter(
        String name,
        Type type,
        String defaultValue,
        double low,
        double high,
        boolean open,
        List<String> choices,
        List<String> aliases,
        String description) {
    /** What values look like. */
    public enum Type {
        INTEGER,
        FLOAT,
        WORD
    }

    public Hyperparameter {
        choices = List.copyOf(choices);
        aliases = List.copyOf(aliases);
    }

    public static Hyperparameter integer(
            String name, String defaultValue, double low, double high, String description) {
        return new Hyperparameter(
                name, Type.INTEGER, defaultValue, low, high, false, List.of(), List.of(), description);
    }

    public static Hyperparameter number(String name, String defaultValue, double low, double high, String description) {
        return new Hyperparameter(name, Type.FLOAT, defaultValue, low, high, false, List.of(), List.of(), description);
    }

    public static Hyperparameter word(String name, String defaultValue, List<String> choices, String description) {
        return new Hyperparameter(name, Type.WORD, defaultValue, 0, 0, false, choices, List.of(), description);
    }

    public Hyperparameter withoutBounds() {
        return new Hyperparameter(name, type, defaultValue, low, high, true, choices, aliases, description);
    }

    /** Besides numbers it takes these words. */
    public Hyperparameter orWord(String... words) {
        return new Hyperparameter(name, type, defaultValue, low, high, open, List.of(words), aliases, description);
    }

    public Hyperparameter alsoCalled(String... others) {
        return new Hyperparameter(name, type, defaultValue, low, high, open, choices, List.of(others), description);
    }

    /** The value in the form that the algorithm takes; throws {@link TrainingException} when it is not of the type or out of range. */
    String checked(String value) {
        String text = value.strip();
        if (choices.contains(text)) {
            return text;
        }
        switch (type) {
            case WORD -> throw refusal(value, "one of " + String.join(", ", choices));
            case INTEGER -> {
                try {
                    requireRange((double) Long.parseLong(text), value);
                    text = Long.toString(Long.parseLong(text));
                } catch (NumberFormatException e) {
                    throw refusal(value, "a whole number " + range());
                }
            }
            case FLOAT -> {
                try {
                    requireRange(Double.parseDouble(text), value);
                } catch (NumberFormatException e) {
                    throw refusal(value, "a number " + range());
                }
            }
        }
        return text;
    }

    private void requireRange(double number, String value) {
        boolean inside = open ? number > low && number < high : number >= low && number <= high;
        if (!inside) {
            throw refusal(value, (type == Type.INTEGER ? "a whole number " : "a number ") + range());
        }
    }

    /** In words, e.g. {@code from 0 to 10}. */
    public String range() {
        String from = plain(low);
        if (high >= Integer.MAX_VALUE) {
            return (open ? "above " : "of at least ") + from;
        }
        return open
                ? "between " + from + " and " + plain(high) + ", both excluded"
                : "from " + from + " to " + plain(high);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private TrainingException refusal(String value, String wanted) {
        return new TrainingException(
                "Hyperparameter " + name + " cannot be '" + value + "'.",
                "It takes " + wanted
                        + (type == Type.WORD || choices.isEmpty() ? "" : ", or " + String.join(", ", choices)) + ".");
    }
}
