package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.Token;
import io.auspex.language.token.Token.Kind;
import io.auspex.language.type.SqlType;
import java.util.Map;
import java.util.Set;

/**
 * Reads the name of a type as Amazon Redshift spells types, aliases included ("Data types" in its developer guide). Types
 * that the product does not have are refused by name.
 */
public final class TypeParser {
    /** Digits of a DECIMAL where none are given, and the most that there are. */
    private static final int USUAL_DIGITS = 18;

    private static final int MOST_DIGITS = 38;
    private static final int LONGEST_TEXT = 65_535;
    private static final int USUAL_TEXT = 256;

    private static final Map<String, SqlType> PLAIN = Map.ofEntries(
            Map.entry("smallint", SqlType.SMALLINT),
            Map.entry("int2", SqlType.SMALLINT),
            Map.entry("integer", SqlType.INTEGER),
            Map.entry("int", SqlType.INTEGER),
            Map.entry("int4", SqlType.INTEGER),
            Map.entry("bigint", SqlType.BIGINT),
            Map.entry("int8", SqlType.BIGINT),
            Map.entry("real", SqlType.REAL),
            Map.entry("float4", SqlType.REAL),
            Map.entry("float8", SqlType.DOUBLE),
            Map.entry("boolean", SqlType.BOOLEAN),
            Map.entry("bool", SqlType.BOOLEAN),
            Map.entry("date", SqlType.DATE),
            Map.entry("timetz", SqlType.of(SqlType.Kind.TIMETZ)),
            Map.entry("timestamptz", SqlType.TIMESTAMPTZ),
            Map.entry("super", SqlType.SUPER));
    private static final Set<String> ABSENT = Set.of("geometry", "geography", "hllsketch");

    private final TokenCursor cursor;

    private TypeParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * The type that comes next.
     *
     * @throws SqlException SYNTAX_ERROR if none does, UNDEFINED_OBJECT for a name that is no type, FEATURE_NOT_SUPPORTED for
     *     a type that Redshift has and we have not
     */
    static SqlType next(TokenCursor cursor) {
        return new TypeParser(cursor).type();
    }

    /** The type that a text is, and nothing else. */
    public static SqlType parse(String text) {
        TokenCursor cursor = TokenCursor.over(text);
        SqlType type = next(cursor);
        cursor.expectEnd();
        return type;
    }

    private SqlType type() {
        Token name = cursor.peek();
        if (name.kind() != Kind.WORD) {
            throw cursor.unexpected("expected a type");
        }
        cursor.next();
        SqlType plain = PLAIN.get(name.text());
        if (plain != null) {
            return plain;
        }
        return switch (name.text()) {
            case "double" -> {
                cursor.accept("precision");
                yield SqlType.DOUBLE;
            }
            case "float" -> {
                int bits = argument(1, 53, 53);
                yield bits <= 24 ? SqlType.REAL : SqlType.DOUBLE;
            }
            case "decimal", "numeric", "dec" -> decimal();
            case "char", "nchar" -> text(SqlType.Kind.CHAR, 1);
            case "bpchar" -> text(SqlType.Kind.CHAR, USUAL_TEXT);
            case "character" ->
                cursor.accept("varying") ? text(SqlType.Kind.VARCHAR, SqlType.UNSPECIFIED) : text(SqlType.Kind.CHAR, 1);
            case "varchar", "nvarchar", "text" -> text(SqlType.Kind.VARCHAR, SqlType.UNSPECIFIED);
            case "time" -> zoned() ? SqlType.of(SqlType.Kind.TIMETZ) : SqlType.of(SqlType.Kind.TIME);
            case "timestamp" -> zoned() ? SqlType.TIMESTAMPTZ : SqlType.TIMESTAMP;
            case "varbyte", "varbinary" -> bytes();
            case "binary" -> {
                cursor.accept("varying");
                yield bytes();
            }
            default -> throw unknown(name);
        };
    }

    private static SqlException unknown(Token name) {
        boolean known = ABSENT.contains(name.text());
        return new SqlException(
                        known ? SqlState.FEATURE_NOT_SUPPORTED : SqlState.UNDEFINED_OBJECT,
                        known
                                ? "type " + Keywords.shown(name.text()) + " is not supported"
                                : "type \"" + name.text() + "\" does not exist")
                .withHint(
                        "Types are SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE PRECISION, BOOLEAN, CHAR, VARCHAR,"
                                + " DATE, TIME, TIMETZ, TIMESTAMP and TIMESTAMPTZ.")
                .at(name.start());
    }

    private SqlType decimal() {
        if (!cursor.acceptSymbol('(')) {
            return SqlType.decimal(USUAL_DIGITS, 0);
        }
        int precision = number(1, MOST_DIGITS);
        int scale = cursor.acceptSymbol(',') ? number(0, precision) : 0;
        cursor.expectSymbol(')');
        return SqlType.decimal(precision, scale);
    }

    private SqlType text(SqlType.Kind kind, int usual) {
        if (cursor.looksAt("max") || !cursor.peek().isSymbol('(')) {
            return usual == SqlType.UNSPECIFIED ? SqlType.of(kind) : new SqlType(kind, usual, SqlType.UNSPECIFIED);
        }
        return new SqlType(kind, argument(1, LONGEST_TEXT, USUAL_TEXT), SqlType.UNSPECIFIED);
    }

    private SqlType bytes() {
        argument(1, Integer.MAX_VALUE, USUAL_TEXT);
        return SqlType.of(SqlType.Kind.VARBYTE);
    }

    /** WITH TIME ZONE, WITHOUT TIME ZONE, or neither. */
    private boolean zoned() {
        if (cursor.accept("with", "time", "zone")) {
            return true;
        }
        cursor.accept("without", "time", "zone");
        return false;
    }

    /** A number in parentheses, MAX for the largest, or what is usual without parentheses. */
    private int argument(int least, int most, int otherwise) {
        if (!cursor.acceptSymbol('(')) {
            return otherwise;
        }
        int value = cursor.accept("max") ? most : number(least, most);
        cursor.expectSymbol(')');
        return value;
    }

    private int number(int least, int most) {
        Token token = cursor.peek();
        String digits = cursor.acceptInteger().orElseThrow(() -> cursor.unexpected("expected a whole number"));
        try {
            int value = Integer.parseInt(digits);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException tooLong) {
            // Out of range too.
        }
        throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, digits + " is out of range for this type")
                .withHint("Give a number from " + least + " to " + most + ".")
                .at(token.start());
    }
}
