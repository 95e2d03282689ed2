package io.auspex.pgwire;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.pgwire.conversation.Conversation;
import io.auspex.pgwire.conversation.ConversationLimits;
import io.auspex.pgwire.conversation.Failure;
import io.auspex.pgwire.conversation.WireListener;
import io.auspex.pgwire.message.MessageReader;
import io.auspex.pgwire.message.MessageWriter;
import io.auspex.pgwire.message.ProtocolViolation;
import io.auspex.pgwire.message.Report;
import io.auspex.pgwire.startup.Authenticator;
import io.auspex.pgwire.startup.StartupNegotiation;
import io.auspex.pgwire.startup.StartupRequest;
import io.auspex.server.AuspexServer;
import io.auspex.server.session.Session;
import io.auspex.server.session.SessionContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/** One client from its first byte to its last: negotiates, authenticates, opens a session, converses. Owns its thread. */
final class PgConnection implements Runnable {
    private static final System.Logger LOG = System.getLogger(PgConnection.class.getName());

    private static final int PASSWORD_MESSAGE_BYTES = 64 << 10;
    private static final int FAREWELL_MILLIS = 500;
    private static final int FAREWELL_BYTES = 1 << 20;

    /** What Redshift tells its own drivers; show_discovery makes them ask for metadata with SHOW statements. */
    private static final Map<String, String> REDSHIFT_PARAMETERS = Map.of(
            "server_protocol_version", "0",
            "datashare_enabled", "off",
            "external_database", "off",
            "show_discovery", "4");

    /** What all that a connection needs has in common. */
    record Surroundings(
            AuspexServer server,
            Optional<SSLSocketFactory> tls,
            Authenticator authenticator,
            ConnectionGate gate,
            ScheduledExecutorService clock,
            ConnectionLimits limits,
            ConversationLimits conversationLimits) {}

    private final Socket socket;
    private final Surroundings surroundings;
    private final Instant began = Instant.now();
    private ConnectionDiary diary;
    private MessageReader reader;
    private volatile MessageWriter writer;
    private volatile Session session;
    private volatile boolean stopping;

    PgConnection(Socket socket, Surroundings surroundings) {
        this.socket = socket;
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        ScheduledFuture<?> deadline = surroundings
                .clock()
                .schedule(
                        this::abort,
                        surroundings.limits().authenticationTimeout().toNanos(),
                        TimeUnit.NANOSECONDS);
        boolean guest = false;
        surroundings.server().expectUser();
        try {
            Optional<StartupRequest.Begin> client;
            try {
                client = login();
            } finally {
                deadline.cancel(false);
                surroundings.gate().strangerGone(socket.getInetAddress());
            }
            if (client.isPresent()) {
                guest = surroundings.gate().admitGuest();
                converse(client.get(), guest);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection broke", e);
        } catch (ProtocolViolation e) {
            farewell(new SqlException(SqlState.PROTOCOL_VIOLATION, e.getMessage()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            farewell(Failure.of(e));
        } finally {
            if (guest) {
                surroundings.gate().guestGone();
            }
            abort();
            if (diary != null) {
                diary.ended();
            }
        }
    }

    /** @return the client once it has proved who it is; empty if it wanted no session */
    private Optional<StartupRequest.Begin> login() throws IOException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        StartupNegotiation negotiation = new StartupNegotiation(socket, surroundings.tls());
        writer = new MessageWriter(negotiation.channel().out());
        Optional<StartupRequest> request;
        try {
            request = negotiation.negotiate();
        } finally {
            // What goes wrong from here on is said on the encrypted channel where there is one.
            writer = new MessageWriter(negotiation.channel().out());
        }
        if (request.isEmpty()) {
            return Optional.empty();
        }
        if (request.get() instanceof StartupRequest.Cancel cancel) {
            surroundings.server().cancel(cancel.processId(), cancel.secretKey());
            return Optional.empty();
        }
        StartupRequest.Begin client = (StartupRequest.Begin) request.get();
        reader = new MessageReader(client.channel().in(), PASSWORD_MESSAGE_BYTES);
        if (client.newerProtocol() || !client.unknownOptions().isEmpty()) {
            writer.negotiateProtocolVersion(client.unknownOptions());
        }
        if (!client.parameter("replication").orElse("false").matches("(?i)false|off|no|0")) {
            throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "Replication is not supported");
        }
        // Not worth a line in the log each: who guesses must not push out what is in it.
        surroundings.authenticator().requirePatience(user(client), socket.getInetAddress());
        diary = new ConnectionDiary(
                surroundings.server().audit(),
                socket,
                client,
                surroundings.authenticator().methodFor(client),
                began);
        try {
            surroundings.authenticator().authenticate(client, user(client), socket.getInetAddress(), reader, writer);
        } catch (SqlException | ProtocolViolation e) {
            diary.refused();
            throw e;
        }
        diary.authenticated();
        return Optional.of(client);
    }

    private static String user(StartupRequest.Begin client) {
        return client.parameter("user")
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> new SqlException(
                        SqlState.INVALID_AUTHORIZATION, "no user name specified in the start-up packet"));
    }

    private void converse(StartupRequest.Begin client, boolean guest) throws IOException {
        writer.authenticationOk();
        if (!guest) {
            throw new SqlException(SqlState.TOO_MANY_CONNECTIONS, "sorry, too many clients already")
                    .withHint("At most " + surroundings.limits().connections()
                            + " clients may be connected; close a connection, or raise the limit.");
        }
        String database = client.parameter("database").orElse(SessionContext.DATABASE);
        if (!database.equals(SessionContext.DATABASE)) {
            throw new SqlException(SqlState.INVALID_CATALOG_NAME, "database \"" + database + "\" does not exist")
                    .withHint("There is one database here, and its name is " + SessionContext.DATABASE + ".");
        }
        reader.allow(surroundings.conversationLimits().messageBytes());
        WireListener listener = new WireListener(reader, writer, this::stop);
        try (Session opened = open(client, listener)) {
            session = opened;
            Map<String, String> parameters = new LinkedHashMap<>(opened.reportedParameters());
            if (client.fromRedshiftDriver()) {
                parameters.putAll(REDSHIFT_PARAMETERS);
            }
            parameters.forEach(listener::parameterChanged);
            diary.began(opened);
            writer.backendKeyData(opened.processId(), opened.secretKey());
            if (stopping) {
                return;
            }
            new Conversation(
                            opened,
                            reader,
                            writer,
                            listener,
                            surroundings.conversationLimits(),
                            client.fromRedshiftDriver())
                    .run(this::endReadingAfter);
            if (stopping) {
                farewell(new SqlException(
                        SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command"));
            }
        }
    }

    /** Also those who have proved who they are can be refused: their password may have ended. */
    private Session open(StartupRequest.Begin client, WireListener listener) {
        try {
            return surroundings.server().openSession(user(client), client.parameters(), listener);
        } catch (SqlException e) {
            diary.refused();
            throw e;
        }
    }

    /** Zero means that a read may wait for ever. Of the socket itself, also where TLS is spoken over it. */
    private void endReadingAfter(Duration silence) throws IOException {
        socket.setSoTimeout((int) Math.min(silence.toMillis(), Integer.MAX_VALUE));
    }

    /** For how long the client has not taken what is being sent to it, in nanoseconds. */
    long stalledNanos(long now) {
        MessageWriter current = writer;
        return current == null ? 0 : current.stalledNanos(now);
    }

    /** Asks the connection to end: the running statement is cancelled, and no further message is read. */
    void stop() {
        stopping = true;
        Session current = session;
        if (current != null) {
            current.cancel();
        }
        try {
            socket.shutdownInput();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection was gone already", e);
        }
    }

    /** Ends the connection at once, also for a thread that is stuck in reading or writing. */
    void abort() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A socket did not close", e);
        }
    }

    /**
     * Says why the connection ends. A socket that is closed with unread input takes the last message with it (the client
     * gets a reset instead), so the rest of the input is read away, for a moment.
     */
    private void farewell(SqlException reason) {
        ScheduledFuture<?> deadline =
                surroundings.clock().schedule(this::abort, FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        try {
            writer.error(Report.fatal(reason));
            writer.flush();
            socket.shutdownOutput();
            InputStream rest = socket.getInputStream();
            byte[] ignored = new byte[8 << 10];
            for (int total = 0, count = 0; count >= 0 && total < FAREWELL_BYTES; total += count) {
                count = rest.read(ignored);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A client did not wait for its last message", e);
        } finally {
            deadline.cancel(false);
        }
    }
}
