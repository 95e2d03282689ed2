package io.auspex.server.prediction;

import io.auspex.language.error.SqlException;
import io.auspex.language.statement.QualifiedName;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.WarehouseSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Calls the functions of READY models before users do, with made-up rows and through the engine, so that the first of a user's
 * statements meets classes that are loaded and code that is compiled. One thread in the background, of low priority, that lets users'
 * statements go first; the newest model first, and a bounded number of models and calls. It needs no model to stay: a published function
 * outlives what DROP MODEL takes away.
 */
public final class WarmUp implements AutoCloseable {
    /** More are left to their first user, and find most of the code compiled for the others. */
    private static final int MOST_MODELS = 32;

    private static final int FIRST_ROWS = 16;
    /** What the engine hands to a function at once. */
    private static final int MOST_ROWS = 2_048;

    /** A call of more rows follows only one that took less. */
    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Calls of what users call first, which make the JIT compiler compile it for good, and of the functions beside it. */
    private static final int CALLS = 24;

    private static final int CALLS_BESIDE = 6;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LONGEST_NANOS_BESIDE = TimeUnit.MILLISECONDS.toNanos(500);

    /** After each call, for the compiler: on one core it has no other time. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** How long at most a call waits for users' statements to end. */
    private static final long COURTESY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Duration STOP = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(WarmUp.class.getName());

    private final Warehouse warehouse;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<Waiting> done = new ArrayDeque<>();
    private Thread thread;
    private WarehouseSession session;
    private volatile BooleanSupplier usersAreServed = () -> false;
    private volatile boolean closed;

    private record Waiting(QualifiedName model, MadeUpRows rows, List<ModelFunction> functions) {}

    /** Models may be added from now on; nothing is called before {@link #start}. */
    public WarmUp(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Puts a model that has just been published before all that wait. */
    synchronized void add(QualifiedName model, MadeUpRows rows, List<ModelFunction> functions) {
        waiting.addFirst(new Waiting(model, rows, functions));
        if (waiting.size() > MOST_MODELS) {
            waiting.removeLast();
        }
        notifyAll();
    }

    /** Calls the functions of the models that have been warm once more: loops of theirs have been exchanged. */
    public synchronized void again() {
        for (Waiting model : done) {
            add(model.model(), model.rows(), model.functions());
        }
        done.clear();
    }

    /**
     * Begins, and returns at once.
     *
     * @param running whether statements of users run at the moment
     * @param first what users' statements go through before they come to a model
     * @param afterwards is run once, in the same thread, when the models of the start are warm
     */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it: where it counts, others come first.
    public synchronized void start(BooleanSupplier running, Runnable first, Runnable afterwards) {
        usersAreServed = running;
        thread = new Thread(() -> run(first, afterwards), "auspex-warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.setUncaughtExceptionHandler((failed, e) -> LOG.log(Level.WARNING, "Models are not warmed up", e));
        thread.start();
    }

    private void run(Runnable first, Runnable afterwards) {
        WarehouseSession engine = open();
        if (engine == null) {
            return;
        }
        try {
            long begun = System.nanoTime();
            quietly("statements", first);
            int models = 0;
            for (Waiting model = poll(); model != null; model = poll()) {
                warm(engine, model);
                models++;
            }
            if (closed) {
                return;
            }
            LOG.fine("warm-up: " + models + " models of the start took " + milliseconds(begun) + " ms");
            afterwards.run();
            while (awaitModel()) {
                for (Waiting model = poll(); model != null; model = poll()) {
                    warm(engine, model);
                }
                LOG.fine("warm-up: all models are warm");
            }
        } finally {
            closeSession();
        }
    }

    /** Null when there is nothing to be done any more. */
    private synchronized WarehouseSession open() {
        session = closed ? null : warehouse.openSession();
        return session;
    }

    private synchronized void closeSession() {
        session.close();
        session = null;
    }

    private synchronized Waiting poll() {
        return closed ? null : waiting.pollFirst();
    }

    /** @return false when there will be none */
    private synchronized boolean awaitModel() {
        try {
            while (waiting.isEmpty() && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !closed;
    }

    private void warm(WarehouseSession engine, Waiting model) {
        long begun = System.nanoTime();
        quietly("model " + model.model(), () -> {
            int calls = CALLS;
            long limit = LONGEST_NANOS;
            for (ModelFunction function : model.functions()) {
                call(engine, model.rows(), function, calls, limit);
                calls = CALLS_BESIDE;
                limit = LONGEST_NANOS_BESIDE;
            }
        });
        if (!closed) {
            LOG.fine(() -> "warm-up: model " + model.model() + " took " + milliseconds(begun) + " ms");
        }
        synchronized (this) {
            done.addFirst(model);
            if (done.size() > MOST_MODELS) {
                done.removeLast();
            }
        }
    }

    private void call(WarehouseSession engine, MadeUpRows rows, ModelFunction function, int calls, long limitNanos) {
        long begun = System.nanoTime();
        int count = FIRST_ROWS;
        for (int call = 0; call < calls && System.nanoTime() - begun < limitNanos; call++) {
            letUsersGoFirst();
            if (closed) {
                return;
            }
            long before = System.nanoTime();
            read(engine, rows.query(function, count));
            if (System.nanoTime() - before < QUICK_NANOS) {
                count = Math.min(MOST_ROWS, 4 * count);
            }
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    private static void read(WarehouseSession engine, String sql) {
        try (PreparedQuery query = engine.prepare(sql, List.of())) {
            if (query.execute(List.of()) instanceof PreparedQuery.Outcome.Rows rows) {
                try (RowStream stream = rows.stream()) {
                    while (stream.next() != null) {
                        // Only that it has been computed counts.
                    }
                }
            }
        }
    }

    private void letUsersGoFirst() {
        long begun = System.nanoTime();
        while (!closed && usersAreServed.getAsBoolean() && System.nanoTime() - begun < COURTESY_NANOS) {
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    /** What fails here, fails for a user too, who is told then. */
    private void quietly(String what, Runnable work) {
        try {
            work.run();
        } catch (SqlException e) {
            if (!closed) {
                LOG.log(Level.FINE, "warm-up: " + what + " failed", e);
            }
        }
    }

    private static long milliseconds(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    /** Ends what is being called, and returns when it has ended. */
    @Override
    public void close() {
        Thread working;
        synchronized (this) {
            closed = true;
            waiting.clear();
            working = thread;
            if (session != null) {
                session.cancel();
            }
            notifyAll();
        }
        if (working == null) {
            return;
        }
        try {
            working.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
