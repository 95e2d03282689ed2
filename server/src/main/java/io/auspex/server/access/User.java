package io.auspex.server.access;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Somebody who may have a session.
 *
 * @param id as catalog views number users, from 100
 * @param unrestrictedLog whether logs show what others did: SYSLOG ACCESS UNRESTRICTED
 * @param validUntil when the password ends
 * @param connectionLimit sessions at a time; absent for any number
 * @param sessionTimeout seconds after which an idle session ends, whatever the session itself has set
 * @param settings parameters that the user's sessions start with, by name
 * @param verifier absent while no password is set: such a user cannot log in with one
 */
public record User(
        long id,
        String name,
        boolean superuser,
        boolean createDatabase,
        boolean unrestrictedLog,
        Optional<Instant> validUntil,
        OptionalInt connectionLimit,
        OptionalInt sessionTimeout,
        Map<String, String> settings,
        Optional<ScramVerifier> verifier) {
    /** The superuser that every data folder has; what nobody else owns is this user's. */
    public static final String FIRST = "awsuser";

    public User {
        settings = Map.copyOf(settings);
    }
}
