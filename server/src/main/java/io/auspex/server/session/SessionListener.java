package io.auspex.server.session;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.InputStream;

/** What a session tells its front door while a statement runs; called on the thread that executes the statement. */
public interface SessionListener {
    /** Of a session that nobody listens to. */
    static SessionListener none() {
        return new SessionListener() {
            @Override
            public void notice(Notice notice) {}

            @Override
            public void parameterChanged(String name, String value) {}
        };
    }

    void notice(Notice notice);

    /** A reported parameter (application_name, TimeZone, ...) has a new value. */
    void parameterChanged(String name, String value);

    /**
     * COPY FROM STDIN: asks the client for rows, in text.
     *
     * @param columns of each row
     * @return what the client sends, up to where it says that it is done. Reading throws an {@link java.io.IOException} if
     *     the client goes, and a {@link SqlException} if it gives up
     */
    default InputStream copyIn(int columns) {
        throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "COPY FROM STDIN needs a client that sends rows");
    }

    /**
     * COPY TO STDOUT: tells the client that rows follow, in text.
     *
     * @param columns of each row
     */
    default CopyOutput copyOut(int columns) {
        throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "COPY TO STDOUT needs a client that takes rows");
    }

    /** Somebody wants the session to end: the front door is to say so to its client, and to close it. From any thread. */
    default void terminate() {}
}
