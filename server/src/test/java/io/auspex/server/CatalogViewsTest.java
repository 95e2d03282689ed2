package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.WarehouseSession;
import io.auspex.warehouse.duckdb.DuckDbSettings;
import io.auspex.warehouse.duckdb.DuckDbWarehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog's views and the dialect's macros, which the data folder keeps from one start to the next. */
class CatalogViewsTest {
    private static final String VIEWS =
            "SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE schema_name LIKE 'auspex!_%' ESCAPE '!' ORDER BY 1";
    private static final String DEFINITIONS =
            "SELECT sql FROM duckdb_views() WHERE schema_name LIKE 'auspex!_%' ESCAPE '!'"
                    + " UNION ALL SELECT function_name || ' ' || CAST(parameters AS VARCHAR) || ' ' || macro_definition FROM duckdb_functions()"
                    + " WHERE schema_name = 'auspex_dialect' ORDER BY 1";

    @TempDir
    Path folder;

    private static List<String> texts(WarehouseSession session, String sql) {
        List<String> texts = new ArrayList<>();
        try (PreparedQuery query = session.prepare(sql, List.of());
                RowStream rows = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream()) {
            for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
                for (int row = 0; row < batch.rows(); row++) {
                    texts.add(batch.textAt(0, row));
                }
            }
        }
        return texts;
    }

    private Warehouse openWarehouse() {
        return DuckDbWarehouse.open(folder.resolve("dev.duckdb"), new DuckDbSettings("1GB", 2, folder.resolve("temp")));
    }

    private void executeInWarehouse(String... statements) {
        try (Warehouse warehouse = openWarehouse();
                WarehouseSession session = warehouse.openSession()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    @Test
    void areTheSameAfterARestartAndAnswer() {
        try (TestServer server = TestServer.start(folder)) {
            List<String> made;
            List<String> views;
            try (WarehouseSession session = server.warehouse().openSession()) {
                made = texts(session, DEFINITIONS);
                views = texts(session, VIEWS);
            }
            assertThat(made).hasSizeGreaterThan(400);
            server.restart();
            try (WarehouseSession session = server.warehouse().openSession()) {
                assertThat(texts(session, DEFINITIONS)).isEqualTo(made);
                for (String view : views) {
                    session.execute("SELECT count(*) FROM " + view);
                }
            }
            try (TestServer.Client client = server.connect()) {
                client.run("CREATE TABLE kept (a int)");
                assertThat(client.value("SELECT nvl2(NULL, 'x', relname) FROM pg_class WHERE relname = 'kept'"))
                        .isEqualTo("kept");
                assertThat(client.value("SELECT has_table_privilege('kept', 'SELECT')"))
                        .isEqualTo("true");
            }
        }
    }

    @Test
    void areMadeAnewWhereAnotherVersionMadeThem() {
        TestServer.start(folder).close();
        executeInWarehouse(
                "CREATE OR REPLACE VIEW auspex_dialect.pg_am AS SELECT 'older' AS amname",
                "CREATE OR REPLACE MACRO auspex_dialect.__auspex_views() AS 'older'");
        try (TestServer server = TestServer.start(folder);
                TestServer.Client client = server.connect()) {
            assertThat(client.value("SELECT count(*) FROM pg_am WHERE amname = 'older'"))
                    .isEqualTo("0");
        }
        executeInWarehouse(
                "CREATE OR REPLACE MACRO auspex_dialect.nvl2(a, b, c) AS 'older'",
                "CREATE OR REPLACE MACRO auspex_dialect.__auspex_dialect() AS 'older'");
        try (TestServer server = TestServer.start(folder);
                TestServer.Client client = server.connect()) {
            assertThat(client.value("SELECT nvl2(1, 'b', 'c')")).isEqualTo("b");
            assertThat(client.value("SELECT count(*) FROM pg_am WHERE amname = 'older'"))
                    .as("the views went with the macros, and are there again")
                    .isEqualTo("0");
        }
    }
}
