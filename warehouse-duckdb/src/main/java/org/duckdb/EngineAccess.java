package org.duckdb;

import java.sql.SQLException;

/**
 * The three driver internals that Auspex cannot do without. It lives in the driver's package because the driver keeps
 * them package-private; it works on the class path only, and {@code EngineAccessTest} fails when a new driver changes them.
 */
public final class EngineAccess {
    private EngineAccess() {}

    /**
     * Throws the error that ended a streamed result, if one did. {@link DuckDBChunkedResult#nextChunk} answers false at an
     * error exactly as at the end of the rows, so that without this call a failed query looks like a shorter one.
     */
    public static void throwStreamError(DuckDBChunkedResult result) throws SQLException {
        result.checkError();
    }

    /**
     * Interrupts whatever the connection is running. {@link DuckDBPreparedStatement#cancel} does nothing while rows are
     * being fetched, which for a streamed result is where nearly all of the work happens.
     */
    public static void interrupt(DuckDBConnection connection) throws SQLException {
        connection.connRefLock.lock();
        try {
            connection.interrupt();
        } finally {
            connection.connRefLock.unlock();
        }
    }

    /** Share of the running statement in percent, or below zero where the engine cannot tell yet. */
    public static double progress(DuckDBConnection connection) throws SQLException {
        return connection.queryProgress().getPercentage();
    }
}
