package io.auspex.warehouse;

import static java.util.Objects.requireNonNull;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import java.util.List;

/**
 * A vectorised function that the engine calls with column batches, on any of its threads and on several at once.
 *
 * @param name internal name, unique for all time: one a model version and purpose
 * @param arguments types as the engine passes them
 * @param returns what comes out
 * @param body the computation; an exception it throws becomes a SQL error with that message
 */
public record ModelFunction(String name, List<ColumnType> arguments, Returns returns, Body body) {
    public enum Returns {
        /** A class number: INTEGER in SQL, an {@code int[]} to fill. */
        CODE,
        /** DOUBLE PRECISION in SQL, a {@code double[]} to fill; NaN becomes NULL. */
        NUMBER,
        /** VARCHAR in SQL, a {@code String[]} to fill; null becomes NULL. */
        TEXT
    }

    /**
     * Fills the result array of the kind that {@link Returns} names; its length is at least {@code arguments.rows()}. The result of a row
     * is to depend on that row alone: engines give the rows of one query in any portions, on several threads, and identical ones once.
     */
    @FunctionalInterface
    public interface Body {
        void evaluate(ColumnBatch arguments, Object result);
    }

    public ModelFunction {
        requireNonNull(name, "name is null");
        arguments = List.copyOf(arguments);
        requireNonNull(returns, "returns is null");
        requireNonNull(body, "body is null");
    }
}
