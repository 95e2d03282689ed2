package io.auspex.warehouse.duckdb;

import io.auspex.language.error.SqlException;
import java.nio.file.Path;

/** A second process that tries to open a database file, and says how that went. */
final class OpenDatabase {
    private OpenDatabase() {}

    public static void main(String[] arguments) {
        DuckDbSettings settings = new DuckDbSettings("128MB", 1, Path.of(arguments[1]));
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.open(Path.of(arguments[0]), settings)) {
            System.out.println("opened " + warehouse.info());
        } catch (SqlException e) {
            System.out.println(e.state() + ": " + e.getMessage());
        }
    }
}
