package io.auspex.warehouse.duckdb;

import io.auspex.language.type.SqlType;
import io.auspex.language.type.SqlType.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB's type names and ours. */
final class EngineTypes {
    /** Holds any number that a client is likely to send where it declares a numeric without precision. */
    private static final String WIDE_DECIMAL = "DECIMAL(38,10)";

    private static final int MOST_DIGITS = 38;
    private static final int USUAL_SCALE = 10;
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");

    /** A list, or a list of a fixed length. */
    private static final Pattern LIST = Pattern.compile("(.+)\\[\\d*\\]", Pattern.DOTALL);

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Z_ ]+(\\[\\d*\\])*");

    /** Kinds of types rather than types. */
    private static final Set<String> NAMELESS =
            Set.of("UNKNOWN", "INVALID", "ENUM", "STRUCT", "MAP", "UNION", "INTEGER_LITERAL", "STRING_LITERAL");

    private EngineTypes() {}

    /** @param name as {@code duckdb_columns()} or the driver's metadata print it */
    static SqlType sqlType(String name) {
        Matcher list = LIST.matcher(name);
        if (list.matches()) {
            SqlType element = sqlType(list.group(1));
            return isPlain(element) ? SqlType.array(element) : SqlType.SUPER;
        }
        Matcher decimal = DECIMAL.matcher(name);
        if (decimal.matches()) {
            return SqlType.decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        int parenthesis = name.indexOf('(');
        return switch (parenthesis < 0 ? name : name.substring(0, parenthesis)) {
            case "BOOLEAN" -> SqlType.BOOLEAN;
            case "TINYINT", "UTINYINT", "SMALLINT" -> SqlType.SMALLINT;
            case "USMALLINT", "INTEGER" -> SqlType.INTEGER;
            case "UINTEGER", "BIGINT" -> SqlType.BIGINT;
            case "UBIGINT" -> SqlType.decimal(20, 0);
            case "HUGEINT", "UHUGEINT" -> SqlType.decimal(MOST_DIGITS, 0);
            case "FLOAT" -> SqlType.REAL;
            case "DOUBLE" -> SqlType.DOUBLE;
            case "DATE" -> SqlType.DATE;
            case "TIME", "TIME_NS" -> SqlType.of(Kind.TIME);
            case "TIME WITH TIME ZONE" -> SqlType.of(Kind.TIMETZ);
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> SqlType.TIMESTAMP;
            case "TIMESTAMP WITH TIME ZONE" -> SqlType.TIMESTAMPTZ;
            case "INTERVAL" -> SqlType.of(Kind.INTERVAL);
            case "BLOB" -> SqlType.of(Kind.VARBYTE);
            case "UUID" -> SqlType.of(Kind.UUID);
            case "JSON", "STRUCT", "MAP", "UNION", "VARIANT" -> SqlType.SUPER;
            case "NULL", "\"NULL\"", "UNKNOWN", "INVALID" -> SqlType.UNKNOWN;
            default -> SqlType.VARCHAR;
        };
    }

    /** What PostgreSQL has an array of, and can be written as one text: lists of lists are SUPER. */
    private static boolean isPlain(SqlType element) {
        return switch (element.kind()) {
            case SUPER, ARRAY, UNKNOWN -> false;
            default -> true;
        };
    }

    /** The engine type that holds values of a type of ours; empty for UNKNOWN. */
    static Optional<String> engineType(SqlType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Optional.of("BOOLEAN");
            case SMALLINT -> Optional.of("SMALLINT");
            case INTEGER -> Optional.of("INTEGER");
            case BIGINT -> Optional.of("BIGINT");
            case REAL -> Optional.of("FLOAT");
            case DOUBLE -> Optional.of("DOUBLE");
            case DECIMAL ->
                Optional.of(
                        type.precision() == SqlType.UNSPECIFIED
                                ? WIDE_DECIMAL
                                : "DECIMAL(" + Math.min(type.precision(), MOST_DIGITS) + "," + Math.max(type.scale(), 0)
                                        + ")");
            case CHAR, VARCHAR -> Optional.of("VARCHAR");
            case DATE -> Optional.of("DATE");
            case TIME -> Optional.of("TIME");
            case TIMETZ -> Optional.of("TIMETZ");
            case TIMESTAMP -> Optional.of("TIMESTAMP");
            case TIMESTAMPTZ -> Optional.of("TIMESTAMPTZ");
            case INTERVAL -> Optional.of("INTERVAL");
            case VARBYTE -> Optional.of("BLOB");
            case UUID -> Optional.of("UUID");
            case SUPER -> Optional.of("JSON");
            case ARRAY -> type.element().flatMap(EngineTypes::engineType).map(element -> element + "[]");
            case UNKNOWN -> Optional.empty();
        };
    }

    /**
     * The type to which a parameter is cast where the engine inferred a type for it; empty where that cannot be written. A
     * decimal gets room behind the point, or {@code price > $1} would compare with a rounded value.
     *
     * @param name the engine's name of the inferred type
     */
    static Optional<String> parameterType(String name, SqlType inferred) {
        if (inferred.kind() == Kind.DECIMAL && name.startsWith("DECIMAL")) {
            int whole = inferred.precision() - inferred.scale();
            int scale = Math.min(Math.max(inferred.scale(), USUAL_SCALE), MOST_DIGITS - whole);
            return Optional.of("DECIMAL(" + MOST_DIGITS + "," + scale + ")");
        }
        if (inferred.kind() == Kind.ARRAY && !PLAIN_NAME.matcher(name).matches()) {
            return engineType(inferred);
        }
        return PLAIN_NAME.matcher(name).matches() && !NAMELESS.contains(name) ? Optional.of(name) : Optional.empty();
    }
}
