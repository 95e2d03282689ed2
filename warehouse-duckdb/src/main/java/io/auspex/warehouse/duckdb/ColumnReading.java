package io.auspex.warehouse.duckdb;

import io.auspex.language.type.SqlType;
import io.auspex.language.type.SqlType.Kind;
import io.auspex.warehouse.ResultColumn;
import java.util.Optional;

/**
 * How a column of an engine type reaches the reader of data chunks, which can read only the plain types.
 *
 * @param column name and type as the user sees them
 * @param engineType the engine's name of its type
 */
record ColumnReading(ResultColumn column, String engineType) {
    ColumnReading(String name, String engineType) {
        this(new ResultColumn(name, EngineTypes.sqlType(engineType)), engineType);
    }

    boolean isDirect() {
        return switch (column.type().kind()) {
            case BOOLEAN, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL, DATE, TIMESTAMP, TIMESTAMPTZ -> true;
            case VARCHAR, CHAR -> engineType.equals("VARCHAR");
            case SUPER -> engineType.equals("JSON");
            case TIME, TIMETZ, INTERVAL, VARBYTE, UUID, ARRAY, UNKNOWN -> false;
        };
    }

    /** Engine SQL that makes a readable value of the column {@code name}, a quoted identifier. */
    String expression(String name) {
        if (isDirect()) {
            return name;
        }
        return switch (column.type().kind()) {
            case TIME -> "epoch_us(" + name + ")";
            case VARBYTE -> "lower(hex(" + name + "))";
            case SUPER, ARRAY ->
                "CASE WHEN " + name + " IS NOT NULL THEN CAST(to_json(" + exact(name) + ") AS VARCHAR) END";
            default -> "CAST(" + name + " AS VARCHAR)";
        };
    }

    /** Decimals in a list would become floating-point numbers. */
    private String exact(String name) {
        boolean decimals = column.type().element().map(SqlType::kind).equals(Optional.of(Kind.DECIMAL));
        return decimals ? "CAST(" + name + " AS VARCHAR[])" : name;
    }

    /** Text as PostgreSQL prints it, from text as DuckDB prints it. */
    String text(String engineText) {
        if (column.type().kind() == Kind.INTERVAL) {
            return IntervalText.postgres(engineText);
        }
        boolean intervals = column.type().element().map(SqlType::kind).equals(Optional.of(Kind.INTERVAL));
        return intervals ? IntervalText.postgresList(engineText) : engineText;
    }
}
