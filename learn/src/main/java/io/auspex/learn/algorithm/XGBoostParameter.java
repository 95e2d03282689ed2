package io.auspex.learn.algorithm;

import io.auspex.learn.TrainingException;
import java.util.List;

/**
 * One hyperparameter of XGBoost that users may set. The ranges of those that Redshift documents are Redshift's (redshift-ml.md
 * §2.5), those of the others XGBoost's (https://xgboost.readthedocs.io/en/release_2.1.0/parameter.html).
 *
 * @param type of the values
 * @param defaultValue as text; empty when XGBoost decides
 * @param low smallest number
 * @param high largest number
 * @param open whether low and high themselves are out of range
 * @param choices the words it takes, for {@link Type#WORD}
 */
public record XGBoostParameter(
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

    public XGBoostParameter {
        choices = List.copyOf(choices);
        aliases = List.copyOf(aliases);
    }

    static XGBoostParameter integer(String name, String defaultValue, double low, double high, String description) {
        return new XGBoostParameter(
                name, Type.INTEGER, defaultValue, low, high, false, List.of(), List.of(), description);
    }

    static XGBoostParameter number(String name, String defaultValue, double low, double high, String description) {
        return new XGBoostParameter(
                name, Type.FLOAT, defaultValue, low, high, false, List.of(), List.of(), description);
    }

    static XGBoostParameter word(String name, String defaultValue, List<String> choices, String description) {
        return new XGBoostParameter(name, Type.WORD, defaultValue, 0, 0, false, choices, List.of(), description);
    }

    XGBoostParameter withoutBounds() {
        return new XGBoostParameter(name, type, defaultValue, low, high, true, choices, aliases, description);
    }

    XGBoostParameter alsoCalled(String... others) {
        return new XGBoostParameter(name, type, defaultValue, low, high, open, choices, List.of(others), description);
    }

    /** The value in the form that XGBoost takes; throws {@link TrainingException} when it is not of the type or out of range. */
    String checked(String value) {
        String text = value.strip();
        switch (type) {
            case WORD -> {
                if (!choices.contains(text)) {
                    throw refusal(value, "one of " + String.join(", ", choices));
                }
            }
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
                "Hyperparameter " + name + " cannot be '" + value + "'.", "It takes " + wanted + ".");
    }
}
