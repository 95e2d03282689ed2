package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.server.session.SessionContext;

/** Holds READ ONLY against the statements that the engine does not see as writes. */
final class WriteAccess {
    private WriteAccess() {}

    /** @throws SqlException READ_ONLY_TRANSACTION if nothing may be written now */
    static void require(SessionContext session, String command) {
        if (session.transaction().readOnly()) {
            throw new SqlException(
                    SqlState.READ_ONLY_TRANSACTION, "cannot execute " + command + " in a read-only transaction");
        }
    }
}
