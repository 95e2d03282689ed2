package io.auspex.model.data;

/** The types a model's columns may have, and how their values travel in a {@link ColumnBatch}. */
public enum ColumnType {
    /** 0 or 1. */
    BOOLEAN("bool"),
    SMALLINT("int2"),
    INTEGER("int4"),
    BIGINT("int8"),
    REAL("float4"),
    DOUBLE("float8"),
    DECIMAL("numeric"),
    CHAR("bpchar"),
    VARCHAR("varchar"),
    /** Days since 1970-01-01. */
    DATE("date"),
    /** Microseconds since midnight. */
    TIME("time"),
    /** Microseconds since midnight, UTC. */
    TIMETZ("timetz"),
    /** Microseconds since 1970-01-01 00:00. */
    TIMESTAMP("timestamp"),
    /** Microseconds since 1970-01-01 00:00 UTC. */
    TIMESTAMPTZ("timestamptz");

    private final String catalogName;

    ColumnType(String catalogName) {
        this.catalogName = catalogName;
    }

    /** The name in pg_type, as SHOW MODEL prints it. */
    public String catalogName() {
        return catalogName;
    }

    public boolean isText() {
        return this == CHAR || this == VARCHAR;
    }

    public boolean isTemporal() {
        return this == DATE || this == TIME || this == TIMETZ || this == TIMESTAMP || this == TIMESTAMPTZ;
    }

    public boolean isInteger() {
        return this == SMALLINT || this == INTEGER || this == BIGINT;
    }

    /** Numbers proper: neither text, nor time, nor truth. */
    public boolean isNumeric() {
        return isInteger() || this == REAL || this == DOUBLE || this == DECIMAL;
    }
}
