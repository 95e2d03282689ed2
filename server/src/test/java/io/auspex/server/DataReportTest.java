package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.WarehouseSession;
import io.auspex.warehouse.duckdb.DuckDbSettings;
import io.auspex.warehouse.duckdb.DuckDbWarehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a model's data, and CHECK MODEL, with real workers. */
class DataReportTest {
    private static final String TITANIC =
            "SELECT passenger_id, survived, pclass, name, sex, age, fare, NULLIF(cabin, '') AS cabin FROM titanic";
    private static final String CREATE = "MODEL saved FROM (" + TITANIC
            + ") TARGET survived FUNCTION f_saved IAM_ROLE DEFAULT" + " SETTINGS (S3_BUCKET 'b', MAX_MODELS 1)";

    @TempDir
    Path folder;

    private static void load(TestServer server, TestServer.Client client) throws IOException {
        server.putData("titanic.csv", "bucket/titanic.csv");
        client.run("CREATE TABLE titanic (passenger_id INTEGER, survived INTEGER, pclass INTEGER, name VARCHAR(200),"
                + " sex VARCHAR(10), age FLOAT, sibsp INTEGER, parch INTEGER, ticket VARCHAR(30), fare FLOAT,"
                + " cabin VARCHAR(30), embarked VARCHAR(1))");
        client.run("COPY titanic FROM 's3://bucket/titanic.csv' CSV IGNOREHEADER 1");
    }

    private static SqlState stateOf(Runnable work) {
        try {
            work.run();
        } catch (SqlException e) {
            return e.state();
        }
        return SqlState.SUCCESSFUL_COMPLETION;
    }

    @Test
    void aModelOfAutoOnHasAReport() throws IOException {
        try (TestServer server = TestServer.start(folder);
                TestServer.Client client = server.connect()) {
            load(server, client);
            client.run("SET auspex.wait_for_models TO on");
            assertThat(stateOf(() -> client.run("SELECT * FROM ML.DATA_REPORT(MODEL saved)")))
                    .isEqualTo(SqlState.UNDEFINED_OBJECT);
            client.run("CREATE " + CREATE);

            List<List<String>> columns =
                    client.query("SELECT column_name, role, used, findings FROM ML.DATA_REPORT(MODEL saved)");
            assertThat(columns).hasSize(7);
            assertThat(columns.get(0))
                    .containsExactly(
                            "passenger_id",
                            "identifier",
                            "false",
                            "Column \"passenger_id\" is of no use: it numbers the rows, rising from row to row.");
            assertThat(client.value("SELECT round(missing_share, 2) FROM ML.DATA_REPORT(MODEL public.saved) r"
                            + " WHERE r.column_name = 'age'"))
                    .isEqualTo("0.2");
            assertThat(client.value("SELECT median FROM ML.DATA_REPORT(MODEL saved) WHERE column_name = 'pclass'"))
                    .isEqualTo("3");
            assertThat(client.query("SELECT severity, kind, column_name FROM ML.DATA_FINDINGS(MODEL saved)"))
                    .contains(List.of("INFO", "missing_tells_target", "cabin"));
            assertThat(client.value("SELECT DATA_REPORT('saved')"))
                    .startsWith("{\"version\":1,\"rows\":891,")
                    .contains("\"kind\":\"strongest_column\"");
            assertThat(client.columnNames("SELECT DATA_REPORT('saved')")).containsExactly("data_report");
            assertThat(client.query("SHOW MODEL saved"))
                    .anyMatch(row -> row.get(0).startsWith("TRAINING NOTES"));

            server.restart();
            try (TestServer.Client again = server.connect()) {
                assertThat(again.value("SELECT count(*) FROM ML.DATA_FINDINGS(MODEL saved)"))
                        .isNotEqualTo("0");
                again.run("CREATE USER reader PASSWORD 'Pw123456'");
                try (TestServer.Client reader = server.connectAs("reader")) {
                    for (String query : new String[] {
                        "SELECT DATA_REPORT('saved')",
                        "SELECT * FROM ML.DATA_REPORT(MODEL saved)",
                        "SELECT * FROM ML.DATA_FINDINGS(MODEL saved)"
                    }) {
                        assertThat(stateOf(() -> reader.run(query)))
                                .as(query)
                                .isEqualTo(SqlState.INSUFFICIENT_PRIVILEGE);
                    }
                    again.run("GRANT EXECUTE ON MODEL saved TO reader");
                    assertThat(reader.value("SELECT DATA_REPORT('saved')")).startsWith("{");
                }
                assertThatThrownBy(() -> again.run("CREATE VIEW v AS SELECT * FROM ML.DATA_REPORT(MODEL saved)"))
                        .hasMessageContaining("cannot be part of a view");
                assertThat(stateOf(() -> again.run("SELECT * FROM ML.DATA_REPORT(MODEL saved, 1)")))
                        .isEqualTo(SqlState.SYNTAX_ERROR);
                again.run("CREATE TABLE kept AS SELECT * FROM ML.DATA_FINDINGS(MODEL saved)");
                again.run("DROP MODEL saved");
                assertThat(stateOf(() -> again.run("SELECT DATA_REPORT('saved')")))
                        .isEqualTo(SqlState.UNDEFINED_OBJECT);
            }
        }
        try (Warehouse warehouse = DuckDbWarehouse.open(
                        folder.resolve("dev.duckdb"), new DuckDbSettings("1GB", 2, folder.resolve("temp")));
                WarehouseSession session = warehouse.openSession()) {
            session.execute("CREATE TABLE left_over AS SELECT 1 / (count(*) = 0)::INT FROM auspex.data_reports");
            // What an earlier version of the program left: neither such a table nor leaderboards, nor errors of loads,
            // nor a
            // log.
            session.execute("ALTER TABLE auspex.models DROP COLUMN leaderboard");
            session.execute("DROP TABLE auspex.data_reports");
            session.execute("DROP TABLE auspex.load_errors");
            session.execute("DROP TABLE auspex.log_connections");
            session.execute("DROP TABLE auspex.log_statements");
            session.execute("DROP TABLE auspex.login_secret");
            session.execute("DROP TABLE auspex.view_columns");
            session.execute("DROP TABLE auspex.late_binding_views");
            session.execute("DROP TABLE auspex.load_files");
            session.execute("DROP TABLE auspex.log_users");
            session.execute("ALTER TABLE auspex.users DROP COLUMN session_timeout");
            session.execute("UPDATE auspex.version SET version = 2");
        }
        try (TestServer server = TestServer.start(folder);
                TestServer.Client client = server.connect()) {
            assertThat(client.value("SELECT count(*) FROM kept")).isNotEqualTo("0");
        }
    }

    @Test
    void checkModelTellsAndCreatesNothing() throws IOException {
        try (TestServer server = TestServer.start(folder);
                TestServer.Client client = server.connect()) {
            load(server, client);
            List<List<String>> rows = client.query("CHECK " + CREATE);
            assertThat(client.columnNames("CHECK " + CREATE))
                    .containsExactly("part", "severity", "item", "column_name", "detail");
            assertThat(rows)
                    .anyMatch(row -> row.get(0).equals("finding")
                            && row.get(2).equals("identifier")
                            && row.get(3).equals("passenger_id"))
                    .anyMatch(row ->
                            row.get(2).equals("problem_type") && row.get(4).equals("BinaryClassification"))
                    .anyMatch(row -> row.get(2).equals("rule")
                            && row.get(4).equals("The target \"survived\" has two distinct values."))
                    .anyMatch(row -> row.get(2).equals("candidate 1"))
                    .anyMatch(row -> row.get(2).equals("memory") && row.get(4).endsWith(" of 2048 MB"));
            assertThat(client.query("SHOW MODEL ALL")).isEmpty();
            assertThat(server.jobFolders()).isEmpty();
            assertThat(stateOf(() -> client.run("SELECT f_saved(1, 1, '', '', 1, 1, '')")))
                    .isEqualTo(SqlState.UNDEFINED_FUNCTION);
        }
    }

    @Test
    void checkModelFindsALeakInEveryKindOfTraining() throws IOException {
        try (TestServer server = TestServer.start(folder);
                TestServer.Client client = server.connect()) {
            load(server, client);
            assertThat(client.query("CHECK MODEL m FROM (SELECT survived, pclass, age, fare, 1 - survived AS died FROM"
                            + " titanic) TARGET survived FUNCTION f IAM_ROLE DEFAULT AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE"
                            + " 'binary:logistic' PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT"))
                    .anyMatch(row -> row.get(2).equals("target_leak")
                            && row.get(1).equals("CRITICAL")
                            && row.get(3).equals("died"));
            assertThat(client.query(
                            "CHECK MODEL m FROM (SELECT fare, age, fare * 2 AS twice FROM titanic WHERE age IS NOT"
                                    + " NULL) FUNCTION f IAM_ROLE DEFAULT AUTO OFF MODEL_TYPE KMEANS PREPROCESSORS 'none'"
                                    + " HYPERPARAMETERS DEFAULT EXCEPT (K '3')"))
                    .anyMatch(row ->
                            row.get(2).equals("duplicate_column") && row.get(3).equals("twice"))
                    .anyMatch(row -> row.get(4).equals("k-means, 3 clusters"));
        }
    }

    /** The same errors as CREATE MODEL, word for word. */
    @Test
    void checkModelRefusesWhatCreateModelRefuses() throws IOException {
        try (TestServer server = TestServer.start(folder);
                TestServer.Client client = server.connect()) {
            load(server, client);
            client.run("CREATE USER guest PASSWORD 'Pw123456'");
            for (String rest : new String[] {
                "MODEL nowhere.m FROM titanic TARGET survived FUNCTION f IAM_ROLE DEFAULT",
                "MODEL m FROM absent TARGET survived FUNCTION f IAM_ROLE DEFAULT",
                "MODEL m FROM titanic TARGET absent FUNCTION f IAM_ROLE DEFAULT",
                "MODEL m FROM titanic TARGET survived FUNCTION sum IAM_ROLE DEFAULT",
                "MODEL m FROM titanic TARGET name FUNCTION f IAM_ROLE DEFAULT",
                "MODEL m FROM titanic TARGET survived FUNCTION f IAM_ROLE DEFAULT OBJECTIVE 'AUX'",
                "MODEL m FROM (SELECT survived, age FROM titanic WHERE 1 = 0) TARGET survived FUNCTION f IAM_ROLE"
                        + " DEFAULT",
                "MODEL m FROM titanic TARGET survived FUNCTION f IAM_ROLE DEFAULT SETTINGS (S3_BOCKET 'b')",
                "MODEL m FROM (SELECT survived, 1 / FROM titanic) TARGET survived FUNCTION f IAM_ROLE DEFAULT"
            }) {
                SqlException created = failure(client, "CREATE " + rest);
                SqlException checked = failure(client, "CHECK " + rest);
                assertThat(checked.state()).as(rest).isEqualTo(created.state());
                assertThat(checked.getMessage()).as(rest).isEqualTo(created.getMessage());
                assertThat(checked.hint()).as(rest).isEqualTo(created.hint());
            }
            try (TestServer.Client guest = server.connectAs("guest")) {
                assertThat(failure(guest, "CHECK MODEL m FROM titanic TARGET survived FUNCTION f IAM_ROLE DEFAULT")
                                .state())
                        .isEqualTo(SqlState.INSUFFICIENT_PRIVILEGE);
            }
            assertThat(server.jobFolders()).isEmpty();
        }
    }

    private static SqlException failure(TestServer.Client client, String sql) {
        try {
            client.run(sql);
        } catch (SqlException e) {
            return e;
        }
        throw new AssertionError("No error: " + sql);
    }
}
