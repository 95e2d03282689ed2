package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

/** What a model of AUTO ON says of its own errors, and which columns it cannot do without; issue point 4. */
class UncertaintyTest {
    private static final String ABALONE =
            "sex, length, diameter, height, whole_weight, shucked_weight, viscera_weight, shell_weight";

    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Connection connection;

    @BeforeAll
    static void train() throws Exception {
        server = ServerProcess.start(data);
        connection = server.connect();
        Dataset.PHONEME.load(server, connection);
        Dataset.ABALONE.load(server, connection);
        String settings = " IAM_ROLE default SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 30, MAX_MODELS 2)";
        execute("CREATE MODEL ages FROM abalone TARGET rings FUNCTION f_ages PROBLEM_TYPE REGRESSION" + settings);
        execute("CREATE MODEL sounds FROM phoneme TARGET class FUNCTION f_sounds" + settings);
        Models.awaitReady(connection, "ages");
        Models.awaitReady(connection, "sounds");
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        server.close();
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> column(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }

    private static double number(String sql) throws SQLException {
        return Double.parseDouble(column(sql).get(0));
    }

    /** Rows that were learnt from are held more often than new ones, never less often than promised. */
    @Test
    void intervalsLieAroundThePredictionAndWidenWithTheConfidence() throws SQLException {
        String from = " FROM (SELECT rings, f_ages(" + ABALONE + ") AS p, f_ages_interval(" + ABALONE
                + ") AS i, f_ages_interval_at(" + ABALONE + ", 0.99) AS w, f_ages_interval_at(" + ABALONE
                + ", 0.9) AS same FROM abalone) t";
        double rows = number("SELECT count(*) FROM abalone");
        assertThat(number("SELECT count(*)" + from + " WHERE t.i.lower < p AND p < t.i.upper"))
                .isEqualTo(rows);
        assertThat(number("SELECT count(*)" + from + " WHERE t.w.lower < t.i.lower AND t.i.upper < t.w.upper"))
                .isEqualTo(rows);
        assertThat(number("SELECT count(*)" + from + " WHERE t.same.lower = t.i.lower AND t.same.upper = t.i.upper"))
                .isEqualTo(rows);
        assertThat(number("SELECT count(*)" + from + " WHERE rings BETWEEN t.i.lower AND t.i.upper"))
                .isGreaterThan(0.88 * rows);
        assertThat(column("SELECT f_ages_interval('?', NULL, 1e300, 1, 1, 1, 1, 1)")
                        .get(0))
                .matches("\\{\"lower\":[-0-9.e]+,\"upper\":[-0-9.e]+}");
        assertThat(column("SELECT f_ages_interval_at(" + ABALONE + ", NULL) FROM abalone LIMIT 1")
                        .get(0))
                .isNull();
    }

    @Test
    void labelSetsHoldThePredictionAndGrowWithTheConfidence() throws SQLException {
        String from = " FROM (SELECT class, f_sounds(v1, v2, v3, v4, v5) AS p, f_sounds_set(v1, v2, v3, v4, v5) AS s,"
                + " f_sounds_set_at(v1, v2, v3, v4, v5, 0.99) AS w FROM phoneme) t";
        double rows = number("SELECT count(*) FROM phoneme");
        assertThat(number("SELECT count(*)" + from
                        + " WHERE t.s[0]::varchar = p::varchar AND t.w[0]::varchar = p::varchar"))
                .isEqualTo(rows);
        double narrow = number("SELECT count(*)" + from + " WHERE t.s[1] IS NOT NULL");
        double wide = number("SELECT count(*)" + from + " WHERE t.w[1] IS NOT NULL");
        assertThat(wide).isGreaterThan(narrow).isLessThan(rows);
        assertThat(number("SELECT count(*)" + from
                        + " WHERE t.s[0]::varchar = class::varchar OR t.s[1]::varchar = class::varchar"))
                .isGreaterThan(0.88 * rows);
    }

    @Test
    void aConfidenceOutOfRangeIsAnError() {
        for (String confidence : List.of("0.2", "1", "-1")) {
            assertThatThrownBy(() -> column("SELECT f_sounds_set_at(1, 2, 3, 4, 5, " + confidence + ")"))
                    .isInstanceOfSatisfying(PSQLException.class, e -> {
                        assertThat(e.getSQLState()).isEqualTo("22023");
                        assertThat(e.getMessage()).contains("the confidence must be between 0.5 and 0.99");
                    });
        }
    }

    @Test
    void catalogsListTheFunctionsAndNotesTellTheirCoverage() throws SQLException {
        assertThat(column("SELECT proname || ' ' || pronargs FROM pg_proc WHERE left(proname, 2) = 'f_' ORDER BY 1"))
                .containsExactly(
                        "f_ages 8",
                        "f_ages_explain 8",
                        "f_ages_interval 8",
                        "f_ages_interval_at 9",
                        "f_sounds 5",
                        "f_sounds_explain 5",
                        "f_sounds_prob 5",
                        "f_sounds_probabilities 5",
                        "f_sounds_set 5",
                        "f_sounds_set_at 6");
        assertThat(shown("ages")).contains("Intervals of 90 % held the true value of");
        assertThat(shown("sounds")).contains("Label sets of 90 % held the true label of");
    }

    private static String shown(String model) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW MODEL " + model)) {
            while (result.next()) {
                text.append(result.getString(2)).append('\n');
            }
        }
        return text.toString();
    }

    @Test
    void importanceRanksTheColumns() throws SQLException {
        Models.awaitExplained(connection, "ages");
        assertThat(column("SELECT feature FROM ML.FEATURE_IMPORTANCE(MODEL ages) ORDER BY permutation DESC"))
                .hasSize(8)
                .first()
                .isIn("shell_weight", "shucked_weight", "whole_weight");
        assertThat(number("SELECT count(*) FROM ml.feature_importance(MODEL public.ages) WHERE permutation > 0"
                        + " AND permutation_stddev >= 0 AND shapley > 0"))
                .isGreaterThan(5);
        assertThat(column("SELECT explain_model('ages')").get(0))
                .contains("\"permutation_importance\":{\"metric\":\"mse\"");
        assertThatThrownBy(() -> column("SELECT * FROM ML.FEATURE_IMPORTANCE(MODEL nosuch)"))
                .isInstanceOfSatisfying(
                        PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42704"));
        assertThatThrownBy(() -> column("SELECT * FROM ML.FEATURE_IMPORTANCE(MODEL ages, 3)"))
                .isInstanceOfSatisfying(
                        PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42601"));
        assertThatThrownBy(() -> execute("CREATE VIEW ranked AS SELECT * FROM ML.FEATURE_IMPORTANCE(MODEL ages)"))
                .isInstanceOfSatisfying(
                        PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
    }

    @Test
    void dropTakesThemAllAndOthersNeedThePrivilege() throws SQLException {
        execute("CREATE MODEL gone FROM phoneme TARGET class FUNCTION f_gone IAM_ROLE default"
                + " SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 600)");
        assertThatThrownBy(() -> column("SELECT f_gone_set_at(1, 2, 3, 4, 5, 0.9)"))
                .isInstanceOfSatisfying(
                        PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55000"));
        execute("CREATE USER reader PASSWORD 'Reader123'");
        try (Connection reader = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.port() + "/dev", "reader", "Reader123");
                Statement statement = reader.createStatement()) {
            for (String call : List.of("f_sounds_set(1, 2, 3, 4, 5)", "f_sounds_set_at(1, 2, 3, 4, 5, 0.9)")) {
                assertThatThrownBy(() -> statement.executeQuery("SELECT " + call))
                        .isInstanceOfSatisfying(PSQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("42501"));
            }
            execute("GRANT EXECUTE ON MODEL sounds TO reader");
            try (ResultSet result = statement.executeQuery("SELECT f_sounds_set(1, 2, 3, 4, 5)")) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString(1)).startsWith("[\"");
            }
        }
        execute("DROP MODEL gone");
        for (String call : List.of("f_gone_set(1, 2, 3, 4, 5)", "f_gone_set_at(1, 2, 3, 4, 5, 0.9)")) {
            assertThatThrownBy(() -> column("SELECT " + call))
                    .isInstanceOfSatisfying(PSQLException.class, e -> assertThat(e.getSQLState())
                            .isEqualTo("42883"));
        }
    }
}
