package io.auspex.server.session;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.LoggableText;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
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
    private final Instant started = Instant.now();
    private Interruption interruption;
    private String message;
    private boolean finished;
    private Future<?> alarm;
    private Consumer<RunningStatement> journal = ended -> {};
    private RuntimeException failure;
    private long rows;

    /** @param text as the user wrote it; what is kept of it hides passwords and keys */
    RunningStatement(String text) {
        this.text = LoggableText.of(text);
    }

    /** @param newJournal is told when it ends, on the thread that ends it */
    synchronized void tellWhenEnded(Consumer<RunningStatement> newJournal) {
        journal = newJournal;
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

    synchronized long rows() {
        return rows;
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

    /** @return false if the statement has ended or is stopping already, so that nothing must be interrupted */
    synchronized boolean interrupt(Interruption why, String said) {
        if (finished) {
            return false;
        }
        if (interruption == null) {
            interruption = why;
            message = said;
        }
        // Also a second time: the first may have come before the engine had begun, and been without effect on it.
        return true;
    }

    synchronized void wakeBy(Future<?> newAlarm) {
        alarm = newAlarm;
        if (finished) {
            alarm.cancel(false);
        }
    }

    void finish() {
        Consumer<RunningStatement> told;
        synchronized (this) {
            if (finished) {
                return;
            }
            finished = true;
            if (alarm != null) {
                alarm.cancel(false);
            }
            told = journal;
        }
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
