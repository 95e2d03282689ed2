package io.auspex.server.session;

import java.time.Instant;
import java.util.Optional;

/**
 * A statement that has ended.
 *
 * @param number of this execution
 * @param userId of who logged in
 * @param user the name of who logged in
 * @param transaction the number of the first statement of its transaction
 * @param label the session's query_group
 * @param error with its SQLSTATE, without anything that the text hides
 * @param queue that it waited in; absent for a statement that does not use the engine
 * @param rows that were returned or changed, as far as is known
 * @param text without passwords and keys
 */
public record StatementRecord(
        long number,
        long userId,
        String user,
        int processId,
        long transaction,
        StatementCategory category,
        String kind,
        String label,
        Instant started,
        Instant ended,
        Outcome outcome,
        Optional<String> error,
        Optional<QueueStay> queue,
        long rows,
        String text) {
    /** How it ended. */
    public enum Outcome {
        SUCCESS,
        FAILED,
        CANCELED
    }
}
