package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.learn.search.LeaderboardRow;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.catalog.LeaderboardCatalog;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelKind;
import io.auspex.server.catalog.ModelState;
import io.auspex.server.evaluation.LeaderboardCall;
import io.auspex.server.evaluation.LeaderboardSql;
import io.auspex.server.session.SessionContext;
import io.auspex.server.training.TrainingQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ML.LEADERBOARD(MODEL m) in a statement: replaced by the rows that there are at that moment, of the search that runs or of the one that
 * made the model.
 */
final class LeaderboardCalls {
    private final CatalogDatabase database;
    private final TrainingQueue queue;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();
    private final LeaderboardCatalog leaderboards = new LeaderboardCatalog();

    LeaderboardCalls(CatalogDatabase database, TrainingQueue queue, AccessControl access) {
        this.database = database;
        this.queue = queue;
        this.access = access;
    }

    /**
     * @throws SqlException UNDEFINED_OBJECT, WRONG_OBJECT_TYPE or OBJECT_NOT_IN_PREREQUISITE_STATE if a model has no leaderboard,
     *     FEATURE_NOT_SUPPORTED in a view
     */
    ReplacedText replace(SessionContext session, EngineStatement statement) {
        List<Token> tokens = Lexer.tokenize(statement.text());
        List<ReplacedText.Replacement> replacements = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Optional<LeaderboardCall> found = LeaderboardCall.at(tokens, i);
            if (found.isEmpty()) {
                continue;
            }
            LeaderboardCall call = found.get();
            if (statement.kind() == EngineKind.CREATE_VIEW) {
                throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "ML.LEADERBOARD cannot be part of a view")
                        .withHint("Its rows change while a model trains. Keep them with CREATE TABLE AS.")
                        .at(call.start());
            }
            replacements.add(
                    new ReplacedText.Replacement(LeaderboardSql.of(rows(session, call)), call.start(), call.end()));
        }
        return ReplacedText.of(statement.text(), replacements);
    }

    private List<LeaderboardRow> rows(SessionContext session, LeaderboardCall call) {
        try {
            return database.transact(transaction -> {
                ModelEntry model = ModelNames.find(session, models, transaction, call.model())
                        .orElseThrow(() -> ModelNames.missing(call.model()));
                access.requireExecute(session, model.definition());
                return rows(transaction, model);
            });
        } catch (SqlException e) {
            throw e.position().isPresent() ? e : e.at(call.modelOffset());
        }
    }

    private List<LeaderboardRow> rows(CatalogTransaction transaction, ModelEntry model) {
        String name = model.definition().name().toString();
        if (model.definition().kind() != ModelKind.AUTOPILOT) {
            throw new SqlException(
                            SqlState.WRONG_OBJECT_TYPE,
                            "model \"" + name + "\" has no leaderboard: nothing was searched for it")
                    .withHint("ML.LEADERBOARD tells of models that AUTO ON finds among many candidates.");
        }
        Optional<ModelEntry> successor = models.replacement(
                        transaction, model.definition().id())
                .filter(waiting -> waiting.is(ModelState.TRAINING));
        ModelEntry shown = successor.orElse(model);
        return switch (shown.status().state()) {
            case TRAINING -> queue.leaderboard(shown.definition().id());
            case READY -> leaderboards.find(transaction, shown.definition().id());
            case FAILED -> throw shown.notReady();
        };
    }
}
