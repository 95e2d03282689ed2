package io.auspex.warehouse;

import java.nio.file.Path;

/**
 * An empty database beside the users' one, which may read and write the files of one folder and nothing else: for statements
 * that the server itself has made up, never for users'.
 */
public interface ScratchWarehouse extends AutoCloseable {
    WarehouseSession openSession();

    /**
     * Writes the committed rows of a query to a new Parquet file.
     *
     * @param file in the folder
     */
    void writeParquet(String query, Path file);

    @Override
    void close();
}
