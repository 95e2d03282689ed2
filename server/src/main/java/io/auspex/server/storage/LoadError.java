package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.Optional;

/**
 * Where a load went wrong: every error of COPY names file, line and, where there is one, column and value.
 *
 * @param column that the value does not fit; absent where the whole record is wrong
 * @param value of that column; empty where the whole record is wrong
 * @param position in the value, from 0
 * @param record its line in the file, or its fields between delimiters, as far as they could be read
 */
public record LoadError(
        SqlState state,
        String file,
        long line,
        Optional<CopyColumn> column,
        String value,
        String problem,
        int position,
        String record) {
    private static final int LONGEST_VALUE = 100;

    /** A record that is wrong as a whole. */
    static LoadError ofRecord(SqlState state, String file, long line, String problem, String record) {
        return new LoadError(state, file, line, Optional.empty(), "", problem, 0, record);
    }

    /** A value that does not fit its column. */
    public static LoadError ofValue(
            SqlState state, String file, long line, CopyColumn column, String value, String problem, String record) {
        return new LoadError(state, file, line, Optional.of(column), value, problem, 0, record);
    }

    /** The same with a place in the value. */
    LoadError at(int newPosition) {
        return new LoadError(state, file, line, column, value, problem, newPosition, record);
    }

    /** The same with the line as it stands in the file. */
    LoadError quoting(String newRecord) {
        return new LoadError(state, file, line, column, value, problem, position, newRecord);
    }

    public SqlException exception() {
        String shown = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "..." : value;
        String what = column.map(name -> "column \"" + name.name() + "\": " + problem + ": \"" + shown + "\"")
                .orElse(problem);
        SqlException error = new SqlException(state, "COPY failed at " + file + ", line " + line + ", " + what);
        boolean header = line == 1
                && column.filter(name -> value.strip().equalsIgnoreCase(name.name()))
                        .isPresent();
        return error.withHint(
                header
                        ? "This looks like a header line: add IGNOREHEADER 1."
                        : "Nothing has been loaded. Correct the file or the COPY options and load it again.");
    }
}
