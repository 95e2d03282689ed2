package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.parse.StatementParser;
import io.auspex.language.statement.Statement;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.io.IOException;
import java.util.List;

/** The query inside UNLOAD or COPY TO STDOUT: an ordinary SELECT with the rights and the search path of the session. */
final class CopiedQuery {
    private final SessionContext session;
    private final EngineStatement statement;
    private final ModelCalls calls;

    private CopiedQuery(SessionContext session, EngineStatement statement, ModelCalls calls) {
        this.session = session;
        this.statement = statement;
        this.calls = calls;
    }

    /** @throws SqlException SYNTAX_ERROR if it is no query */
    static CopiedQuery of(SessionContext session, String text, ModelCalls calls) {
        Statement statement = StatementParser.parse(text);
        if (!(statement instanceof EngineStatement engine) || engine.kind() != EngineKind.SELECT) {
            throw new SqlException(SqlState.SYNTAX_ERROR, "Only a query can be copied or unloaded")
                    .withHint("Give a SELECT.");
        }
        return new CopiedQuery(session, engine, calls);
    }

    /** What is done with the rows. */
    @FunctionalInterface
    interface Work<T> {
        T take(RowStream rows) throws IOException;
    }

    /** What is done with one row. */
    @FunctionalInterface
    interface RowWork {
        void take(RowBatch batch, int row) throws IOException;
    }

    /** Runs the query; errors of the engine point into its text. */
    <T> T run(Work<T> work) throws IOException {
        session.transaction().enter();
        EngineQuery query = EngineQuery.of(session, statement, calls);
        try (PreparedQuery prepared = query.prepare(List.of())) {
            if (!prepared.parameters().isEmpty()) {
                throw new SqlException(SqlState.UNDEFINED_PARAMETER, "The query cannot have parameters such as $1");
            }
            PreparedQuery.Outcome outcome = query.locating(() -> prepared.execute(List.of()));
            try (RowStream rows = ((PreparedQuery.Outcome.Rows) outcome).stream()) {
                return work.take(rows);
            }
        }
    }

    /**
     * Every row, one after the other. A statement that is cancelled ends in the engine, between two batches: whoever cancels
     * goes on until the engine has heard of it, and must not be left to meet the session's next statement there.
     */
    static void each(RowStream rows, RowWork work) throws IOException {
        for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
            for (int row = 0; row < batch.rows(); row++) {
                work.take(batch, row);
            }
        }
    }
}
