package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.type.SqlType;
import io.auspex.server.storage.ObjectStore.StoredObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * The rows of some objects as text for the engine to cast: one String (or null) a column, then the number of the object and
 * the line, so that an error found later can still say where. What the format says about NULL, blanks and dates has been
 * applied.
 */
public final class CopyRows implements Iterator<Object[]>, AutoCloseable {
    private static final int CHECK_EVERY = 4_096;

    private final List<StoredObject> objects;
    private final CopyFormat format;
    private final List<CopyColumn> columns;
    private final Runnable checkInterrupted;
    private final Optional<DateTimeText> dates;
    private final Optional<DateTimeText> times;

    private int nextObject;
    private StoredObject object;
    private RecordReader records;
    private Object[] row;
    private long rows;
    private long errors;

    /** @param checkInterrupted called now and then; throws to stop */
    public CopyRows(
            List<StoredObject> objects, CopyFormat format, List<CopyColumn> columns, Runnable checkInterrupted) {
        this.objects = List.copyOf(objects);
        this.format = format;
        this.columns = List.copyOf(columns);
        this.checkInterrupted = checkInterrupted;
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

    /** Rows given so far. */
    public long rows() {
        return rows;
    }

    /** Records left out so far because they cannot be loaded: fewer than {@link CopyFormat#maxErrors()}. */
    public long errors() {
        return errors;
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
                    if (!isBlank(record) || !format.ignoreBlankLines()) {
                        Object[] converted = convertOrSkip(record);
                        if (converted != null) {
                            return converted;
                        }
                    }
                } else if (!openNext()) {
                    return null;
                }
            }
        } catch (Utf8Reader.InvalidUtf8Exception e) {
            throw new LoadError(SqlState.CHARACTER_NOT_IN_REPERTOIRE, object.location(), e.line(), e.getMessage())
                    .exception()
                    .causedBy(e);
        } catch (BrokenRecordException e) {
            throw new LoadError(SqlState.BAD_COPY_FILE_FORMAT, object.location(), e.line(), e.getMessage())
                    .exception()
                    .causedBy(e);
        } catch (IOException e) {
            throw new SqlException(
                            SqlState.BAD_COPY_FILE_FORMAT,
                            "COPY failed at " + object.location() + ": " + e.getMessage())
                    .withHint("Is the file packed as the COPY options say, and in the format they name?")
                    .causedBy(e);
        }
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
        return record.fields().length == 1 && record.fields()[0].isBlank();
    }

    private boolean openNext() throws IOException {
        closeRecords();
        // A file of no bytes has no records, however it should be packed.
        while (nextObject < objects.size() && Files.size(objects.get(nextObject).file()) == 0) {
            nextObject++;
        }
        if (nextObject == objects.size()) {
            return false;
        }
        object = objects.get(nextObject++);
        InputStream in = new BufferedInputStream(Files.newInputStream(object.file()));
        try {
            InputStream plain =
                    switch (format.compression()) {
                        case NONE -> in;
                        case GZIP -> new GZIPInputStream(in, 1 << 16);
                        case BZIP2 -> new BZip2CompressorInputStream(in, true);
                    };
            Utf8Reader reader = new Utf8Reader(plain, format.replaceInvalid());
            records = format.csv() ? new CsvRecords(reader, format) : new DelimitedReader(reader, format);
        } catch (IOException e) {
            in.close();
            throw e;
        }
        long header = format.ignoreHeader();
        while (header > 0 && records.next() != null) {
            header--;
        }
        return true;
    }

    private Object[] convert(TextRecord record) {
        String[] fields = record.fields();
        int given = fields.length;
        // A delimiter behind the last field is no further field.
        if (given == columns.size() + 1 && fields[given - 1].isEmpty() && !format.csv()) {
            given--;
        }
        boolean tooFew = given < columns.size() && !format.fillRecord();
        if (tooFew || given > columns.size()) {
            throw new LoadError(
                            SqlState.BAD_COPY_FILE_FORMAT,
                            object.location(),
                            record.line(),
                            (tooFew ? "too few fields: " : "too many fields: ") + given + " where " + columns.size()
                                    + " columns are loaded")
                    .exception();
        }
        Object[] values = new Object[columns.size() + 2];
        for (int column = 0; column < columns.size(); column++) {
            values[column] = column < given ? value(columns.get(column), fields[column], record.line()) : null;
            if (values[column] == null && !columns.get(column).nullable()) {
                throw new LoadError(
                                SqlState.NOT_NULL_VIOLATION,
                                object.location(),
                                record.line(),
                                "column \"" + columns.get(column).name() + "\": missing data for not-null field")
                        .exception();
            }
        }
        values[columns.size()] = (long) (nextObject - 1);
        values[columns.size() + 1] = record.line();
        return values;
    }

    private String value(CopyColumn column, String field, long line) {
        if (field.equals(format.nullText())) {
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
        // For other types an empty field is NULL whatever the options say, as in Redshift.
        if (field.isBlank()) {
            return null;
        }
        if (column.isWholeNumber()) {
            requireWholeNumber(column, field, line);
            return field;
        }
        if (column.type().kind() == SqlType.Kind.BOOLEAN) {
            return truth(field);
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

    private String text(CopyColumn column, String field, long line) {
        if ((field.isEmpty() && format.emptyAsNull())
                || (field.isBlank() && format.blanksAsNull() && !field.isEmpty())) {
            return null;
        }
        String text = format.trimBlanks() ? field.stripTrailing() : field;
        int limit = column.type().precision();
        if (limit > 0 && text.length() > limit / 4 && bytes(text) > limit) {
            if (!format.truncateColumns()) {
                throw error(
                        SqlState.STRING_TOO_LONG,
                        column,
                        text,
                        line,
                        "value longer than the " + limit + " bytes of " + column.type());
            }
            int end = text.length();
            while (bytes(text.substring(0, end)) > limit) {
                end = text.offsetByCodePoints(end, -1);
            }
            text = text.substring(0, end);
        }
        return text;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The engine would round 1.5 where Redshift refuses it. */
    private void requireWholeNumber(CopyColumn column, String field, long line) {
        String digits = field.strip();
        int start = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
        boolean whole = digits.length() > start;
        for (int i = start; i < digits.length() && whole; i++) {
            whole = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
        }
        if (!whole) {
            throw error(
                    SqlState.INVALID_TEXT_REPRESENTATION,
                    column,
                    field,
                    line,
                    "invalid input syntax for type " + column.type());
        }
    }

    private SqlException error(SqlState state, CopyColumn column, String value, long line, String problem) {
        return LoadError.ofValue(state, object.location(), line, column.name(), value, problem);
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
