package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 4, point 10: what surrounds ML.EVALUATE, where names, nesting or a restart could lead it astray. */
class EvaluationTest {
    @TempDir
    Path folder;

    private TestServer server;
    private TestServer.Client client;

    @BeforeEach
    void train() throws IOException {
        server = TestServer.start(folder);
        client = server.connect();
        client.run(
                "CREATE TABLE points AS SELECT (i % 40)::FLOAT AS size, (i % 7)::FLOAT AS depth,"
                        + " CASE WHEN (i % 40) + (i % 3) * 5 > 20 THEN 1 ELSE 0 END AS big FROM generate_series(1, 600) AS t(i)");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void create(String name, String definition) {
        client.run("CREATE MODEL " + name + definition);
        long deadline = System.nanoTime() + Duration.ofSeconds(80).toNanos();
        while (!client.showModel(name).get("Model State").equals("READY")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The model did not get READY: " + client.showModel(name));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private void createClassifier() {
        create(
                "sizes",
                " FROM points TARGET big FUNCTION f_big IAM_ROLE DEFAULT AUTO OFF MODEL_TYPE XGBOOST"
                        + " OBJECTIVE 'binary:logistic' PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '3')");
    }

    /** The engine's functions of a classifier lie in a schema that is made anew at each start. */
    @Test
    void classifiersAreEvaluatedAfterARestartTheSameAsBefore() {
        createClassifier();
        String query = "SELECT * FROM ML.EVALUATE(MODEL sizes, TABLE points)";
        List<List<String>> before = client.query(query);

        client.close();
        server.restart();
        client = server.connect();

        assertThat(client.query(query)).isEqualTo(before);
    }

    @Test
    void groupsMayBeCalledAsAnyColumnOfTheResultOrOfTheReckoning() {
        createClassifier();
        String plain = "SELECT accuracy, row_count FROM ML.EVALUATE(MODEL sizes, TABLE points)";
        List<String> whole = client.query(plain).get(0);

        List<String> columns = List.of("accuracy", "row_count", "class", "n", "p", "s", "y", "score", "labels");
        StringBuilder more = new StringBuilder();
        columns.forEach(column -> more.append(", 'x' AS \"").append(column).append('"'));
        String rows = "(SELECT *" + more + " FROM points)";
        String by = ", GROUP BY " + String.join(", ", columns) + ")";

        List<String> metrics = client.query("SELECT * FROM ML.EVALUATE(MODEL sizes, " + rows + by)
                .get(0);
        assertThat(metrics.subList(0, columns.size())).containsOnly("x");
        assertThat(metrics.get(columns.size() + 2)).isEqualTo(whole.get(0));
        assertThat(metrics.get(metrics.size() - 1)).isEqualTo("600");
        for (String relation : List.of("CONFUSION_MATRIX", "ROC_CURVE", "CALIBRATION")) {
            assertThat(client.query("SELECT * FROM ML." + relation + "(MODEL sizes, " + rows + by))
                    .hasSameSizeAs(client.query("SELECT * FROM ML." + relation + "(MODEL sizes, TABLE points)"))
                    .allSatisfy(
                            row -> assertThat(row.subList(0, columns.size())).containsOnly("x"));
        }
    }

    @Test
    void rowsMayBeChosenByAnotherEvaluation() {
        createClassifier();
        assertThat(client.value("SELECT row_count FROM ML.EVALUATE(MODEL sizes, (SELECT * FROM points"
                        + " WHERE size >= (SELECT 30 * ceil(accuracy) FROM ML.EVALUATE(MODEL sizes, TABLE points))))"))
                .isEqualTo(client.value("SELECT count(*) FROM points WHERE size >= 30"));
        String wrong = "SELECT row_count FROM ML.EVALUATE(MODEL sizes, (SELECT * FROM points WHERE size >"
                + " (SELECT accuracy FROM ML.EVALUATE(MODEL nobody, TABLE points))))";
        assertThatThrownBy(() -> client.query(wrong)).isInstanceOfSatisfying(SqlException.class, error -> {
            assertThat(error.state()).isEqualTo(SqlState.UNDEFINED_OBJECT);
            assertThat(error.position()).hasValue(wrong.indexOf("nobody"));
        });
    }

    /** Rows that are not finite do not count. */
    @Test
    void clustersWithInfiniteValues() {
        create(
                "heaps",
                " FROM (SELECT CASE WHEN depth = 0 THEN 'inf'::FLOAT WHEN depth = 1 THEN '-inf'::FLOAT ELSE size END AS size,"
                        + " 1 AS same FROM points) FUNCTION f_heap IAM_ROLE DEFAULT AUTO OFF MODEL_TYPE KMEANS PREPROCESSORS 'none'"
                        + " HYPERPARAMETERS DEFAULT EXCEPT (K '2')");
        assertThat(client.value("SELECT count(DISTINCT f_heap(size, 1)) FROM points"))
                .isEqualTo("2");
        assertThat(client.value("SELECT f_heap(1.0, 1) <> f_heap(39.0, 1)")).isEqualTo("true");
    }
}
