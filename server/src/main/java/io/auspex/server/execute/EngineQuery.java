package io.auspex.server.execute;

import io.auspex.language.dialect.RedshiftRewriter;
import io.auspex.language.dialect.Rewritten;
import io.auspex.language.error.SqlException;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.type.SqlType;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.PreparedQuery;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A user's statement on its way to the engine: checked for what it must not name, rewritten, and its errors led back. */
final class EngineQuery {
    private final SessionContext session;
    private final EngineKind kind;
    private final SessionFunctions functions;
    private final Rewritten rewritten;

    private EngineQuery(SessionContext session, EngineKind kind, SessionFunctions functions, Rewritten rewritten) {
        this.session = session;
        this.kind = kind;
        this.functions = functions;
        this.rewritten = rewritten;
    }

    /** A query that says nothing of models. */
    static EngineQuery of(SessionContext session, EngineStatement statement) {
        ForbiddenNames.refuse(Lexer.tokenize(statement.text()));
        return of(session, statement.kind(), ReplacedText.of(statement.text(), List.of()), Optional.empty());
    }

    static EngineQuery of(SessionContext session, EngineStatement statement, ModelCalls calls) {
        ForbiddenNames.refuse(Lexer.tokenize(statement.text()));
        // What is kept as a definition would keep the model's state of today.
        boolean evaluatedNow = !statement.kind().isDefinition() || statement.kind() == EngineKind.CREATE_TABLE_AS;
        return of(
                session,
                statement.kind(),
                calls.relations(session, statement),
                evaluatedNow ? Optional.of(calls.reports()) : Optional.empty());
    }

    private static EngineQuery of(
            SessionContext session, EngineKind kind, ReplacedText relations, Optional<ModelReports> reports) {
        SessionFunctions functions = SessionFunctions.replace(session, relations, reports);
        try {
            Rewritten rewritten = RedshiftRewriter.rewrite(new EngineStatement(kind, functions.sql()));
            return new EngineQuery(session, kind, functions, rewritten);
        } catch (SqlException e) {
            throw e.position().isPresent()
                    ? e.at(functions.originalOffset(e.position().getAsInt()))
                    : e;
        }
    }

    /** Whether another execution may need another text, because models are part of it. */
    boolean dependsOnModels() {
        return functions.dependOnModels();
    }

    /** Statements that have to run before it, in the same transaction. */
    List<String> before() {
        return rewritten.before();
    }

    /** In the engine's dialect. */
    String sql() {
        return rewritten.sql();
    }

    /** @throws SqlException INSUFFICIENT_PRIVILEGE too; whoever executes the query is asked for permission again */
    PreparedQuery prepare(List<SqlType> declaredParameters) {
        return session.guard().guard(session, kind, rewritten.sql(), locating(() -> analysed(declaredParameters)));
    }

    private PreparedQuery analysed(List<SqlType> declaredParameters) {
        try {
            return session.warehouse().prepare(rewritten.sql(), declaredParameters);
        } catch (SqlException e) {
            throw session.guard().discreet(session, rewritten.sql(), e);
        }
    }

    /** Runs engine work; an error that points into the engine's text comes out pointing into the user's. */
    <T> T locating(Supplier<T> work) {
        try {
            return work.get();
        } catch (SqlException e) {
            if (e.position().isEmpty()) {
                throw e;
            }
            int inRewritten = rewritten.originalOffset(e.position().getAsInt());
            throw e.at(inRewritten < 0 ? -1 : functions.originalOffset(inRewritten));
        }
    }
}
