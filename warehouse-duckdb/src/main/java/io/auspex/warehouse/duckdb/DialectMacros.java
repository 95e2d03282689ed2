package io.auspex.warehouse.duckdb;

import io.auspex.language.dialect.DialectFunctions;
import io.auspex.language.token.SqlText;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * Creates the functions of Redshift that the engine lacks, as the language module defines them. The database file keeps them, with a
 * macro beside them that says which they are: a start of the same program need not make them again.
 */
final class DialectMacros {
    /** Gives the fingerprint of what the schema was made of. Users cannot name it. */
    private static final String FINGERPRINT = DuckDbWarehouse.DIALECT_SCHEMA + ".__auspex_dialect()";

    private DialectMacros() {}

    /**
     * Makes them where they are not there, or are those of another version of the program or the engine. All that lies in their schema
     * goes with the old ones.
     */
    static void load(Connection engine, String engineVersion) throws SQLException {
        List<String> definitions = DialectFunctions.definitions();
        String fingerprint = UUID.nameUUIDFromBytes((engineVersion + definitions).getBytes(StandardCharsets.UTF_8))
                .toString();
        if (!isMadeOf(engine, fingerprint)) {
            try (Statement statement = engine.createStatement()) {
                make(statement, definitions, fingerprint);
            }
        }
    }

    private static boolean isMadeOf(Connection engine, String fingerprint) {
        try (Statement statement = engine.createStatement();
                ResultSet made = statement.executeQuery("SELECT " + FINGERPRINT)) {
            return made.next() && fingerprint.equals(made.getString(1));
        } catch (SQLException e) {
            // There is no such macro, or no such schema.
            return false;
        }
    }

    private static void make(Statement statement, List<String> definitions, String fingerprint) throws SQLException {
        statement.execute("BEGIN TRANSACTION");
        statement.execute("DROP SCHEMA IF EXISTS " + DuckDbWarehouse.DIALECT_SCHEMA + " CASCADE");
        statement.execute("CREATE SCHEMA " + DuckDbWarehouse.DIALECT_SCHEMA);
        statement.execute("SET search_path = '" + DuckDbWarehouse.DIALECT_SCHEMA + "'");
        for (String definition : definitions) {
            statement.execute(definition);
        }
        statement.execute("CREATE MACRO " + FINGERPRINT + " AS " + SqlText.quoteLiteral(fingerprint));
        statement.execute("COMMIT");
    }
}
