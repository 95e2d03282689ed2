package io.auspex.server.catalog;

import io.auspex.language.statement.QualifiedName;
import io.auspex.warehouse.Catalog;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.UserFunction;
import io.auspex.warehouse.WarehouseSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** One transaction on the server's own tables and on the functions that belong to models. */
public final class CatalogTransaction {
    private final WarehouseSession session;

    CatalogTransaction(WarehouseSession session) {
        this.session = session;
    }

    /** The catalog as a user's session sees it, in whatever transaction that session has open. */
    public static CatalogTransaction within(WarehouseSession session) {
        return new CatalogTransaction(session);
    }

    public long execute(String sql, Object... parameters) {
        return session.execute(sql, parameters);
    }

    public <T> List<T> query(String sql, Function<CatalogRow, T> reader, Object... parameters) {
        List<T> results = new ArrayList<>();
        try (PreparedQuery query = session.prepare(sql, List.of())) {
            PreparedQuery.Outcome outcome = query.execute(Arrays.asList(parameters));
            try (RowStream stream = ((PreparedQuery.Outcome.Rows) outcome).stream()) {
                for (RowBatch batch = stream.next(); batch != null; batch = stream.next()) {
                    for (int row = 0; row < batch.rows(); row++) {
                        results.add(reader.apply(new CatalogRow(batch, row)));
                    }
                }
            }
        }
        return results;
    }

    public void createFunction(UserFunction function) {
        session.createFunction(function);
    }

    /** @param arguments their number, by which functions of one name differ */
    public void dropFunction(QualifiedName name, int arguments) {
        session.dropFunction(name, arguments);
    }

    public Catalog catalog() {
        return session.catalog();
    }

    /** Whether one of the server's own tables is there; they are no part of {@link #catalog}. */
    boolean exists(String schema, String table) {
        return !query(
                        "SELECT 1 FROM information_schema.tables WHERE table_schema = $1 AND table_name = $2",
                        row -> Boolean.TRUE,
                        schema,
                        table)
                .isEmpty();
    }
}
