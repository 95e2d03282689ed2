package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement;
import io.auspex.language.token.Token;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code COPY table [(columns)] FROM 'location' options}, with the options of Amazon Redshift's "COPY" page in any order.
 * COPY to and from the client goes on in {@link CopyClientParser}; the engine's own COPY is refused.
 *
 * <p>Options come out normalised: {@code CSV}, {@code FORMAT CSV} and {@code FORMAT AS CSV} all give {@code FORMAT = CSV}, and
 * so do the other formats, whose own argument stands under their name ({@code JSON = auto}); {@code COMPUPDATE} and {@code
 * STATUPDATE} give ON, OFF or PRESET.
 */
final class CopyParser {
    /** What stands behind the name of an option. */
    private enum Argument {
        NONE,
        TEXT,
        INTEGER,
        TEXT_OR_WORD,
        OPTIONAL_TEXT,
        SWITCH,
        ROLE
    }

    private static final Map<String, Argument> OPTIONS = options();
    /** Formats, with the argument each may have. */
    private static final Map<String, Argument> FORMATS = Map.of(
            "csv", Argument.NONE,
            "parquet", Argument.NONE,
            "orc", Argument.NONE,
            "rcfile", Argument.NONE,
            "sequencefile", Argument.NONE,
            "shapefile", Argument.NONE,
            "json", Argument.OPTIONAL_TEXT,
            "avro", Argument.OPTIONAL_TEXT,
            "fixedwidth", Argument.TEXT);

    /** Options that are understood only to be refused by name. */
    private static final Set<String> NOT_OFFERED =
            Set.of("lzop", "encrypted", "ssh", "ignoreallerrors", "master_symmetric_key", "readratio");

    private final TokenCursor cursor;
    private final Map<String, String> values = new HashMap<>();

    private CopyParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    private static Map<String, Argument> options() {
        Map<String, Argument> options = new HashMap<>();
        for (String name : List.of(
                "gzip",
                "bzip2",
                "lzop",
                "zstd",
                "manifest",
                "encrypted",
                "ssh",
                "acceptanydate",
                "blanksasnull",
                "emptyasnull",
                "escape",
                "explicit_ids",
                "fillrecord",
                "ignoreblanklines",
                "removequotes",
                "roundec",
                "trimblanks",
                "truncatecolumns",
                "noload",
                "serializetojson",
                "ignoreallerrors")) {
            options.put(name, Argument.NONE);
        }
        for (String name : List.of(
                "credentials",
                "access_key_id",
                "secret_access_key",
                "session_token",
                "master_symmetric_key",
                "region",
                "delimiter",
                "quote",
                "null")) {
            options.put(name, Argument.TEXT);
        }
        for (String name : List.of("ignoreheader", "maxerror", "readratio", "comprows")) {
            options.put(name, Argument.INTEGER);
        }
        for (String name : List.of("dateformat", "timeformat", "encoding")) {
            options.put(name, Argument.TEXT_OR_WORD);
        }
        options.put("acceptinvchars", Argument.OPTIONAL_TEXT);
        options.put("compupdate", Argument.SWITCH);
        options.put("statupdate", Argument.SWITCH);
        options.put("iam_role", Argument.ROLE);
        return options;
    }

    static Statement parse(TokenCursor cursor) {
        return new CopyParser(cursor).parse();
    }

    private Statement parse() {
        cursor.expect("copy");
        if (cursor.peek().isSymbol('(')) {
            return CopyClientParser.queryToClient(cursor);
        }
        Token name = cursor.peek();
        QualifiedName table = cursor.qualifiedName("a table name");
        List<String> columns = columns();
        if (cursor.accept("to")) {
            return CopyClientParser.tableToClient(cursor, table, columns, name.start());
        }
        cursor.expect("from");
        if (cursor.accept("stdin")) {
            return CopyClientParser.fromClient(cursor, table, columns);
        }
        if (cursor.looksAt("stdout") || cursor.looksAt("program")) {
            throw refused("COPY ... FROM " + Keywords.shown(cursor.peek().text()) + " is not supported", cursor.peek());
        }
        String location = cursor.string("an object such as 's3://bucket/key'");
        while (!cursor.atEnd()) {
            option();
        }
        return new Statement.CopyFrom(table, columns, location, values);
    }

    private static SqlException refused(String message, Token at) {
        return StatementParser.notSupported(
                message, "Write COPY table FROM 's3://bucket/key' IAM_ROLE DEFAULT CSV.", at.start());
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>();
        if (!cursor.acceptSymbol('(')) {
            return columns;
        }
        do {
            Token token = cursor.peek();
            String column = cursor.name("a column name");
            if (columns.contains(column)) {
                throw cursor.syntaxError(token, "column " + column + " is given twice");
            }
            columns.add(column);
        } while (cursor.acceptSymbol(','));
        cursor.expectSymbol(')');
        return columns;
    }

    private void option() {
        Token name = cursor.peek();
        if (name.kind() != Kind.WORD) {
            throw unknown(name);
        }
        cursor.accept("with");
        Token word = cursor.peek();
        if (cursor.accept("format")) {
            cursor.accept("as");
            Token format = cursor.peek();
            if (cursor.looksAt("delimiter")) {
                option();
                return;
            }
            if (!acceptFormat()) {
                throw cursor.syntaxError(format, "expected a file format")
                        .withHint("Formats are CSV, DELIMITER 'c', FIXEDWIDTH 'spec', JSON 'auto' and PARQUET.");
            }
            return;
        }
        if (acceptFormat()) {
            return;
        }
        Argument argument = word.kind() == Kind.WORD ? OPTIONS.get(word.text()) : null;
        if (argument == null) {
            throw unknown(word);
        }
        cursor.next();
        put(word.text(), argument(word, argument), word);
    }

    private boolean acceptFormat() {
        Token format = cursor.peek();
        Argument argument = format.kind() == Kind.WORD ? FORMATS.get(format.text()) : null;
        if (argument == null) {
            return false;
        }
        cursor.next();
        put("format", Keywords.shown(format.text()), format);
        if (argument != Argument.NONE) {
            String value = argument(format, argument);
            if (!value.isEmpty()) {
                put(format.text(), value, format);
            }
        }
        return true;
    }

    private String argument(Token option, Argument argument) {
        String shown = Keywords.shown(option.text());
        return switch (argument) {
            case NONE -> "";
            case TEXT -> {
                cursor.accept("as");
                yield cursor.string("the value of " + shown);
            }
            case INTEGER -> {
                cursor.accept("as");
                yield integer(shown);
            }
            case TEXT_OR_WORD -> {
                cursor.accept("as");
                yield cursor.peek().kind() == Kind.WORD ? cursor.next().text() : cursor.string("the value of " + shown);
            }
            case OPTIONAL_TEXT -> {
                boolean required = cursor.accept("as");
                yield required || cursor.peek().kind() == Kind.STRING ? cursor.string("the value of " + shown) : "";
            }
            case SWITCH -> onOff();
            case ROLE -> cursor.accept("default") ? "default" : cursor.string("DEFAULT, or the ARN of a role");
        };
    }

    private String integer(String option) {
        Token token = cursor.peek();
        Optional<String> value = token.kind() == Kind.STRING && token.text().matches("[0-9]+")
                ? Optional.of(cursor.next().text())
                : cursor.acceptInteger();
        return value.filter(digits -> digits.matches("[0-9]{1,9}"))
                .orElseThrow(() -> cursor.syntaxError(token, "expected a whole number behind " + option)
                        .withHint("Write " + option + " 1."));
    }

    private String onOff() {
        if (cursor.accept("off") || cursor.accept("false")) {
            return "OFF";
        }
        if (cursor.accept("preset")) {
            return "PRESET";
        }
        if (!cursor.accept("on")) {
            cursor.accept("true");
        }
        return "ON";
    }

    private void put(String name, String value, Token at) {
        if (values.put(name.toUpperCase(Locale.ROOT), value) != null) {
            String message = name.equals("format") ? "a second file format" : "this option is given twice";
            throw cursor.syntaxError(at, message).withHint("Keep one of the two.");
        }
    }

    private SqlException unknown(Token token) {
        Set<String> known = new TreeSet<>(OPTIONS.keySet());
        known.removeAll(NOT_OFFERED);
        known.addAll(List.of("csv", "fixedwidth", "json", "parquet"));
        String all = "Options are " + Keywords.shown(known).replace(" or ", " and ") + ".";
        Optional<String> meant = token.kind() == Kind.WORD ? Keywords.closest(token.text(), known) : Optional.empty();
        return cursor.syntaxError(token, "COPY has no such option")
                .withHint(meant.map(word -> "Did you mean " + Keywords.shown(word) + "? ")
                                .orElse("")
                        + all);
    }
}
