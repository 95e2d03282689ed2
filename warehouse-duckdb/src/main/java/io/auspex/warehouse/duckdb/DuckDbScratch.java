package io.auspex.warehouse.duckdb;

import io.auspex.language.token.SqlText;
import io.auspex.warehouse.ScratchWarehouse;
import io.auspex.warehouse.WarehouseSession;
import java.nio.file.Path;

/** A database of its own in a folder whose files it may reach. Sessions refuse COPY as everywhere, so it is a method here. */
final class DuckDbScratch implements ScratchWarehouse {
    private final DuckDbWarehouse warehouse;

    DuckDbScratch(DuckDbWarehouse warehouse) {
        this.warehouse = warehouse;
    }

    @Override
    public WarehouseSession openSession() {
        return warehouse.openSession();
    }

    @Override
    public void writeParquet(String query, Path file) {
        warehouse.executeOwn("COPY (" + query + ") TO " + SqlText.quoteLiteral(file.toString())
                + " (FORMAT parquet, COMPRESSION snappy)");
    }

    @Override
    public void close() {
        warehouse.close();
    }
}
