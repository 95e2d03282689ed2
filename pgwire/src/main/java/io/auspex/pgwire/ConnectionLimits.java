package io.auspex.pgwire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What all connections together may take.
 *
 * @param connections clients that are logged in
 * @param unauthenticated connections that are not, or not yet
 * @param unauthenticatedPerAddress and those of one address
 * @param authenticationTimeout from the first byte to the end of the login, however slowly the bytes come
 * @param failureDelay before a wrong password is answered
 * @param writeTimeout for a client that stops reading while something is sent to it: its open result holds a transaction
 * @param stackBytes of a connection's thread. The engine parses and binds on it, recursively and without a look at its end:
 *     a thousand nested expressions, its own limit, ended the whole process on 512 KB. Only what is used takes memory
 */
public record ConnectionLimits(
        int connections,
        int unauthenticated,
        int unauthenticatedPerAddress,
        Duration authenticationTimeout,
        Duration failureDelay,
        Duration writeTimeout,
        long stackBytes) {
    public static final ConnectionLimits DEFAULT = new ConnectionLimits(
            500, 512, 256, Duration.ofSeconds(60), Duration.ofMillis(500), Duration.ofMinutes(10), 16 << 20);

    public ConnectionLimits {
        requireNonNull(authenticationTimeout, "authenticationTimeout is null");
        requireNonNull(failureDelay, "failureDelay is null");
        requireNonNull(writeTimeout, "writeTimeout is null");
        if (connections < 1 || unauthenticated < 1 || unauthenticatedPerAddress < 1 || stackBytes < 0) {
            throw new IllegalArgumentException("A limit of the connections is too small");
        }
    }
}
