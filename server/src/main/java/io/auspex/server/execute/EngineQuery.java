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
import java.util.function.Supplier;

/** A user's statement on its way to the engine: checked for what it must not name, rewritten, and its errors led back. */
final class EngineQuery {
    private final SessionContext session;
    private final ForecastCalls.Replaced forecasts;
    private final SessionFunctions functions;
    private final Rewritten rewritten;

    private EngineQuery(
            SessionContext session, ForecastCalls.Replaced forecasts, SessionFunctions functions, Rewritten rewritten) {
        this.session = session;
        this.forecasts = forecasts;
        this.functions = functions;
        this.rewritten = rewritten;
    }

    /** A query that reads no forecasts. */
    static EngineQuery of(SessionContext session, EngineStatement statement) {
        ForbiddenNames.refuse(Lexer.tokenize(statement.text()));
        return of(session, statement.kind(), ForecastCalls.Replaced.nothing(statement.text()));
    }

    static EngineQuery of(SessionContext session, EngineStatement statement, ForecastCalls forecasts) {
        ForbiddenNames.refuse(Lexer.tokenize(statement.text()));
        return of(session, statement.kind(), forecasts.replace(session, statement));
    }

    private static EngineQuery of(SessionContext session, EngineKind kind, ForecastCalls.Replaced forecasts) {
        SessionFunctions functions =
                SessionFunctions.replace(session, forecasts.text().sql());
        try {
            Rewritten rewritten = RedshiftRewriter.rewrite(new EngineStatement(kind, functions.sql()));
            return new EngineQuery(session, forecasts, functions, rewritten);
        } catch (SqlException e) {
            throw e.position().isPresent()
                    ? e.at(forecasts
                            .text()
                            .originalOffset(
                                    functions.originalOffset(e.position().getAsInt())))
                    : e;
        }
    }

    /** The forecasts that it reads. */
    ForecastCalls.Replaced forecasts() {
        return forecasts;
    }

    /** Statements that have to run before it, in the same transaction. */
    List<String> before() {
        return rewritten.before();
    }

    /** In the engine's dialect. */
    String sql() {
        return rewritten.sql();
    }

    PreparedQuery prepare(List<SqlType> declaredParameters) {
        return locating(() -> session.warehouse().prepare(rewritten.sql(), declaredParameters));
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
            throw e.at(inRewritten < 0 ? -1 : forecasts.text().originalOffset(functions.originalOffset(inRewritten)));
        }
    }
}
