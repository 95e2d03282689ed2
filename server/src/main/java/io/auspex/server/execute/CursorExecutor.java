package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.type.SqlType;
import io.auspex.server.session.Cursor;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.server.session.TransactionStatus;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * DECLARE, FETCH and CLOSE. The query starts when its cursor is declared, so that it sees what was there then, and goes on as
 * far as rows are fetched.
 */
final class CursorExecutor {
    private final EngineExecutor engine;
    private final Path folder;

    /** @param folder where rows of cursors are kept while something else runs */
    CursorExecutor(EngineExecutor engine, Path folder) {
        this.engine = engine;
        this.folder = folder;
    }

    Plan declare(SessionContext session, Statement.DeclareCursor statement, List<SqlType> declaredParameters) {
        EngineStatement query = new EngineStatement(EngineKind.SELECT, statement.query());
        Plan plan = locating(statement, () -> engine.plan(session, query, declaredParameters));
        return new Plan() {
            private boolean taken;

            @Override
            public List<SqlType> parameters() {
                return plan.parameters();
            }

            @Override
            public Result execute(List<Object> values) {
                if (session.transactionStatus() != TransactionStatus.IN_TRANSACTION) {
                    throw new SqlException(
                                    SqlState.NO_ACTIVE_TRANSACTION,
                                    "DECLARE CURSOR may only be used in transaction blocks")
                            .withHint("Send BEGIN first; the cursor ends with the transaction.");
                }
                session.cursors().requireFree(statement.name());
                // The cursor keeps the plan that it runs by, and may outlive the statement.
                Plan own = taken ? engine.plan(session, query, declaredParameters) : plan;
                taken = true;
                session.cursors().put(new Cursor(statement.name(), own, start(own, values), folder));
                return new Result.Completed("DECLARE CURSOR");
            }

            private RowStream start(Plan own, List<Object> values) {
                try {
                    return ((Result.Rows) locating(statement, () -> own.execute(values))).stream();
                } catch (RuntimeException e) {
                    own.close();
                    throw e;
                }
            }

            @Override
            public void close() {
                if (!taken) {
                    plan.close();
                }
            }
        };
    }

    private static <T> T locating(Statement.DeclareCursor statement, Supplier<T> work) {
        try {
            return work.get();
        } catch (SqlException e) {
            throw e.position().isPresent() ? e.at(e.position().getAsInt() + statement.offset()) : e;
        }
    }

    static Plan fetch(SessionContext session, Statement.FetchCursor statement) {
        List<ResultColumn> columns = session.cursors().get(statement.name()).columns();
        return new Plan() {
            @Override
            public List<ResultColumn> columns() {
                return columns;
            }

            @Override
            public Result execute(List<Object> values) {
                Cursor cursor = session.cursors().get(statement.name());
                return new Result.Rows(cursor.fetch(statement.most()), "FETCH");
            }
        };
    }

    static Plan close(SessionContext session, Statement.CloseCursor statement) {
        return values -> {
            session.cursors().close(statement.name());
            return new Result.Completed(statement.name().isPresent() ? "CLOSE CURSOR" : "CLOSE CURSOR ALL");
        };
    }
}
