package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Issue 4 point 11, section 11 line 1: the statements of Redshift ML's tutorials T1 to T9 and T11, and those of T10, run as
 * they are, but for one thing: a search tries {@value #CANDIDATES} candidates at most, where the scripts leave their number to
 * MAX_RUNTIME. Each script runs as a user runs it, on one server that has just been installed; then a driver asks for what the
 * script has left. Section 8 has the published numbers, section 10 the idioms of SQL that the scripts lean on.
 */
class TutorialsTest {
    private static final Path SCRIPTS =
            Path.of("..", "examples", "redshift-ml").toAbsolutePath().normalize();
    /** Enough for what was published, and no more seconds than they take. */
    private static final int CANDIDATES = 3;

    @TempDir
    static Path data;

    @TempDir
    static Path shortened;

    private static ServerProcess server;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        server = ServerProcess.start(data);
        connection = server.connect();
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    /** The script with MAX_MODELS beside MAX_RUNTIME; a forecast has no candidates, and stays as it is. */
    private static Path shortened(String script) throws IOException {
        String text = Files.readString(SCRIPTS.resolve(script));
        return Files.writeString(
                shortened.resolve(script),
                text.contains("MODEL_TYPE FORECAST")
                        ? text
                        : text.replaceAll("(?i)MAX_RUNTIME \\d+", "$0, MAX_MODELS " + CANDIDATES));
    }

    private static String shell(String script) throws IOException {
        Program.Outcome outcome = Program.shell(server, "-f", shortened(script).toString());
        assertThat(outcome.exitCode()).as("%s: %s", script, outcome).isZero();
        return outcome.output();
    }

    private static String psql(String script) throws IOException {
        return String.join("\n", Psql.file(server, shortened(script)));
    }

    private static double number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).as(sql).isTrue();
            return result.getDouble(1);
        }
    }

    /** The number under a heading, in the line below the shell's rule. */
    private static double under(String heading, String output) {
        Matcher matcher = Pattern.compile("(?m)^ *" + heading + " *\\n-+\\n *([-0-9.e]+) *$")
                .matcher(output);
        assertThat(matcher.find()).as("%s in\n%s", heading, output).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private static void requireReady(String model) throws SQLException {
        assertThat(Models.show(connection, model)).as(model).containsEntry("Model State", "READY");
    }

    @Test
    @DisplayName("T1 customer churn: through psql, section 10 idioms 1, 3, 5")
    void churn() throws SQLException, IOException {
        String output = psql("t1_churn.sql");
        assertThat(output).contains("customer_churn_auto_model").contains("Model is Ready");
        requireReady("customer_churn_auto_model");
        assertThat(number("SELECT avg(CASE WHEN ml_fn_customer_churn_auto(state, account_length, area_code,"
                        + " total_charge/account_length, cust_serv_calls/account_length) = churn THEN 1.0 ELSE 0 END)"
                        + " FROM customer_activity WHERE record_date > '2020-01-01'"))
                .isGreaterThan(0.80);
    }

    @Test
    @DisplayName(
            "T2 remote inference: CREATE MODEL ... SAGEMAKER is refused with 0A000 and leaves nothing; idioms 1, 6")
    void remoteInference() throws SQLException, IOException {
        String output = shell("t2_remote_inference.sql");
        assertThat(output).contains("2014-07-17 20:30:00").contains("(0 rows)");
        Matcher refused = Pattern.compile("(?s)/\\* refused today\\n(.*?)\\*/")
                .matcher(Files.readString(SCRIPTS.resolve("t2_remote_inference.sql")));
        assertThat(refused.find()).isTrue();
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(refused.group(1)))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
        }
        assertThat(number("SELECT count(*) FROM stv_ml_model_info WHERE model_name = 'remote_random_cut_forest'"))
                .isZero();
    }

    @Test
    @DisplayName("T3 k-means: seven clusters with events in each; idioms 1, 2, 3")
    void clusters() throws SQLException, IOException {
        shell("t3_kmeans.sql");
        assertThat(Models.show(connection, "news_data_clusters"))
                .containsEntry("Model State", "READY")
                .containsEntry("train:progress", "100.000000")
                .containsKey("train:msd");
        assertThat(number("SELECT count(DISTINCT news_monitoring_cluster(AvgTone, EventCode, NumArticles,"
                        + " Actor1Geo_Lat, Actor1Geo_Long, Actor2Geo_Lat, Actor2Geo_Long)) FROM gdelt_data"))
                .isEqualTo(7);
    }

    @Test
    @DisplayName("T4 multi-class classification: held-out accuracy at least the published 0.80749; idioms 1, 3, 6")
    void multiclass() throws SQLException, IOException {
        shell("t4_multiclass.sql");
        requireReady("ecommerce_customer_activity");
        assertThat(number("SELECT avg(CASE WHEN predict_customer_activity(customerid, country, stockcode, description,"
                        + " invoicedate, sales_amt) = nbr_months_active THEN 1.0 ELSE 0 END)"
                        + " FROM ecommerce_sales_validation"))
                .isGreaterThanOrEqualTo(0.80749);
    }

    @Test
    @DisplayName("T5 XGBoost: train:error 0 as published, next to none on the test rows; through psql")
    void banknotes() throws SQLException, IOException {
        String output = psql("t5_xgboost.sql");
        assertThat(output).contains("Original banknote").contains("Counterfeit banknote");
        assertThat(Models.show(connection, "model_banknoteauthentication_xgboost_binary"))
                .containsEntry("Model State", "READY")
                .containsEntry("train:error", "0.000000");
        assertThat(number("SELECT avg(CASE WHEN func_model_banknoteauthentication_xgboost_binary(variance, skewness,"
                        + " curtosis, entropy) = class THEN 1.0 ELSE 0 END) FROM banknoteauthentication_test"))
                .isGreaterThan(0.98);
    }

    @Test
    @DisplayName("T6 regression: explains most of the trips; idioms 2, 3, 4, 6")
    void bicycles() throws SQLException, IOException {
        String output = shell("t6_regression.sql");
        assertThat(output).contains("pct_error");
        requireReady("predict_rental_count");
        String predicted = "predict_rental_count(trip_hour, trip_day, trip_month, trip_year, trip_quarter,"
                + " trip_month_week, trip_week_day, temp_c, precip_amount_mm, is_holiday)";
        assertThat(number("SELECT count(*) FROM training_data")).isGreaterThan(2_000);
        assertThat(number("SELECT avg(power(trip_count - " + predicted + ", 2))"
                        + " / (SELECT var_pop(trip_count) FROM validation_data) FROM validation_data"))
                .isLessThan(0.25);
    }

    @Test
    @DisplayName("T7 linear learner: held-out MSE at most the published 5.1; EXPLAIN_MODEL's report by paths; idiom 5")
    void abaloneRings() throws SQLException, IOException {
        String output = shell("t7_linear_regression.sql");
        Matcher mse = Pattern.compile("(?m)^ *mse *\\| *rmse *\\n[-+]+\\n *([0-9.]+) *\\|")
                .matcher(output);
        assertThat(mse.find()).as(output).isTrue();
        assertThat(Double.parseDouble(mse.group(1))).isLessThanOrEqualTo(5.1);
        assertThat(under("shucked", output)).isPositive();
        assertThat(under("prediction_pct", output)).isBetween(0.5, 1.0);
        assertThat(output).contains("\"version\":\"1.0\"").contains("global_shap_values");
        assertThat(Models.show(connection, "model_abalone_ring_prediction"))
                .containsEntry("Model Type", "linear_learner")
                .containsKey("validation:mse");
    }

    @Test
    @DisplayName(
            "T8 linear learner with classes: held-out accuracy at least the published 0.7163 by its own error; idiom 7")
    void coverType() throws SQLException, IOException {
        String output = shell("t8_linear_multiclass.sql");
        assertThat(Models.show(connection, "forest_cover_type_model"))
                .containsEntry("Model State", "READY")
                .containsKey("validation:multiclass_accuracy");
        Matcher accuracy = Pattern.compile("(?m)pct_accuracy *\\n[-+]+\\n.*\\| *([0-9.]+) *$")
                .matcher(output);
        assertThat(accuracy.find()).as(output).isTrue();
        // RANDOM() splits anew in every run; 1,500 rows measure an accuracy to within 0.0117 (one standard error).
        assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThanOrEqualTo(0.7163 - 0.0117);
    }

    @Test
    @DisplayName("T9 XGBoost with 30 classes: a class, plus 1.5")
    void abaloneAges() throws SQLException, IOException {
        String output = shell("t9_abalone.sql");
        requireReady("abalone_xgboost_multi_predict_age");
        assertThat(output).contains("age").containsPattern("\\n *\\d+\\.5\\n");
        assertThat(number("SELECT avg(abs(ml_fn_abalone_xgboost_multi_predict_age(length_val, diameter, height,"
                        + " whole_weight, shucked_weight, viscera_weight, shell_weight) - rings))"
                        + " FROM abalone_xgb WHERE record_number > 2500"))
                .isLessThan(2.0);
    }

    @Test
    @DisplayName("T10 forecast: 24 rows for each series, the percentiles in order")
    void electricity() throws SQLException, IOException {
        shell("t10_forecast.sql");
        requireReady("forecast_example");
        double series = number("SELECT count(DISTINCT id) FROM forecast_electricity");
        assertThat(series).isEqualTo(12);
        assertThat(number("SELECT count(*) FROM forecast_model_results")).isEqualTo(series * 24);
        assertThat(number("SELECT count(*) FROM forecast_model_results WHERE NOT (p25 <= p50 AND p50 <= p75)"))
                .isZero();
    }

    @Test
    @DisplayName("T11 BYOM local: R squared on abalones that the model has not seen")
    void broughtAlong() throws SQLException, IOException {
        String output = shell("t11_byom_local.sql");
        assertThat(Models.show(connection, "predict_abalone_age"))
                .containsEntry("Model State", "READY")
                .containsEntry("Inference Type", "Local");
        Matcher squared = Pattern.compile("(?m)^ *r_squared *\\| *rmse *\\n[-+]+\\n *([0-9.]+) *\\| *([0-9.]+)")
                .matcher(output);
        assertThat(squared.find()).as(output).isTrue();
        assertThat(Double.parseDouble(squared.group(1))).isBetween(0.45, 0.65);
        assertThat(Double.parseDouble(squared.group(2))).isLessThan(2.4);
    }

    @Test
    @DisplayName("What differs from the published statements is marked: bucket, seconds, packing, LIMIT")
    void changesAreMarked() throws IOException {
        try (var files = Files.list(SCRIPTS)) {
            List<Path> scripts =
                    files.filter(file -> file.toString().endsWith(".sql")).toList();
            assertThat(scripts).hasSize(11);
            for (Path script : scripts) {
                for (String line : Files.readAllLines(script)) {
                    if (line.contains("s3://auspex-examples") || line.contains("MAX_RUNTIME ")) {
                        assertThat(line).as("%s", script.getFileName()).contains("-- changed");
                    }
                }
            }
        }
    }
}
