package io.auspex.language.function;

import static java.util.Objects.requireNonNull;

/**
 * A function of Redshift's that neither the engine nor a macro of it can say: from texts to a text, row by row. Macros cast what
 * they are called with to text and what comes back to its type, so that numbers keep all their digits.
 *
 * @param name that the macros call it by; no user can
 * @param arguments how many
 * @param body called by several threads at once
 */
public record TextFunction(String name, int arguments, Body body) {
    /** Of one row; a null argument is NULL, and so is a null result. */
    @FunctionalInterface
    public interface Body {
        /** @throws io.auspex.language.error.SqlException which the client gets as it is */
        String evaluate(String[] arguments);
    }

    public TextFunction {
        requireNonNull(name, "name is null");
        requireNonNull(body, "body is null");
    }

    /** A function that is NULL where an argument is. */
    static TextFunction strict(String name, int arguments, Body body) {
        return new TextFunction(name, arguments, values -> {
            for (String value : values) {
                if (value == null) {
                    return null;
                }
            }
            return body.evaluate(values);
        });
    }
}
