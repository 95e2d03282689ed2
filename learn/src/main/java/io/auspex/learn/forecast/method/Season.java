package io.auspex.learn.forecast.method;

/**
 * A rhythm that a series may have.
 *
 * @param length steps after which it repeats, as a whole number
 * @param period the same exactly: a year has 365.25 days
 */
public record Season(int length, double period) {
    public Season {
        if (length < 2 || !(period >= 1)) {
            throw new IllegalArgumentException("A season cannot have " + length + " steps");
        }
    }

    public static Season of(int length) {
        return new Season(length, length);
    }
}
