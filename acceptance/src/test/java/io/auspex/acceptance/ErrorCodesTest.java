package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;

/**
 * redshift-ml.md §11: "Each of E01–E31 has a test asserting that nothing was created (E23: that the model ends FAILED and its
 * function raises)". The table of statements and errors is the resource {@code error-codes.txt}; {@code PrivilegeMatrixTest} has E31.
 */
@DisplayName("Issue 4, §11: errors E01 to E30 leave nothing behind")
class ErrorCodesTest {
    private static final String BAD = "CREATE MODEL bad FROM (SELECT i, d, ";
    private static final String AS_FUNCTION = " FUNCTION f_bad IAM_ROLE default";

    /** What the names in angle brackets stand for. */
    private static final Map<String, String> FORMS = forms();

    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Connection connection;

    /** What is there before every test, and must be there behind it. */
    private static List<String> atFirst;

    /**
     * A line of the table.
     *
     * @param state SQLSTATE, or "ok"
     */
    record Line(String error, String state, String message, String statement) {
        boolean allowed() {
            return state.equals("ok");
        }

        @Override
        public String toString() {
            return error + " " + state + " " + (allowed() ? "still allowed: " + statement : message);
        }
    }

    private static Map<String, String> forms() {
        Map<String, String> forms = new LinkedHashMap<>();
        String xgboost = " AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'binary:logistic' PREPROCESSORS 'none'";
        String series =
                "CREATE MODEL bad FROM (SELECT v, day, i FROM samples) TARGET i IAM_ROLE default MODEL_TYPE FORECAST";
        String clusters =
                "CREATE MODEL bad FROM (SELECT i, d FROM samples)" + AS_FUNCTION + " AUTO OFF MODEL_TYPE KMEANS";
        for (String target : List.of("bit", "three", "negative", "one", "nothing")) {
            forms.put("<target " + target + ">", BAD + target + " FROM samples) TARGET " + target + AS_FUNCTION);
        }
        forms.put("<trained>", forms.get("<target bit>"));
        forms.put("<depth>", forms.get("<trained>") + xgboost);
        forms.put("<xgboost>", forms.get("<depth>") + " HYPERPARAMETERS DEFAULT");
        forms.put("<clusters>", clusters);
        forms.put("<kmeans>", clusters + " PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT (K '3')");
        forms.put("<series>", series);
        forms.put("<forecast>", series + " SETTINGS (HORIZON 3, FREQUENCY 'D')");
        return forms;
    }

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(data);
        connection = server.connect();
        execute("CREATE SCHEMA other");
        execute("CREATE TABLE samples AS SELECT CAST(i AS integer) AS i, CAST(i % 100 AS smallint) AS small,"
                + " CAST(i * 1000 AS bigint) AS big, CAST(i * 0.5 AS real) AS r, CAST(i * 7 % 31 AS float8) AS d,"
                + " CAST(i * 0.25 AS decimal(8,2)) AS dec, i % 2 = 0 AS b, CAST('c' || i % 4 AS char(3)) AS c,"
                + " CAST(CASE WHEN i % 2 = 0 THEN 'yes' ELSE 'no' END AS varchar(10)) AS v,"
                + " DATEADD(day, CAST(i / 2 AS integer), CAST('2020-01-01' AS date))::date AS day,"
                + " CAST('10:00:00' AS time) AS tm, CAST('10:00:00+01' AS timetz) AS ttz,"
                + " DATEADD(hour, CAST(i AS integer), CAST('2020-01-01' AS timestamp)) AS ts,"
                + " CAST('2020-01-01 00:00:00+00' AS timestamptz) AS tz, json_parse('[1]') AS sup,"
                + " CAST(i % 2 AS integer) AS bit, CAST(i % 3 AS integer) AS three, CAST(i % 3 - 1 AS integer) AS negative,"
                + " 1 AS one, CAST(NULL AS integer) AS nothing FROM generate_series(1, 600) AS g(i)");
        execute("CREATE TABLE wide AS SELECT "
                + String.join(
                        ", ",
                        IntStream.rangeClosed(1, 256)
                                .mapToObj(column -> "i % " + (column + 1) + " AS c" + column)
                                .toList())
                + ", bit FROM samples");
        execute("CREATE MODEL taken FROM (SELECT d, i, bit FROM samples) TARGET bit FUNCTION f_taken IAM_ROLE default"
                + " PROBLEM_TYPE BINARY_CLASSIFICATION MODEL_TYPE LINEAR_LEARNER SETTINGS (MAX_MODELS 1)");
        Models.awaitReady(connection, "taken");
        Models.awaitExplained(connection, "taken");
        server.awaitNoJobFolder();
        atFirst = everything();
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
        onlyTheFirstModelIsInTheDatabase();
    }

    /** What no user can see: the engine's own list of functions, and the server's tables. */
    private static void onlyTheFirstModelIsInTheDatabase() throws SQLException {
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:" + data.resolve("dev.duckdb"));
                Statement statement = engine.createStatement();
                ResultSet left = statement.executeQuery(
                        "SELECT (SELECT count(*) FROM auspex.models),"
                                + " (SELECT count(*) FROM auspex.artifacts), (SELECT string_agg(function_name, ' ' ORDER BY function_name)"
                                + " FROM duckdb_functions() WHERE function_type = 'macro' AND schema_name IN ('public', 'other'))")) {
            assertThat(left.next()).isTrue();
            assertThat(left.getInt(1)).as("models").isEqualTo(1);
            assertThat(left.getInt(2)).as("artifacts").isEqualTo(1);
            assertThat(left.getString(3))
                    .isEqualTo("f_taken f_taken_explain f_taken_prob f_taken_probabilities f_taken_set f_taken_set_at");
        }
    }

    static Stream<Line> lines() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ErrorCodesTest.class.getResourceAsStream("error-codes.txt")),
                StandardCharsets.UTF_8))) {
            List<Line> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] cells = line.split("\\|", 4);
                    lines.add(new Line(cells[0].strip(), cells[1].strip(), cells[2].strip(), statement(cells[3])));
                }
            }
            return lines.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String statement(String text) {
        String statement = text.strip();
        for (Map.Entry<String, String> form : FORMS.entrySet()) {
            statement = statement.replace(form.getKey(), form.getValue());
        }
        return statement;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void everyLine(Line line) throws Exception {
        if (line.allowed()) {
            execute(line.statement());
            execute("DROP MODEL " + line.statement().split("\\s+")[2]);
        } else {
            SQLException error = failure(line.statement());
            assertThat(error.getSQLState())
                    .as("%s: %s", line.statement(), error.getMessage())
                    .isEqualTo(line.state());
            assertThat(error.getMessage())
                    .as(line.statement())
                    .containsIgnoringCase(line.message())
                    .doesNotContain("\tat ", "java.", "Exception");
            assertThat(((PSQLException) error).getServerErrorMessage().getHint())
                    .as("a hint for: %s", error.getMessage())
                    .isNotBlank();
        }
        assertThat(everything()).as(line.statement()).isEqualTo(atFirst);
    }

    @Test
    @DisplayName("The table has every error from E01 to E30, but E23")
    void theTableIsWhole() {
        assertThat(new TreeSet<>(lines().map(Line::error).toList()))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 30)
                        .filter(number -> number != 23)
                        .mapToObj("E%02d"::formatted)
                        .toList());
    }

    @Test
    @DisplayName(
            "E23: the only candidate does not end in time; the model ends FAILED, its function raises, DROP MODEL takes it away")
    void noCandidateInTime() throws Exception {
        execute(
                "CREATE MODEL late FROM (SELECT i, d, bit FROM samples) TARGET bit FUNCTION f_late IAM_ROLE default"
                        + " AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'binary:logistic' PREPROCESSORS 'none'"
                        + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '10000000') SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 1)");
        Map<String, String> shown = Models.awaitEnd(connection, "late", Duration.ofMinutes(2));
        assertThat(shown).containsEntry("Model State", "FAILED");
        assertThat(shown.get("Failure Reason"))
                .contains("MAX_RUNTIME ended after")
                .contains("of 10000000 rounds");
        assertThat(shown.get("Hint")).contains("MAX_RUNTIME");
        SQLException error = failure("SELECT f_late(1, 1)");
        assertThat(error.getSQLState()).isEqualTo("55000");
        assertThat(error.getMessage()).contains("public.late").contains("failed");
        execute("DROP MODEL late");
        assertThat(everything()).isEqualTo(atFirst);
    }

    @Test
    @DisplayName("Where a search has no time for a whole candidate, one is cut short, and there is a model")
    void aSearchAlwaysHasAModel() throws Exception {
        execute("CREATE TABLE heavy AS SELECT w.* FROM wide w CROSS JOIN (SELECT i FROM samples WHERE i <= 20) s");
        execute(
                "CREATE MODEL hasty FROM heavy TARGET bit FUNCTION f_hasty IAM_ROLE default MODEL_TYPE MLP"
                        + " PROBLEM_TYPE BINARY_CLASSIFICATION SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 1, MAX_CELLS 20000000)");
        Models.awaitReady(connection, "hasty");
        assertThat(texts("SELECT candidate FROM ML.LEADERBOARD(MODEL hasty)")).isNotEmpty();
        String columns = String.join(
                ", ",
                IntStream.rangeClosed(1, 256).mapToObj(column -> "c" + column).toList());
        assertThat(texts("SELECT count(f_hasty(" + columns + ")) FROM wide")).containsExactly("600");
        execute("DROP MODEL hasty");
        execute("DROP TABLE heavy");
        assertThat(everything()).isEqualTo(atFirst);
    }

    @Test
    @DisplayName("E02: two functions of one name live and die by themselves, also over a restart")
    void overloads() throws Exception {
        String shape =
                " TARGET bit FUNCTION f_both IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'binary:logistic'"
                        + " PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '3')";
        execute("CREATE MODEL first FROM (SELECT i, bit FROM samples)" + shape);
        execute("CREATE MODEL second FROM (SELECT i, d, bit FROM samples)" + shape);
        Models.awaitReady(connection, "first");
        Models.awaitReady(connection, "second");
        Models.awaitExplained(connection, "first");
        Models.awaitExplained(connection, "second");
        assertThat(texts("SELECT count(f_both(i)), count(f_both(i, d)) FROM samples"))
                .containsExactly("600|600");
        assertThat(texts("SELECT proargtypes FROM pg_proc WHERE proname = 'f_both' ORDER BY 1"))
                .containsExactly("23", "23 701");
        connection.close();
        server.close();
        server = ServerProcess.start(data);
        connection = server.connect();
        assertThat(texts("SELECT count(f_both(i)), count(f_both(i, d)) FROM samples"))
                .containsExactly("600|600");
        execute("CREATE OR REPLACE MODEL second FROM (SELECT i, d, r, bit FROM samples)" + shape);
        while (Models.show(connection, "second").containsKey("Replacement State")) {
            LockSupport.parkNanos(50_000_000);
        }
        Models.awaitExplained(connection, "second");
        assertThat(texts("SELECT count(f_both(i)), count(f_both(i, d, r)) FROM samples"))
                .containsExactly("600|600");
        assertThat(failure("SELECT f_both(i, d) FROM samples").getSQLState()).isEqualTo("42883");
        execute("DROP MODEL first");
        assertThat(failure("SELECT f_both(i) FROM samples").getSQLState()).isEqualTo("42883");
        assertThat(texts("SELECT count(f_both(i, d, r)) FROM samples")).containsExactly("600");
        execute("DROP MODEL second");
        assertThat(failure("SELECT f_both(i, d, r) FROM samples").getSQLState()).isEqualTo("42883");
        assertThat(everything()).isEqualTo(atFirst);
    }

    /** All that a statement could leave behind and a user can see: models, functions, relations, files. */
    private static List<String> everything() throws Exception {
        List<String> all = new ArrayList<>();
        all.addAll(texts("SHOW MODEL ALL"));
        all.addAll(texts("SELECT schema_name, model_name, life_cycle FROM stv_ml_model_info ORDER BY 1, 2"));
        all.addAll(texts("SELECT n.nspname, p.proname, p.proargtypes FROM pg_proc p JOIN pg_namespace n"
                + " ON n.oid = p.pronamespace ORDER BY 1, 2, 3"));
        all.addAll(texts("SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2"));
        for (String folder : List.of("jobs", "s3", "tmp")) {
            if (Files.isDirectory(data.resolve(folder))) {
                try (Stream<Path> files = Files.walk(data.resolve(folder))) {
                    files.sorted().map(Path::toString).forEach(all::add);
                }
            }
        }
        return all;
    }

    private static SQLException failure(String sql) {
        try {
            execute(sql);
        } catch (SQLException e) {
            return e;
        }
        throw new AssertionError("this should fail: " + sql);
    }

    private static List<String> texts(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(result.getString(i));
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
