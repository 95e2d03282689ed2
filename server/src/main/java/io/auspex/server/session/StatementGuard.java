package io.auspex.server.session;

import io.auspex.language.error.SqlException;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.warehouse.PreparedQuery;

/** Stands between a session and the engine: nothing of a user's reaches the engine but through it. */
public interface StatementGuard {
    /**
     * Called before every statement is prepared or executed.
     *
     * @throws io.auspex.language.error.SqlException INVALID_AUTHORIZATION if the session's user is gone
     */
    void requireUser(SessionContext session);

    /**
     * Gives a query that asks for permission at each execution, and has asked once already.
     *
     * @param sql the statement in the engine's dialect, as it was prepared
     * @param prepared is closed where the answer is no
     * @throws io.auspex.language.error.SqlException INSUFFICIENT_PRIVILEGE
     */
    PreparedQuery guard(SessionContext session, EngineKind kind, String sql, PreparedQuery prepared);

    /**
     * An error of the engine as the session's user may see it: its guesses at what was meant may name what the user may not
     * know of.
     *
     * @param sql the statement in the engine's dialect
     */
    SqlException discreet(SessionContext session, String sql, SqlException error);
}
