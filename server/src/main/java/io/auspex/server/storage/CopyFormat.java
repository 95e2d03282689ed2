package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How COPY is to read its files.
 *
 * @param layout what a file looks like
 * @param layoutArgument of FIXEDWIDTH and JSON, as written
 * @param client for rows that the client sends, which have a layout of their own
 * @param quote of CSV
 * @param manifest whether the location names a list of objects
 * @param nullText a field that is exactly this is NULL; absent where the layout itself says what is
 * @param roundDecimals whether digits too many are rounded away; otherwise they are cut off
 * @param maxErrors the load fails when it meets so many records that cannot be loaded; with fewer they are left out. At least 1
 * @param charset of the files
 * @param dateFormat of DATE columns: absent for ISO, {@code auto} for whatever is recognised, or a pattern
 * @param timeFormat of TIMESTAMP columns, likewise; also {@code epochsecs} and {@code epochmillisecs}
 */
public record CopyFormat(
        Layout layout,
        String layoutArgument,
        Optional<ClientFormat> client,
        char delimiter,
        char quote,
        long ignoreHeader,
        Compression compression,
        boolean manifest,
        boolean escape,
        boolean removeQuotes,
        Optional<String> nullText,
        boolean emptyAsNull,
        boolean blanksAsNull,
        boolean trimBlanks,
        boolean ignoreBlankLines,
        boolean fillRecord,
        boolean truncateColumns,
        boolean acceptAnyDate,
        boolean explicitIdentities,
        boolean noLoad,
        boolean roundDecimals,
        long maxErrors,
        Optional<Character> replaceInvalid,
        Charset charset,
        Optional<String> dateFormat,
        Optional<String> timeFormat) {

    /** What a file looks like. */
    public enum Layout {
        /** One record a line, fields between delimiters. */
        DELIMITED,
        /** Quoted fields that may hold delimiters and line breaks. */
        CSV,
        /** One record a line, fields by their places. */
        FIXEDWIDTH,
        JSON,
        PARQUET,
        /** What PostgreSQL's clients send. */
        CLIENT
    }

    private static final long MOST_ERRORS = 100_000;

    private static final Map<String, Charset> CHARSETS = Map.of(
            "UTF8", StandardCharsets.UTF_8,
            "UTF16", StandardCharsets.UTF_16,
            "UTF16LE", StandardCharsets.UTF_16LE,
            "UTF16BE", StandardCharsets.UTF_16BE,
            "ISO88591", StandardCharsets.ISO_8859_1);

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
            "SERIALIZETOJSON");

    private static final Set<String> KNOWN = Set.of(
            "FORMAT",
            "FIXEDWIDTH",
            "JSON",
            "DELIMITER",
            "QUOTE",
            "IGNOREHEADER",
            "GZIP",
            "BZIP2",
            "ZSTD",
            "MANIFEST",
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
            "ROUNDEC",
            "ACCEPTINVCHARS",
            "DATEFORMAT",
            "TIMEFORMAT",
            "ENCODING",
            "MAXERROR");

    /** What makes no sense for a layout. */
    private static final Map<Layout, Set<String>> CONTRADICTIONS = Map.of(
            Layout.CSV, Set.of("ESCAPE", "REMOVEQUOTES"),
            Layout.DELIMITED, Set.of("QUOTE"),
            Layout.FIXEDWIDTH, Set.of("DELIMITER", "QUOTE", "ESCAPE", "REMOVEQUOTES"),
            Layout.JSON, Set.of("DELIMITER", "QUOTE", "ESCAPE", "REMOVEQUOTES", "FILLRECORD", "IGNOREHEADER"),
            Layout.PARQUET,
                    Set.of(
                            "DELIMITER",
                            "QUOTE",
                            "ESCAPE",
                            "REMOVEQUOTES",
                            "FILLRECORD",
                            "IGNOREHEADER",
                            "GZIP",
                            "BZIP2",
                            "ZSTD",
                            "ENCODING",
                            "ACCEPTINVCHARS",
                            "NULL"));

    /** @param options as the parser gives them: names in upper case, an option without a value mapped to "" */
    public static CopyFormat of(Map<String, String> options) {
        for (String option : options.keySet()) {
            if (!KNOWN.contains(option) && !WITHOUT_EFFECT.contains(option)) {
                throw unsupported("COPY option " + option + " is not supported");
            }
        }
        Layout layout = layout(options.getOrDefault("FORMAT", ""));
        for (String option : CONTRADICTIONS.get(layout)) {
            if (options.containsKey(option)) {
                throw new SqlException(SqlState.SYNTAX_ERROR, layout + " cannot be used with " + option)
                        .withHint(
                                layout == Layout.CSV
                                        ? "CSV fields are quoted by QUOTE, and a quote inside is doubled."
                                        : "Leave one of the two out.");
            }
        }
        return new CopyFormat(
                layout,
                options.getOrDefault(layout.name(), layout == Layout.JSON ? "auto" : ""),
                Optional.empty(),
                OptionValues.character(options, "DELIMITER", layout == Layout.CSV ? "," : "|"),
                OptionValues.character(options, "QUOTE", "\""),
                Long.parseLong(options.getOrDefault("IGNOREHEADER", "0")),
                Compression.of(options),
                options.containsKey("MANIFEST"),
                options.containsKey("ESCAPE"),
                options.containsKey("REMOVEQUOTES"),
                Optional.of(options.getOrDefault("NULL", "\\N").replace("\\0", "\0")),
                options.containsKey("EMPTYASNULL"),
                options.containsKey("BLANKSASNULL"),
                options.containsKey("TRIMBLANKS"),
                options.containsKey("IGNOREBLANKLINES"),
                options.containsKey("FILLRECORD"),
                options.containsKey("TRUNCATECOLUMNS"),
                options.containsKey("ACCEPTANYDATE"),
                options.containsKey("EXPLICIT_IDS"),
                options.containsKey("NOLOAD"),
                options.containsKey("ROUNDEC"),
                maxErrors(options),
                replacement(options),
                charset(options.getOrDefault("ENCODING", "UTF8")),
                Optional.ofNullable(options.get("DATEFORMAT")),
                Optional.ofNullable(options.get("TIMEFORMAT")));
    }

    /** What a client sends is all loaded or not at all, as PostgreSQL does. */
    public static CopyFormat of(ClientFormat client) {
        return new CopyFormat(
                Layout.CLIENT,
                "",
                Optional.of(client),
                client.delimiter(),
                client.quote(),
                client.headerLines(),
                Compression.NONE,
                false,
                false,
                false,
                Optional.empty(),
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                true,
                false,
                true,
                1,
                Optional.empty(),
                StandardCharsets.UTF_8,
                Optional.empty(),
                Optional.empty());
    }

    private static Layout layout(String format) {
        return switch (format) {
            case "" -> Layout.DELIMITED;
            case "CSV", "FIXEDWIDTH", "JSON", "PARQUET" -> Layout.valueOf(format);
            default -> throw unsupported("COPY FORMAT " + format + " is not supported");
        };
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

    private static Optional<Character> replacement(Map<String, String> options) {
        String text = options.get("ACCEPTINVCHARS");
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(text.isEmpty() ? '?' : text.charAt(0));
    }

    private static Charset charset(String encoding) {
        Charset charset = CHARSETS.get(encoding.toUpperCase(Locale.ROOT).replaceAll("[-_ ]", ""));
        if (charset == null) {
            throw unsupported("COPY with ENCODING " + encoding + " is not supported");
        }
        return charset;
    }

    private static SqlException unsupported(String message) {
        return new SqlException(SqlState.FEATURE_NOT_SUPPORTED, message)
                .withHint("COPY reads CSV, delimited and fixed-width text, JSON and Parquet, plain or packed by GZIP,"
                        + " BZIP2 or ZSTD; text in UTF8, UTF16 or ISO88591.");
    }
}
