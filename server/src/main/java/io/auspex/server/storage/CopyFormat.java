package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How COPY is to read its files.
 *
 * @param csv quoted fields that may hold delimiters and line breaks; otherwise one row a line
 * @param quote of CSV
 * @param nullText a field that is exactly this is NULL
 * @param maxErrors the load fails when it meets so many records that cannot be loaded; with fewer they are left out. At least 1
 * @param dateFormat of DATE columns: absent for ISO, {@code auto} for whatever is recognised, or a pattern
 * @param timeFormat of TIMESTAMP columns, likewise; also {@code epochsecs} and {@code epochmillisecs}
 */
public record CopyFormat(
        boolean csv,
        char delimiter,
        char quote,
        long ignoreHeader,
        Compression compression,
        boolean escape,
        boolean removeQuotes,
        String nullText,
        boolean emptyAsNull,
        boolean blanksAsNull,
        boolean trimBlanks,
        boolean ignoreBlankLines,
        boolean fillRecord,
        boolean truncateColumns,
        boolean acceptAnyDate,
        boolean explicitIdentities,
        boolean noLoad,
        long maxErrors,
        Optional<Character> replaceInvalid,
        Optional<String> dateFormat,
        Optional<String> timeFormat) {

    /** How the files are packed. */
    public enum Compression {
        NONE,
        GZIP,
        BZIP2
    }

    private static final long MOST_ERRORS = 100_000;

    /** Options that name credentials or tune Redshift's own storage; nothing here needs them. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "IAM_ROLE",
            "CREDENTIALS",
            "ACCESS_KEY_ID",
            "SECRET_ACCESS_KEY",
            "SESSION_TOKEN",
            "REGION",
            "COMPUPDATE",
            "COMPROWS",
            "STATUPDATE",
            "ROUNDEC");

    private static final Set<String> KNOWN = Set.of(
            "FORMAT",
            "DELIMITER",
            "QUOTE",
            "IGNOREHEADER",
            "GZIP",
            "BZIP2",
            "ESCAPE",
            "REMOVEQUOTES",
            "NULL",
            "EMPTYASNULL",
            "BLANKSASNULL",
            "TRIMBLANKS",
            "IGNOREBLANKLINES",
            "FILLRECORD",
            "TRUNCATECOLUMNS",
            "ACCEPTANYDATE",
            "EXPLICIT_IDS",
            "NOLOAD",
            "ACCEPTINVCHARS",
            "DATEFORMAT",
            "TIMEFORMAT",
            "ENCODING",
            "MAXERROR");

    /** @param options as the parser gives them: names in upper case, an option without a value mapped to "" */
    public static CopyFormat of(Map<String, String> options) {
        for (String option : options.keySet()) {
            if (!KNOWN.contains(option) && !WITHOUT_EFFECT.contains(option)) {
                throw unsupported("COPY option " + option + " is not supported");
            }
        }
        String format = options.getOrDefault("FORMAT", "");
        if (!format.isEmpty() && !format.equals("CSV")) {
            throw unsupported("COPY FORMAT " + format + " is not supported");
        }
        boolean csv = format.equals("CSV");
        String encoding = options.getOrDefault("ENCODING", "UTF8")
                .toUpperCase(Locale.ROOT)
                .replace("-", "");
        if (!encoding.equals("UTF8")) {
            throw unsupported("COPY with ENCODING " + options.get("ENCODING") + " is not supported");
        }
        if (csv && (options.containsKey("ESCAPE") || options.containsKey("REMOVEQUOTES"))) {
            throw new SqlException(SqlState.SYNTAX_ERROR, "CSV cannot be used with ESCAPE or REMOVEQUOTES")
                    .withHint("CSV fields are quoted by QUOTE, and a quote inside is doubled.");
        }
        if (!csv && options.containsKey("QUOTE")) {
            throw new SqlException(SqlState.SYNTAX_ERROR, "QUOTE can be used with CSV only");
        }
        return new CopyFormat(
                csv,
                character(options, "DELIMITER", csv ? "," : "|"),
                character(options, "QUOTE", "\""),
                Long.parseLong(options.getOrDefault("IGNOREHEADER", "0")),
                compression(options),
                options.containsKey("ESCAPE"),
                options.containsKey("REMOVEQUOTES"),
                options.getOrDefault("NULL", "\\N").replace("\\0", "\0"),
                options.containsKey("EMPTYASNULL"),
                options.containsKey("BLANKSASNULL"),
                options.containsKey("TRIMBLANKS"),
                options.containsKey("IGNOREBLANKLINES"),
                options.containsKey("FILLRECORD"),
                options.containsKey("TRUNCATECOLUMNS"),
                options.containsKey("ACCEPTANYDATE"),
                options.containsKey("EXPLICIT_IDS"),
                options.containsKey("NOLOAD"),
                maxErrors(options),
                replacement(options),
                Optional.ofNullable(options.get("DATEFORMAT")),
                Optional.ofNullable(options.get("TIMEFORMAT")));
    }

    /** MAXERROR 0 is the default, and one error is too many then as with 1. */
    private static long maxErrors(Map<String, String> options) {
        long given = Long.parseLong(options.getOrDefault("MAXERROR", "0"));
        if (given < 0 || given > MOST_ERRORS) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "MAXERROR must be between 0 and " + MOST_ERRORS + ", not " + given);
        }
        return Math.max(1, given);
    }

    private static Compression compression(Map<String, String> options) {
        Compression found = Compression.NONE;
        for (Compression compression : Compression.values()) {
            if (options.containsKey(compression.name())) {
                if (found != Compression.NONE) {
                    throw new SqlException(
                            SqlState.SYNTAX_ERROR, "COPY takes one of " + found + " and " + compression + ", not both");
                }
                found = compression;
            }
        }
        return found;
    }

    private static Optional<Character> replacement(Map<String, String> options) {
        String text = options.get("ACCEPTINVCHARS");
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(text.isEmpty() ? '?' : text.charAt(0));
    }

    private static char character(Map<String, String> options, String option, String otherwise) {
        String text = options.getOrDefault(option, otherwise);
        if (text.equals("\\t")) {
            return '\t';
        }
        if (text.matches("\\\\[0-7]{3}")) {
            return (char) Integer.parseInt(text.substring(1), 8);
        }
        if (text.length() != 1 || text.charAt(0) == '\n' || text.charAt(0) == '\r') {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE, option + " must be one character, not '" + text + "'")
                    .withHint("A tab is written '\\t'.");
        }
        return text.charAt(0);
    }

    private static SqlException unsupported(String message) {
        return new SqlException(SqlState.FEATURE_NOT_SUPPORTED, message)
                .withHint("COPY reads CSV and delimited text in UTF-8, plain or packed by GZIP or BZIP2.");
    }
}
