package io.auspex.server.catalog;

import io.auspex.language.token.StatementSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What users may read of the catalog, under the names that PostgreSQL and Redshift have for it; the SQL files beside this
 * class say what. Made anew at each start, because the data folder may be of an older version of the program. Names of
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

    private CatalogViews() {}

    static void create(CatalogTransaction transaction) {
        transaction.execute("CREATE SCHEMA IF NOT EXISTS auspex_dialect");
        transaction.execute("CREATE SCHEMA IF NOT EXISTS auspex_information_schema");
        for (String script : SCRIPTS) {
            for (StatementSplitter.Part statement : StatementSplitter.split(read(script))) {
                transaction.execute(statement.text());
            }
        }
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
