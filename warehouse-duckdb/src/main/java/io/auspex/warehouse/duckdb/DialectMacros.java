package io.auspex.warehouse.duckdb;

import io.auspex.language.dialect.DialectFunctions;
import java.sql.SQLException;
import java.sql.Statement;

/** Creates the functions of Redshift that the engine lacks, as the language module defines them. */
final class DialectMacros {
    private DialectMacros() {}

    /** All of them anew at each start, since the database file may be of an older version of the program. */
    static void load(Statement statement) throws SQLException {
        statement.execute("BEGIN TRANSACTION");
        statement.execute("DROP SCHEMA IF EXISTS " + DuckDbWarehouse.DIALECT_SCHEMA + " CASCADE");
        statement.execute("CREATE SCHEMA " + DuckDbWarehouse.DIALECT_SCHEMA);
        statement.execute("SET search_path = '" + DuckDbWarehouse.DIALECT_SCHEMA + "'");
        for (String definition : DialectFunctions.definitions()) {
            statement.execute(definition);
        }
        statement.execute("RESET search_path");
        statement.execute("COMMIT");
    }
}
