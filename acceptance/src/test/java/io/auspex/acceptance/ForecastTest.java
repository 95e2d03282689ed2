package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MODEL_TYPE FORECAST end to end: issue 4 point 4; redshift-ml.md kind K4, tutorial T10, errors E03, E05 to E07, E17 and E18. */
class ForecastTest {
    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException, IOException {
        server = ServerProcess.start(data);
        connection = server.connect();
        run("CREATE TABLE electricity (id varchar(10), \"timestamp\" timestamp, target float8)");
        run(
                "INSERT INTO electricity SELECT 'meter_' || m, CAST('2024-01-01' AS timestamp) + CAST(h || ' hours' AS interval),"
                        + " 100 * m + 20 * sin(h * 0.2617993878) + mod(h * 7919 * m, 11)"
                        + " FROM generate_series(1, 2) AS a(m), generate_series(0, 335) AS b(h)");
        server.putDataset("air_passengers.csv");
        run("CREATE TABLE air_passengers (month date, passengers int)");
        run("COPY air_passengers FROM 's3://bucket/air_passengers.csv' IAM_ROLE default CSV IGNOREHEADER 1");
        run("CREATE MODEL demand_forecast FROM (SELECT id, \"timestamp\", target FROM electricity) TARGET target"
                + " IAM_ROLE DEFAULT AUTO ON MODEL_TYPE FORECAST SETTINGS (S3_BUCKET 'bucket', HORIZON 24, FREQUENCY 'H',"
                + " PERCENTILES '0.25,0.50,0.75,mean', S3_GARBAGE_COLLECT OFF)");
        run("CREATE SCHEMA travel");
        run(
                "CREATE OR REPLACE MODEL travel.air FROM (SELECT 'air'::varchar AS line, month, passengers FROM air_passengers"
                        + " WHERE month < '1960-01-01') TARGET passengers IAM_ROLE default MODEL_TYPE forecast OBJECTIVE 'MASE'"
                        + " SETTINGS (S3_BUCKET 'bucket', HORIZON 12, FREQUENCY M)");
        Models.awaitReady(connection, "demand_forecast");
        Models.awaitReady(connection, "travel.air");
        server.awaitNoJobFolder();
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    private static void assertFails(String state, String word, String sql) {
        assertThatThrownBy(() -> run(sql)).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state);
            assertThat(e.getMessage()).containsIgnoringCase(word);
        });
    }

    @Test
    @DisplayName("T10: CREATE TABLE .. AS SELECT FORECAST gives HORIZON rows a series with a column a percentile")
    void forecastIsReadByCreateTableAs() throws SQLException {
        List<String> lines = Psql.run(
                server,
                "CREATE TABLE result AS SELECT FORECAST(demand_forecast);"
                        + " SELECT * FROM result ORDER BY id, \"time\" LIMIT 2");
        assertThat(lines.get(0)).isEqualTo("SELECT 48");
        assertThat(lines.get(1)).isEqualTo("id|time|p25|p50|p75|mean");
        assertThat(lines.get(2)).startsWith("meter_1|2024-01-15 00:00:00|");
        assertThat(value("SELECT count(*) FROM result WHERE p25 < p50 AND p50 < p75"))
                .isEqualTo("48");
        assertThat(value("SELECT max(abs(p50 - mean)) < 5 FROM result")).isEqualTo("t");
        assertThat(value("SELECT max(CAST(\"time\" AS timestamp)) FROM result")).isEqualTo("2024-01-15 23:00:00");
        // The rhythm of the day and the size of each meter are found again.
        assertThat(
                        value(
                                "SELECT bool_and(abs(p50 - (100 * right(id, 1)::int + 5"
                                        + " + 20 * sin(date_part(hour, CAST(\"time\" AS timestamp)) * 0.2617993878))) < 8) FROM result"))
                .isEqualTo("t");
        run("DROP TABLE result");
    }

    @Test
    @DisplayName("air_passengers through SQL: MASE at most 0.609, times join with the user's own column")
    void airPassengers() throws SQLException {
        run("CREATE TABLE air_result AS (SELECT FORECAST(\"travel\".air))");
        String mase = value("SELECT avg(abs(p50 - passengers)) / (SELECT avg(abs(b.passengers - a.passengers))"
                + " FROM air_passengers a JOIN air_passengers b ON b.month = add_months(a.month, 12)"
                + " WHERE b.month < '1960-01-01') FROM air_result JOIN air_passengers ON month = \"time\"::date");
        assertThat(Double.parseDouble(mase)).isLessThanOrEqualTo(0.609);
        assertThat(value("SELECT count(*) FROM air_result WHERE p10 <= p50 AND p50 <= p90"))
                .isEqualTo("12");
        assertThat(value("SELECT min(\"time\") || id FROM air_result GROUP BY id"))
                .isEqualTo("1960-01-01air");
        run("DROP TABLE air_result");
    }

    @Test
    @DisplayName("SHOW MODEL of a forecast, redshift-ml.md §4.3")
    void showModel() throws SQLException {
        Map<String, String> shown = Models.show(connection, "travel.air");
        assertThat(shown)
                .containsEntry("Model State", "READY")
                .containsEntry("Target Column", "PASSENGERS")
                .containsEntry("Model Type", "forecast")
                .containsEntry("Objective", "MASE")
                .containsEntry("Function Parameters", "line month")
                .containsKeys("validation:mase", "AutoML Job Name", "Estimated Cost", "Max Runtime")
                .doesNotContainKeys("Function Name", "Function Parameter Types", "HYPERPARAMETERS:");
        assertThat(Double.parseDouble(shown.get("validation:mase"))).isBetween(0.1, 1.0);
        assertThat(Models.show(connection, "demand_forecast"))
                .containsEntry("Objective", "AverageWeightedQuantileLoss")
                .containsKey("validation:average_weighted_quantile_loss");
    }

    @Test
    @DisplayName("Beyond Redshift: a forecast is a relation, prepared, explained, inserted, and gone after ROLLBACK")
    void anyQueryReadsIt() throws SQLException {
        assertThat(value("SELECT count(*) FROM FORECAST(demand_forecast) AS f WHERE f.id = 'meter_2'"))
                .isEqualTo("24");
        assertThat(value("SELECT count(*) FROM electricity e JOIN forecast(Demand_Forecast) f ON f.id = e.id"))
                .isEqualTo(Integer.toString(336 * 24 * 2));
        run("EXPLAIN SELECT FORECAST(demand_forecast)");
        try (PreparedStatement prepared =
                        connection.prepareStatement("SELECT sum(p50) FROM FORECAST(demand_forecast) WHERE id = ?");
                ResultSet result = query(prepared, "meter_1")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getDouble(1)).isBetween(2_300.0, 2_700.0);
        }
        connection.setAutoCommit(false);
        run("CREATE TABLE undone AS SELECT FORECAST(demand_forecast)");
        assertThat(value("SELECT count(*) FROM undone")).isEqualTo("48");
        connection.rollback();
        connection.setAutoCommit(true);
        assertFails("42P01", "undone", "SELECT * FROM undone");
        run("CREATE TABLE both_runs (id varchar, \"time\" varchar, p25 float8, p50 float8, p75 float8, mean float8)");
        run("INSERT INTO both_runs SELECT FORECAST(demand_forecast)");
        assertThat(value("SELECT count(*) FROM both_runs")).isEqualTo("48");
        run("DROP TABLE both_runs");
    }

    private static ResultSet query(PreparedStatement statement, String parameter) throws SQLException {
        statement.setString(1, parameter);
        return statement.executeQuery();
    }

    @Test
    void whatCannotBeReadSaysWhy() throws SQLException {
        assertFails("42704", "nowhere", "CREATE TABLE x AS SELECT FORECAST(nowhere)");
        assertFails("0A000", "FORECAST", "SELECT id, FORECAST(demand_forecast) FROM electricity");
        assertFails("0A000", "view", "CREATE VIEW v AS SELECT FORECAST(demand_forecast)");
        run("CREATE TABLE points AS SELECT h AS a, h AS b, mod(h, 3) AS c FROM generate_series(1, 600) AS g(h)");
        run(
                "CREATE MODEL groups FROM (SELECT a, b FROM points) FUNCTION f_groups IAM_ROLE default AUTO OFF MODEL_TYPE KMEANS"
                        + " PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT (K '2') SETTINGS (S3_BUCKET 'b')");
        assertFails("42809", "f_groups", "CREATE TABLE x AS SELECT FORECAST(groups)");
        run("DROP MODEL groups");
        run("DROP TABLE points");
        assertFails("42P01", "x", "SELECT * FROM x");
    }

    @Test
    @DisplayName("Names of the user's own that read forecast keep their meaning")
    void forecastIsNoReservedWord() throws SQLException {
        run("CREATE TABLE forecast (id int, forecast int)");
        run("INSERT INTO forecast (id, forecast) VALUES (1, 2)");
        assertThat(value("SELECT forecast FROM forecast")).isEqualTo("2");
        assertThat(value("WITH forecast (a) AS (SELECT 5) SELECT a FROM forecast"))
                .isEqualTo("5");
        run("DROP TABLE forecast");
    }

    @ParameterizedTest
    @DisplayName("E03, E05 to E07, E17, E18: one clear error, nothing left behind")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            22023 | series     | FROM (SELECT month, passengers FROM air_passengers) TARGET passengers MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'M')
            42601 | TARGET     | FROM electricity MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H')
            42804 | DOUBLE     | FROM (SELECT id, timestamp, target::decimal(10,2) AS target FROM electricity) TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H')
            42804 | flag       | FROM (SELECT id, timestamp, target, true AS flag FROM electricity) TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H')
            22023 | two        | FROM (SELECT id, id AS other, timestamp, target FROM electricity) TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H')
            22023 | VARCHAR    | FROM (SELECT 1 AS id, timestamp, target FROM electricity) TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H')
            22023 | TIMESTAMP  | FROM (SELECT id, 1 AS at, target FROM electricity) TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H')
            42601 | HORIZON    | FROM electricity TARGET target MODEL_TYPE FORECAST SETTINGS (FREQUENCY 'H')
            42601 | FREQUENCY  | FROM electricity TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 5)
            22023 | fortnight  | FROM electricity TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'fortnight')
            22023 | HORIZON    | FROM electricity TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 501, FREQUENCY 'H')
            22023 | HORIZON    | FROM electricity TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 0, FREQUENCY 'H')
            22023 | 336        | FROM electricity TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 336, FREQUENCY 'H')
            22023 | 6 items    | FROM electricity TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H', PERCENTILES '0.1,0.2,0.3,0.4,0.5,0.6')
            22023 | 0.995      | FROM electricity TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H', PERCENTILES '0.5,0.995')
            22023 | '1'        | FROM electricity TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H', PERCENTILES '1')
            22023 | median     | FROM electricity TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H', PERCENTILES 'median')
            22023 | twice      | FROM electricity TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H', PERCENTILES '0.5,0.50')
            42601 | FUNCTION   | FROM electricity TARGET target FUNCTION f_bad MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H')
            42601 | HYPERPARAM | FROM electricity TARGET target MODEL_TYPE FORECAST HYPERPARAMETERS DEFAULT SETTINGS (HORIZON 5, FREQUENCY 'H')
            42601 | PREPROCESS | FROM electricity TARGET target MODEL_TYPE FORECAST PREPROCESSORS 'none' SETTINGS (HORIZON 5, FREQUENCY 'H')
            22023 | AUTO OFF   | FROM electricity TARGET target AUTO OFF MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H')
            22023 | F1         | FROM electricity TARGET target MODEL_TYPE FORECAST OBJECTIVE 'F1' SETTINGS (HORIZON 5, FREQUENCY 'H')
            22023 | no values  | FROM (SELECT id, timestamp, NULL::float8 AS target FROM electricity) TARGET target MODEL_TYPE FORECAST SETTINGS (HORIZON 5, FREQUENCY 'H')
            42601 | HORIZON    | FROM electricity TARGET target FUNCTION f_bad SETTINGS (HORIZON 5)
            """)
    void wrongForecastsLeaveNothing(String state, String word, String rest) throws SQLException {
        assertFails(state, word, "CREATE MODEL bad " + rest);
        assertThat(value("SELECT count(*) FROM stv_ml_model_info WHERE model_name = 'bad'"))
                .isEqualTo("0");
        assertThat(server.jobFolders()).isEmpty();
        assertFails("42704", "bad", "CREATE TABLE x AS SELECT FORECAST(bad)");
    }

    /** The forecast before answers until the new one does. */
    private static void awaitRows(Statement statement, int before, int after) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        int rows = before;
        while (rows != after) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            try (ResultSet result = statement.executeQuery("SELECT count(*) FROM FORECAST(quick)")) {
                assertThat(result.next()).isTrue();
                rows = result.getInt(1);
                assertThat(rows).isIn(before, after);
            }
        }
    }

    @Test
    @DisplayName("While it trains it says so; DROP MODEL ends it; a forecast survives a restart until it is dropped")
    void lifeOfAForecast() throws SQLException {
        try (ServerProcess own = ServerProcess.start(data.resolve("own"));
                Connection client = own.connect();
                Statement statement = client.createStatement()) {
            statement.execute(
                    "CREATE TABLE many AS SELECT 's' || s AS id, CAST('2020-01-01' AS date) + d::int AS day,"
                            + " mod(s * d * 7919, 101) + s AS amount FROM generate_series(1, 400) AS a(s), generate_series(0, 399) AS b(d)");
            statement.execute("CREATE MODEL slow FROM many TARGET amount IAM_ROLE default MODEL_TYPE FORECAST SETTINGS"
                    + " (S3_BUCKET 'b', HORIZON 30, FREQUENCY D, MAX_CELLS 100000000)");
            assertThatThrownBy(() -> statement.execute("CREATE TABLE early AS SELECT FORECAST(slow)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55000"));
            statement.execute("DROP MODEL slow");
            statement.execute(
                    "CREATE MODEL quick FROM (SELECT * FROM many WHERE id IN ('s1', 's2') AND day < '2020-03-01')"
                            + " TARGET amount IAM_ROLE default MODEL_TYPE FORECAST SETTINGS (S3_BUCKET 'b', HORIZON 7, FREQUENCY D)");
            Models.awaitReady(client, "quick");
        }
        try (ServerProcess own = ServerProcess.start(data.resolve("own"));
                Connection client = own.connect();
                Statement statement = client.createStatement()) {
            statement.execute("CREATE TABLE after_restart AS SELECT FORECAST(quick)");
            try (ResultSet rows = statement.executeQuery("SELECT count(*), min(\"time\") FROM after_restart")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(14);
                assertThat(rows.getString(2)).isEqualTo("2020-03-01");
            }
            statement.execute(
                    "CREATE OR REPLACE MODEL quick FROM (SELECT * FROM many WHERE id = 's1' AND day < '2020-03-01')"
                            + " TARGET amount IAM_ROLE default MODEL_TYPE FORECAST SETTINGS (S3_BUCKET 'b', HORIZON 5, FREQUENCY D)");
            awaitRows(statement, 14, 5);
            statement.execute("DROP MODEL quick");
            assertThatThrownBy(() -> statement.execute("CREATE TABLE late AS SELECT FORECAST(quick)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42704"));
        }
    }
}
