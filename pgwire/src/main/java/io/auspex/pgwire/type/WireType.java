package io.auspex.pgwire.type;

import io.auspex.language.type.SqlType;

/**
 * A type as RowDescription names it. The numbers are those of PostgreSQL's {@code pg_type.dat}, and Redshift's own for
 * SUPER.
 *
 * @param oid the type's number
 * @param length bytes of its binary form; -1 where it varies
 * @param modifier length or precision as {@code pg_attribute.atttypmod} packs it; -1 where there is none
 */
public record WireType(int oid, int length, int modifier) {
    public static final int UNSPECIFIED = 0;
    public static final int BOOL = 16;
    public static final int BYTEA = 17;
    public static final int CHAR_BYTE = 18;
    public static final int NAME = 19;
    public static final int INT8 = 20;
    public static final int INT2 = 21;
    public static final int INT4 = 23;
    public static final int TEXT = 25;
    public static final int OID = 26;
    public static final int JSON = 114;
    public static final int FLOAT4 = 700;
    public static final int FLOAT8 = 701;
    public static final int UNKNOWN = 705;
    public static final int BPCHAR = 1042;
    public static final int VARCHAR = 1043;
    public static final int DATE = 1082;
    public static final int TIME = 1083;
    public static final int TIMESTAMP = 1114;
    public static final int TIMESTAMPTZ = 1184;
    public static final int INTERVAL = 1186;
    public static final int TIMETZ = 1266;
    public static final int NUMERIC = 1700;
    public static final int UUID = 2950;
    public static final int SUPER = 4000;
    public static final int VARBYTE = 6551;

    private static final int BOOL_ARRAY = 1000;
    private static final int BYTEA_ARRAY = 1001;
    private static final int CHAR_BYTE_ARRAY = 1002;
    private static final int NAME_ARRAY = 1003;
    private static final int INT2_ARRAY = 1005;
    private static final int INT4_ARRAY = 1007;
    private static final int TEXT_ARRAY = 1009;
    private static final int BPCHAR_ARRAY = 1014;
    private static final int VARCHAR_ARRAY = 1015;
    private static final int INT8_ARRAY = 1016;
    private static final int FLOAT4_ARRAY = 1021;
    private static final int FLOAT8_ARRAY = 1022;
    private static final int OID_ARRAY = 1028;
    private static final int TIMESTAMP_ARRAY = 1115;
    private static final int DATE_ARRAY = 1182;
    private static final int TIME_ARRAY = 1183;
    private static final int TIMESTAMPTZ_ARRAY = 1185;
    private static final int INTERVAL_ARRAY = 1187;
    private static final int NUMERIC_ARRAY = 1231;
    private static final int TIMETZ_ARRAY = 1270;
    private static final int UUID_ARRAY = 2951;

    /** PostgreSQL counts its own four bytes of header into the modifiers of text and numbers. */
    private static final int HEADER_BYTES = 4;

    private static final int UUID_CHARACTERS = 36;

    /**
     * The type as clients other than Redshift's drivers are told it: SUPER is text to them. They do not know its number, and
     * some would ask the catalog for it before they show a value.
     */
    public static WireType plain(SqlType type) {
        WireType own = of(type);
        return own.oid() == SUPER ? new WireType(VARCHAR, -1, -1) : own;
    }

    /** The type as Redshift has it. */
    public static WireType of(SqlType type) {
        return switch (type.kind()) {
            case BOOLEAN -> new WireType(BOOL, 1, -1);
            case SMALLINT -> new WireType(INT2, 2, -1);
            case INTEGER -> new WireType(INT4, 4, -1);
            case BIGINT -> new WireType(INT8, 8, -1);
            case REAL -> new WireType(FLOAT4, 4, -1);
            case DOUBLE -> new WireType(FLOAT8, 8, -1);
            case DECIMAL -> new WireType(NUMERIC, -1, decimalModifier(type));
            case CHAR -> new WireType(BPCHAR, -1, textModifier(type));
            case VARCHAR -> new WireType(VARCHAR, -1, textModifier(type));
            case DATE -> new WireType(DATE, 4, -1);
            case TIME -> new WireType(TIME, 8, -1);
            case TIMETZ -> new WireType(TIMETZ, 12, -1);
            case TIMESTAMP -> new WireType(TIMESTAMP, 8, -1);
            case TIMESTAMPTZ -> new WireType(TIMESTAMPTZ, 8, -1);
            case INTERVAL -> new WireType(INTERVAL, 16, -1);
            case VARBYTE -> new WireType(BYTEA, -1, -1);
            case SUPER -> new WireType(SUPER, -1, -1);
            case ARRAY -> new WireType(arrayOf(type.element().orElseThrow()), -1, -1);
            // Redshift has no type uuid, and drivers that meet its server version do not expect one.
            case UUID -> new WireType(VARCHAR, -1, UUID_CHARACTERS + HEADER_BYTES);
            // Redshift would say unknown, which sends drivers to the catalog; text serves them better.
            case UNKNOWN -> new WireType(VARCHAR, -1, -1);
        };
    }

    /** The number of the array of a type. */
    private static int arrayOf(SqlType element) {
        return switch (element.kind()) {
            case BOOLEAN -> BOOL_ARRAY;
            case SMALLINT -> INT2_ARRAY;
            case INTEGER -> INT4_ARRAY;
            case BIGINT -> INT8_ARRAY;
            case REAL -> FLOAT4_ARRAY;
            case DOUBLE -> FLOAT8_ARRAY;
            case DECIMAL -> NUMERIC_ARRAY;
            case DATE -> DATE_ARRAY;
            case TIME -> TIME_ARRAY;
            case TIMETZ -> TIMETZ_ARRAY;
            case TIMESTAMP -> TIMESTAMP_ARRAY;
            case TIMESTAMPTZ -> TIMESTAMPTZ_ARRAY;
            case INTERVAL -> INTERVAL_ARRAY;
            case VARBYTE -> BYTEA_ARRAY;
            case CHAR, VARCHAR, UUID, SUPER, ARRAY, UNKNOWN -> TEXT_ARRAY;
        };
    }

    /** The number of the elements' type of an array; {@link #UNSPECIFIED} for a number that is none of an array. */
    static int elementOf(int oid) {
        return switch (oid) {
            case BOOL_ARRAY -> BOOL;
            case INT2_ARRAY -> INT2;
            case INT4_ARRAY -> INT4;
            case INT8_ARRAY -> INT8;
            case OID_ARRAY -> OID;
            case FLOAT4_ARRAY -> FLOAT4;
            case FLOAT8_ARRAY -> FLOAT8;
            case NUMERIC_ARRAY -> NUMERIC;
            case DATE_ARRAY -> DATE;
            case TIME_ARRAY -> TIME;
            case TIMETZ_ARRAY -> TIMETZ;
            case TIMESTAMP_ARRAY -> TIMESTAMP;
            case TIMESTAMPTZ_ARRAY -> TIMESTAMPTZ;
            case INTERVAL_ARRAY -> INTERVAL;
            case BYTEA_ARRAY -> BYTEA;
            case UUID_ARRAY -> UUID;
            case CHAR_BYTE_ARRAY -> CHAR_BYTE;
            case NAME_ARRAY -> NAME;
            case BPCHAR_ARRAY -> BPCHAR;
            case VARCHAR_ARRAY -> VARCHAR;
            case TEXT_ARRAY -> TEXT;
            default -> UNSPECIFIED;
        };
    }

    /** The type that a client means by a number; {@link SqlType#UNKNOWN} where it declares none, or one we do not have. */
    public static SqlType sqlType(int oid) {
        return switch (oid) {
            case BOOL -> SqlType.BOOLEAN;
            case INT2 -> SqlType.SMALLINT;
            case INT4 -> SqlType.INTEGER;
            case INT8, OID -> SqlType.BIGINT;
            case FLOAT4 -> SqlType.REAL;
            case FLOAT8 -> SqlType.DOUBLE;
            case NUMERIC -> SqlType.of(SqlType.Kind.DECIMAL);
            case TEXT, VARCHAR, BPCHAR, NAME, CHAR_BYTE -> SqlType.VARCHAR;
            case DATE -> SqlType.DATE;
            case TIME -> SqlType.of(SqlType.Kind.TIME);
            case TIMETZ -> SqlType.of(SqlType.Kind.TIMETZ);
            case TIMESTAMP -> SqlType.TIMESTAMP;
            case TIMESTAMPTZ -> SqlType.TIMESTAMPTZ;
            case INTERVAL -> SqlType.of(SqlType.Kind.INTERVAL);
            case BYTEA, VARBYTE -> SqlType.of(SqlType.Kind.VARBYTE);
            case UUID -> SqlType.of(SqlType.Kind.UUID);
            case SUPER, JSON -> SqlType.SUPER;
            default -> elementOf(oid) == UNSPECIFIED ? SqlType.UNKNOWN : SqlType.array(sqlType(elementOf(oid)));
        };
    }

    private static int decimalModifier(SqlType type) {
        if (type.precision() == SqlType.UNSPECIFIED) {
            return -1;
        }
        return (type.precision() << 16 | Math.max(type.scale(), 0)) + HEADER_BYTES;
    }

    private static int textModifier(SqlType type) {
        return type.precision() == SqlType.UNSPECIFIED ? -1 : type.precision() + HEADER_BYTES;
    }
}
