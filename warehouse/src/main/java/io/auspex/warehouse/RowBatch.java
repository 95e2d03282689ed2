package io.auspex.warehouse;

import java.math.BigDecimal;

/**
 * Up to 2,048 rows. Which accessor fits follows from the column's {@link io.auspex.language.type.SqlType}; none may be
 * called for a NULL.
 */
public interface RowBatch {
    int rows();

    boolean isNull(int column, int row);

    boolean booleanAt(int column, int row);

    /**
     * SMALLINT, INTEGER, BIGINT as they are; DATE in days since 1970-01-01; TIME in microseconds since midnight; TIMESTAMP
     * and TIMESTAMPTZ in microseconds since 1970-01-01 00:00 (UTC).
     */
    long longAt(int column, int row);

    /** REAL and DOUBLE. */
    double doubleAt(int column, int row);

    /** DECIMAL. */
    BigDecimal decimalAt(int column, int row);

    /** CHAR, VARCHAR; SUPER and ARRAY as JSON; UUID, INTERVAL, TIMETZ, VARBYTE (hexadecimal) as PostgreSQL prints them. */
    String textAt(int column, int row);
}
