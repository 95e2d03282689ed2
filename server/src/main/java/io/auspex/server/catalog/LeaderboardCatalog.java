package io.auspex.server.catalog;

import io.auspex.learn.job.LeaderboardText;
import io.auspex.learn.search.LeaderboardRow;
import java.util.List;
import java.util.Optional;

/**
 * What the searches for READY models have tried, kept in the table of models and read apart from them. Every method works inside the
 * caller's transaction.
 */
public final class LeaderboardCatalog {
    /** By place; empty for a model of an earlier version of the program. */
    public List<LeaderboardRow> find(CatalogTransaction transaction, String id) {
        return transaction
                .query("SELECT leaderboard FROM auspex.models WHERE id = $1", row -> row.optionalText(0), id)
                .stream()
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(LeaderboardText::parse)
                .orElse(List.of());
    }

    public void set(CatalogTransaction transaction, String id, List<LeaderboardRow> rows) {
        transaction.execute(
                "UPDATE auspex.models SET leaderboard = $1 WHERE id = $2", LeaderboardText.format(rows), id);
    }
}
