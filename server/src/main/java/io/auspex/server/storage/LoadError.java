package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;

/** Where a load went wrong: every error of COPY names file, line and, where there is one, column and value. */
public record LoadError(SqlState state, String file, long line, String problem) {
    private static final int LONGEST_VALUE = 100;

    /** A value that does not fit its column. */
    public static SqlException ofValue(
            SqlState state, String file, long line, String column, String value, String problem) {
        String shown = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "..." : value;
        SqlException error = new LoadError(
                        state, file, line, "column \"" + column + "\": " + problem + ": \"" + shown + "\"")
                .exception();
        boolean header = line == 1 && value.strip().equalsIgnoreCase(column);
        return header ? error.withHint("This looks like a header line: add IGNOREHEADER 1.") : error;
    }

    public SqlException exception() {
        return new SqlException(state, "COPY failed at " + file + ", line " + line + ", " + problem)
                .withHint("Nothing has been loaded. Correct the file or the COPY options and load it again.");
    }
}
