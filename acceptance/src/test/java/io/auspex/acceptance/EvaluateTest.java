package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Issue 4, point 10: ML.EVALUATE and its kin, held against the same metrics reckoned here from the model's answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluateTest {
    /** Probabilities come with eight decimals. */
    private static final Offset<Double> CLOSE = within(1e-6);

    private static final String CHURN_FEATURES = "account_length, day_mins, eve_mins, intl_plan, cust_serv_calls";

    @TempDir
    static Path data;

    private ServerProcess server;
    private Connection connection;

    @BeforeAll
    void train() throws SQLException {
        server = ServerProcess.start(data);
        connection = server.connect();
        Dataset.CHURN.load(server, connection);
        Dataset.ABALONE.load(server, connection);
        execute(
                "CREATE TABLE sexed AS SELECT length, diameter, height, CASE sex WHEN 'M' THEN 0 WHEN 'F' THEN 1 ELSE 2 END"
                        + " AS sex FROM abalone");
        execute("CREATE MODEL churning FROM (SELECT " + CHURN_FEATURES + ", churn FROM churn_telecom) TARGET churn"
                + " FUNCTION f_churn IAM_ROLE default SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 30, MAX_MODELS 2)");
        execute(
                "CREATE MODEL aging FROM (SELECT length, diameter, height, rings FROM abalone) TARGET rings FUNCTION f_age"
                        + " IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none'"
                        + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '20') SETTINGS (S3_BUCKET 'bucket')");
        execute("CREATE MODEL sexing FROM sexed TARGET sex FUNCTION f_sex IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST"
                + " OBJECTIVE 'multi:softmax' PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT (NUM_CLASS '3',"
                + " NUM_ROUND '20') SETTINGS (S3_BUCKET 'bucket')");
        for (String model : List.of("churning", "aging", "sexing")) {
            Models.awaitReady(connection, model);
        }
    }

    @AfterAll
    void stop() throws SQLException {
        connection.close();
        server.close();
    }

    @Test
    void metricsOfTwoClasses() throws SQLException {
        List<Map<String, Object>> rows = rows("SELECT churn, f_churn(" + CHURN_FEATURES + ") AS said,"
                + " CASE WHEN p.labels[0] = 'True' THEN p.probabilities[0] ELSE p.probabilities[1] END::float8 AS p"
                + " FROM (SELECT *, f_churn_prob(" + CHURN_FEATURES + ") AS p FROM churn_telecom) AS t");
        double tp = count(rows, "True", "True");
        double fp = count(rows, "False", "True");
        double fn = count(rows, "True", "False");
        double tn = count(rows, "False", "False");
        double loss = 0;
        double brier = 0;
        for (Map<String, Object> row : rows) {
            double p = (Double) row.get("p");
            boolean churned = row.get("churn").equals("True");
            loss -= Math.log(churned ? p : 1 - p) / rows.size();
            brier += Math.pow(p - (churned ? 1 : 0), 2) / rows.size();
        }
        Map<String, Object> found = row("SELECT * FROM ML.EVALUATE(MODEL churning, TABLE churn_telecom)");
        assertThat(found.keySet())
                .startsWith("precision", "recall", "accuracy", "f1_score", "log_loss", "roc_auc")
                .contains("row_count");
        assertThat((Double) found.get("precision")).isCloseTo(tp / (tp + fp), CLOSE);
        assertThat((Double) found.get("recall")).isCloseTo(tp / (tp + fn), CLOSE);
        assertThat((Double) found.get("accuracy")).isCloseTo((tp + tn) / rows.size(), CLOSE);
        assertThat((Double) found.get("f1_score")).isCloseTo(2 * tp / (2 * tp + fp + fn), CLOSE);
        assertThat((Double) found.get("balanced_accuracy")).isCloseTo((tp / (tp + fn) + tn / (tn + fp)) / 2, CLOSE);
        assertThat((Double) found.get("log_loss")).isCloseTo(loss, CLOSE);
        assertThat((Double) found.get("brier_score")).isCloseTo(brier, CLOSE);
        assertThat((Double) found.get("roc_auc")).isCloseTo(area(rows), within(1e-5));
        assertThat(((Number) found.get("row_count")).intValue()).isEqualTo(3333);
        assertThat(rows("SELECT expected_label, predicted_label, item_count FROM"
                                + " ML.CONFUSION_MATRIX(MODEL churning, TABLE churn_telecom)")
                        .stream()
                        .map(row -> row.values().toString()))
                .containsExactly(
                        "[False, False, " + (long) tn + "]",
                        "[False, True, " + (long) fp + "]",
                        "[True, False, " + (long) fn + "]",
                        "[True, True, " + (long) tp + "]");
    }

    /** Mann and Whitney: of all pairs of a churned and a loyal customer, the share that is in the right order. */
    private static double area(List<Map<String, Object>> rows) {
        double right = 0;
        double pairs = 0;
        for (Map<String, Object> one : rows) {
            for (Map<String, Object> other : rows) {
                if (one.get("churn").equals("True") && other.get("churn").equals("False")) {
                    int order = Double.compare((Double) one.get("p"), (Double) other.get("p"));
                    right += order > 0 ? 1 : order == 0 ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return right / pairs;
    }

    private static double count(List<Map<String, Object>> rows, String actual, String said) {
        return rows.stream()
                .filter(row ->
                        row.get("churn").equals(actual) && row.get("said").equals(said))
                .count();
    }

    @Test
    void metricsOfNumbersByGroup() throws SQLException {
        List<Map<String, Object>> groups =
                rows("SELECT * FROM ML.EVALUATE(MODEL aging, TABLE abalone, GROUP BY sex) ORDER BY sex");
        assertThat(groups).extracting(row -> row.get("sex")).containsExactly("F", "I", "M");
        for (Map<String, Object> group : groups) {
            Map<String, Object> reckoned =
                    row("SELECT avg((rings - f) * (rings - f)) AS mse, avg(abs(rings - f)) AS mae,"
                            + " 1 - avg((rings - f) * (rings - f)) / var_pop(rings) AS r2 FROM (SELECT rings,"
                            + " f_age(length, diameter, height) AS f FROM abalone WHERE sex = '" + group.get("sex")
                            + "') AS t");
            assertThat((Double) group.get("mean_squared_error")).isCloseTo((Double) reckoned.get("mse"), CLOSE);
            assertThat((Double) group.get("mean_absolute_error")).isCloseTo((Double) reckoned.get("mae"), CLOSE);
            assertThat((Double) group.get("r2_score")).isCloseTo((Double) reckoned.get("r2"), CLOSE);
        }
        assertThat(rows("SELECT * FROM ML.CALIBRATION(MODEL aging, TABLE abalone)"))
                .hasSize(10);
    }

    /** Macro means, as scikit-learn's. */
    @Test
    void metricsOfSeveralClasses() throws SQLException {
        List<Map<String, Object>> pairs = rows("SELECT sex, f_sex(length, diameter, height) AS said FROM sexed");
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        double right = 0;
        for (int code = 0; code < 3; code++) {
            int label = code;
            double hits = pairs.stream()
                    .filter(row -> (Integer) row.get("sex") == label && (Integer) row.get("said") == label)
                    .count();
            double members = pairs.stream()
                    .filter(row -> (Integer) row.get("sex") == label)
                    .count();
            double claims = pairs.stream()
                    .filter(row -> (Integer) row.get("said") == label)
                    .count();
            right += hits / pairs.size();
            precision += hits / claims / 3;
            recall += hits / members / 3;
            f1 += 2 * hits / (claims + members) / 3;
        }
        Map<String, Object> found = row("SELECT * FROM ML.EVALUATE(MODEL sexing, (SELECT * FROM sexed))");
        assertThat((Double) found.get("accuracy")).isCloseTo(right, CLOSE);
        assertThat((Double) found.get("precision")).isCloseTo(precision, CLOSE);
        assertThat((Double) found.get("recall")).isCloseTo(recall, CLOSE);
        assertThat((Double) found.get("f1_score")).isCloseTo(f1, CLOSE);
        assertThat((Double) found.get("roc_auc")).isBetween(0.5, 1.0);
        assertThat(rows("SELECT DISTINCT class_label FROM ML.ROC_CURVE(MODEL sexing, TABLE sexed)"))
                .hasSize(3);
    }

    @Test
    void curvesRiseAndThresholdsDecide() throws SQLException {
        List<Map<String, Object>> curve = rows("SELECT * FROM ML.ROC_CURVE(MODEL churning, TABLE churn_telecom)");
        assertThat(curve).hasSizeBetween(50, 100);
        for (int point = 1; point < curve.size(); point++) {
            assertThat((Double) curve.get(point).get("recall"))
                    .isGreaterThanOrEqualTo((Double) curve.get(point - 1).get("recall"));
            assertThat((Double) curve.get(point).get("threshold"))
                    .isLessThan((Double) curve.get(point - 1).get("threshold"));
        }
        assertThat((Double) curve.get(curve.size() - 1).get("recall")).isEqualTo(1.0);
        Map<String, Object> point = curve.get(30);
        Map<String, Object> there = row("SELECT recall, precision FROM ML.EVALUATE(MODEL churning, TABLE churn_telecom,"
                + " THRESHOLD " + point.get("threshold") + ")");
        assertThat((Double) there.get("recall")).isCloseTo((Double) point.get("recall"), CLOSE);
        assertThat((Double) there.get("precision")).isCloseTo((Double) point.get("precision"), CLOSE);
    }

    /** Rows without the truth, rows of unknown classes, no rows at all. */
    @Test
    void oddRows() throws SQLException {
        assertThat(row("SELECT row_count FROM ML.EVALUATE(MODEL churning, (SELECT " + CHURN_FEATURES
                        + ", CASE WHEN area_code = 415 THEN churn END AS churn FROM churn_telecom))"))
                .containsEntry("row_count", 1655L);
        Map<String, Object> unknown = row("SELECT accuracy, recall FROM ML.EVALUATE(MODEL churning, (SELECT "
                + CHURN_FEATURES + ", 'perhaps' AS churn FROM churn_telecom))");
        assertThat((Double) unknown.get("accuracy")).isZero();
        assertThat(rows("SELECT * FROM ML.EVALUATE(MODEL aging, (SELECT * FROM abalone WHERE false))"))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(row(
                        "SELECT mean_squared_error FROM ML.EVALUATE(MODEL aging, (SELECT length, diameter, height, rings AS"
                                + " truth FROM abalone), TARGET truth)"))
                .isEqualTo(row("SELECT mean_squared_error FROM ML.EVALUATE(MODEL aging, TABLE abalone)"));
    }

    @Test
    void whatCannotBeEvaluatedSaysWhy() {
        assertRefused("SELECT * FROM ML.PREDICT(MODEL aging, TABLE abalone)", "0A000", "ML.PREDICT is not supported");
        assertRefused("SELECT * FROM ML.EVALUATE(MODEL nobody, TABLE abalone)", "42704", "does not exist");
        assertRefused("SELECT * FROM ML.ROC_CURVE(MODEL aging, TABLE abalone)", "42809", "needs a classifier");
        assertRefused("SELECT * FROM ML.EVALUATE(MODEL aging, TABLE abalone, THRESHOLD 0.5)", "22023", "two classes");
        assertRefused(
                "SELECT * FROM ML.EVALUATE(MODEL churning, TABLE churn_telecom, THRESHOLD 2)", "22023", "0 and 1");
        assertRefused("SELECT * FROM ML.EVALUATE(MODEL aging, abalone)", "42601", "expected TABLE name");
        assertRefused("SELECT * FROM ML.EVALUATE(MODEL aging, (SELECT length FROM abalone))", "42703", "rings");
        assertRefused("CREATE VIEW v AS SELECT * FROM ML.EVALUATE(MODEL aging, TABLE abalone)", "0A000", "view");
    }

    private void assertRefused(String sql, String state, String message) {
        assertThatThrownBy(() -> rows(sql)).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state);
            assertThat(e.getMessage()).contains(message);
        });
    }

    private Map<String, Object> row(String sql) throws SQLException {
        List<Map<String, Object>> rows = rows(sql);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private List<Map<String, Object>> rows(String sql) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.put(result.getMetaData().getColumnName(column), result.getObject(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
