package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.Optional;

/**
 * Where a load went wrong: every error of COPY names file, line and, where there is one, column and value.
 *
 * @param column that the value does not fit; absent where the whole record is wrong
 * @param value of that column, or what could be read of the record
 */
public record LoadError(
        SqlState state, String file, long line, Optional<CopyColumn> column, String value, String problem) {
    private static final int LONGEST_VALUE = 100;

    /** A record that is wrong as a whole. */
    static LoadError ofRecord(SqlState state, String file, long line, String problem) {
        return new LoadError(state, file, line, Optional.empty(), "", problem);
    }

    /** A value that does not fit its column. */
    public static LoadError ofValue(
            SqlState state, String file, long line, CopyColumn column, String value, String problem) {
        return new LoadError(state, file, line, Optional.of(column), value, problem);
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
