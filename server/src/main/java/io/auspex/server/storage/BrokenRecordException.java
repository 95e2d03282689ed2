package io.auspex.server.storage;

import java.io.IOException;

/** A record of a file that is not in the file's format. */
final class BrokenRecordException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long line;

    /** @param line from 1 */
    BrokenRecordException(long line, String problem, Throwable cause) {
        super(problem, cause);
        this.line = line;
    }

    long line() {
        return line;
    }
}
