package io.auspex.warehouse.duckdb;

import io.auspex.language.type.SqlType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says the engine's types as users know them: users have never heard of a BIGNUM. */
final class TypeWords {
    /** What stands in quotes is the user's. */
    private static final Pattern TYPE = Pattern.compile("'[^']*'|\"[^\"]*\"|\\b((?:DECIMAL\\(\\d+,\\s*\\d+\\)"
            + "|TIME(?:STAMP)? WITH TIME ZONE|TIMESTAMP_(?:S|MS|NS)|TIMESTAMP|DATE|INTERVAL"
            + "|U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|BIGNUM|U?INT(?:8|16|32|64|128)|FLOAT|DOUBLE"
            + "|VARCHAR|BLOB|BOOLEAN|BOOL|JSON|VARIANT|UUID|(?:INTEGER|STRING)_LITERAL)(?:\\[\\d*\\])*)(?![\\w(\\[])");

    private TypeWords() {}

    static String inSentence(String sentence) {
        return TYPE.matcher(sentence).replaceAll(found -> {
            String type = found.group(1);
            return Matcher.quoteReplacement(type == null ? found.group() : shown(type));
        });
    }

    /** @param engineType as the engine's messages name it, sometimes by the width of what it is stored in */
    static String shown(String engineType) {
        return switch (engineType) {
            case "INT8", "UINT8", "INT16", "TINYINT", "SMALLINT" -> "smallint";
            case "INT32", "UINT16", "INTEGER", "INTEGER_LITERAL" -> "integer";
            case "INT64", "UINT32", "BIGINT" -> "bigint";
            case "INT128", "UINT64", "UINT128", "HUGEINT", "UHUGEINT", "BIGNUM" -> "numeric";
            case "BOOL" -> "boolean";
            case "FLOAT" -> "real";
            case "STRING_LITERAL", "\"NULL\"", "UNKNOWN" -> "unknown";
            default -> {
                SqlType type = EngineTypes.sqlType(engineType);
                yield type.equals(SqlType.UNKNOWN) ? "unknown" : type.toString();
            }
        };
    }
}
