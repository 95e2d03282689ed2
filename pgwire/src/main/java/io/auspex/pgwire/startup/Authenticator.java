package io.auspex.pgwire.startup;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.pgwire.message.MessageBody;
import io.auspex.pgwire.message.MessageReader;
import io.auspex.pgwire.message.MessageWriter;
import io.auspex.pgwire.message.ProtocolViolation;
import io.auspex.server.access.Accounts;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whether a client is who it says. Only a SCRAM verifier of each password is kept, so there are two ways: SCRAM,
 * and the password itself where TLS protects it. Names that do not exist get the same questions and the same answer as wrong
 * passwords, after the same delay. Who has failed too often is turned away by {@link LoginThrottle}.
 */
public final class Authenticator {
    private final AuthenticationMethod method;
    private final boolean requireTls;
    private final Duration failureDelay;
    private final Accounts accounts;
    private final LoginThrottle throttle;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param requireTls whether clients without TLS are turned away
     * @param failureDelay how long a wrong password is left without an answer; only its own connection waits
     */
    public Authenticator(
            AuthenticationMethod method,
            boolean requireTls,
            Duration failureDelay,
            Accounts accounts,
            LoginThrottle throttle) {
        this.method = method;
        this.requireTls = requireTls;
        this.failureDelay = failureDelay;
        this.accounts = accounts;
        this.throttle = throttle;
    }

    /** What is asked of a client, as {@code stl_connection_log} names it. */
    public String methodFor(StartupRequest.Begin client) {
        if (method == AuthenticationMethod.TRUST) {
            return "trust";
        }
        return client.fromRedshiftDriver() ? "password" : "scram-sha-256";
    }

    /**
     * Returns if the client is that user; AuthenticationOk has not been sent then.
     *
     * @param address of the client
     * @throws SqlException INVALID_PASSWORD, or INVALID_AUTHORIZATION where the client has no chance to prove it
     */
    public void authenticate(
            StartupRequest.Begin client, String user, InetAddress address, MessageReader reader, MessageWriter writer)
            throws IOException {
        boolean encrypted = client.channel().encrypted();
        if (requireTls && !encrypted) {
            throw new SqlException(SqlState.INVALID_AUTHORIZATION, "This server accepts encrypted connections only")
                    .withHint("Connect with sslmode=require, or ssl=true for the drivers of Redshift.");
        }
        if (method == AuthenticationMethod.TRUST) {
            return;
        }
        boolean correct;
        if (!client.fromRedshiftDriver()) {
            correct = scram(user, reader, writer);
        } else if (encrypted) {
            correct = cleartext(user, reader, writer);
        } else {
            throw new SqlException(
                            SqlState.INVALID_AUTHORIZATION,
                            "The Redshift driver can send a password to this server over TLS only: connect with ssl=true"
                                    + " and sslrootcert=<data folder>/tls/cert.pem, or with ssl=true and"
                                    + " sslfactory=com.amazon.redshift.ssl.NonValidatingFactory")
                    .withHint(
                            "The server keeps no form of the password that the driver's digest could be checked against.");
        }
        if (!correct) {
            throttle.failed(user, address);
            delay();
            throw new SqlException(
                    SqlState.INVALID_PASSWORD, "password authentication failed for user \"" + user + "\"");
        }
        throttle.succeeded(user, address);
    }

    /**
     * To be called before {@link #authenticate}.
     *
     * @throws SqlException INVALID_AUTHORIZATION if the user has failed too often, or the address
     */
    public void requirePatience(String user, InetAddress address) {
        Duration wait = method == AuthenticationMethod.TRUST ? Duration.ZERO : throttle.wait(user, address);
        if (!wait.isZero()) {
            throw new SqlException(SqlState.INVALID_AUTHORIZATION, "too many failed logins for user \"" + user + "\"")
                    .withHint("Try again in " + (wait.toSeconds() + 1) + " seconds.");
        }
    }

    private boolean cleartext(String user, MessageReader reader, MessageWriter writer) throws IOException {
        writer.authenticationCleartextPassword();
        writer.flush();
        MessageBody body = passwordMessage(reader);
        String password = body.string();
        body.end();
        return accounts.checkPassword(user, password);
    }

    private boolean scram(String user, MessageReader reader, MessageWriter writer) throws IOException {
        writer.authenticationSasl(List.of(ScramExchange.MECHANISM));
        writer.flush();
        MessageBody first = passwordMessage(reader);
        String mechanism = first.string();
        if (!mechanism.equals(ScramExchange.MECHANISM)) {
            throw new ProtocolViolation("Unknown authentication mechanism");
        }
        byte[] initialResponse = first.value();
        first.end();
        ScramExchange exchange = new ScramExchange(accounts.verifierOrFake(user), random);
        writer.authenticationSaslContinue(
                exchange.challenge(initialResponse == null ? "" : MessageBody.utf8(initialResponse)));
        writer.flush();
        MessageBody last = passwordMessage(reader);
        Optional<String> signature = exchange.verify(MessageBody.utf8(last.bytes(last.remaining())));
        signature.ifPresent(writer::authenticationSaslFinal);
        return signature.isPresent();
    }

    private static MessageBody passwordMessage(MessageReader reader) throws IOException {
        int type = reader.next();
        if (type < 0) {
            // psql asks its user for the password and connects anew.
            throw new EOFException("The client left instead of sending a password");
        }
        if (type != 'p') {
            throw new ProtocolViolation("Password expected, got message type " + type);
        }
        return reader.body();
    }

    private void delay() throws InterruptedIOException {
        try {
            TimeUnit.NANOSECONDS.sleep(failureDelay.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The server is shutting down");
        }
    }
}
