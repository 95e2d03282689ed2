package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement;
import io.auspex.server.access.AccessControl;
import io.auspex.server.access.AccessRules;
import io.auspex.server.session.Notice;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.server.session.SessionSignals;
import java.util.Optional;

/** What a statement does to a session as a whole: CANCEL of another's statement, SET SESSION AUTHORIZATION, DISCARD ALL. */
final class SessionExecutor {
    private final AccessControl access;
    private final SessionSignals signals;

    SessionExecutor(AccessControl access, SessionSignals signals) {
        this.access = access;
        this.signals = signals;
    }

    Plan cancel(SessionContext session, Statement.CancelProcess statement) {
        return values -> {
            // What CANCEL's message says reaches the client of the session that it ends, as in Redshift.
            if (!signals.cancel(session.user(), statement.processId(), statement.message())) {
                session.notice(
                        Notice.Severity.WARNING,
                        SqlState.SUCCESSFUL_COMPLETION,
                        "PID " + statement.processId() + " is not a server process");
            }
            return new Result.Completed("CANCEL");
        };
    }

    /** Those who logged in as a superuser may take another user's rights, and come back. */
    Plan setUser(SessionContext session, Statement.SetSessionUser statement) {
        return values -> {
            session.transaction().enter();
            actAs(session, statement.user());
            return new Result.Completed(statement.user().isPresent() ? "SET" : "RESET");
        };
    }

    private void actAs(SessionContext session, Optional<String> wanted) {
        String user = wanted.orElse(session.loginUser());
        AccessRules rules = access.rules(session);
        if (!user.equals(session.loginUser()) && !rules.isSuperuser(session.loginUser())) {
            throw new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to set session authorization")
                    .withHint("Only superusers may act as other users; connect as " + user + ".");
        }
        if (rules.user(user).isEmpty()) {
            throw new SqlException(SqlState.UNDEFINED_OBJECT, "user \"" + user + "\" does not exist");
        }
        session.parameters().actAs(user, rules.isSuperuser(user));
    }

    /** The front door forgets its prepared statements by itself. */
    Plan discardAll(SessionContext session) {
        return values -> {
            session.transaction().leave("DISCARD ALL");
            actAs(session, Optional.empty());
            session.parameters().resetAll();
            return new Result.Completed("DISCARD ALL");
        };
    }
}
