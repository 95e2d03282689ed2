package io.auspex.warehouse.duckdb;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the changes of users' functions. The engine writes a macro's body into the plan of a prepared statement and keeps
 * the plan when the macro changes: a statement that was prepared at another version has to be prepared again.
 */
final class FunctionVersion {
    private final AtomicLong changes = new AtomicLong();

    long current() {
        return changes.get();
    }

    /** To be called once the change shows: after the statement in its own transaction, after COMMIT to others. */
    long next() {
        return changes.incrementAndGet();
    }
}
