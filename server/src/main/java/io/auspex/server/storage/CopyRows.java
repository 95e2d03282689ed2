package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.type.SqlType;
import io.auspex.server.object.ObjectStore;
import io.auspex.server.storage.CopyFormat.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * The rows of some files as text for the engine to cast: one String (or null) a column, then the number of the file and
 * the line, so that an error found later can still say where. What the format says about NULL, blanks and dates has been
 * applied.
 */
public final class CopyRows implements Iterator<Object[]>, AutoCloseable {
    private static final int CHECK_EVERY = 4_096;

    /** Of an object that is read once more for the lines that could not be loaded. */
    private static final long MOST_READ_AGAIN = 64L << 20;

    private final List<CopySource> sources;
    private final CopyFormat format;
    private final List<CopyColumn> columns;
    private final RecordFiles files;
    private final Runnable checkInterrupted;
    private final Consumer<LoadError> log;
    private final Optional<DateTimeText> dates;
    private final Optional<DateTimeText> times;

    private int nextSource;
    private CopySource source;
    private RecordReader records;
    private TextRecord current;
    private Object[] row;
    private long rows;
    private long errors;
    private final List<LoadedFile> loaded = new ArrayList<>();
    private long fileRows;
    private long line;

    /**
     * @param store where the format may name a file of its own
     * @param parquet stays the caller's
     * @param checkInterrupted called now and then; throws to stop
     * @param log gets every error, also those that MAXERROR bears
     */
    public CopyRows(
            List<CopySource> sources,
            CopyFormat format,
            List<CopyColumn> columns,
            ObjectStore store,
            ParquetFiles parquet,
            Runnable checkInterrupted,
            Consumer<LoadError> log) {
        this.sources = List.copyOf(sources);
        this.format = format;
        this.columns = List.copyOf(columns);
        this.files = new RecordFiles(format, this.columns, store, parquet);
        this.checkInterrupted = checkInterrupted;
        this.log = log;
        this.dates = format.dateFormat().map(pattern -> dateTimeText("DATEFORMAT", pattern));
        this.times = format.timeFormat().map(pattern -> dateTimeText("TIMEFORMAT", pattern));
    }

    private static DateTimeText dateTimeText(String option, String pattern) {
        try {
            return DateTimeText.of(pattern);
        } catch (IllegalArgumentException e) {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            option + " '" + pattern + "' is not valid: " + e.getMessage())
                    .withHint("Use 'auto', or elements such as YYYY, MM, DD, MON, HH24, MI, SS.")
                    .causedBy(e);
        }
    }

    /** Rows given so far, without those that were left out later. */
    public long rows() {
        return rows;
    }

    /** Records left out so far because they cannot be loaded: fewer than {@link CopyFormat#maxErrors()}. */
    public long errors() {
        return errors;
    }

    /** The objects that have been read to their end, in their order. */
    public List<LoadedFile> files() {
        return List.copyOf(loaded);
    }

    /**
     * Lines of one of the files as they stand in it; what cannot be read again, because it came from the client, is large or
     * has no lines, is left out.
     *
     * @param numbers from 1
     * @param longest characters of a line that are kept
     */
    public Map<Long, String> lines(String location, Set<Long> numbers, int longest) {
        for (CopySource candidate : sources) {
            boolean readable = format.layout() != Layout.PARQUET
                    && candidate instanceof CopySource.Stored stored
                    && stored.object().bytes() <= MOST_READ_AGAIN;
            if (readable && candidate.location().equals(location)) {
                try {
                    return files.lines((CopySource.Stored) candidate, numbers, longest);
                } catch (IOException | SqlException e) {
                    return Map.of(); // What the record's fields were is known all the same.
                }
            }
        }
        return Map.of();
    }

    /** Counts rows that were given, and turned out later to be such that cannot be loaded. */
    public void leaveOut(long invalid) {
        rows -= invalid;
        errors += invalid;
    }

    @Override
    public boolean hasNext() {
        if (row == null) {
            row = read();
        }
        return row != null;
    }

    @Override
    public Object[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Object[] result = row;
        row = null;
        rows++;
        return result;
    }

    private Object[] read() {
        if (rows % CHECK_EVERY == 0) {
            checkInterrupted.run();
        }
        try {
            while (true) {
                TextRecord record = records == null ? null : records.next();
                if (record != null) {
                    line = record.line();
                    if (!isBlank(record) || !format.ignoreBlankLines()) {
                        Object[] converted = convertOrSkip(record);
                        if (converted != null) {
                            fileRows++;
                            return converted;
                        }
                    }
                } else if (!openNext()) {
                    return null;
                }
            }
        } catch (Utf8Reader.InvalidUtf8Exception e) {
            throw broken(SqlState.CHARACTER_NOT_IN_REPERTOIRE, e.line(), e.getMessage())
                    .causedBy(e);
        } catch (BrokenRecordException e) {
            throw broken(SqlState.BAD_COPY_FILE_FORMAT, e.line(), e.getMessage())
                    .causedBy(e);
        } catch (IOException e) {
            if (source instanceof CopySource.Client) {
                throw new SqlException(SqlState.CONNECTION_FAILURE, "COPY ended because the client has gone")
                        .causedBy(e);
            }
            log.accept(LoadError.ofRecord(
                    SqlState.BAD_COPY_FILE_FORMAT, source.location(), 0, String.valueOf(e.getMessage()), ""));
            throw new SqlException(
                            SqlState.BAD_COPY_FILE_FORMAT,
                            "COPY failed at " + source.location() + ": " + e.getMessage())
                    .withHint("Is the file packed as the COPY options say, and in the format they name?")
                    .causedBy(e);
        }
    }

    private SqlException broken(SqlState state, long line, String problem) {
        boolean readable = current != null && current.line() == line;
        LoadError error = LoadError.ofRecord(state, source.location(), line, problem, readable ? record() : "");
        log.accept(error);
        return error.exception();
    }

    /** Null for a record that cannot be loaded, as long as MAXERROR bears it. */
    private Object[] convertOrSkip(TextRecord record) {
        try {
            return convert(record);
        } catch (SqlException e) {
            if (errors + 1 >= format.maxErrors()) {
                throw e;
            }
            errors++;
            return null;
        }
    }

    private static boolean isBlank(TextRecord record) {
        String first = record.fields()[0];
        return record.fields().length == 1 && first != null && first.isBlank();
    }

    private boolean openNext() throws IOException {
        noteLoaded();
        closeRecords();
        while (nextSource < sources.size() && RecordFiles.isEmpty(sources.get(nextSource))) {
            nextSource++;
        }
        if (nextSource == sources.size()) {
            return false;
        }
        source = sources.get(nextSource++);
        records = files.open(source);
        long header = format.ignoreHeader();
        while (header > 0 && records.next() != null) {
            header--;
        }
        return true;
    }

    private void noteLoaded() {
        if (records != null && source instanceof CopySource.Stored stored) {
            loaded.add(new LoadedFile(stored.location(), stored.object().bytes(), line, fileRows));
        }
        fileRows = 0;
        line = 0;
    }

    private Object[] convert(TextRecord record) {
        current = record;
        String[] fields = record.fields();
        int given = fields.length;
        // A delimiter behind the last field is no further field.
        if (format.layout() == Layout.DELIMITED && given == columns.size() + 1 && fields[given - 1].isEmpty()) {
            given--;
        }
        boolean tooFew = given < columns.size() && !format.fillRecord();
        if (tooFew || given > columns.size()) {
            throw broken(
                    SqlState.BAD_COPY_FILE_FORMAT,
                    record.line(),
                    (tooFew ? "too few fields: " : "too many fields: ") + given + " where " + columns.size()
                            + " columns are loaded");
        }
        Object[] values = new Object[columns.size() + 2];
        for (int column = 0; column < columns.size(); column++) {
            boolean present = column < given && fields[column] != null;
            values[column] = present ? value(columns.get(column), fields[column], record.line()) : null;
            if (values[column] == null && !columns.get(column).nullable()) {
                throw error(
                        SqlState.NOT_NULL_VIOLATION,
                        columns.get(column),
                        present ? fields[column] : "",
                        record.line(),
                        "missing data for not-null field");
            }
        }
        values[columns.size()] = (long) (nextSource - 1);
        values[columns.size() + 1] = record.line();
        return values;
    }

    private String value(CopyColumn column, String field, long line) {
        if (format.nullText().isPresent() && field.equals(format.nullText().get())) {
            return null;
        }
        if (field.indexOf('\0') >= 0) {
            throw error(
                    SqlState.CHARACTER_NOT_IN_REPERTOIRE,
                    column,
                    field.replace("\0", "\\0"),
                    line,
                    "zero byte in text");
        }
        if (column.type().isText()) {
            return text(column, field, line);
        }
        // For other types an empty field is NULL whatever the options say, as in Redshift; not so in PostgreSQL.
        if (field.isBlank() && format.layout() != Layout.CLIENT) {
            return null;
        }
        if (column.isWholeNumber()) {
            requireWholeNumber(column, field, line);
            return field;
        }
        if (column.type().kind() == SqlType.Kind.BOOLEAN) {
            return truth(field);
        }
        if (column.type().kind() == SqlType.Kind.DECIMAL && !format.roundDecimals()) {
            return cutOff(field, column.type().scale());
        }
        Optional<DateTimeText> form = column.isDate() ? dates : column.isTimestamp() ? times : Optional.empty();
        if (form.isEmpty()) {
            return field;
        }
        Optional<String> iso = form.get().iso(field);
        if (iso.isEmpty() && !format.acceptAnyDate()) {
            throw error(
                    SqlState.INVALID_DATETIME_FORMAT,
                    column,
                    field,
                    line,
                    "invalid " + column.type() + " for " + (column.isDate() ? "DATEFORMAT" : "TIMEFORMAT"));
        }
        return iso.orElse(null);
    }

    /** Redshift's words for true and false that the engine does not know. */
    private static String truth(String field) {
        return switch (field.strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes", "on" -> "true";
            case "n", "no", "off" -> "false";
            default -> field;
        };
    }

    /** Redshift drops digits that a column has no room for, unless ROUNDEC says otherwise; the engine would round. */
    private static String cutOff(String field, int scale) {
        int point = field.indexOf('.');
        if (point < 0 || field.length() - point - 1 <= Math.max(0, scale)) {
            return field;
        }
        boolean digits = false;
        for (int i = point + 1; i < field.length(); i++) {
            if (!Character.isDigit(field.charAt(i)) && !Character.isWhitespace(field.charAt(i))) {
                return field; // The engine says what is wrong with it, or reads its exponent.
            }
        }
        String kept = field.substring(0, scale > 0 ? point + 1 + scale : point);
        for (int i = 0; i < kept.length() && !digits; i++) {
            digits = Character.isDigit(kept.charAt(i));
        }
        return digits ? kept : "0";
    }

    private String text(CopyColumn column, String field, long line) {
        if ((field.isEmpty() && format.emptyAsNull())
                || (field.isBlank() && format.blanksAsNull() && !field.isEmpty())) {
            return null;
        }
        String text = format.trimBlanks() ? field.stripTrailing() : field;
        int limit = column.type().precision();
        if (limit <= 0) {
            return text;
        }
        int end = fitting(text, limit);
        // Blanks at the end do not count, and go where they have no room.
        if (end < text.length()
                && !format.truncateColumns()
                && !text.substring(end).isBlank()) {
            throw error(SqlState.STRING_TOO_LONG, column, text, line, "String length exceeds DDL length");
        }
        return text.substring(0, end);
    }

    /** How many of the UTF-16 units have room in so many bytes of UTF-8, whole characters only. */
    private static int fitting(String text, int bytes) {
        if (text.length() <= bytes / 3) {
            return text.length();
        }
        int left = bytes;
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (left < 0) {
                return i;
            }
            i += Character.charCount(point);
        }
        return i;
    }

    /** The engine would round 1.5 where Redshift refuses it. */
    private void requireWholeNumber(CopyColumn column, String field, long line) {
        String digits = field.strip();
        int start = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
        int wrong = start;
        while (wrong < digits.length() && digits.charAt(wrong) >= '0' && digits.charAt(wrong) <= '9') {
            wrong++;
        }
        if (wrong < digits.length() || digits.length() == start) {
            throw logged(valueError(
                            SqlState.INVALID_TEXT_REPRESENTATION,
                            column,
                            field,
                            line,
                            "invalid input syntax for type " + column.type())
                    .at(field.indexOf(digits) + wrong));
        }
    }

    private SqlException error(SqlState state, CopyColumn column, String value, long line, String problem) {
        return logged(valueError(state, column, value, line, problem));
    }

    private LoadError valueError(SqlState state, CopyColumn column, String value, long line, String problem) {
        return LoadError.ofValue(state, source.location(), line, column, value, problem, record());
    }

    private SqlException logged(LoadError error) {
        log.accept(error);
        return error.exception();
    }

    /** The fields of the record that is being read, as a line. */
    private String record() {
        StringJoiner line = new StringJoiner(String.valueOf(format.delimiter()));
        for (String field : current.fields()) {
            line.add(field == null ? "" : field);
        }
        return line.toString();
    }

    private void closeRecords() throws IOException {
        if (records != null) {
            records.close();
            records = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeRecords();
    }
}
