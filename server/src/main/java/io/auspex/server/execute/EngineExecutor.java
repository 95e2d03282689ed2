package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.language.type.SqlType;
import io.auspex.server.access.AccessControl;
import io.auspex.server.access.SequenceRights;
import io.auspex.server.session.Notice;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.ResultColumn;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Queries, DML and DDL: the warehouse runs them. Queries and DML are analysed when they are prepared; DDL when it is
 * executed, because what it refers to may only come into being shortly before.
 */
final class EngineExecutor {
    private final SchemaGuard schemas;
    private final AccessControl access;
    private final DefinitionAccess definitions;
    private final ModelCalls calls;
    private final ModelFunctionErrors functionErrors;
    private final ResultLengths lengths;
    private final IdentityColumns identities;

    EngineExecutor(SchemaGuard schemas, AccessControl access, ModelCalls calls, ModelFunctionErrors functionErrors) {
        this.schemas = schemas;
        this.access = access;
        this.definitions = new DefinitionAccess(access);
        this.calls = calls;
        this.functionErrors = functionErrors;
        this.lengths = new ResultLengths(access);
        this.identities = new IdentityColumns(access);
    }

    Plan plan(SessionContext session, EngineStatement statement, List<SqlType> declaredParameters) {
        try {
            return planned(session, statement, declaredParameters);
        } catch (SqlException e) {
            Optional<EngineStatement> ofSequence = SequenceRelation.in(session, statement, e);
            if (ofSequence.isEmpty()) {
                throw e;
            }
            return planned(session, ofSequence.get(), declaredParameters);
        }
    }

    private Plan planned(SessionContext session, EngineStatement statement, List<SqlType> declaredParameters) {
        Surroundings surroundings = Surroundings.of(access, session);
        EngineQuery query = query(session, statement);
        boolean parameters =
                Lexer.tokenize(statement.text()).stream().anyMatch(token -> token.kind() == Token.Kind.PARAMETER);
        if (statement.kind().isDefinition() && !parameters) {
            return new DefinitionPlan(session, statement, query);
        }
        PreparedQuery prepared = explaining(statement, () -> query.prepare(declaredParameters));
        try {
            identities.requireUnset(session, statement);
            List<ResultColumn> columns = lengths.of(session, statement, query.sql(), prepared);
            return new QueryPlan(session, statement, query, prepared, columns, surroundings);
        } catch (RuntimeException e) {
            prepared.close();
            throw e;
        }
    }

    /** Runs engine work; an error in a call of a model's function says how it is called. */
    private <T> T explaining(EngineStatement statement, Supplier<T> work) {
        try {
            return work.get();
        } catch (SqlException e) {
            throw functionErrors.explain(e, statement.text());
        }
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

    /**
     * What gives the names in a statement their meaning.
     *
     * @param definitions their version
     */
    private record Surroundings(long definitions, List<String> searchPath) {
        static Surroundings of(AccessControl access, SessionContext session) {
            return new Surroundings(access.definitionsVersion(), List.copyOf(session.searchPath()));
        }
    }

    /**
     * A query or a DML statement, analysed; again where the state of a model, which is part of its text, or anything that its
     * names may stand for has changed since.
     */
    private final class QueryPlan implements Plan {
        private final SessionContext session;
        private final EngineStatement statement;
        private final EngineKind kind;
        private final List<ResultColumn> engineColumns;
        private final List<ResultColumn> described;
        private EngineQuery query;
        private PreparedQuery prepared;
        private Surroundings surroundings;

        /**
         * @param described the columns as the client is told them
         * @param surroundings from before the statement was analysed
         */
        QueryPlan(
                SessionContext session,
                EngineStatement statement,
                EngineQuery query,
                PreparedQuery prepared,
                List<ResultColumn> described,
                Surroundings surroundings) {
            this.session = session;
            this.statement = statement;
            this.kind = statement.kind();
            this.query = query;
            this.prepared = prepared;
            this.surroundings = surroundings;
            this.engineColumns = prepared.columns();
            this.described = described;
        }

        @Override
        public List<ResultColumn> columns() {
            return kind == EngineKind.EXPLAIN ? ExplainRows.COLUMNS : described;
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
            PreparedQuery.Outcome outcome = explaining(statement, () -> query.locating(() -> prepared.execute(values)));
            if (!(outcome instanceof PreparedQuery.Outcome.Rows rows)) {
                return result(kind, outcome);
            }
            if (kind == EngineKind.EXPLAIN) {
                return new Result.Rows(ExplainRows.of(rows.stream()), kind.commandTag());
            }
            return result(kind, new PreparedQuery.Outcome.Rows(new DescribedRows(rows.stream(), described)));
        }

        private void refresh() {
            Surroundings current = Surroundings.of(access, session);
            boolean moved = !current.equals(surroundings);
            EngineQuery now = moved || query.dependsOnModels() ? query(session, statement) : query;
            if (moved || !now.sql().equals(query.sql())) {
                PreparedQuery again = now.prepare(prepared.parameters());
                prepared.close();
                prepared = again;
                query = now;
                surroundings = current;
            }
            // The client has been told of the columns, with the lengths of texts.
            boolean changed = !prepared.columns().equals(engineColumns)
                    || (moved
                            && !lengths.of(session, statement, query.sql(), prepared)
                                    .equals(described));
            if (changed) {
                throw new SqlException(SqlState.STALE_STATEMENT, "cached plan must not change result type")
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
            Result result = definitions.around(session, statement, this::run);
            if (kind == EngineKind.CREATE_SCHEMA || kind == EngineKind.DROP_SCHEMA) {
                session.parameters().schemasChanged();
            }
            return result;
        }

        private void giveDefaults(List<String> statements) {
            for (String statementForEngine : statements) {
                if (!access.isSuperuser(session)) {
                    // A sequence of a superuser's is no default of another user's table.
                    SequenceRights.requireNone(statementForEngine);
                }
                session.warehouse().execute(statementForEngine);
            }
        }

        private Result run() {
            if (statement.kind() == EngineKind.DROP_SCHEMA) {
                // Only who may drop it learns what is in it.
                schemas.requireNoModels(statement);
            }
            Optional<LikeTable> like = LikeTable.of(session, statement);
            EngineQuery run =
                    like.map(written -> query(session, written.statement())).orElse(query);
            for (String before : run.before()) {
                session.warehouse().execute(before);
            }
            EngineKind kind = statement.kind();
            Optional<TableRebuild> rebuild = TableRebuild.of(session, statement);
            if (rebuild.isPresent()
                    && !rebuild.get().addsColumn()
                    && rebuild.get().isTextColumn()) {
                rebuild.get().run();
                return new Result.Completed(kind.commandTag());
            }
            Optional<String> skipped = kind == EngineKind.DROP_TABLE || kind == EngineKind.DROP_VIEW
                    ? MissingRelation.notice(session, statement)
                    : Optional.empty();
            try (PreparedQuery prepared = run.prepare(List.of())) {
                Result result = result(kind, run.locating(() -> prepared.execute(List.of())));
                like.ifPresent(written -> giveDefaults(written.defaults()));
                rebuild.filter(TableRebuild::addsColumn).ifPresent(TableRebuild::run);
                skipped.ifPresent(
                        message -> session.notice(Notice.Severity.NOTICE, SqlState.SUCCESSFUL_COMPLETION, message));
                return result;
            }
        }
    }
}
