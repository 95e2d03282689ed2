package io.auspex.server.session;

import io.auspex.language.statement.Statement;
import io.auspex.language.type.SqlType;
import java.util.List;

/** Finds what carries a statement out: the seam between a session, which keeps state, and the executors, which do work. */
public interface StatementPlanner {
    /**
     * @param text the statement as the user wrote it
     * @param declaredParameters types the client declared, by position; UNKNOWN or a missing tail where it declared none
     */
    Plan plan(SessionContext session, Statement statement, String text, List<SqlType> declaredParameters);
}
