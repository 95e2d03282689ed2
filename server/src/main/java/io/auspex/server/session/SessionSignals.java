package io.auspex.server.session;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.Warehouse;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lists the sessions, and lets one stop another: what {@code pg_stat_activity}, {@code pg_cancel_backend},
 * {@code pg_terminate_backend} and CANCEL stand on. The catalog's views and macros ask it by functions of the engine, whose
 * names no statement of a user's may hold.
 */
public final class SessionSignals {
    static final String LIST = "__auspex_sessions";
    static final String SIGNAL = "__auspex_signal";

    private static final String CANCEL = "cancel";

    private final SessionDirectory sessions;
    private final Predicate<String> superusers;

    /** @param superusers whether a user may stop the statements of others */
    public SessionSignals(SessionDirectory sessions, Predicate<String> superusers) {
        this.sessions = sessions;
        this.superusers = superusers;
    }

    /** Makes the functions known to the engine. */
    public void publish(Warehouse warehouse) {
        warehouse.publish(new ModelFunction(
                LIST,
                List.of(ColumnType.VARCHAR),
                ModelFunction.Returns.TEXT,
                (batch, result) -> list(batch, (String[]) result)));
        warehouse.publish(new ModelFunction(
                SIGNAL,
                List.of(ColumnType.VARCHAR, ColumnType.VARCHAR, ColumnType.VARCHAR),
                ModelFunction.Returns.CODE,
                (batch, result) -> signal(batch, (int[]) result)));
    }

    private void list(ColumnBatch batch, String[] result) {
        String json = SessionListText.of(
                sessions.all().stream().map(Session::activity).toList());
        for (int row = 0; row < batch.rows(); row++) {
            result[row] = json;
        }
    }

    private void signal(ColumnBatch batch, int[] result) {
        String[] users = batch.texts(0);
        String[] kinds = batch.texts(1);
        String[] processes = batch.texts(2);
        for (int row = 0; row < batch.rows(); row++) {
            boolean done = processes[row] != null
                    && signal(users[row], CANCEL.equals(kinds[row]), processId(processes[row]), Optional.empty());
            result[row] = done ? 1 : 0;
        }
    }

    private static int processId(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            // No process has such a number.
            return -1;
        }
    }

    /**
     * Cancels what a session is running.
     *
     * @param user who asks
     * @param message that the session's client is told
     * @return false if there is no such session
     * @throws SqlException INSUFFICIENT_PRIVILEGE
     */
    public boolean cancel(String user, int processId, Optional<String> message) {
        return signal(user, true, processId, message);
    }

    private boolean signal(String user, boolean cancel, int processId, Optional<String> message) {
        Optional<Session> found = sessions.find(processId);
        if (found.isEmpty()) {
            return false;
        }
        Session session = found.get();
        if (!session.user().equals(user) && !superusers.test(user)) {
            throw new SqlException(
                            SqlState.INSUFFICIENT_PRIVILEGE, "must be superuser to signal other users' processes")
                    .withHint("Process " + processId + " belongs to another user.");
        }
        if (!cancel) {
            session.terminate();
        } else if (message.isPresent()) {
            session.cancel(message.get());
        } else {
            session.cancel();
        }
        return true;
    }
}
