package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement;
import io.auspex.language.token.SqlText;
import io.auspex.language.token.Token;
import io.auspex.language.token.Token.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * COPY between a table or query and the client, as psql's {@code \copy} and drivers' copy interfaces send it. Redshift has
 * no such statement; this is PostgreSQL's, with the options of its "COPY" page in both their spellings: {@code WITH (FORMAT
 * csv, HEADER)} and {@code CSV HEADER}.
 */
final class CopyClientParser {
    private static final String HINT =
            "Options are FORMAT csv or text, DELIMITER, NULL, HEADER, QUOTE, ESCAPE," + " FORCE_QUOTE * and ENCODING.";

    private final TokenCursor cursor;
    private final Map<String, String> options = new HashMap<>(Map.of("FORMAT", "TEXT"));

    private CopyClientParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** Behind FROM STDIN. */
    static Statement fromClient(TokenCursor cursor, QualifiedName table, List<String> columns) {
        return new Statement.CopyFromClient(table, columns, new CopyClientParser(cursor).options());
    }

    /** Behind COPY table (columns) TO. */
    static Statement tableToClient(TokenCursor cursor, QualifiedName table, List<String> columns, int offset) {
        requireClient(cursor);
        String list = columns.isEmpty()
                ? "*"
                : columns.stream().map(SqlText::quoteIdentifier).collect(Collectors.joining(", "));
        return new Statement.CopyToClient(
                "SELECT " + list + " FROM " + table.quoted(), offset, true, new CopyClientParser(cursor).options());
    }

    /** At the parenthesis behind COPY. */
    static Statement queryToClient(TokenCursor cursor) {
        int start = cursor.peek().end();
        int closing = cursor.skipParentheses("Write COPY (SELECT ...) TO STDOUT.");
        String query = cursor.text(start, cursor.get(closing).start());
        cursor.expect("to");
        requireClient(cursor);
        return new Statement.CopyToClient(query, start, false, new CopyClientParser(cursor).options());
    }

    private static void requireClient(TokenCursor cursor) {
        if (!cursor.accept("stdout")) {
            throw StatementParser.notSupported(
                    "COPY writes to STDOUT only",
                    "Write UNLOAD ('SELECT ...') TO 's3://bucket/prefix' for files on the server.",
                    cursor.peek().start());
        }
    }

    private Map<String, String> options() {
        cursor.accept("with");
        if (cursor.acceptSymbol('(')) {
            do {
                listed();
            } while (cursor.acceptSymbol(','));
            cursor.expectSymbol(')');
        } else {
            while (!cursor.atEnd()) {
                loose();
            }
        }
        return options;
    }

    /** An option of the list in parentheses: a name and perhaps a value, which may be a word, a number or a string. */
    private void listed() {
        Token name = cursor.peek();
        if (name.kind() != Kind.WORD) {
            throw unknown(name);
        }
        cursor.next();
        switch (name.text()) {
            case "format" -> format(cursor.peek(), value("a format"));
            case "delimiter", "null", "quote", "escape", "encoding" -> put(name, cursor.string("its value"));
            case "header" -> put(name, truth());
            case "freeze" -> truth();
            case "ignoreheader" -> ignoreHeader(name);
            case "force_quote" -> forceQuote();
            default -> throw unknown(name);
        }
    }

    /** An option of PostgreSQL before version 9, which psql's users still write. */
    private void loose() {
        Token name = cursor.peek();
        if (name.kind() != Kind.WORD) {
            throw unknown(name);
        }
        cursor.next();
        switch (name.text()) {
            case "csv", "text", "binary" -> format(name, name.text());
            case "delimiter", "delimiters", "null", "quote", "escape", "encoding" -> {
                cursor.accept("as");
                options.put(
                        name.text().equals("delimiters") ? "DELIMITER" : Keywords.shown(name.text()),
                        cursor.string("its value"));
            }
            case "header" -> put(name, "ON");
            case "freeze" -> {}
            case "ignoreheader" -> ignoreHeader(name);
            case "force" -> {
                cursor.expect("quote");
                forceQuote();
            }
            default -> throw unknown(name);
        }
    }

    private void format(Token at, String format) {
        String shown = format.toUpperCase(Locale.ROOT);
        if (!shown.equals("CSV") && !shown.equals("TEXT")) {
            throw StatementParser.notSupported(
                    "COPY FORMAT " + format + " is not supported between server and client",
                    "Formats are csv and text.",
                    at.start());
        }
        options.put("FORMAT", shown);
    }

    private String value(String what) {
        return cursor.peek().kind() == Kind.WORD ? cursor.next().text() : cursor.string(what);
    }

    private String truth() {
        Token token = cursor.peek();
        if (cursor.accept("false") || cursor.accept("off")) {
            return "OFF";
        }
        if (cursor.accept("match")) {
            throw StatementParser.notSupported(
                    "HEADER MATCH is not supported", "HEADER passes over the first line.", token.start());
        }
        if (token.kind() == Kind.NUMBER) {
            cursor.next();
            return token.text().equals("0") ? "OFF" : "ON";
        }
        if (!cursor.accept("true")) {
            cursor.accept("on");
        }
        return "ON";
    }

    /** Redshift's name for it, with a number of lines. */
    private void ignoreHeader(Token name) {
        cursor.accept("as");
        Token token = cursor.peek();
        String lines = cursor.acceptInteger()
                .filter(digits -> digits.matches("[0-9]{1,9}"))
                .orElseThrow(() -> cursor.syntaxError(token, "expected a whole number behind IGNOREHEADER"));
        put(name, lines);
    }

    private void forceQuote() {
        if (!cursor.peek().isOperator("*")) {
            throw StatementParser.notSupported(
                    "FORCE_QUOTE of single columns is not supported",
                    "Write FORCE_QUOTE *.",
                    cursor.peek().start());
        }
        cursor.next();
        options.put("FORCE_QUOTE", "*");
    }

    private void put(Token name, String value) {
        if (options.put(Keywords.shown(name.text()), value) != null) {
            throw cursor.syntaxError(name, "this option is given twice").withHint("Keep one of the two.");
        }
    }

    private SqlException unknown(Token token) {
        return cursor.syntaxError(token, "COPY has no such option between server and client")
                .withHint(HINT);
    }
}
