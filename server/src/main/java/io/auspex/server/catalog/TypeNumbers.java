package io.auspex.server.catalog;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.Warehouse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The engine's types under the numbers, modifiers and names that PostgreSQL has for what clients are told of them (its
 * {@code pg_type.dat} and {@code format_type}). The catalog's views ask for them in many places; as SQL, each place was hundreds of
 * expressions for the engine to plan, also in a query that did not want them.
 */
public final class TypeNumbers {
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
    private static final int HEADER_BYTES = 4;
    private static final int NONE = -1;
    private static final int NUMERIC = 1700;
    private static final int SUPER = 4000;
    private static final int VARCHAR = 1043;
    private static final int TEXT_ARRAY = 1009;

    private TypeNumbers() {}

    /** Makes the functions known to the engine. */
    public static void publish(Warehouse warehouse) {
        warehouse.publish(new ModelFunction(
                "__auspex_type_number",
                List.of(ColumnType.VARCHAR),
                ModelFunction.Returns.CODE,
                (batch, result) -> numbers(batch, (int[]) result)));
        warehouse.publish(new ModelFunction(
                "__auspex_type_modifier",
                List.of(ColumnType.VARCHAR),
                ModelFunction.Returns.CODE,
                (batch, result) -> modifiers(batch, (int[]) result)));
        warehouse.publish(new ModelFunction(
                "__auspex_type_name",
                List.of(ColumnType.VARCHAR, ColumnType.VARCHAR),
                ModelFunction.Returns.TEXT,
                (batch, result) -> names(batch, (String[]) result)));
    }

    private static void numbers(ColumnBatch batch, int[] result) {
        String[] types = batch.texts(0);
        for (int row = 0; row < batch.rows(); row++) {
            result[row] = types[row] == null ? VARCHAR : number(types[row]);
        }
    }

    private static void modifiers(ColumnBatch batch, int[] result) {
        String[] types = batch.texts(0);
        for (int row = 0; row < batch.rows(); row++) {
            result[row] = types[row] == null ? NONE : modifier(types[row]);
        }
    }

    private static void names(ColumnBatch batch, String[] result) {
        String[] numbers = batch.texts(0);
        String[] modifiers = batch.texts(1);
        for (int row = 0; row < batch.rows(); row++) {
            result[row] = numbers[row] == null
                    ? null
                    : name(
                            Long.parseLong(numbers[row]),
                            modifiers[row] == null ? NONE : Long.parseLong(modifiers[row]));
        }
    }

    /** @param type the engine's name of it */
    static int number(String type) {
        if (type.endsWith("]")) {
            return array(type.substring(0, type.lastIndexOf('[')));
        }
        int parenthesis = type.indexOf('(');
        return switch (parenthesis < 0 ? type : type.substring(0, parenthesis)) {
            case "BOOLEAN" -> 16;
            case "TINYINT", "UTINYINT", "SMALLINT" -> 21;
            case "USMALLINT", "INTEGER" -> 23;
            case "UINTEGER", "BIGINT" -> 20;
            case "UBIGINT", "HUGEINT", "UHUGEINT", "DECIMAL" -> NUMERIC;
            case "FLOAT", "REAL" -> 700;
            case "DOUBLE" -> 701;
            case "DATE" -> 1082;
            case "TIME", "TIME_NS" -> 1083;
            case "TIME WITH TIME ZONE", "TIMETZ" -> 1266;
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> 1114;
            case "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ" -> 1184;
            case "INTERVAL" -> 1186;
            case "BLOB" -> 17;
            case "CHAR" -> 1042;
            case "JSON", "STRUCT", "MAP", "UNION", "VARIANT" -> SUPER;
            default -> VARCHAR;
        };
    }

    /** Of a list whose elements the front door can write as an array; lists of anything else are SUPER. */
    private static int array(String element) {
        if (element.endsWith("]")) {
            return SUPER;
        }
        return switch (number(element)) {
            case 16 -> 1000;
            case 17 -> 1001;
            case 21 -> 1005;
            case 23 -> 1007;
            case 20 -> 1016;
            case NUMERIC -> 1231;
            case 700 -> 1021;
            case 701 -> 1022;
            case 1082 -> 1182;
            case 1083 -> 1183;
            case 1266 -> 1270;
            case 1114 -> 1115;
            case 1184 -> 1185;
            case 1186 -> 1187;
            case SUPER -> SUPER;
            default -> TEXT_ARRAY;
        };
    }

    /** Precision and scale as PostgreSQL packs them, the length of a UUID's text; -1 for all others. */
    static int modifier(String type) {
        Matcher decimal = DECIMAL.matcher(type);
        if (decimal.matches()) {
            return packed(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        return switch (type) {
            case "HUGEINT", "UHUGEINT" -> packed(38, 0);
            case "UBIGINT" -> packed(20, 0);
            case "UUID" -> 36 + HEADER_BYTES;
            default -> NONE;
        };
    }

    private static int packed(int precision, int scale) {
        return (precision << 16) + scale + HEADER_BYTES;
    }

    /** As {@code format_type} prints it. */
    static String name(long number, long modifier) {
        String length = modifier >= HEADER_BYTES ? "(" + (modifier - HEADER_BYTES) + ")" : "";
        String digits = modifier >= HEADER_BYTES
                ? "(" + ((modifier - HEADER_BYTES) >> 16) + "," + ((modifier - HEADER_BYTES) & 0xFFFF) + ")"
                : "";
        return switch ((int) number) {
            case 16 -> "boolean";
            case 17 -> "bytea";
            case 18 -> "\"char\"";
            case 19 -> "name";
            case 20 -> "bigint";
            case 21 -> "smallint";
            case 22 -> "int2vector";
            case 23 -> "integer";
            case 24 -> "regproc";
            case 25 -> "text";
            case 26 -> "oid";
            case 30 -> "oidvector";
            case 700 -> "real";
            case 701 -> "double precision";
            case 705 -> "unknown";
            case 1082 -> "date";
            case 1083 -> "time without time zone";
            case 1114 -> "timestamp without time zone";
            case 1184 -> "timestamp with time zone";
            case 1186 -> "interval";
            case 1266 -> "time with time zone";
            case 2205 -> "regclass";
            case 2206 -> "regtype";
            case 2249 -> "record";
            case 2275 -> "cstring";
            case 2276 -> "\"any\"";
            case 2277 -> "anyarray";
            case 2278 -> "void";
            case 2279 -> "trigger";
            case 2281 -> "internal";
            case 2950 -> "uuid";
            case SUPER -> "super";
            case 6551 -> "binary varying";
            case 1000 -> "boolean[]";
            case 1005 -> "smallint[]";
            case 1007 -> "integer[]";
            case 1016 -> "bigint[]";
            case TEXT_ARRAY -> "text[]";
            case 1015 -> "character varying[]";
            case 1003 -> "name[]";
            case 1028 -> "oid[]";
            case 1021 -> "real[]";
            case 1022 -> "double precision[]";
            case 1231 -> "numeric[]";
            case 1001 -> "bytea[]";
            case 1182 -> "date[]";
            case 1183 -> "time without time zone[]";
            case 1270 -> "time with time zone[]";
            case 1115 -> "timestamp without time zone[]";
            case 1185 -> "timestamp with time zone[]";
            case 1187 -> "interval[]";
            case 1014 -> "character[]";
            case 2951 -> "uuid[]";
            case 1042 -> "character" + length;
            case VARCHAR -> "character varying" + length;
            case NUMERIC -> "numeric" + digits;
            case 0 -> "-";
            default -> "???";
        };
    }
}
