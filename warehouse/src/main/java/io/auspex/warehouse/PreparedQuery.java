package io.auspex.warehouse;

import io.auspex.language.type.SqlType;
import java.util.List;

/** A statement that the engine has analysed; may be executed many times. */
public interface PreparedQuery extends AutoCloseable {
    /** Columns of the rows it returns; empty for a statement that returns none. */
    List<ResultColumn> columns();

    /** Types of {@code $1}, {@code $2}, ... as declared or as the engine inferred them; never UNKNOWN. */
    List<SqlType> parameters();

    /**
     * Runs it.
     *
     * @param values one value a parameter: null, Boolean, Long, Double, BigDecimal, String, LocalDate, LocalTime,
     *     LocalDateTime, OffsetDateTime or byte[]; a String is always allowed and is cast by the engine. For an ARRAY a
     *     List of such values
     */
    Outcome execute(List<Object> values);

    @Override
    void close();

    /** What came of an execution. */
    sealed interface Outcome {
        record Rows(RowStream stream) implements Outcome {}

        /** Rows changed; 0 for DDL. */
        record Count(long rows) implements Outcome {}
    }
}
