package io.auspex.server.execute;

import io.auspex.language.error.SqlState;
import io.auspex.server.session.Notice;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.server.session.Transaction;

/** BEGIN, COMMIT and ROLLBACK, with PostgreSQL's warnings and command tags. */
final class TransactionExecutor {
    private TransactionExecutor() {}

    static Plan begin(SessionContext session, boolean readOnly) {
        return parameters -> {
            if (!session.transaction().begin(readOnly)) {
                session.notice(
                        Notice.Severity.WARNING,
                        SqlState.ACTIVE_TRANSACTION,
                        "there is already a transaction in progress");
            }
            return new Result.Completed("BEGIN");
        };
    }

    static Plan commit(SessionContext session) {
        return parameters -> ended(session, session.transaction().commit(), "COMMIT");
    }

    static Plan rollback(SessionContext session) {
        return parameters -> ended(session, session.transaction().rollback(), "ROLLBACK");
    }

    private static Result ended(SessionContext session, Transaction.End end, String command) {
        if (end == Transaction.End.NO_BLOCK) {
            session.notice(
                    Notice.Severity.WARNING, SqlState.NO_ACTIVE_TRANSACTION, "there is no transaction in progress");
        }
        return new Result.Completed(end == Transaction.End.ROLLED_BACK ? "ROLLBACK" : command);
    }
}
