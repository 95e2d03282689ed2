package io.auspex.language.type;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A type as a user of Redshift names it.
 *
 * @param kind the family
 * @param precision digits of DECIMAL, or length of CHAR and VARCHAR; {@link #UNSPECIFIED} where none was given
 * @param scale digits behind the point of DECIMAL; {@link #UNSPECIFIED} elsewhere
 * @param element what an ARRAY is made of; empty elsewhere
 */
public record SqlType(Kind kind, int precision, int scale, Optional<SqlType> element) {
    public static final int UNSPECIFIED = -1;

    public static final SqlType BOOLEAN = of(Kind.BOOLEAN);
    public static final SqlType SMALLINT = of(Kind.SMALLINT);
    public static final SqlType INTEGER = of(Kind.INTEGER);
    public static final SqlType BIGINT = of(Kind.BIGINT);
    public static final SqlType REAL = of(Kind.REAL);
    public static final SqlType DOUBLE = of(Kind.DOUBLE);
    public static final SqlType VARCHAR = of(Kind.VARCHAR);
    public static final SqlType DATE = of(Kind.DATE);
    public static final SqlType TIMESTAMP = of(Kind.TIMESTAMP);
    public static final SqlType TIMESTAMPTZ = of(Kind.TIMESTAMPTZ);
    public static final SqlType SUPER = of(Kind.SUPER);
    public static final SqlType UNKNOWN = of(Kind.UNKNOWN);

    public enum Kind {
        BOOLEAN("boolean"),
        SMALLINT("smallint"),
        INTEGER("integer"),
        BIGINT("bigint"),
        REAL("real"),
        DOUBLE("double precision"),
        DECIMAL("numeric"),
        CHAR("character"),
        VARCHAR("character varying"),
        DATE("date"),
        TIME("time without time zone"),
        TIMETZ("time with time zone"),
        TIMESTAMP("timestamp without time zone"),
        TIMESTAMPTZ("timestamp with time zone"),
        INTERVAL("interval"),
        VARBYTE("binary varying"),
        UUID("uuid"),
        /** Semi-structured data: JSON text in the engine, Redshift's SUPER to the client. */
        SUPER("super"),
        /** PostgreSQL's array of one dimension, whose elements are of a plain type; travels as JSON text. */
        ARRAY("array"),
        /** Not known: an untyped parameter or a NULL literal. */
        UNKNOWN("unknown");

        private final String displayName;

        Kind(String displayName) {
            this.displayName = displayName;
        }

        /** The name that PostgreSQL's {@code format_type} prints. */
        public String displayName() {
            return displayName;
        }
    }

    public SqlType {
        requireNonNull(kind, "kind is null");
        if (element.isPresent() != (kind == Kind.ARRAY)) {
            throw new IllegalArgumentException("An array has a type of elements, and nothing else has one");
        }
    }

    public SqlType(Kind kind, int precision, int scale) {
        this(kind, precision, scale, Optional.empty());
    }

    public static SqlType of(Kind kind) {
        return new SqlType(kind, UNSPECIFIED, UNSPECIFIED);
    }

    public static SqlType decimal(int precision, int scale) {
        return new SqlType(Kind.DECIMAL, precision, scale);
    }

    public static SqlType varchar(int length) {
        return new SqlType(Kind.VARCHAR, length, UNSPECIFIED);
    }

    public static SqlType array(SqlType element) {
        return new SqlType(Kind.ARRAY, UNSPECIFIED, UNSPECIFIED, Optional.of(element));
    }

    /** CHAR or VARCHAR. */
    public boolean isText() {
        return kind == Kind.CHAR || kind == Kind.VARCHAR;
    }

    /** As a user would write it: {@code numeric(18,2)}, {@code character varying(20)}, {@code integer[]}. */
    @Override
    public String toString() {
        if (element.isPresent()) {
            return element.get() + "[]";
        }
        if (kind == Kind.DECIMAL && precision != UNSPECIFIED) {
            return "numeric(" + precision + "," + Math.max(scale, 0) + ")";
        }
        if (precision != UNSPECIFIED) {
            return kind.displayName() + "(" + precision + ")";
        }
        return kind.displayName();
    }
}
