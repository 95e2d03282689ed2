package io.auspex.server.session;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Whom a session is opened for.
 *
 * @param id as the catalog numbers users
 * @param superuser as the session tells its client
 * @param connectionLimit sessions at a time; absent for any number
 * @param longestIdle after which an idle session ends, whatever it has set itself; zero for never
 */
public record SessionUser(long id, String name, boolean superuser, OptionalInt connectionLimit, Duration longestIdle) {
    public SessionUser {
        requireNonNull(name, "name is null");
        requireNonNull(connectionLimit, "connectionLimit is null");
        requireNonNull(longestIdle, "longestIdle is null");
    }
}
