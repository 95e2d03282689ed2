package io.auspex.pgwire;

import static java.util.Objects.requireNonNull;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.pgwire.message.MessageWriter;
import io.auspex.pgwire.message.Report;
import io.auspex.pgwire.startup.Authenticator;
import io.auspex.pgwire.startup.LoginThrottle;
import io.auspex.pgwire.tls.TlsIdentity;
import io.auspex.server.AuspexServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The PostgreSQL door of a server: listens, and gives each connection a thread of its own.
 *
 * <p>Platform threads and blocking sockets, because the engine is called through native code: virtual threads are pinned
 * there, and three long queries on two cores froze such a server, cancel requests included. Writing to sockets is a tenth of
 * the work, so an event loop would gain nothing.
 */
public final class PgServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PgServer.class.getName());
    private static final int BACKLOG = 511;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final AuspexServer server;
    private final PgSettings settings;
    private final ConnectionGate gate;
    private final Map<PgConnection, Thread> connections = new ConcurrentHashMap<>();
    private final AtomicLong connectionNumber = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private ScheduledThreadPoolExecutor clock;
    private ScheduledFuture<?> stallWatch;
    private ServerSocket listener;
    private Thread acceptor;
    private Optional<TlsIdentity> identity = Optional.empty();

    public PgServer(AuspexServer server, PgSettings settings) {
        this.server = requireNonNull(server, "server is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.gate = new ConnectionGate(settings.connectionLimits());
    }

    /**
     * Reads the key and the certificate, or makes them: the long part of a start, in which the JIT compiler is left work that the first
     * client should not have to share a core with. {@link #start} does it where nobody has asked for it before.
     *
     * @throws IOException if the TLS key store cannot be used
     */
    public void prepare() throws IOException {
        if (settings.tls().isPresent() && identity.isEmpty()) {
            identity = Optional.of(TlsIdentity.open(settings.tls().get()));
        }
    }

    /**
     * Opens the door; returns when clients can connect.
     *
     * @throws IOException if the address cannot be listened on, or the TLS key store cannot be used
     */
    public void start() throws IOException {
        prepare();
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException("No such host: " + settings.host());
        }
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(address, BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        listener = socket;
        clock = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "pgwire-clock", 0));
        // Most deadlines are met; they must not pile up until they would have passed.
        clock.setRemoveOnCancelPolicy(true);
        stallWatch = clock.scheduleWithFixedDelay(this::endStalledConnections, 1, 1, TimeUnit.SECONDS);
        PgConnection.Surroundings surroundings = new PgConnection.Surroundings(
                server,
                identity.map(tls -> tls.context().getSocketFactory()),
                new Authenticator(
                        settings.authentication(),
                        settings.requireTls(),
                        settings.connectionLimits().failureDelay(),
                        server.accounts(),
                        new LoginThrottle()),
                gate,
                clock,
                settings.connectionLimits(),
                settings.conversationLimits());
        acceptor = daemon(() -> acceptAll(surroundings), "pgwire-accept", 0);
        acceptor.start();
    }

    /** The port that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** The certificate as PEM, for clients to trust; empty where TLS is off, or there is no such file. */
    public Optional<Path> certificateFile() {
        return identity.flatMap(TlsIdentity::certificateFile);
    }

    /** Connections that are being served. */
    public int connections() {
        return connections.size();
    }

    private void acceptAll(PgConnection.Surroundings surroundings) {
        while (!listener.isClosed()) {
            try {
                serve(listener.accept(), surroundings);
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    // Mostly too many open files: some will be closed soon.
                    LOG.log(System.Logger.Level.WARNING, "A connection could not be accepted", e);
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            boolean over = closing.await(100, TimeUnit.MILLISECONDS);
            LOG.log(System.Logger.Level.DEBUG, over ? "The door is closing" : "Accepting again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket socket, PgConnection.Surroundings surroundings) throws IOException {
        if (!gate.admitStranger(socket.getInetAddress())) {
            refuse(socket);
            return;
        }
        PgConnection connection = new PgConnection(socket, surroundings);
        Thread thread = daemon(
                () -> {
                    try {
                        connection.run();
                    } finally {
                        connections.remove(connection);
                    }
                },
                "pgwire-" + connectionNumber.incrementAndGet(),
                settings.connectionLimits().stackBytes());
        connections.put(connection, thread);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // No more threads can be had from the operating system.
            LOG.log(System.Logger.Level.WARNING, "No thread for a connection", e);
            connections.remove(connection);
            gate.strangerGone(socket.getInetAddress());
            refuse(socket);
        }
    }

    /** The few bytes fit into the buffer of a new socket, so this does not wait for the client. */
    private static void refuse(Socket socket) throws IOException {
        try (socket) {
            MessageWriter writer = new MessageWriter(socket.getOutputStream());
            writer.error(Report.fatal(new SqlException(
                    SqlState.TOO_MANY_CONNECTIONS, "too many connections that have not logged in yet")));
            writer.flush();
        }
    }

    private void endStalledConnections() {
        long now = System.nanoTime();
        long patience = settings.connectionLimits().writeTimeout().toNanos();
        for (PgConnection connection : connections.keySet()) {
            if (connection.stalledNanos(now) > patience) {
                LOG.log(System.Logger.Level.INFO, "A client that stopped reading is disconnected");
                connection.abort();
            }
        }
    }

    private static Thread daemon(Runnable task, String name, long stackBytes) {
        Thread thread = new Thread(null, task, name, stackBytes);
        thread.setDaemon(true);
        return thread;
    }

    /** Ends all connections: running statements are cancelled, clients are told. The server behind the door stays open. */
    @Override
    public void close() {
        closing.countDown();
        if (listener == null) {
            return;
        }
        try {
            listener.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The listening socket did not close", e);
        }
        connections.keySet().forEach(PgConnection::stop);
        join(STOP_PATIENCE);
        connections.keySet().forEach(PgConnection::abort);
        join(STOP_PATIENCE);
        stallWatch.cancel(false);
        clock.shutdownNow();
    }

    private void join(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (Thread thread : connections.values()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left > 0) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
