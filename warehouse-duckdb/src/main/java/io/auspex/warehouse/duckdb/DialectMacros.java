package io.auspex.warehouse.duckdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;

/** Creates the functions of Redshift that the engine lacks, from a script of CREATE MACRO statements of the language module. */
final class DialectMacros {
    private static final String SCRIPT = "/io/auspex/language/dialect/redshift_functions.sql";

    private DialectMacros() {}

    /** All of them anew at each start, since the database file may be of an older version of the program. */
    static void load(Statement statement) throws SQLException {
        statement.execute("BEGIN TRANSACTION");
        statement.execute("DROP SCHEMA IF EXISTS " + DuckDbWarehouse.DIALECT_SCHEMA + " CASCADE");
        statement.execute("CREATE SCHEMA " + DuckDbWarehouse.DIALECT_SCHEMA);
        String script = script();
        if (!script.isEmpty()) {
            statement.execute("SET search_path = '" + DuckDbWarehouse.DIALECT_SCHEMA + "'");
            statement.execute(script);
            statement.execute("RESET search_path");
        }
        statement.execute("COMMIT");
    }

    private static String script() {
        try (InputStream stream = DialectMacros.class.getResourceAsStream(SCRIPT)) {
            return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
