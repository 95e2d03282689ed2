package io.auspex.benchmark.load;

import io.auspex.benchmark.failure.BenchmarkFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What the load works on, made by plain SQL. */
final class LoadTables {
    static final int ROWS = 200_000;

    private static final int PREDICTOR_SECONDS = 600;

    private LoadTables() {}

    /** Tables, and a model that answers; returns when it does. */
    static void create(Connection connection, LoadPlan plan) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE load_events AS SELECT i::int AS id, (i * 7919 % 100)::int AS quantity,"
                    + " (i * 104729 % 100000) / 100.0::double precision AS amount,"
                    + " CASE i % 4 WHEN 0 THEN 'north' WHEN 1 THEN 'south' WHEN 2 THEN 'east' ELSE 'west' END AS region,"
                    + " CASE WHEN (i * 7919 % 100) + (i * 104729 % 100000) / 2000 > 70 THEN 1 ELSE 0 END AS answer"
                    + " FROM generate_series(0, " + (ROWS - 1) + ") AS r(i)");
            statement.execute("CREATE TABLE load_log (client int, number int, line varchar(100))");
            statement.execute("CREATE TABLE load_state AS SELECT i::int AS client, 0 AS seen FROM generate_series(0, "
                    + plan.active() + ") AS r(i)");
            statement.execute("SET auspex.wait_for_models TO on");
            statement.execute("CREATE MODEL load_model FROM (SELECT quantity, amount, answer FROM load_events"
                    + " WHERE id < 20000) TARGET answer FUNCTION load_predict IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST"
                    + " OBJECTIVE 'binary:logistic' PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '50')"
                    + " SETTINGS (MAX_RUNTIME " + PREDICTOR_SECONDS + ")");
            // Its explanation would take cores from what is measured.
            statement.execute("SELECT explain_model('load_model')");
            statement.execute("SET auspex.wait_for_models TO off");
        }
    }

    /** The training in the background. */
    static void startTraining(Connection connection, LoadPlan plan) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE MODEL load_training FROM (SELECT quantity, amount, region, answer FROM load_events)"
                            + " TARGET answer FUNCTION load_trained IAM_ROLE default SETTINGS (MAX_RUNTIME "
                            + Math.max(20, plan.seconds() / 2) + ")");
        }
    }

    /** How far the training is, as SHOW MODEL tells. */
    static String trainingState(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW MODEL load_training")) {
            while (rows.next()) {
                if ("Model State".equals(rows.getString(1)) || "Status".equals(rows.getString(1))) {
                    return rows.getString(2);
                }
            }
        }
        throw new BenchmarkFailure("SHOW MODEL does not tell the state of the training");
    }
}
