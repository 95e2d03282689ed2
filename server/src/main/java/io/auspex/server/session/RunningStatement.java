package io.auspex.server.session;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.time.Instant;
import java.util.concurrent.Future;

/** One execution of a statement, from its start until its last row has gone out; says whether it shall stop, and why. */
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

    /** @param text as the user wrote it */
    RunningStatement(String text) {
        this.text = text;
    }

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

    synchronized void finish() {
        finished = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
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
