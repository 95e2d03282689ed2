package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.warehouse.ResultColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What UNLOAD writes.
 *
 * @param nullText what stands for NULL in text
 * @param fixedWidth the specification, for FIXEDWIDTH only
 * @param extension what the names of files end with instead of what the format says
 * @param parallel names files {@code 0000_part_00} where it is on, and {@code 000} where it is off
 * @param maxFileBytes a file that is so long is followed by another one
 * @param allowOverwrite whether objects of the same name may be replaced
 * @param cleanPath whether what lies under the prefix is removed first
 */
public record UnloadFormat(
        Layout layout,
        char delimiter,
        String nullText,
        boolean header,
        boolean addQuotes,
        boolean escape,
        Optional<String> fixedWidth,
        Compression compression,
        Optional<String> extension,
        boolean parallel,
        long maxFileBytes,
        boolean allowOverwrite,
        boolean cleanPath,
        Manifest manifest) {

    /** What a file looks like. */
    public enum Layout {
        DELIMITED,
        CSV,
        FIXEDWIDTH,
        JSON,
        PARQUET
    }

    /** Whether a list of the files is written too. */
    public enum Manifest {
        NONE,
        PLAIN,
        VERBOSE
    }

    private static final long SMALLEST_FILE = 5L << 20;
    private static final long LARGEST_FILE = (long) (6.2 * (1L << 30));

    private static final Map<Layout, Set<String>> CONTRADICTIONS = Map.of(
            Layout.DELIMITED, Set.of("ROWGROUPSIZE"),
            Layout.CSV, Set.of("ROWGROUPSIZE", "FIXEDWIDTH", "ESCAPE", "ADDQUOTES"),
            Layout.FIXEDWIDTH, Set.of("ROWGROUPSIZE", "DELIMITER", "ESCAPE", "ADDQUOTES", "HEADER"),
            Layout.JSON, Set.of("ROWGROUPSIZE", "DELIMITER", "FIXEDWIDTH", "ESCAPE", "ADDQUOTES", "HEADER", "NULL"),
            Layout.PARQUET,
                    Set.of(
                            "DELIMITER",
                            "FIXEDWIDTH",
                            "ESCAPE",
                            "ADDQUOTES",
                            "HEADER",
                            "NULL",
                            "GZIP",
                            "BZIP2",
                            "ZSTD"));

    /** @param options as the parser gives them */
    public static UnloadFormat of(Map<String, String> options) {
        Layout layout = options.containsKey("FORMAT")
                ? Layout.valueOf(options.get("FORMAT"))
                : options.containsKey("FIXEDWIDTH") ? Layout.FIXEDWIDTH : Layout.DELIMITED;
        for (String option : CONTRADICTIONS.get(layout)) {
            if (options.containsKey(option)) {
                throw OptionValues.contradiction(layout.name(), option);
            }
        }
        if (options.containsKey("ALLOWOVERWRITE") && options.containsKey("CLEANPATH")) {
            throw OptionValues.contradiction("ALLOWOVERWRITE", "CLEANPATH");
        }
        String manifest = options.get("MANIFEST");
        return new UnloadFormat(
                layout,
                OptionValues.character(options, "DELIMITER", layout == Layout.CSV ? "," : "|"),
                options.getOrDefault("NULL", ""),
                options.containsKey("HEADER"),
                options.containsKey("ADDQUOTES"),
                options.containsKey("ESCAPE"),
                Optional.ofNullable(options.get("FIXEDWIDTH")),
                Compression.of(options),
                extension(options),
                !options.getOrDefault("PARALLEL", "ON").equals("OFF"),
                maxFileBytes(options),
                options.containsKey("ALLOWOVERWRITE"),
                options.containsKey("CLEANPATH"),
                manifest == null ? Manifest.NONE : manifest.isEmpty() ? Manifest.PLAIN : Manifest.VERBOSE);
    }

    private static Optional<String> extension(Map<String, String> options) {
        Optional<String> extension = Optional.ofNullable(options.get("EXTENSION"));
        if (extension.filter(text -> !text.matches("[A-Za-z0-9._-]{1,32}")).isPresent()) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "EXTENSION '" + extension.get() + "' is not valid")
                    .withHint("An extension has up to 32 letters, digits, points, hyphens and underscores.");
        }
        return extension.map(text -> text.startsWith(".") ? text : "." + text);
    }

    private static long maxFileBytes(Map<String, String> options) {
        if (!options.containsKey("MAXFILESIZE")) {
            return LARGEST_FILE;
        }
        long bytes = Long.parseLong(options.get("MAXFILESIZE"));
        if (bytes < SMALLEST_FILE || bytes > LARGEST_FILE) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "MAXFILESIZE must be between 5 MB and 6.2 GB");
        }
        return bytes;
    }

    /** What the names of files end with. */
    String suffix() {
        return extension.orElse(layout == Layout.PARQUET ? ".parquet" : compression.extension());
    }

    /** @throws SqlException INVALID_PARAMETER_VALUE if the format does not fit the columns */
    RowText text(List<ResultColumn> columns) {
        return switch (layout) {
            case DELIMITED -> new RowText.Delimited(delimiter, nullText, addQuotes, escape);
            case CSV -> new RowText.Csv(delimiter, '"', '"', nullText, false, false);
            case JSON -> new RowText.JsonLines(columns);
            case FIXEDWIDTH -> {
                List<Integer> widths = Arrays.stream(FixedWidthReader.widths(fixedWidth.orElseThrow()))
                        .boxed()
                        .toList();
                if (widths.size() != columns.size()) {
                    throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "FIXEDWIDTH names " + widths.size() + " columns where the query has " + columns.size());
                }
                yield new RowText.FixedWidth(widths, nullText);
            }
            case PARQUET -> throw new IllegalStateException("Parquet is no text");
        };
    }
}
