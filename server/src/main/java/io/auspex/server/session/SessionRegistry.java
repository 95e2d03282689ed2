package io.auspex.server.session;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.server.admission.Admission;
import io.auspex.server.metrics.ServerMetrics;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.WarehouseSession;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The sessions that are open, their number bounded; cancels statements for those who know the key, and by the clock. */
public final class SessionRegistry implements AutoCloseable {
    private final Warehouse warehouse;
    private final StatementPlanner planner;
    private final StatementGuard guard;
    private final StatementJournal journal;
    private final Admission admission;
    private final ServerMetrics metrics;
    private final int maxSessions;
    private final SessionDirectory sessions;
    private final AtomicInteger places = new AtomicInteger();
    private final AtomicInteger nextProcessId = new AtomicInteger(1_000);
    private final SecureRandom random = new SecureRandom();
    private final ScheduledThreadPoolExecutor clock;

    /**
     * @param sessions where those are entered that are open
     * @param admission the queues that their statements wait in
     */
    public SessionRegistry(
            Warehouse warehouse,
            StatementPlanner planner,
            StatementGuard guard,
            StatementJournal journal,
            SessionDirectory sessions,
            Admission admission,
            ServerMetrics metrics,
            int maxSessions) {
        this.warehouse = warehouse;
        this.sessions = sessions;
        this.planner = planner;
        this.guard = guard;
        this.journal = journal;
        this.admission = admission;
        this.metrics = metrics;
        this.maxSessions = maxSessions;
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = Executors.defaultThreadFactory().newThread(task);
            thread.setName("statement-timeout");
            thread.setDaemon(true);
            return thread;
        });
        // Most statements end long before their time is up; their alarms must not pile up until then.
        clock.setRemoveOnCancelPolicy(true);
    }

    /** @param startupParameters as the client sent them; those that are no parameters of a session are ignored */
    public Session open(SessionUser user, Map<String, String> startupParameters, SessionListener listener) {
        return open(user, startupParameters, listener, journal);
    }

    /** A session of the server's own in the name of a user: the log says nothing of it. */
    public Session openUnseen(SessionUser user) {
        return open(user, Map.of(), SessionListener.none(), StatementJournal.none());
    }

    private Session open(
            SessionUser user,
            Map<String, String> startupParameters,
            SessionListener listener,
            StatementJournal statements) {
        if (places.incrementAndGet() > maxSessions) {
            places.decrementAndGet();
            throw new SqlException(SqlState.TOO_MANY_CONNECTIONS, "sorry, too many clients already")
                    .withHint("At most " + maxSessions + " sessions may be open; close one, or raise the limit.");
        }
        WarehouseSession engine = null;
        try {
            engine = warehouse.openSession();
            engine.setUser(user.name());
            int processId = nextProcessId.incrementAndGet();
            SessionContext context = new SessionContext(user, processId, engine, listener, guard);
            context.parameters().declareSuperuser(user.superuser());
            context.parameters().start(startupParameters);
            Session session = new Session(context, planner, this, statements, random.nextInt());
            sessions.add(session);
            OptionalInt limit = user.connectionLimit();
            // Counted with itself, so that of two that come at once not both can be the last. Superusers are not
            // limited.
            if (limit.isPresent() && !user.superuser() && size(user.name()) > limit.getAsInt()) {
                sessions.remove(session);
                throw new SqlException(
                                SqlState.TOO_MANY_CONNECTIONS, "too many connections for user \"" + user.name() + "\"")
                        .withHint("The user's CONNECTION LIMIT is " + limit.getAsInt() + ".");
            }
            return session;
        } catch (RuntimeException e) {
            places.decrementAndGet();
            if (engine != null) {
                engine.close();
            }
            throw e;
        }
    }

    /** Cancels what a session is running if the key is right; otherwise nothing, and it takes as long. */
    public void cancel(int processId, int secretKey) {
        Session session = sessions.find(processId).orElse(null);
        byte[] expected = bytes(session == null ? ~secretKey : session.secretKey());
        if (MessageDigest.isEqual(expected, bytes(secretKey)) && session != null) {
            session.cancel();
        }
    }

    private static byte[] bytes(int key) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(key).array();
    }

    public int size() {
        return sessions.size();
    }

    /** Whether a statement of any session runs now. */
    public boolean isBusy() {
        return sessions.all().stream().anyMatch(Session::isRunning);
    }

    /** Whether any session was opened or began a statement after this moment. */
    public boolean isAwake(Instant moment) {
        return sessions.all().stream().anyMatch(session -> session.isAwake(moment));
    }

    /** Sessions of a user that are open. */
    public long size(String user) {
        return sessions.all().stream()
                .filter(session -> session.user().equals(user))
                .count();
    }

    Admission admission() {
        return admission;
    }

    ServerMetrics metrics() {
        return metrics;
    }

    /** Sessions that are running a statement. */
    public long active() {
        return sessions.all().stream().filter(Session::isActive).count();
    }

    void remove(Session session) {
        if (sessions.remove(session)) {
            places.decrementAndGet();
        }
    }

    /** Interrupts the statement when its time is up; zero means never. */
    void limit(RunningStatement running, Duration timeout, Runnable interrupt) {
        if (!timeout.isZero()) {
            running.wakeBy(clock.schedule(interrupt, timeout.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /** Interrupts every statement. The sessions themselves are closed by their front doors. */
    @Override
    public void close() {
        clock.shutdownNow();
        sessions.all().forEach(Session::cancel);
    }
}
