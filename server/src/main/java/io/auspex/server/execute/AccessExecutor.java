package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.AccessStatement;
import io.auspex.server.access.AccessControl;
import io.auspex.server.access.AccessExecution;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Statements about users and privileges: part of the session's transaction, like any DDL. */
final class AccessExecutor {
    private static final int ATTEMPTS = 20;

    private final AccessExecution execution;

    AccessExecutor(AccessControl access) {
        this.execution = new AccessExecution(access);
    }

    Plan plan(SessionContext session, AccessStatement statement) {
        return parameters -> {
            WriteAccess.require(session, "a change of users or privileges");
            session.transaction().enter();
            return new Result.Completed(run(session, statement));
        };
    }

    /** Again where somebody else came first, unless a transaction of the user's would have to be repeated. */
    private String run(SessionContext session, AccessStatement statement) {
        for (int attempt = 1; ; attempt++) {
            boolean own = !session.warehouse().inTransaction();
            try {
                return session.transaction().atomically(() -> execution.run(session, statement));
            } catch (SqlException e) {
                if (!own || e.state() != SqlState.SERIALIZATION_FAILURE || attempt == ATTEMPTS) {
                    throw e;
                }
                session.checkInterrupted();
                LockSupport.parkNanos(Duration.ofMillis(5L * attempt).toNanos());
            }
        }
    }
}
