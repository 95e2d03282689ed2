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
 * statements meets classes that are loaded and code that is compiled. First {@link #shortly}, before there are users: what is asked
 * at once must not be slow, and a start not noticeably longer. Then one thread in the background, of low priority, that lets users go
 * first; the newest model first, and a bounded number of models and calls. It needs no model to stay: a published function outlives what
 * DROP MODEL takes away.
 */
public final class WarmUp implements AutoCloseable {
    /** More are left to their first user, and find most of the code compiled for the others. */
    private static final int MOST_MODELS = 32;

    private static final int FIRST_ROWS = 16;

    /** Trees go by other loops than for few rows. */
    private static final int MORE_ROWS = 128;

    /** What the engine hands to a function at once. */
    private static final int MOST_ROWS = 2_048;

    /** A call of more rows follows only one that took less. */
    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Calls of what users call first, which make the JIT compiler compile it for good, and of the functions beside it. */
    private static final int CALLS = 24;

    private static final int CALLS_BESIDE = 6;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LONGEST_NANOS_BESIDE = TimeUnit.MILLISECONDS.toNanos(500);

    /** Of the processors' time: as long {@link #shortly} begins calls, and as long it then waits, at most, for the JIT compiler. */
    private static final long SHORTLY_NANOS = TimeUnit.MILLISECONDS.toNanos(1200);

    private static final long COMPILERS_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** By the clock, of both: on a machine that has other things to do. */
    private static final long LONGEST_SHORTLY_NANOS = TimeUnit.SECONDS.toNanos(3);

    /**
     * Of the processors' time: before users come, a call of some rows that took less is followed by some of many. Half of it is the JIT
     * compiler's, which is busy with the code of the start yet; an ensemble of trees takes up to 150 ms so, and 40 ms when that is over.
     */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long LONGEST_SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    /** Of the processors' time, too: what a call of many rows takes when the JIT compiler has compiled its loops for good. */
    private static final long SETTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    /** Of many rows at most, for a model that does not settle. */
    private static final int SHORT_CALLS = 12;

    /** After each call, for the compiler: on one core it has no other time. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** How long at most a call waits for users' statements to end. */
    private static final long COURTESY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How long at most it waits for a statement of a user who has just come or asked for something. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final Duration STOP = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(WarmUp.class.getName());

    private final Warehouse warehouse;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<Waiting> done = new ArrayDeque<>();
    private Thread thread;
    private WarehouseSession session;
    private volatile BooleanSupplier usersAreServed = () -> false;
    private volatile BooleanSupplier usersAreAwaited = () -> false;
    private boolean statementsAreWarm;
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
     * Calls models of the start in this thread, before users can connect: all of them for a few rows, then those that were quick for as
     * many as the engine hands over at once, and that again, until it has become quick or about a second is over. What the JIT compiler makes
     * of it, and of the start before, may take a fraction of another: on one core it would have to be shared with the first user.
     *
     * @param first what users' statements go through before they come to a model
     */
    public void shortly(Runnable first) {
        long begun = System.nanoTime();
        Effort effort = new Effort();
        List<Waiting> models;
        synchronized (this) {
            models = List.copyOf(waiting);
            statementsAreWarm = true;
        }
        quietly("statements", first);
        if (models.isEmpty()) {
            return;
        }
        callShortly(models, effort);
        // What the start leaves is about as much as there is room for, so one of the first statements would have to
        // wait for this.
        System.gc();
        effort.awaitRest(SHORTLY_NANOS + COMPILERS_NANOS, LONGEST_SHORTLY_NANOS);
        LOG.fine(() -> "warm-up: before users came it took " + milliseconds(begun) + " ms");
    }

    private void callShortly(List<Waiting> models, Effort effort) {
        try (WarehouseSession engine = warehouse.openSession()) {
            models.forEach(model -> callInTime(effort, engine, model, FIRST_ROWS, SHORT_NANOS));
            // Their first calls told nothing of their speed: the first of all loads the classes for the others.
            List<Waiting> unsettled = models.stream()
                    .filter(model -> callInTime(effort, engine, model, MORE_ROWS, SHORT_NANOS))
                    .toList();
            for (int call = 0; call < SHORT_CALLS; call++) {
                unsettled = unsettled.stream()
                        .filter(model -> !callInTime(effort, engine, model, MOST_ROWS, SETTLED_NANOS))
                        .toList();
            }
        }
    }

    /** @return whether it was in time, and took no more of the processors' time than {@code mostNanos} */
    private boolean callInTime(Effort effort, WarehouseSession engine, Waiting model, int rows, long mostNanos) {
        if (!effort.isWithin(SHORTLY_NANOS, LONGEST_SHORTLY_NANOS)) {
            return false;
        }
        Effort ofCall = new Effort();
        callOnce(engine, model, rows);
        return ofCall.isWithin(mostNanos, LONGEST_SHORT_NANOS);
    }

    private void callOnce(WarehouseSession engine, Waiting model, int rows) {
        quietly(
                "model " + model.model(),
                () -> read(engine, model.rows().query(model.functions().get(0), rows)));
    }

    /**
     * Begins, and returns at once.
     *
     * @param running whether statements of users run at the moment
     * @param awaited whether there may be one the next moment
     * @param first what users' statements go through before they come to a model
     * @param afterwards is run once, in the same thread, when the models of the start are warm
     */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it: where it counts, others come first.
    public synchronized void start(
            BooleanSupplier running, BooleanSupplier awaited, Runnable first, Runnable afterwards) {
        usersAreServed = running;
        usersAreAwaited = awaited;
        Runnable firstOfAll = statementsAreWarm ? () -> {} : first;
        thread = new Thread(() -> run(firstOfAll, afterwards), "auspex-warm-up");
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
        synchronized (this) {
            done.addFirst(model);
            if (done.size() > MOST_MODELS) {
                done.removeLast();
            }
        }
        if (!closed) {
            LOG.fine(() -> "warm-up: model " + model.model() + " took " + milliseconds(begun) + " ms");
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
        while (!closed && standsBack(System.nanoTime() - begun)) {
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    private boolean standsBack(long waited) {
        return (waited < PATIENCE_NANOS && usersAreAwaited.getAsBoolean())
                || (waited < COURTESY_NANOS && usersAreServed.getAsBoolean());
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
