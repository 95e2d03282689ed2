package io.auspex.server.session;

import io.auspex.language.error.SqlState;
import java.util.Optional;

/**
 * Something the user should read that is not an error.
 *
 * @param detail what else there is to say, in lines of its own
 */
public record Notice(Severity severity, SqlState state, String message, Optional<String> detail) {
    public Notice(Severity severity, SqlState state, String message) {
        this(severity, state, message, Optional.empty());
    }

    public enum Severity {
        NOTICE,
        INFO,
        WARNING
    }
}
