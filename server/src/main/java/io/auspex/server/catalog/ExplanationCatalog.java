package io.auspex.server.catalog;

import java.util.List;
import java.util.Optional;

/**
 * The reports of EXPLAIN_MODEL, kept in the table of models and read apart from them, because a report may be large. Every
 * method works inside the caller's transaction.
 */
public final class ExplanationCatalog {
    /**
     * What there is for a model.
     *
     * @param state empty for a model that was never to be explained
     * @param report JSON text
     */
    public record Entry(Optional<ExplanationState> state, Optional<String> report) {}

    public Optional<Entry> find(CatalogTransaction transaction, String id) {
        return transaction
                .query(
                        "SELECT explanation_state, explanation FROM auspex.models WHERE id = $1",
                        row -> new Entry(row.optionalText(0).map(ExplanationState::valueOf), row.optionalText(1)),
                        id)
                .stream()
                .findFirst();
    }

    /** The ids of the READY models whose reports are to come, oldest first. */
    public List<String> pending(CatalogTransaction transaction) {
        return transaction.query(
                "SELECT id FROM auspex.models WHERE state = $1 AND explanation_state = $2 ORDER BY created",
                row -> row.text(0),
                ModelState.READY.name(),
                ExplanationState.PENDING.name());
    }

    public void setPending(CatalogTransaction transaction, String id) {
        set(transaction, id, ExplanationState.PENDING, null);
    }

    public void setDone(CatalogTransaction transaction, String id, String report) {
        set(transaction, id, ExplanationState.DONE, report);
    }

    public void setFailed(CatalogTransaction transaction, String id) {
        set(transaction, id, ExplanationState.FAILED, null);
    }

    private static void set(CatalogTransaction transaction, String id, ExplanationState state, String report) {
        transaction.execute(
                "UPDATE auspex.models SET explanation_state = $1, explanation = $2 WHERE id = $3",
                state.name(),
                report,
                id);
    }
}
