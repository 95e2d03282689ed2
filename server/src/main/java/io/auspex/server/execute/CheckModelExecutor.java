package io.auspex.server.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.auspex.language.statement.Statement.CheckModel;
import io.auspex.server.session.Plan;
import io.auspex.server.session.SessionContext;
import io.auspex.server.training.JobFolders;
import io.auspex.server.training.TrainingQueue;
import io.auspex.warehouse.ResultColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * CHECK MODEL: everything that CREATE MODEL does up to the training, and a look at the rows in place of it. What was found
 * and what would be done are its rows; nothing is created, and nothing is left.
 */
final class CheckModelExecutor {
    private static final List<ResultColumn> COLUMNS =
            MemoryRows.textColumns("part", "severity", "item", "column_name", "detail");

    private final NewModelCheck checks;
    private final TrainingQueue queue;
    private final JobFolders folders;

    CheckModelExecutor(NewModelCheck checks, TrainingQueue queue, JobFolders folders) {
        this.checks = checks;
        this.queue = queue;
        this.folders = folders;
    }

    Plan plan(SessionContext session, CheckModel statement, String text) {
        NewModelCheck.requireClauses(statement.model());
        return new RowsPlan("CHECK MODEL", COLUMNS, List.of(), parameters -> {
            session.transaction().leave("CHECK MODEL");
            NewModel model = checks.check(session, statement.model(), text);
            try (TrainingExport export = new TrainingExport(folders, model.id())) {
                model.rows().export(export.folder());
                export.check(model.job());
                export.describe(model.job());
                session.leaveEngine();
                JsonNode check = queue.check(export.folder(), session::checkInterrupted);
                session.enterEngine();
                return rows(check);
            }
        });
    }

    private static List<Object[]> rows(JsonNode check) {
        List<Object[]> rows = new ArrayList<>();
        for (JsonNode finding : check.path("report").path("findings")) {
            rows.add(new Object[] {
                "finding",
                finding.path("severity").asText(),
                finding.path("kind").asText(),
                finding.hasNonNull("column") ? finding.get("column").asText() : null,
                finding.path("finding").asText()
            });
        }
        for (JsonNode line : check.path("plan")) {
            rows.add(new Object[] {
                "plan",
                null,
                line.path("item").asText(),
                null,
                line.path("detail").asText()
            });
        }
        return rows;
    }
}
