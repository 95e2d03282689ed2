package io.auspex.pgwire;

import static java.util.Objects.requireNonNull;

import io.auspex.pgwire.conversation.ConversationLimits;
import io.auspex.pgwire.startup.AuthenticationMethod;
import io.auspex.pgwire.tls.TlsSource;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that can be set about the PostgreSQL door.
 *
 * @param host name or address to listen on
 * @param port 0 for any free one
 * @param tls where key and certificate come from; TLS is off where absent
 * @param requireTls whether clients without TLS are turned away
 */
public record PgSettings(
        String host,
        int port,
        AuthenticationMethod authentication,
        Optional<TlsSource> tls,
        boolean requireTls,
        ConnectionLimits connectionLimits,
        ConversationLimits conversationLimits) {
    /** @throws IllegalArgumentException if the settings contradict each other, or would let anybody in */
    public PgSettings {
        requireNonNull(host, "host is null");
        requireNonNull(authentication, "authentication is null");
        requireNonNull(tls, "tls is null");
        requireNonNull(connectionLimits, "connectionLimits is null");
        requireNonNull(conversationLimits, "conversationLimits is null");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Not a port: " + port);
        }
        if (authentication == AuthenticationMethod.TRUST && !isLoopback(host)) {
            throw new IllegalArgumentException("Without passwords the server listens on loopback only, not on " + host);
        }
        if (requireTls && tls.isEmpty()) {
            throw new IllegalArgumentException("TLS cannot be both required and off");
        }
    }

    /**
     * Passwords, TLS with a certificate in {@code dataFolder/tls}, compulsory where other machines can connect.
     *
     * @param dataFolder also for the rows of suspended results, in {@code dataFolder/tmp}
     */
    public static PgSettings of(String host, int port, Path dataFolder) {
        return new PgSettings(
                host,
                port,
                AuthenticationMethod.PASSWORD,
                Optional.of(new TlsSource.Made(dataFolder.resolve("tls"))),
                !isLoopback(host),
                ConnectionLimits.DEFAULT,
                ConversationLimits.of(dataFolder.resolve("tmp")));
    }

    public PgSettings withAuthentication(AuthenticationMethod newAuthentication) {
        return new PgSettings(host, port, newAuthentication, tls, requireTls, connectionLimits, conversationLimits);
    }

    public PgSettings withTls(Optional<TlsSource> newTls, boolean newRequireTls) {
        return new PgSettings(host, port, authentication, newTls, newRequireTls, connectionLimits, conversationLimits);
    }

    public PgSettings withLimits(ConnectionLimits newConnectionLimits, ConversationLimits newConversationLimits) {
        return new PgSettings(host, port, authentication, tls, requireTls, newConnectionLimits, newConversationLimits);
    }

    private static boolean isLoopback(String host) {
        InetSocketAddress address = new InetSocketAddress(host, 0);
        return !address.isUnresolved() && address.getAddress().isLoopbackAddress();
    }
}
