package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.server.object.ObjectStore;
import io.auspex.server.storage.CopyFormat.Layout;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Opens what COPY reads: the one place that knows which reader a layout has. */
final class RecordFiles {
    private static final String WHOLE_DOCUMENT = "noshred";

    private final CopyFormat format;
    private final List<CopyColumn> columns;
    private final ObjectStore store;
    private final JsonRecords.Shape shape;
    private final ParquetFiles parquet;

    /**
     * @param store where the files lie, and the JSONPaths file, if the format names one; stays the caller's
     * @throws SqlException INVALID_PARAMETER_VALUE if the format does not fit the columns
     */
    RecordFiles(CopyFormat format, List<CopyColumn> columns, ObjectStore store, ParquetFiles parquet) {
        this.format = format;
        this.columns = columns;
        this.store = store;
        this.shape = format.layout() == Layout.JSON ? shape(format.layoutArgument(), columns, store) : null;
        this.parquet = parquet;
        if (format.layout() == Layout.FIXEDWIDTH) {
            requireWidths(FixedWidthReader.widths(format.layoutArgument()).length);
        }
    }

    private void requireWidths(int widths) {
        if (widths != columns.size()) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "FIXEDWIDTH names " + widths + " columns where " + columns.size() + " are loaded");
        }
    }

    private static JsonRecords.Shape shape(String argument, List<CopyColumn> columns, ObjectStore store) {
        String word = argument.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
        if (word.equals("auto") || word.equals("auto ignorecase")) {
            return new JsonRecords.Shape.Auto(!word.equals("auto"));
        }
        if (word.equals(WHOLE_DOCUMENT)) {
            if (columns.size() != 1) {
                throw new SqlException(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "JSON 'noshred' loads one column, but " + columns.size() + " are loaded");
            }
            return new JsonRecords.Shape.Whole();
        }
        List<JsonPath> paths = JsonPath.parseFile(argument, store.read(argument));
        if (paths.size() != columns.size()) {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "The JSONPaths file " + argument + " has " + paths.size() + " paths where " + columns.size()
                                    + " columns are loaded")
                    .withHint("Give one path for each column, in their order.");
        }
        return new JsonRecords.Shape.Paths(paths);
    }

    /** A file of no bytes has no records, however it should be packed. */
    static boolean isEmpty(CopySource source) {
        return source instanceof CopySource.Stored stored && stored.object().bytes() == 0;
    }

    /** @throws IOException if it cannot be read as the format says; some of it shows only when records are read */
    RecordReader open(CopySource source) throws IOException {
        if (format.layout() == Layout.PARQUET) {
            return parquet.read(((CopySource.Stored) source).object(), store, columns.size());
        }
        InputStream in = bytes(source);
        try {
            return records(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Lines of an object as they stand in it, whatever its records are.
     *
     * @param wanted their numbers, from 1
     * @param longest characters of a line that are kept
     */
    Map<Long, String> lines(CopySource.Stored source, Set<Long> wanted, int longest) throws IOException {
        Map<Long, String> found = new HashMap<>();
        try (Reader in = new BufferedReader(reader(bytes(source)))) {
            StringBuilder text = new StringBuilder();
            long line = 1;
            for (int c = in.read(); found.size() < wanted.size(); c = in.read()) {
                if (c >= 0 && c != '\n') {
                    if (text.length() < longest) {
                        text.append((char) c);
                    }
                    continue;
                }
                if (wanted.contains(line)) {
                    int last = text.length() - 1;
                    found.put(line, last >= 0 && text.charAt(last) == '\r' ? text.substring(0, last) : text.toString());
                }
                if (c < 0) {
                    break;
                }
                text.setLength(0);
                line++;
            }
        }
        return found;
    }

    private InputStream bytes(CopySource source) throws IOException {
        if (source instanceof CopySource.Stored stored) {
            return new BufferedInputStream(store.open(stored.object()));
        }
        return ((CopySource.Client) source).bytes().get();
    }

    private Reader reader(InputStream in) throws IOException {
        InputStream plain = format.compression().unpack(in);
        return format.charset().equals(StandardCharsets.UTF_8)
                ? new Utf8Reader(plain, format.replaceInvalid())
                : new InputStreamReader(plain, format.charset());
    }

    private RecordReader records(InputStream in) throws IOException {
        Reader reader = reader(in);
        return switch (format.layout()) {
            case DELIMITED -> new DelimitedReader(reader, format);
            case CSV -> new CsvRecords(reader, format);
            case FIXEDWIDTH -> new FixedWidthReader(reader, format.layoutArgument());
            case JSON -> new JsonRecords(reader, shape, columns);
            case CLIENT -> new ClientRecords(reader, format.client().orElseThrow());
            case PARQUET -> throw new IllegalStateException("Parquet is no text");
        };
    }
}
