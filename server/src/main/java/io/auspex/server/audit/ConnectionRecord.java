package io.auspex.server.audit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that happened to a connection.
 *
 * @param user as the client names itself; there may be no such user
 * @param userId of a user who is known to be the one
 * @param processId of the session; 0 while there is none
 * @param method by which the user is to prove who it is
 * @param duration since the connection came
 * @param tls absent for a plain connection
 * @param parameters of the start-up packet
 */
public record ConnectionRecord(
        Instant moment,
        Event event,
        String user,
        OptionalLong userId,
        int processId,
        String remoteHost,
        int remotePort,
        String database,
        String method,
        Duration duration,
        Optional<Tls> tls,
        Map<String, String> parameters) {
    private static final int LONGEST = 250;

    /** As Redshift names them in stl_connection_log. */
    public enum Event {
        INITIATING("initiating session"),
        AUTHENTICATED("authenticated"),
        REFUSED("authentication failure"),
        DISCONNECTING("disconnecting session");

        private final String shown;

        Event(String shown) {
            this.shown = shown;
        }

        public String shown() {
            return shown;
        }
    }

    /** What protects a connection. */
    public record Tls(String version, String cipher) {}

    public ConnectionRecord {
        requireNonNull(moment, "moment is null");
        requireNonNull(event, "event is null");
        user = shortened(user);
        database = shortened(database);
        parameters = Map.copyOf(parameters);
    }

    /** What a client says of itself, where it does; empty otherwise. */
    String parameter(String name) {
        return shortened(parameters.getOrDefault(name, ""));
    }

    /** What a client sends before it is known must not fill the log. */
    private static String shortened(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}
