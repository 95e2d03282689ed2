package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Issue 4, "a privilege matrix test", point 9; redshift-ml.md §7, E31: every statement kind by superuser, owner, grantee, member
 * of a group, holder of a role, and stranger, over the wire.
 */
class PrivilegeMatrixTest {
    private static final String PASSWORD = "Passw0rd1";
    private static final List<String> VIEWERS =
            List.of("awsuser", "owner", "grantee", "member", "role_holder", "stranger");

    /** One letter a viewer, in the order of {@link #VIEWERS}: y may, n gets SQLSTATE 42501. */
    private static final String MATRIX = """
            yyyyyn  SELECT * FROM work.t
            yyyyyn  SELECT count(*) FROM work.t
            yyyyyn  SELECT * FROM (SELECT a FROM work.t) AS s
            yyyyyn  WITH c AS (SELECT a FROM work.t) SELECT * FROM c
            yyyyyn  SELECT 1 UNION SELECT a FROM work.t
            yyyyyn  SELECT 1 WHERE EXISTS (SELECT 1 FROM work.t)
            yyyyyn  EXPLAIN SELECT * FROM work.t
            yyyyyn  CREATE TEMP TABLE scratch AS SELECT * FROM work.t
            yyyyyn  INSERT INTO work.t VALUES (7)
            yyyyyn  INSERT INTO work.t SELECT a FROM work.t
            yyyyyn  UPDATE work.t SET a = 2 WHERE a = 1
            yyyyyn  UPDATE work.t SET a = o.a FROM work.t AS o WHERE o.a = t.a
            yyyyyn  DELETE FROM work.t WHERE a = 99
            yyyyyn  DELETE FROM work.t USING work.t AS o WHERE o.a = t.a AND o.a = 99
            yyyyyn  MERGE INTO work.t USING (SELECT 1 AS b) AS s ON t.a = b WHEN MATCHED THEN UPDATE SET a = 3
            yyyyyn  COPY work.t FROM 's3://bucket/one.csv' IAM_ROLE default CSV
            yyyyyn  TRUNCATE work.t
            yyyyyn  ALTER TABLE work.t ADD COLUMN extra INT
            yynnnn  ALTER TABLE work.t RENAME TO u
            yynnnn  COMMENT ON TABLE work.t IS 'x'
            yynnnn  ALTER TABLE work.t OWNER TO owner
            yynnnn  GRANT SELECT ON work.t TO PUBLIC
            yynnnn  REVOKE SELECT ON work.t FROM PUBLIC
            yyyyyn  DROP TABLE work.t
            yyyyyn  SELECT * FROM work.v
            yynnnn  SELECT * FROM work.v JOIN work.hidden ON true
            yynnnn  SELECT * FROM work.hidden
            yynnnn  DROP VIEW work.v
            yyyyyn  CREATE TABLE work.made (a INT)
            yyyyyn  CREATE TABLE work.made AS SELECT 1 AS a
            yyyyyn  CREATE VIEW work.made AS SELECT 1 AS a
            ynnnnn  CREATE SCHEMA other
            yynnnn  DROP SCHEMA work2
            yyyyyn  SELECT work.f(1, 2)
            yyyyyn  SELECT work.f(a, a) FROM work.t
            yyyyyn  SELECT * FROM work.scored
            yyyyyn  CREATE TEMP TABLE scratch AS SELECT work.f(a, a) AS p FROM work.t
            yyyyyn  WITH c AS (SELECT work.f(a, a) AS p FROM work.t) SELECT p FROM c
            yyyyyn  SELECT 1 WHERE work.f(1, 2) IS NOT NULL
            yyyyyn  SELECT 1 LIMIT CAST(abs(work.f(1, 2)) AS INT)
            yyyyyn  SHOW MODEL work.m
            yynnnn  GRANT EXECUTE ON MODEL work.m TO PUBLIC
            yynnnn  DROP MODEL work.m
            ynnnnn  GRANT CREATE MODEL TO grantee
            ynnnnn  GRANT ASSUMEROLE ON 'arn:x' TO stranger FOR CREATE MODEL
            ynnnnn  CREATE USER eve PASSWORD 'Passw0rd1'
            ynnnnn  ALTER USER owner CREATEDB
            ynnnnn  DROP USER stranger
            ynnnnn  CREATE GROUP g2
            ynnnnn  ALTER GROUP readers ADD USER stranger
            ynnnnn  DROP GROUP spare
            ynnnnn  CREATE ROLE r2
            ynnnnn  GRANT ROLE reading TO stranger
            ynnnnn  DROP ROLE reading FORCE
            """;

    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Map<String, Connection> connections = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(data);
        Path bucket = Files.createDirectories(data.resolve("s3").resolve("bucket"));
        Files.writeString(bucket.resolve("one.csv"), "1\n");
        connections.put("awsuser", server.connect());
        for (String user : VIEWERS.subList(1, VIEWERS.size())) {
            as("awsuser", "CREATE USER " + user + " PASSWORD '" + PASSWORD + "'");
        }
        as("awsuser", "CREATE USER maker PASSWORD '" + PASSWORD + "'");
        for (String user : List.of("owner", "grantee", "member", "role_holder", "stranger", "maker")) {
            connections.put(user, connect(user));
        }
        as("awsuser", "CREATE GROUP readers WITH USER member");
        as("awsuser", "CREATE GROUP spare");
        as("awsuser", "CREATE ROLE reading");
        as("awsuser", "GRANT ROLE reading TO role_holder");
        as("awsuser", "CREATE SCHEMA work AUTHORIZATION owner");
        as("awsuser", "CREATE SCHEMA work2 AUTHORIZATION owner");
        as("awsuser", "GRANT CREATE MODEL TO owner");
        as("owner", "CREATE TABLE work.t (a INT)");
        as("owner", "INSERT INTO work.t VALUES (1)");
        as("owner", "CREATE TABLE work.hidden (x INT, y INT, z INT)");
        as("owner", "INSERT INTO work.hidden SELECT i, i % 7, i % 2 FROM generate_series(1, 600) AS s(i)");
        as("owner", "CREATE VIEW work.v AS SELECT x FROM work.hidden");
        createModel("owner", "work.m", "work.f");
        Models.awaitReady(connections.get("owner"), "work.m");
        as("owner", "CREATE VIEW work.scored AS SELECT work.f(x, y) AS p FROM work.hidden");
        for (String to : List.of("grantee", "GROUP readers", "ROLE reading")) {
            as("owner", "GRANT USAGE, CREATE ON SCHEMA work TO " + to);
            as("owner", "GRANT ALL ON work.t TO " + to);
            as("owner", "GRANT SELECT ON work.v, work.scored TO " + to);
            as("owner", "GRANT EXECUTE ON MODEL work.m TO " + to);
        }
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

    private static void createModel(String user, String model, String function) throws SQLException {
        as(user, modelStatement(model, function, "default"));
    }

    private static String modelStatement(String model, String function, String role) {
        return "CREATE MODEL " + model + " FROM (SELECT x, y, z FROM work.hidden) TARGET z FUNCTION " + function
                + " IAM_ROLE " + role + " AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'binary:logistic' PREPROCESSORS 'none'"
                + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '2') SETTINGS (S3_BUCKET 'bucket')";
    }

    private static void as(String user, String sql) throws SQLException {
        try (Statement statement = connections.get(user).createStatement()) {
            statement.execute(sql);
        }
    }

    /** SQLSTATE and message of what comes of it, or "ok"; in a transaction that is rolled back where the statement allows it. */
    private static String outcome(String user, String sql) throws SQLException {
        Connection connection = connections.get(user);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "ok";
        } catch (SQLException e) {
            return e.getSQLState() + " " + e.getMessage();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static List<String> query(String user, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connections.get(user).createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    @Test
    @DisplayName("every statement kind by every kind of viewer")
    void matrix() throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (String line : MATRIX.lines().toList()) {
            String sql = line.substring(VIEWERS.size()).strip();
            for (int i = 0; i < VIEWERS.size(); i++) {
                boolean allowed = line.charAt(i) == 'y';
                if (allowed && sql.startsWith("DROP MODEL")) {
                    // It cannot be rolled back; others need the model.
                    continue;
                }
                String outcome = outcome(VIEWERS.get(i), sql);
                if (!(allowed ? outcome.equals("ok") : outcome.startsWith("42501"))) {
                    wrong.add(VIEWERS.get(i) + ": " + sql + " -> " + outcome);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("E31: CREATE MODEL needs CREATE MODEL, CREATE on the schema, SELECT on the source and the role")
    void createModelNeedsFourThings() throws SQLException {
        String statement = modelStatement("work.made", "work.made_f", "'arn:aws:iam::1:role/ml'");
        assertThat(attempt("maker", statement)).startsWith("42501").contains("CREATE MODEL");
        as("awsuser", "GRANT CREATE MODEL TO maker");
        assertThat(attempt("maker", statement)).startsWith("42501").contains("schema work");
        as("awsuser", "GRANT USAGE, CREATE ON SCHEMA work TO maker");
        assertThat(attempt("maker", statement)).startsWith("42501").contains("relation hidden");
        as("awsuser", "GRANT SELECT ON work.hidden TO maker");
        as("awsuser", "REVOKE ASSUMEROLE ON ALL FROM PUBLIC FOR ALL");
        try {
            assertThat(attempt("maker", statement))
                    .startsWith("42501")
                    .contains("User maker does not have ASSUMEROLE permission on IAM role"
                            + " \"arn:aws:iam::1:role/ml\" for CREATE MODEL");
            assertThat(query("maker", "SELECT has_assumerole_privilege('arn:aws:iam::1:role/ml', 'create model')"))
                    .containsExactly("f");
            assertThat(query("awsuser", "SHOW MODEL ALL")).hasSize(1);
            as("awsuser", "GRANT ASSUMEROLE ON 'arn:aws:iam::1:role/ml' TO maker FOR CREATE MODEL");
            assertThat(query("maker", "SELECT has_assumerole_privilege('arn:aws:iam::1:role/ml', 'create model')"))
                    .containsExactly("t");
            assertThat(attempt("maker", statement)).isEqualTo("ok");
            assertThat(query("maker", "SELECT model_name FROM svv_ml_model_info"))
                    .containsExactly("made");
            assertThat(attempt("grantee", "DROP MODEL work.made")).startsWith("42501");
            // The owner of the schema may.
            assertThat(attempt("owner", "DROP MODEL work.made")).isEqualTo("ok");
        } finally {
            as("awsuser", "GRANT ASSUMEROLE ON ALL TO PUBLIC FOR ALL");
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

    @Test
    @DisplayName("§11: who has EXECUTE and is not the owner sees neither role, bucket, key nor cost")
    void showModelHidesWhatIsTheOwners() throws SQLException {
        assertThat(query("owner", "SHOW MODEL work.m")).contains("IAM Role", "S3 Bucket", "Estimated Cost");
        assertThat(query("grantee", "SHOW MODEL work.m"))
                .contains("Model State", "Function Name")
                .doesNotContain("IAM Role", "S3 Bucket", "KMS Key", "Estimated Cost");
        assertThat(query("stranger", "SHOW MODEL ALL")).isEmpty();
        assertThat(query("grantee", "SELECT model_name FROM stv_ml_model_info")).isEmpty();
        assertThat(query("owner", "SELECT model_name FROM stv_ml_model_info")).contains("m");
        assertThat(query("grantee", "SELECT privilege_type || ' ' || identity_name FROM svv_ml_model_privileges"))
                .containsExactly("EXECUTE grantee");
        assertThat(query("owner", "SELECT identity_name FROM svv_language_privileges"))
                .containsExactly("owner");
    }

    @Test
    @DisplayName("functions of a model are granted with the model")
    void functionsCannotBeGranted() {
        assertThat(attempt("owner", "GRANT EXECUTE ON FUNCTION work.f(int, int) TO stranger"))
                .startsWith("0A000");
        assertThat(attempt("owner", "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA work TO stranger"))
                .startsWith("0A000");
    }

    @Test
    @DisplayName("a REVOKE reaches prepared statements at their next execution")
    void revokeReachesPreparedStatements() throws SQLException {
        as("owner", "CREATE TABLE work.lent (a INT)");
        as("owner", "GRANT SELECT ON work.lent TO grantee");
        try (PreparedStatement prepared =
                connections.get("grantee").prepareStatement("SELECT a FROM work.lent WHERE a > ?")) {
            prepared.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(1);
            for (int i = 0; i < 3; i++) {
                prepared.setInt(1, i);
                prepared.executeQuery().close();
            }
            as("owner", "REVOKE SELECT ON work.lent FROM grantee");
            String state = "ok";
            try {
                prepared.executeQuery().close();
            } catch (SQLException e) {
                state = e.getSQLState();
            }
            assertThat(state).isEqualTo("42501");
        } finally {
            as("owner", "DROP TABLE work.lent");
        }
    }

    @Test
    @DisplayName("VALID UNTIL, CONNECTION LIMIT and passwords are kept at login")
    void logins() throws SQLException {
        assertThat(attempt("awsuser", "CREATE USER weak PASSWORD 'short'")).startsWith("22023");
        assertThat(attempt("awsuser", "CREATE USER weak PASSWORD 'alllowercase1'"))
                .startsWith("22023");
        assertThat(attempt("awsuser", "CREATE USER weak PASSWORD 'md5153c434b4b77c89e6b94f12c5393af5b'"))
                .startsWith("0A000");
        as("awsuser", "CREATE USER late PASSWORD '" + PASSWORD + "' VALID UNTIL '2020-01-01'");
        as("awsuser", "CREATE USER single PASSWORD '" + PASSWORD + "' CONNECTION LIMIT 1");
        as("awsuser", "CREATE USER nobody PASSWORD DISABLE");
        assertThat(login("late")).startsWith("28P01");
        assertThat(login("nobody")).startsWith("28P01");
        try (Connection first = connect("single")) {
            assertThat(first.isValid(5)).isTrue();
            assertThat(login("single")).startsWith("53300");
        }
        assertThat(query("awsuser", "SELECT passwd FROM pg_shadow WHERE usename = 'single'"))
                .containsExactly("********");
    }

    private static String login(String user) {
        try (Connection connection = connect(user)) {
            return "ok " + connection.getSchema();
        } catch (SQLException e) {
            return e.getSQLState() + " " + e.getMessage();
        }
    }
}
