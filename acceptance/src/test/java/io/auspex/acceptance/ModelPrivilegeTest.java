package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGStatement;

/**
 * Issue 4, point 9; redshift-ml.md §7, §4.3 and §4.5: what can be done with a model of every kind by superuser, owner, grantee,
 * member of a group, holder of a role, and stranger, over the wire.
 */
class ModelPrivilegeTest {
    private static final String PASSWORD = "Passw0rd1";
    private static final List<String> VIEWERS =
            List.of("awsuser", "owner", "grantee", "member", "role_holder", "stranger");

    /** One letter a viewer, in the order of {@link #VIEWERS}: y may, n gets SQLSTATE 42501. */
    private static final String MATRIX = """
            yyyyyn  SELECT work.f(1, 2)
            yyyyyn  SELECT work.f_explain(1, 2)
            yyyyyn  SELECT dev.work.f_explain(1, 2)
            yyyyyn  SELECT work.g_prob(1, 2)
            yyyyyn  SELECT work.g_probabilities(1, 2)
            yyyyyn  SELECT work.clusters_f(1, 2)
            yyyyyn  SELECT work.brought_f(1, 2)
            yyyyyn  SELECT * FROM work.scored
            yyyyyn  SELECT * FROM work.reasons
            yyyyyn  SELECT * FROM work.chances
            yyyyyn  CREATE TEMP TABLE scratch AS SELECT work.f_explain(a, a) AS p FROM work.t
            yyyyyn  INSERT INTO work.t SELECT work.f(a, a) FROM work.t
            yyyyyn  WITH c AS (SELECT work.g_prob(a, a) AS p FROM work.t) SELECT p FROM c
            yyyyyn  SELECT 1 WHERE EXISTS (SELECT 1 WHERE work.f_explain(1, 2) IS NOT NULL)
            yyyyyn  SELECT EXPLAIN_MODEL('work.m')
            yyyyyn  SELECT t.r.explanations FROM (SELECT EXPLAIN_MODEL('work.m') AS r) AS t
            yyyyyn  WITH c AS (SELECT EXPLAIN_MODEL('work.m') AS r) SELECT 1 FROM c
            yyyyyn  CREATE TEMP TABLE scratch AS SELECT EXPLAIN_MODEL('work.m') AS r
            yyyyyn  CREATE TEMP TABLE scratch AS SELECT FORECAST(work.fc)
            yyyyyn  SELECT FORECAST(work.fc)
            yyyyyn  SELECT count(*) FROM FORECAST(work.fc)
            yyyyyn  WITH c AS (SELECT * FROM FORECAST(work.fc)) SELECT count(*) FROM c
            yyyyyn  SELECT * FROM ML.EVALUATE(MODEL work.m, (SELECT a AS x, a AS y, a AS z FROM work.t))
            yynnnn  SELECT * FROM ML.EVALUATE(MODEL work.m, TABLE work.hidden)
            yynnnn  CREATE TEMP TABLE scratch AS SELECT work.f(x, y) AS p FROM work.hidden
            yyyyyn  SHOW MODEL work.m
            yyyyyn  SHOW MODEL work.g_model
            yyyyyn  SHOW MODEL work.clusters
            yyyyyn  SHOW MODEL work.fc
            yyyyyn  SHOW MODEL work.brought
            yynnnn  GRANT EXECUTE ON MODEL work.fc TO PUBLIC
            yynnnn  REVOKE EXECUTE ON MODEL work.fc FROM grantee
            """;

    private static final List<String> MODELS =
            List.of("work.m", "work.g_model", "work.clusters", "work.fc", "work.brought");

    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Map<String, Connection> connections = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(data);
        connections.put("awsuser", server.connect());
        for (String user : List.of("owner", "grantee", "member", "role_holder", "stranger", "dropper")) {
            as("awsuser", "CREATE USER " + user + " PASSWORD '" + PASSWORD + "'");
            connections.put(user, connect(user));
        }
        as("awsuser", "CREATE GROUP readers WITH USER member");
        as("awsuser", "CREATE ROLE reading");
        as("awsuser", "GRANT ROLE reading TO role_holder");
        as("awsuser", "CREATE SCHEMA work AUTHORIZATION owner");
        as("awsuser", "GRANT CREATE MODEL TO owner");
        as("owner", "CREATE TABLE work.t (a INT)");
        as("owner", "INSERT INTO work.t VALUES (1)");
        as("owner", "CREATE TABLE work.hidden (x INT, y INT, z INT)");
        as("owner", "INSERT INTO work.hidden SELECT i, i % 7, i % 2 FROM generate_series(1, 600) AS s(i)");
        as(
                "owner",
                "CREATE TABLE work.sales AS SELECT 's'::varchar AS series, DATE '2020-01-01' + CAST(i AS INTEGER) AS day,"
                        + " CAST(i % 7 AS FLOAT8) AS sold FROM generate_series(1, 120) AS s(i)");
        String settings = " IAM_ROLE default %s SETTINGS (S3_BUCKET 'confidential', KMS_KEY_ID 'confidential'%s)";
        as("owner", xgboost("work.m", "f"));
        as(
                "owner",
                "CREATE MODEL work.g_model FROM work.hidden TARGET z FUNCTION g"
                        + settings.formatted(
                                "AUTO ON MODEL_TYPE LINEAR_LEARNER PROBLEM_TYPE BINARY_CLASSIFICATION",
                                ", MAX_MODELS 1"));
        as(
                "owner",
                "CREATE MODEL work.clusters FROM (SELECT x, y FROM work.hidden) FUNCTION clusters_f"
                        + settings.formatted(
                                "AUTO OFF MODEL_TYPE KMEANS PREPROCESSORS 'none'"
                                        + " HYPERPARAMETERS DEFAULT EXCEPT (K '2')",
                                ""));
        as(
                "owner",
                "CREATE MODEL work.fc FROM work.sales TARGET sold"
                        + settings.formatted("AUTO ON MODEL_TYPE FORECAST", ", HORIZON 3, FREQUENCY 'D'"));
        Models.awaitReady(connections.get("owner"), "work.m");
        as("owner", imported("work.brought", "brought_f", jobOf("work.m")));
        for (String model : MODELS) {
            Models.awaitReady(connections.get("owner"), model);
        }
        as("owner", "CREATE VIEW work.scored AS SELECT work.f(x, y) AS p FROM work.hidden");
        as("owner", "CREATE VIEW work.reasons AS SELECT work.f_explain(x, y) AS p FROM work.hidden");
        as("owner", "CREATE VIEW work.chances AS SELECT work.g_prob(x, y) AS p FROM work.hidden");
        for (String to : List.of("grantee", "GROUP readers", "ROLE reading")) {
            as("owner", "GRANT USAGE ON SCHEMA work TO " + to);
            as("owner", "GRANT ALL ON work.t TO " + to);
            as("owner", "GRANT SELECT ON work.scored, work.reasons, work.chances TO " + to);
            as("owner", "GRANT EXECUTE ON MODEL " + String.join(", ", MODELS) + " TO " + to);
        }
        // What is refused below is refused because of the model, not of the schema.
        as("owner", "GRANT USAGE ON SCHEMA work TO stranger");
    }

    @AfterAll
    static void stop() throws SQLException {
        for (Connection connection : connections.values()) {
            connection.close();
        }
        server.close();
    }

    private static Connection connect(String user) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", PASSWORD);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.port() + "/dev", properties);
    }

    private static String xgboost(String model, String function) {
        return "CREATE MODEL " + model + " FROM (SELECT x, y, z FROM work.hidden) TARGET z FUNCTION " + function
                + " IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'binary:logistic' PREPROCESSORS 'none'"
                + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '2')"
                + " SETTINGS (S3_BUCKET 'confidential', KMS_KEY_ID 'confidential', S3_GARBAGE_COLLECT OFF)";
    }

    private static String imported(String model, String function, String source) {
        return "CREATE MODEL " + model + " FROM '" + source + "' FUNCTION " + function
                + "(INT, INT) RETURNS INT IAM_ROLE default SETTINGS (S3_BUCKET 'confidential')";
    }

    private static String jobOf(String model) throws SQLException {
        return Models.show(connections.get("owner"), model).get("Training Job Name");
    }

    private static void as(String user, String sql) throws SQLException {
        try (Statement statement = connections.get(user).createStatement()) {
            statement.execute(sql);
        }
    }

    private static String attempt(String user, String sql) {
        try {
            as(user, sql);
            return "ok";
        } catch (SQLException e) {
            return e.getSQLState() + " " + e.getMessage();
        }
    }

    private static String undone(String user, String sql) throws SQLException {
        Connection connection = connections.get(user);
        connection.setAutoCommit(false);
        try {
            return attempt(user, sql);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** All columns of each row, with bars between. */
    private static List<String> query(String user, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connections.get(user).createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(result.getString(i));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    @Test
    @DisplayName("every statement about models by every kind of viewer")
    void matrix() throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (String line : MATRIX.lines().toList()) {
            String sql = line.substring(VIEWERS.size()).strip();
            for (int i = 0; i < VIEWERS.size(); i++) {
                String outcome = undone(VIEWERS.get(i), sql);
                boolean allowed = line.charAt(i) == 'y';
                if (!(allowed ? outcome.equals("ok") : outcome.startsWith("42501"))) {
                    wrong.add(VIEWERS.get(i) + ": " + sql + " -> " + outcome);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("§4.3: SHOW MODEL of every kind hides role, bucket, key and cost from who is not the owner")
    void showModelOfEveryKind() throws SQLException {
        for (String model : MODELS) {
            assertThat(query("owner", "SHOW MODEL " + model))
                    .as(model)
                    .anyMatch(row -> row.startsWith("IAM Role|"))
                    .anyMatch(row -> row.contains("confidential"));
            for (String viewer : List.of("grantee", "member", "role_holder")) {
                assertThat(query(viewer, "SHOW MODEL " + model))
                        .as(model)
                        .contains("Model State|READY")
                        .noneMatch(row -> row.startsWith("IAM Role") || row.startsWith("Estimated Cost"))
                        .noneMatch(row -> row.contains("confidential"));
            }
        }
        assertThat(query("grantee", "SHOW MODEL ALL")).hasSizeGreaterThanOrEqualTo(MODELS.size());
        assertThat(query("stranger", "SHOW MODEL ALL")).isEmpty();
        assertThat(query("grantee", "SELECT model_name FROM svv_ml_model_info")).isEmpty();
        assertThat(query("stranger", "SELECT model_name FROM stv_ml_model_info"))
                .isEmpty();
        assertThat(query("owner", "SELECT is_refreshable FROM stv_ml_model_info WHERE model_name = 'm'"))
                .containsExactly("1");
    }

    @Test
    @DisplayName("a REVOKE reaches prepared calls of functions, EXPLAIN_MODEL and FORECAST at their next execution")
    void revokeReachesPreparedStatements() throws SQLException {
        Map<String, PreparedStatement> prepared = new HashMap<>();
        Connection connection = connections.get("grantee");
        for (String sql : List.of(
                "SELECT work.f_explain(1, 2)",
                "SELECT work.g_prob(1, 2)",
                "SELECT EXPLAIN_MODEL('work.m')",
                "SELECT count(*) FROM FORECAST(work.fc)")) {
            PreparedStatement statement = connection.prepareStatement(sql);
            statement.unwrap(PGStatement.class).setPrepareThreshold(1);
            statement.executeQuery().close();
            statement.executeQuery().close();
            prepared.put(sql, statement);
        }
        as("owner", "REVOKE EXECUTE ON MODEL work.m, work.g_model, work.fc FROM grantee");
        try {
            for (Map.Entry<String, PreparedStatement> entry : prepared.entrySet()) {
                String state = "ok";
                try {
                    entry.getValue().executeQuery().close();
                } catch (SQLException e) {
                    state = e.getSQLState();
                }
                assertThat(state).as(entry.getKey()).isEqualTo("42501");
                entry.getValue().close();
            }
        } finally {
            as("owner", "GRANT EXECUTE ON MODEL work.m, work.g_model, work.fc TO grantee");
        }
    }

    @Test
    @DisplayName("a model is imported by its job's name by who may call it")
    void importByJobName() throws SQLException {
        String job = jobOf("work.m");
        as("awsuser", "GRANT CREATE MODEL TO grantee");
        as("awsuser", "GRANT CREATE MODEL TO stranger");
        assertThat(attempt("stranger", imported("public.theirs", "theirs_f", job)))
                .startsWith("42501")
                .contains("permission denied for model m");
        assertThat(attempt("grantee", imported("public.copied", "copied_f", job)))
                .isEqualTo("ok");
        assertThat(attempt("grantee", "DROP MODEL public.copied")).isEqualTo("ok");
    }

    @Test
    @DisplayName("§7: DROP MODEL by who holds DROP MODEL through a role, by the schema's owner, and by nobody else")
    void dropModel() throws SQLException {
        String job = jobOf("work.m");
        as("owner", imported("work.first", "first_f", job));
        as("owner", "GRANT EXECUTE ON MODEL work.first TO grantee");
        for (String user : List.of("grantee", "stranger", "dropper")) {
            assertThat(attempt(user, "DROP MODEL work.first")).as(user).startsWith("42501");
        }
        as("awsuser", "CREATE ROLE sweeping");
        as("awsuser", "GRANT DROP MODEL TO ROLE sweeping");
        as("awsuser", "GRANT ROLE sweeping TO dropper");
        assertThat(attempt("dropper", "DROP MODEL work.first")).isEqualTo("ok");
        as("awsuser", imported("work.second", "second_f", job));
        assertThat(attempt("stranger", "DROP MODEL work.second")).startsWith("42501");
        assertThat(attempt("owner", "DROP MODEL work.second")).isEqualTo("ok");
        as("owner", imported("work.third", "third_f", job));
        assertThat(attempt("awsuser", "DROP MODEL work.third")).isEqualTo("ok");
        // The privileges have gone with the model: another one of that name has none.
        as("owner", imported("work.first", "first_f", job));
        assertThat(attempt("grantee", "SELECT work.first_f(1, 2)")).startsWith("42501");
        as("owner", "DROP MODEL work.first");
    }

    @Test
    @DisplayName("CREATE OR REPLACE MODEL: by owner and superusers, owner and privileges stay, the viewer's rules hold")
    void replace() throws Exception {
        as("owner", xgboost("work.again", "again_f"));
        Models.awaitReady(connections.get("owner"), "work.again");
        as("owner", "GRANT EXECUTE ON MODEL work.again TO grantee");
        as("owner", "GRANT CREATE ON SCHEMA work TO grantee");
        as("owner", "GRANT SELECT ON work.hidden TO grantee");
        as("awsuser", "GRANT CREATE MODEL TO grantee");
        String replace = xgboost("work.again", "again_f").replace("CREATE MODEL", "CREATE OR REPLACE MODEL");
        try {
            assertThat(attempt("grantee", replace)).startsWith("42501").contains("must be owner of model work.again");
            String byJob = imported("work.again", "again_f", jobOf("work.m"))
                    .replace("CREATE MODEL", "CREATE OR REPLACE MODEL");
            assertThat(attempt("grantee", byJob)).startsWith("42501").contains("must be owner of model work.again");
            String before = jobOf("work.again");
            as("awsuser", replace);
            List<String> shown = query("grantee", "SHOW MODEL work.again");
            assertThat(shown).noneMatch(row -> row.contains("confidential") || row.startsWith("IAM Role"));
            long deadline = System.nanoTime() + 60_000_000_000L;
            while (jobOf("work.again").equals(before) && System.nanoTime() < deadline) {
                assertThat(attempt("grantee", "SELECT work.again_f(1, 2)")).isEqualTo("ok");
            }
            assertThat(jobOf("work.again")).isNotEqualTo(before);
            assertThat(query("awsuser", "SHOW MODEL work.again")).contains("Owner|owner", "Model State|READY");
            assertThat(attempt("grantee", "SELECT work.again_f(1, 2)")).isEqualTo("ok");
            assertThat(attempt("stranger", "SELECT work.again_f(1, 2)")).startsWith("42501");
            as("awsuser", byJob);
            assertThat(query("awsuser", "SHOW MODEL work.again")).contains("Owner|owner");
            assertThat(attempt("grantee", "SELECT work.again_f(1, 2)")).isEqualTo("ok");
        } finally {
            as("owner", "REVOKE CREATE ON SCHEMA work FROM grantee");
            as("owner", "REVOKE SELECT ON work.hidden FROM grantee");
            as("owner", "DROP MODEL work.again");
        }
    }

    @Test
    @DisplayName("§4.5: is_refreshable is 0 when the model's owner may no longer read the source")
    void refreshableByWhoMayRead() throws SQLException {
        as("owner", "CREATE TABLE work.lent AS SELECT x, y, z FROM work.hidden");
        as("owner", "GRANT SELECT ON work.lent TO grantee");
        as("awsuser", "GRANT CREATE MODEL TO grantee");
        as("grantee", xgboost("public.borrowed", "borrowed_f").replace("work.hidden", "work.lent"));
        String refreshable = "SELECT is_refreshable FROM svv_ml_model_info WHERE model_name = 'borrowed'";
        assertThat(query("grantee", refreshable)).containsExactly("1");
        as("owner", "REVOKE SELECT ON work.lent FROM grantee");
        assertThat(query("grantee", refreshable)).containsExactly("0");
        assertThat(query("awsuser", refreshable)).containsExactly("0");
        as("owner", "GRANT SELECT ON work.lent TO grantee");
        assertThat(query("grantee", refreshable)).containsExactly("1");
        as("owner", "DROP TABLE work.lent");
        assertThat(query("grantee", refreshable)).containsExactly("0");
        as("grantee", "DROP MODEL public.borrowed");
    }
}
