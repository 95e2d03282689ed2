package io.auspex.server.session;

import java.time.Instant;
import java.util.Optional;

/**
 * What a session is doing, for those who list the sessions.
 *
 * @param state as {@code pg_stat_activity} names it: active, idle, idle in transaction
 * @param started when its client logged in
 * @param statementStarted when the present statement began, or the last one
 * @param number of that statement
 * @param statement its text
 * @param label the query_group that it ran under
 * @param queue where it stands with its queue; absent where it waits in none, or is over
 */
record SessionActivity(
        int processId,
        String user,
        String applicationName,
        String state,
        Instant started,
        long number,
        Instant statementStarted,
        String statement,
        String label,
        Optional<QueuePlace> queue) {}
