package io.auspex.server.admission;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One statement's right to use the engine. It is lent, not given: a statement that is outside the engine - its portal is
 * suspended, its client does not read, it waits for a training - loses it after a moment to who waits, and gets it back before
 * it goes on.
 *
 * <pre>
 *   NEW ──enter──► WAITING ──► INSIDE ◄──────► OUTSIDE ──somebody waits──► LOST
 *                     ▲                                                     │
 *                     └──────────────────────enter──────────────────────────┘     close: CLOSED, from any
 * </pre>
 *
 * The thread of the statement calls all methods but those that tell how it is; moving between INSIDE and OUTSIDE takes no
 * lock.
 */
public final class Slot implements AutoCloseable {
    /** Where a statement is. */
    public enum Place {
        NEW,
        WAITING,
        INSIDE,
        OUTSIDE,
        LOST,
        CLOSED
    }

    private final AdmissionQueue queue;
    private final int count;
    private final AtomicReference<Place> place = new AtomicReference<>(Place.NEW);
    private volatile long outsideSince;
    private volatile long asked;
    private volatile long waited;
    private volatile long waitingSince;

    Slot(AdmissionQueue queue, int count) {
        this.queue = queue;
        this.count = Math.max(1, Math.min(count, queue.slots()));
    }

    /**
     * Goes on only when the engine may be used; a no-op for a statement that has not lost its right.
     *
     * @param check called when it waits, and whenever {@link #wake} was called; what it throws ends the wait
     * @throws io.auspex.language.error.SqlException CONFIGURATION_LIMIT_EXCEEDED if too many wait already
     */
    public void enter(Runnable check) {
        if (place.compareAndSet(Place.OUTSIDE, Place.INSIDE) || place.get() == Place.INSIDE) {
            return;
        }
        queue.enter(this, check);
    }

    /** The statement does something else now, or nothing, for it cannot know how long. */
    public void leave() {
        outsideSince = System.nanoTime();
        place.compareAndSet(Place.INSIDE, Place.OUTSIDE);
    }

    /** Makes a wait call its check. From any thread. */
    public void wake() {
        if (place.get() == Place.WAITING) {
            queue.wake(this);
        }
    }

    /** Gives it back for good; does nothing the second time. */
    @Override
    public void close() {
        queue.close(this);
    }

    public ServiceClass serviceClass() {
        return queue.serviceClass();
    }

    /** How many of the queue's slots it stands for. */
    public int count() {
        return count;
    }

    public Place place() {
        return place.get();
    }

    /** Time spent waiting so far. */
    public long waitedMicros() {
        long since = waitingSince;
        long now = since == 0 ? 0 : System.nanoTime() - since;
        return TimeUnit.NANOSECONDS.toMicros(waited + now);
    }

    /** Time since it was first asked for that was not spent waiting. */
    public long executedMicros() {
        return asked == 0 ? 0 : Math.max(0, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - asked) - waitedMicros());
    }

    /** How many are to be admitted before it, counted from 1; 0 when it does not wait. */
    public int position() {
        return place.get() == Place.WAITING ? queue.position(this) : 0;
    }

    /** Takes the right away from a statement that has been outside for so long; under the queue's lock. */
    boolean loseAfter(long nanos) {
        return place.get() == Place.OUTSIDE
                && System.nanoTime() - outsideSince >= nanos
                && place.compareAndSet(Place.OUTSIDE, Place.LOST);
    }

    /** Under the queue's lock. */
    void startWaiting() {
        waitingSince = System.nanoTime();
        if (asked == 0) {
            asked = waitingSince;
        }
        place.set(Place.WAITING);
    }

    /** Under the queue's lock. */
    void admit() {
        long since = waitingSince;
        if (since != 0) {
            // Nobody else writes it while the lock is held.
            long total = waited;
            waited = total + System.nanoTime() - since;
            waitingSince = 0;
        } else if (asked == 0) {
            asked = System.nanoTime();
        }
        place.set(Place.INSIDE);
    }

    /** Under the queue's lock. */
    void giveUp() {
        place.set(Place.CLOSED);
    }

    /** Under the queue's lock. */
    Place closed() {
        return place.getAndSet(Place.CLOSED);
    }
}
