package io.auspex.server.catalog;

import io.auspex.language.error.SqlException;
import io.auspex.language.token.SqlText;
import io.auspex.language.token.StatementSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * What users may read of the catalog, under the names that PostgreSQL and Redshift have for it; the SQL files beside this
 * class say what. The data folder keeps them, with a macro beside them that says what they were made of: to make them takes longer than
 * all else of a start, so only another version of the program, whose scripts or tables differ, makes them anew. Names of
 * {@code pg_catalog} and {@code information_schema} in users' statements are led here by the language module.
 */
final class CatalogViews {
    private static final List<String> SCRIPTS = List.of(
            "pg_catalog.sql",
            "loads.sql",
            "information_schema.sql",
            "absent.sql",
            "redshift.sql",
            "sessions.sql",
            "audit.sql");

    /** Gives the fingerprint of what they were made of; in the schema that goes when the macros of the dialect change. */
    private static final String FINGERPRINT = "auspex_dialect.__auspex_views()";

    private CatalogViews() {}

    /** Whether this program has made those that are there. */
    static boolean areMade(CatalogTransaction catalog) {
        try {
            return catalog.query("SELECT " + FINGERPRINT, row -> row.text(0)).equals(List.of(fingerprint()));
        } catch (SqlException e) {
            // There is no such macro.
            return false;
        }
    }

    private static String fingerprint() {
        StringBuilder all = new StringBuilder("tables of version " + CatalogTables.newest());
        SCRIPTS.forEach(script -> all.append(read(script)));
        return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    static void create(CatalogTransaction transaction) {
        transaction.execute("CREATE SCHEMA IF NOT EXISTS auspex_dialect");
        transaction.execute("CREATE SCHEMA IF NOT EXISTS auspex_information_schema");
        for (String script : SCRIPTS) {
            for (StatementSplitter.Part statement : StatementSplitter.split(read(script))) {
                transaction.execute(statement.text());
            }
        }
        transaction.execute("CREATE OR REPLACE MACRO " + FINGERPRINT + " AS " + SqlText.quoteLiteral(fingerprint()));
    }

    private static String read(String script) {
        try (InputStream stream = CatalogViews.class.getResourceAsStream(script)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + script + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
