package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.statement.Statement;
import io.auspex.language.token.Token;
import io.auspex.language.token.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code UNLOAD ('query') TO 'location' options}, with the options of Amazon Redshift's "UNLOAD" page in any order.
 *
 * <p>Options come out as COPY's do. Beside them: {@code PARALLEL} is ON or OFF, {@code MAXFILESIZE} a number of bytes, {@code
 * MANIFEST} is empty or VERBOSE.
 */
final class UnloadParser {
    private static final Set<String> FORMATS = Set.of("csv", "parquet", "json");
    private static final Set<String> SWITCHES =
            Set.of("header", "addquotes", "escape", "allowoverwrite", "cleanpath", "gzip", "bzip2", "zstd");
    private static final Set<String> TEXTS = Set.of(
            "delimiter",
            "null",
            "extension",
            "region",
            "credentials",
            "access_key_id",
            "secret_access_key",
            "session_token",
            "fixedwidth");
    private static final Set<String> OTHERS =
            Set.of("format", "manifest", "parallel", "maxfilesize", "rowgroupsize", "partition", "iam_role");

    private final TokenCursor cursor;
    private final Map<String, String> options = new HashMap<>();
    private final List<String> partition = new ArrayList<>();
    private boolean keepPartition;

    private UnloadParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    static Statement parse(TokenCursor cursor) {
        return new UnloadParser(cursor).parse();
    }

    private Statement parse() {
        cursor.expect("unload");
        cursor.expectSymbol('(');
        if (cursor.looksAt("select") || cursor.looksAt("with")) {
            throw cursor.unexpected("expected the query in single quotes")
                    .withHint(
                            "Write UNLOAD ('SELECT ...') TO 's3://bucket/prefix', quotes inside doubled; or $$SELECT ...$$.");
        }
        String query = cursor.string("a query");
        cursor.expectSymbol(')');
        cursor.expect("to");
        String location = cursor.string("a place such as 's3://bucket/prefix'");
        while (!cursor.atEnd()) {
            option();
        }
        return new Statement.Unload(query, location, partition, keepPartition, options);
    }

    private void option() {
        cursor.accept("with");
        Token name = cursor.peek();
        if (name.kind() != Kind.WORD) {
            throw unknown(name);
        }
        String word = name.text();
        if (FORMATS.contains(word)) {
            cursor.next();
            put("format", Keywords.shown(word), name);
        } else if (SWITCHES.contains(word)) {
            cursor.next();
            put(word, "", name);
        } else if (TEXTS.contains(word)) {
            cursor.next();
            cursor.accept("as");
            put(word, cursor.string("the value of " + Keywords.shown(word)), name);
        } else {
            other(name);
        }
    }

    private void other(Token name) {
        if (!OTHERS.contains(name.text())) {
            throw unknown(name);
        }
        cursor.next();
        switch (name.text()) {
            case "format" -> {
                cursor.accept("as");
                if (!FORMATS.contains(cursor.peek().text()) && !cursor.looksAt("delimiter")) {
                    throw cursor.unexpected("expected a file format")
                            .withHint("Formats are CSV, JSON and PARQUET; without FORMAT it is delimited text.");
                }
                option();
            }
            case "manifest" -> put("manifest", cursor.accept("verbose") ? "VERBOSE" : "", name);
            case "parallel" -> put("parallel", onOff(), name);
            case "maxfilesize", "rowgroupsize" -> {
                cursor.accept("as");
                put(name.text(), Long.toString(size(Keywords.shown(name.text()))), name);
            }
            case "partition" -> partitionBy(name);
            default ->
                put(
                        "iam_role",
                        cursor.accept("default") ? "default" : cursor.string("DEFAULT, or the ARN of a role"),
                        name);
        }
    }

    private void partitionBy(Token at) {
        if (!partition.isEmpty()) {
            throw cursor.syntaxError(at, "this option is given twice").withHint("Keep one of the two.");
        }
        cursor.expect("by");
        cursor.expectSymbol('(');
        do {
            Token token = cursor.peek();
            String column = cursor.name("a column name");
            if (partition.contains(column)) {
                throw cursor.syntaxError(token, "column " + column + " is given twice");
            }
            partition.add(column);
        } while (cursor.acceptSymbol(','));
        cursor.expectSymbol(')');
        keepPartition = cursor.accept("include");
    }

    private String onOff() {
        if (cursor.accept("off") || cursor.accept("false")) {
            return "OFF";
        }
        if (!cursor.accept("on")) {
            cursor.accept("true");
        }
        return "ON";
    }

    /** In bytes; a number without a unit means megabytes, as in Redshift. */
    private long size(String option) {
        Token number = cursor.peek();
        if (number.kind() != Kind.NUMBER || !number.text().matches("[0-9]{1,9}(\\.[0-9]{0,9})?")) {
            throw cursor.unexpected("expected a size behind " + option).withHint("Write " + option + " 100 MB.");
        }
        cursor.next();
        boolean gigabytes = cursor.accept("gb");
        if (!gigabytes) {
            cursor.accept("mb");
        }
        return new BigDecimal(number.text())
                .multiply(BigDecimal.valueOf(gigabytes ? 1L << 30 : 1L << 20))
                .longValue();
    }

    private void put(String name, String value, Token at) {
        if (options.put(Keywords.shown(name), value) != null) {
            String message = name.equals("format") ? "a second file format" : "this option is given twice";
            throw cursor.syntaxError(at, message).withHint("Keep one of the two.");
        }
    }

    private SqlException unknown(Token token) {
        Set<String> known = new TreeSet<>(SWITCHES);
        known.addAll(TEXTS);
        known.addAll(OTHERS);
        known.addAll(FORMATS);
        String meant = token.kind() != Kind.WORD
                ? ""
                : Keywords.closest(token.text(), known)
                        .map(word -> "Did you mean " + Keywords.shown(word) + "? ")
                        .orElse("");
        return cursor.syntaxError(token, "UNLOAD has no such option")
                .withHint(meant + "Options are " + Keywords.shown(known).replace(" or ", " and ") + ".");
    }
}
