package io.auspex.pgwire.type;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;

/** How a value is written on the wire. */
public enum Format {
    TEXT,
    BINARY;

    public int code() {
        return this == BINARY ? 1 : 0;
    }

    /** @throws SqlException INVALID_PARAMETER_VALUE for a code that the protocol does not have */
    public static Format of(int code) {
        return switch (code) {
            case 0 -> TEXT;
            case 1 -> BINARY;
            default -> throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "Unsupported format code: " + code);
        };
    }
}
