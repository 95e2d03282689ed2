package io.auspex.benchmark.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What was sent, what came back, and what should not have. */
public final class Tally {
    private static final int MOST_DEFECTS = 50;
    private static final String INTERNAL_ERROR = "XX000";

    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong witnessed = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Map<String, Long> errors = new TreeMap<>();
    private final List<String> defects = new ArrayList<>();

    void sent(int count) {
        messages.addAndGet(count);
    }

    /** @return how many there have been before */
    long connected() {
        return connections.getAndIncrement();
    }

    void answered() {
        answers.incrementAndGet();
    }

    void brokeOff() {
        refused.incrementAndGet();
    }

    /** The server is gone. */
    void dead(String what) {
        over.set(true);
        defect(what);
    }

    /** With so many defects more of them tell nothing new. */
    boolean isWorthGoingOn() {
        return !over.get() && defects().size() < MOST_DEFECTS;
    }

    void witnessed(long nanos) {
        witnessed.incrementAndGet();
        slowestNanos.accumulateAndGet(nanos, Math::max);
    }

    void error(String state, String message) {
        synchronized (errors) {
            errors.merge(state, 1L, Long::sum);
        }
        if (state.equals(INTERNAL_ERROR)) {
            defect("an internal error reached the client: " + message);
        }
    }

    void defect(String what) {
        synchronized (defects) {
            if (defects.size() < MOST_DEFECTS && !defects.contains(what)) {
                defects.add(what);
            }
        }
    }

    public long messages() {
        return messages.get();
    }

    public long connections() {
        return connections.get();
    }

    public long answers() {
        return answers.get();
    }

    /** Connections that the server closed while their client was speaking. */
    public long brokenOff() {
        return refused.get();
    }

    /** How often another session was served meanwhile. */
    public long witnessed() {
        return witnessed.get();
    }

    /** The longest that the other session had to wait. */
    public double slowestMillis() {
        return slowestNanos.get() / 1e6;
    }

    /** By SQLSTATE. */
    public Map<String, Long> errors() {
        synchronized (errors) {
            return new TreeMap<>(errors);
        }
    }

    /** In words; empty where all is well. */
    public List<String> defects() {
        synchronized (defects) {
            return List.copyOf(defects);
        }
    }
}
