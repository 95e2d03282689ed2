package io.auspex.server.session;

import java.time.Instant;

/**
 * What a session is doing, for those who list the sessions.
 *
 * @param state as {@code pg_stat_activity} names it: active, idle, idle in transaction
 * @param started when its client logged in
 * @param statementStarted when the present statement began, or the last one
 * @param statement that statement
 */
record SessionActivity(
        int processId,
        String user,
        String applicationName,
        String state,
        Instant started,
        Instant statementStarted,
        String statement) {}
