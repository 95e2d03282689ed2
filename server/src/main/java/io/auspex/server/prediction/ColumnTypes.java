package io.auspex.server.prediction;

import io.auspex.language.type.SqlType;
import io.auspex.model.data.ColumnType;
import java.util.Optional;

/** Which type of a query's result is which type of a model's column. */
public final class ColumnTypes {
    private ColumnTypes() {}

    /** Empty for the types that a model cannot take: SUPER, VARBYTE, INTERVAL and the like. */
    public static Optional<ColumnType> of(SqlType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Optional.of(ColumnType.BOOLEAN);
            case SMALLINT -> Optional.of(ColumnType.SMALLINT);
            case INTEGER -> Optional.of(ColumnType.INTEGER);
            case BIGINT -> Optional.of(ColumnType.BIGINT);
            case REAL -> Optional.of(ColumnType.REAL);
            case DOUBLE -> Optional.of(ColumnType.DOUBLE);
            case DECIMAL -> Optional.of(ColumnType.DECIMAL);
            case CHAR -> Optional.of(ColumnType.CHAR);
            case VARCHAR -> Optional.of(ColumnType.VARCHAR);
            case DATE -> Optional.of(ColumnType.DATE);
            case TIME -> Optional.of(ColumnType.TIME);
            case TIMETZ -> Optional.of(ColumnType.TIMETZ);
            case TIMESTAMP -> Optional.of(ColumnType.TIMESTAMP);
            case TIMESTAMPTZ -> Optional.of(ColumnType.TIMESTAMPTZ);
            case INTERVAL, VARBYTE, UUID, SUPER, ARRAY, UNKNOWN -> Optional.empty();
        };
    }

    /** The type that a function returning such a column's values has. */
    public static SqlType sqlType(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> SqlType.BOOLEAN;
            case SMALLINT -> SqlType.SMALLINT;
            case INTEGER -> SqlType.INTEGER;
            case BIGINT -> SqlType.BIGINT;
            case REAL -> SqlType.REAL;
            case DOUBLE -> SqlType.DOUBLE;
            case DECIMAL -> SqlType.of(SqlType.Kind.DECIMAL);
            case CHAR -> SqlType.of(SqlType.Kind.CHAR);
            case VARCHAR -> SqlType.VARCHAR;
            case DATE -> SqlType.DATE;
            case TIME -> SqlType.of(SqlType.Kind.TIME);
            case TIMETZ -> SqlType.of(SqlType.Kind.TIMETZ);
            case TIMESTAMP -> SqlType.TIMESTAMP;
            case TIMESTAMPTZ -> SqlType.TIMESTAMPTZ;
        };
    }
}
