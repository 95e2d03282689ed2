package io.auspex.server.execute;

import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;

/**
 * What a statement may say of models that the engine does not know: {@code FORECAST(model)} and
 * {@code EXPLAIN_MODEL('model')}. Each is replaced by SQL before the engine sees the statement, and again at every execution.
 */
record ModelCalls(ForecastCalls forecasts, ModelReports reports) {
    ModelCalls(CatalogDatabase database, AccessControl access) {
        this(new ForecastCalls(database, access), new ModelReports(database, access));
    }
}
