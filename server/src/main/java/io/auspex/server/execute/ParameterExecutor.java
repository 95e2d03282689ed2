package io.auspex.server.execute;

import io.auspex.language.statement.Statement;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.server.session.SessionParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SET, RESET and SHOW of session parameters. None of it reaches the engine, whose own settings are not the users'. */
final class ParameterExecutor {
    private ParameterExecutor() {}

    static Plan set(SessionContext session, Statement.SetParameter statement) {
        return values -> {
            SessionParameters parameters = session.parameters();
            session.transaction().enter();
            if (statement.value().isPresent()) {
                parameters.set(statement.name(), statement.value().get());
            } else {
                parameters.reset(statement.name());
            }
            return new Result.Completed("SET");
        };
    }

    static Plan reset(SessionContext session, Statement.ResetParameter statement) {
        return values -> {
            session.transaction().enter();
            statement.name().ifPresentOrElse(session.parameters()::reset, session.parameters()::resetAll);
            return new Result.Completed("RESET");
        };
    }

    static Plan show(SessionContext session, Statement.ShowParameter statement) {
        Optional<String> name = statement.name();
        if (name.isEmpty()) {
            return new RowsPlan("SHOW", MemoryRows.textColumns("name", "setting", "description"), List.of(), values -> {
                List<Object[]> rows = new ArrayList<>();
                session.parameters().all().forEach((key, value) -> rows.add(new Object[] {key, value, ""}));
                return rows;
            });
        }
        // Refuses an unknown name when the statement is prepared.
        session.parameters().get(name.get());
        return new RowsPlan(
                "SHOW",
                MemoryRows.textColumns(name.get()),
                List.of(),
                values -> List.<Object[]>of(new Object[] {session.parameters().get(name.get())}));
    }
}
