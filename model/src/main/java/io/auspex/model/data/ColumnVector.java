package io.auspex.model.data;

import static java.util.Objects.requireNonNull;

/** One column of a batch. The arrays may be longer than the batch and are reused: read them, never keep them. */
public sealed interface ColumnVector {
    /** Any type but text, as {@link ColumnType} says; NaN is NULL. */
    record Numbers(double[] values) implements ColumnVector {
        public Numbers {
            requireNonNull(values, "values is null");
        }
    }

    /** CHAR and VARCHAR; null is NULL. */
    record Texts(String[] values) implements ColumnVector {
        public Texts {
            requireNonNull(values, "values is null");
        }
    }
}
