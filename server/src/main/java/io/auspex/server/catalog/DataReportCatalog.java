package io.auspex.server.catalog;

import java.util.Optional;

/** What was found in the rows of models, as JSON text. Every method works inside the caller's transaction. */
public final class DataReportCatalog {
    /** @param id of the model */
    public Optional<String> find(CatalogTransaction transaction, String id) {
        return transaction
                .query("SELECT report FROM auspex.data_reports WHERE model_id = $1", row -> row.text(0), id)
                .stream()
                .findFirst();
    }

    public void insert(CatalogTransaction transaction, String id, String report) {
        transaction.execute("INSERT INTO auspex.data_reports (model_id, report) VALUES ($1, $2)", id, report);
    }

    public void delete(CatalogTransaction transaction, String id) {
        transaction.execute("DELETE FROM auspex.data_reports WHERE model_id = $1", id);
    }
}
