package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.language.type.SqlType;
import io.auspex.server.access.AccessControl;
import io.auspex.server.session.Notice;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.ResultColumn;
import java.util.List;
import java.util.Optional;

/**
 * Queries, DML and DDL: the warehouse runs them. Queries and DML are analysed when they are prepared; DDL when it is
 * executed, because what it refers to may only come into being shortly before.
 */
final class EngineExecutor {
    private final SchemaGuard schemas;
    private final DefinitionAccess definitions;
    private final ModelCalls calls;

    EngineExecutor(SchemaGuard schemas, AccessControl access, ModelCalls calls) {
        this.schemas = schemas;
        this.definitions = new DefinitionAccess(access);
        this.calls = calls;
    }

    Plan plan(SessionContext session, EngineStatement statement, List<SqlType> declaredParameters) {
        EngineQuery query = query(session, statement);
        boolean parameters =
                Lexer.tokenize(statement.text()).stream().anyMatch(token -> token.kind() == Token.Kind.PARAMETER);
        if (statement.kind().isDefinition() && !parameters) {
            return new DefinitionPlan(session, statement, query);
        }
        return new QueryPlan(session, statement, query, query.prepare(declaredParameters));
    }

    private EngineQuery query(SessionContext session, EngineStatement statement) {
        return EngineQuery.of(session, statement, calls);
    }

    private static void requireWriteAccess(SessionContext session, EngineKind kind) {
        if (!kind.returnsRows()) {
            WriteAccess.require(session, kind == EngineKind.CREATE_TABLE_AS ? "CREATE TABLE AS" : kind.commandTag());
        }
    }

    private static String commandTag(EngineKind kind, long rows) {
        return switch (kind) {
            case INSERT -> "INSERT 0 " + rows;
            case UPDATE, DELETE, MERGE, CREATE_TABLE_AS -> kind.commandTag() + " " + rows;
            default -> kind.commandTag();
        };
    }

    private static Result result(EngineKind kind, PreparedQuery.Outcome outcome) {
        if (outcome instanceof PreparedQuery.Outcome.Rows rows) {
            // A RETURNING clause: the front door appends the number of rows.
            return new Result.Rows(rows.stream(), kind == EngineKind.INSERT ? "INSERT 0" : kind.commandTag());
        }
        return new Result.Completed(commandTag(kind, ((PreparedQuery.Outcome.Count) outcome).rows()));
    }

    /** A query or a DML statement, analysed; again where the state of a model, which is part of its text, has changed since. */
    private final class QueryPlan implements Plan {
        private final SessionContext session;
        private final EngineStatement statement;
        private final EngineKind kind;
        private EngineQuery query;
        private PreparedQuery prepared;
        private final List<ResultColumn> columns;

        QueryPlan(SessionContext session, EngineStatement statement, EngineQuery query, PreparedQuery prepared) {
            this.session = session;
            this.statement = statement;
            this.kind = statement.kind();
            this.query = query;
            this.prepared = prepared;
            this.columns = kind == EngineKind.EXPLAIN ? ExplainRows.COLUMNS : prepared.columns();
        }

        @Override
        public List<ResultColumn> columns() {
            return columns;
        }

        @Override
        public List<SqlType> parameters() {
            return prepared.parameters();
        }

        @Override
        public Result execute(List<Object> values) {
            requireWriteAccess(session, kind);
            if (kind.isDefinition()) {
                return definitions.around(
                        session, statement, () -> result(kind, query.locating(() -> prepared.execute(values))));
            }
            session.transaction().enter();
            refresh();
            PreparedQuery.Outcome outcome = query.locating(() -> prepared.execute(values));
            if (!(outcome instanceof PreparedQuery.Outcome.Rows rows)) {
                return result(kind, outcome);
            }
            if (kind == EngineKind.EXPLAIN) {
                return new Result.Rows(ExplainRows.of(rows.stream()), kind.commandTag());
            }
            requireSameTypes(rows);
            return result(kind, outcome);
        }

        private void refresh() {
            EngineQuery now = query.dependsOnModels() ? query(session, statement) : query;
            if (!now.sql().equals(query.sql())) {
                PreparedQuery again = now.prepare(prepared.parameters());
                prepared.close();
                prepared = again;
                query = now;
            }
        }

        /** The client has been told of the columns; a table changed since may give others. */
        private void requireSameTypes(PreparedQuery.Outcome.Rows rows) {
            List<ResultColumn> now = rows.stream().columns();
            boolean same = now.size() == columns.size();
            for (int i = 0; same && i < now.size(); i++) {
                same = now.get(i).type().kind() == columns.get(i).type().kind();
            }
            if (!same) {
                rows.stream().close();
                throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "cached plan must not change result type")
                        .withHint("A table has changed since the statement was prepared; prepare it again.");
            }
        }

        @Override
        public void close() {
            prepared.close();
        }
    }

    /** A DDL statement, which the engine first sees when it is executed. */
    private final class DefinitionPlan implements Plan {
        private final SessionContext session;
        private final EngineStatement statement;
        private EngineQuery query;

        DefinitionPlan(SessionContext session, EngineStatement statement, EngineQuery query) {
            this.session = session;
            this.statement = statement;
            this.query = query;
        }

        @Override
        public Result execute(List<Object> values) {
            EngineKind kind = statement.kind();
            requireWriteAccess(session, kind);
            query = query.dependsOnModels() ? query(session, statement) : query;
            if (kind == EngineKind.DROP_SCHEMA) {
                schemas.requireNoModels(statement);
            }
            Result result = definitions.around(session, statement, this::run);
            if (kind == EngineKind.CREATE_SCHEMA || kind == EngineKind.DROP_SCHEMA) {
                session.parameters().schemasChanged();
            }
            return result;
        }

        private Result run() {
            for (String before : query.before()) {
                session.warehouse().execute(before);
            }
            EngineKind kind = statement.kind();
            Optional<TableRebuild> rebuild = TableRebuild.of(session, statement);
            if (rebuild.isPresent() && !rebuild.get().addsColumn() && rebuild.get().isTextColumn()) {
                rebuild.get().run();
                return new Result.Completed(kind.commandTag());
            }
            Optional<String> skipped = kind == EngineKind.DROP_TABLE || kind == EngineKind.DROP_VIEW
                    ? MissingRelation.notice(session, statement)
                    : Optional.empty();
            try (PreparedQuery prepared = query.prepare(List.of())) {
                Result result = result(kind, query.locating(() -> prepared.execute(List.of())));
                rebuild.filter(TableRebuild::addsColumn).ifPresent(TableRebuild::run);
                skipped.ifPresent(
                        message -> session.notice(Notice.Severity.NOTICE, SqlState.SUCCESSFUL_COMPLETION, message));
                return result;
            }
        }
    }
}
