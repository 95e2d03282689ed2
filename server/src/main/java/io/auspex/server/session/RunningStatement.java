package io.auspex.server.session;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.LoggableText;
import io.auspex.server.admission.Slot;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One execution of a statement, from its start until its last row has gone out; says whether it shall stop, and why, and tells
 * once how it ended.
 */
final class RunningStatement {
    enum Interruption {
        USER("canceling statement due to user request"),
        TIMEOUT("canceling statement due to statement timeout");

        private final String message;

        Interruption(String message) {
            this.message = message;
        }

        String message() {
            return message;
        }
    }

    private final String text;
    private final String label;
    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();
    private Interruption interruption;
    private String message;
    private boolean finished;
    private Future<?> alarm;
    private Slot slot;
    private boolean streaming;
    private boolean suspended;
    private Consumer<RunningStatement> ending = ended -> {};
    private RuntimeException failure;
    private long rows;
    private long number;

    /**
     * @param text as the user wrote it; what is kept of it hides passwords and keys
     * @param label the session's query_group
     */
    RunningStatement(String text, String label) {
        this.text = LoggableText.of(text);
        this.label = label;
    }

    /** @param newNumber that lists and logs of statements have for it */
    synchronized void number(long newNumber) {
        number = newNumber;
    }

    /** 0 before it has one. */
    synchronized long number() {
        return number;
    }

    String label() {
        return label;
    }

    /** @param told when it ends, on the thread that ends it; after those that were named before */
    synchronized void tellWhenEnded(Consumer<RunningStatement> told) {
        ending = ending.andThen(told);
    }

    /** It ends with an error. Of several the first counts. */
    void fail(RuntimeException error) {
        synchronized (this) {
            if (!finished && failure == null) {
                failure = error;
            }
        }
        finish();
    }

    synchronized void addRows(long count) {
        rows += count;
    }

    /** That were returned or changed. */
    synchronized long rows() {
        return rows;
    }

    synchronized long returnedRows() {
        return streaming ? rows : 0;
    }

    synchronized Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /** What may be kept of the error's message: nothing where the text had something to hide. */
    Optional<String> shownFailure() {
        return failure().map(error -> {
            String state = error instanceof SqlException sql ? sql.state().code() : "XX000";
            return LoggableText.hidesSomething(text) || error.getMessage() == null
                    ? state
                    : state + " " + LoggableText.of(error.getMessage());
        });
    }

    /** Without passwords and keys. */
    String text() {
        return text;
    }

    Instant started() {
        return started;
    }

    long runtimeNanos() {
        return System.nanoTime() - startedNanos;
    }

    /** @return false if the statement has ended or is stopping already, so that nothing must be interrupted */
    boolean interrupt(Interruption why, String said) {
        Optional<Slot> waiting;
        synchronized (this) {
            if (finished || suspended) {
                return false;
            }
            if (interruption == null) {
                interruption = why;
                message = said;
            }
            waiting = Optional.ofNullable(slot);
        }
        waiting.ifPresent(Slot::wake);
        // Also a second time: the first may have come before the engine had begun, and been without effect on it.
        return true;
    }

    /**
     * Interrupts the engine, unless the statement has ended: what the engine does then is another statement's, which cannot
     * begin while this is going on.
     *
     * @param engine interrupts it, and says whether it was at work
     * @return whether that may have to be done again: an interrupt that comes before the engine has begun is lost
     */
    synchronized boolean interruptEngine(BooleanSupplier engine) {
        // Rows that wait for somebody to fetch them are refused at the next fetch.
        return !finished && !suspended && (engine.getAsBoolean() || !streaming);
    }

    /** From now on it is rows that go out. */
    synchronized void stream() {
        streaming = true;
    }

    /** Its client has had a portion of the rows, and may ask for more: until then there is nothing to interrupt. */
    synchronized void suspend() {
        suspended = true;
    }

    /** The next rows are wanted. */
    synchronized void proceed() {
        suspended = false;
    }

    /** Whether something is being done for it. */
    synchronized boolean isActive() {
        return !finished && !suspended;
    }

    /** What the statement gives back when it ends. */
    void use(Slot newSlot) {
        boolean over;
        synchronized (this) {
            slot = newSlot;
            over = finished;
        }
        if (over) {
            newSlot.close();
        }
    }

    /** Its place in a queue, if it had to ask for one. */
    synchronized Optional<Slot> slot() {
        return Optional.ofNullable(slot);
    }

    /** The engine is about to be used, as far as others let it. */
    void enterEngine() {
        slot().ifPresent(held -> held.enter(this::check));
    }

    /** Something else than the engine is waited for. */
    void leaveEngine() {
        slot().ifPresent(Slot::leave);
    }

    synchronized void wakeBy(Future<?> newAlarm) {
        alarm = newAlarm;
        if (finished) {
            alarm.cancel(false);
        }
    }

    void finish() {
        Optional<Slot> held;
        Consumer<RunningStatement> told;
        synchronized (this) {
            if (finished) {
                return;
            }
            finished = true;
            if (alarm != null) {
                alarm.cancel(false);
            }
            held = Optional.ofNullable(slot);
            told = ending;
        }
        held.ifPresent(Slot::close);
        told.accept(this);
    }

    synchronized boolean isFinished() {
        return finished;
    }

    synchronized void check() {
        if (interruption != null) {
            throw new SqlException(SqlState.QUERY_CANCELED, message);
        }
    }

    /** The engine only knows that it was interrupted; this says why. */
    synchronized RuntimeException explain(RuntimeException error) {
        if (interruption != null && error instanceof SqlException sql && sql.state() == SqlState.QUERY_CANCELED) {
            return new SqlException(SqlState.QUERY_CANCELED, message).causedBy(error);
        }
        return error;
    }
}
