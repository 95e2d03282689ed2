package io.auspex.server.admission;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One queue: first come, first served, with a bounded number of slots and of those who wait. Who lost its slot while it was
 * outside the engine comes before all that have not begun.
 */
final class AdmissionQueue {
    /** For how long a statement outside the engine keeps its slot from who waits. */
    private static final long LEASE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ServiceClass serviceClass;
    private final int slots;
    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();

    /** In their order; each with what it sleeps on. */
    private Map<Slot, Condition> waiting = new LinkedHashMap<>();

    private final List<Slot> admitted = new ArrayList<>();
    private int used;
    private long total;

    /** @param limit of those who wait */
    AdmissionQueue(ServiceClass serviceClass, int slots, int limit) {
        this.serviceClass = serviceClass;
        this.slots = slots;
        this.limit = limit;
    }

    ServiceClass serviceClass() {
        return serviceClass;
    }

    int slots() {
        return slots;
    }

    void enter(Slot slot, Runnable check) {
        lock.lock();
        try {
            if (slot.place() == Slot.Place.CLOSED) {
                return;
            }
            boolean begun = slot.place() == Slot.Place.LOST;
            if (waiting.isEmpty() && used + slot.count() <= slots) {
                admit(slot, begun);
                return;
            }
            if (!begun && waiting.size() >= limit) {
                throw full();
            }
            await(slot, begun, check);
        } finally {
            lock.unlock();
        }
    }

    private void await(Slot slot, boolean begun, Runnable check) {
        add(slot, begun);
        slot.startWaiting();
        try {
            while (slot.place() == Slot.Place.WAITING) {
                check.run();
                if (first() == slot) {
                    takeFromIdle();
                    if (used + slot.count() <= slots) {
                        waiting.remove(slot);
                        admit(slot, begun);
                        wakeFirst();
                    } else {
                        waiting.get(slot).awaitNanos(LEASE_NANOS);
                    }
                } else {
                    waiting.get(slot).await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SqlException(SqlState.QUERY_CANCELED, "canceling statement because the server is stopping")
                    .causedBy(e);
        } finally {
            if (waiting.remove(slot) != null) {
                slot.giveUp();
                wakeFirst();
            }
        }
    }

    private void add(Slot slot, boolean first) {
        Condition turn = lock.newCondition();
        if (first) {
            Map<Slot, Condition> order = new LinkedHashMap<>();
            order.put(slot, turn);
            order.putAll(waiting);
            waiting = order;
        } else {
            waiting.put(slot, turn);
        }
    }

    private void admit(Slot slot, boolean begun) {
        used += slot.count();
        admitted.add(slot);
        if (!begun) {
            total++;
        }
        slot.admit();
    }

    private Slot first() {
        return waiting.isEmpty() ? null : waiting.keySet().iterator().next();
    }

    private void wakeFirst() {
        if (!waiting.isEmpty()) {
            waiting.values().iterator().next().signal();
        }
    }

    private void takeFromIdle() {
        admitted.removeIf(slot -> {
            boolean lost = slot.loseAfter(LEASE_NANOS);
            used -= lost ? slot.count() : 0;
            return lost;
        });
    }

    void wake(Slot slot) {
        lock.lock();
        try {
            Condition turn = waiting.get(slot);
            if (turn != null) {
                turn.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void close(Slot slot) {
        lock.lock();
        try {
            Slot.Place before = slot.closed();
            if (before == Slot.Place.INSIDE || before == Slot.Place.OUTSIDE) {
                admitted.remove(slot);
                used -= slot.count();
                wakeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    int position(Slot slot) {
        lock.lock();
        try {
            return new ArrayList<>(waiting.keySet()).indexOf(slot) + 1;
        } finally {
            lock.unlock();
        }
    }

    QueueState state() {
        lock.lock();
        try {
            return new QueueState(serviceClass, slots, used, admitted.size(), waiting.size(), limit, total);
        } finally {
            lock.unlock();
        }
    }

    private SqlException full() {
        return new SqlException(
                        SqlState.CONFIGURATION_LIMIT_EXCEEDED,
                        "too many statements wait in the "
                                + serviceClass.title().toLowerCase(Locale.ROOT) + ": " + waiting.size())
                .withHint("Try again later; STV_RECENTS lists what runs. The server's --queue says how many may wait,"
                        + " --concurrency how many run.");
    }
}
