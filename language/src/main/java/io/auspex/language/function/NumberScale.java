package io.auspex.language.function;

/** How many digits a number of a format has behind the point: what the type of TO_NUMBER's result depends on. */
public final class NumberScale {
    private NumberScale() {}

    public static int of(String format) {
        return NumberPattern.of(format).fraction();
    }
}
