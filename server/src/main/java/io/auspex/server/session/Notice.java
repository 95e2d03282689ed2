package io.auspex.server.session;

import io.auspex.language.error.SqlState;

/** Something the user should read that is not an error. */
public record Notice(Severity severity, SqlState state, String message) {
    public enum Severity {
        NOTICE,
        INFO,
        WARNING
    }
}
