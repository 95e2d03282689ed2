package io.auspex.app.demo;

import io.auspex.app.failure.CommandFailure;
import io.auspex.app.serve.ExampleData;
import io.auspex.app.shell.ModelStatus;
import io.auspex.app.shell.ModelWait;
import io.auspex.app.shell.ResultRows;
import io.auspex.app.shell.RowFormat;
import io.auspex.app.shell.TrainingDisplay;
import io.auspex.language.statement.QualifiedName;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** The story that the demo tells, in plain SQL over the wire as any client would send it. */
final class ChurnDemo {
    private static final String FEATURES = """
            state, account_length, area_code, phone, intl_plan, vmail_plan, vmail_message,
                   day_mins, day_calls, day_charge, eve_mins, eve_calls, eve_charge,
                   night_mins, night_calls, night_charge, intl_mins, intl_calls, intl_charge, cust_serv_calls""";

    /** The split of data/MANIFEST.md: a hash of the row's number, so that everybody holds out the same quarter. */
    private static final String HELD_OUT = "mod(customer * 2654435761, 4294967296) < 1073741824";

    private static final String CREATE_TABLE = """
            CREATE TABLE churn (
              customer bigint IDENTITY(0, 1), state varchar(2), account_length int, area_code int, phone varchar(8),
              intl_plan varchar(3), vmail_plan varchar(3), vmail_message int, day_mins float8, day_calls int,
              day_charge float8, eve_mins float8, eve_calls int, eve_charge float8, night_mins float8, night_calls int,
              night_charge float8, intl_mins float8, intl_calls int, intl_charge float8, cust_serv_calls int,
              churn varchar(5))""";

    private static final String COPY = """
            COPY churn (%s, churn)
            FROM 's3://%s/churn_telecom.csv' IAM_ROLE default FORMAT AS CSV IGNOREHEADER 1""".formatted(FEATURES, ExampleData.BUCKET);

    private static final String CREATE_MODEL = """
            CREATE MODEL churn_model
            FROM (SELECT %s, churn
                  FROM churn
                  WHERE NOT %s)
            TARGET churn
            FUNCTION predict_churn
            IAM_ROLE default
            SETTINGS (S3_BUCKET 'auspex-demo', MAX_RUNTIME 30)""".formatted(FEATURES, HELD_OUT);

    private static final String PREDICT = """
            CREATE TABLE held_out AS
            SELECT customer, state, day_mins, cust_serv_calls, intl_plan, churn,
                   predict_churn(%1$s) AS predicted,
                   predict_churn_prob(%1$s) AS probabilities
            FROM churn
            WHERE %2$s""".formatted(FEATURES, HELD_OUT);

    private static final String SAMPLE = """
            SELECT customer, state, day_mins, cust_serv_calls, intl_plan, churn, predicted
            FROM held_out
            ORDER BY customer
            LIMIT 8""";

    private static final String ACCURACY = """
            SELECT count(*) AS customers,
                   round(avg(CASE WHEN churn = 'False' THEN 1.0 ELSE 0.0 END), 4) AS right_if_always_false,
                   round(avg(CASE WHEN predicted = churn THEN 1.0 ELSE 0.0 END), 4) AS accuracy
            FROM held_out""";

    /** Area under the ROC curve as the Mann-Whitney statistic: ties share their mean rank (Hanley and McNeil, 1982). */
    private static final String AUC = """
            WITH scored AS (
              SELECT churn,
                     CASE WHEN json_extract_array_element_text(json_serialize(probabilities.labels), 0) = 'True'
                          THEN probabilities.probabilities[0] ELSE probabilities.probabilities[1] END::float8 AS p
              FROM held_out),
            ranked AS (
              SELECT churn, rank() OVER (ORDER BY p) + (count(*) OVER (PARTITION BY p) - 1) / 2.0 AS r
              FROM scored),
            counted AS (
              SELECT sum(CASE WHEN churn = 'True' THEN r ELSE 0 END) AS rank_sum,
                     sum(CASE WHEN churn = 'True' THEN 1.0 ELSE 0 END) AS yes,
                     sum(CASE WHEN churn = 'True' THEN 0 ELSE 1.0 END) AS no
              FROM ranked)
            SELECT round((rank_sum - yes * (yes + 1) / 2) / (yes * no), 4) AS auc FROM counted""";

    private static final int SCREEN_COLUMNS = 80;

    private final Connection connection;
    private final PrintWriter out;

    ChurnDemo(Connection connection, PrintWriter out) {
        this.connection = connection;
        this.out = out;
    }

    void run() throws SQLException {
        heading("Load 3,333 customers of a telephone company");
        execute(CREATE_TABLE);
        execute(COPY);
        query("SELECT churn, count(*) AS customers FROM churn GROUP BY churn ORDER BY churn");

        heading("Train on three quarters of them: CREATE MODEL");
        long begun = System.nanoTime();
        execute(CREATE_MODEL);
        train(begun);

        heading("What has been learned: SHOW MODEL");
        showModel();

        heading("Predict the quarter that the model has not seen");
        execute(PREDICT);
        query(SAMPLE);

        heading("How good is it? Measured in SQL, on the held-out rows only");
        query(ACCURACY);
        query(AUC);
        out.printf(Locale.ROOT, "held-out accuracy %s, held-out AUC %s%n%n", number(ACCURACY, 3), number(AUC, 1));

        heading("Try next");
        out.println("  ./auspex serve                           a server that stays, for psql, JDBC, BI tools");
        out.println("  ./auspex sql                             a shell on it");
        out.println("  ./auspex sql -f examples/redshift-ml/t1_churn.sql    the tutorial that this demo follows");
        out.println(
                "  ./auspex sql -f examples/redshift-ml/t5_xgboost.sql  XGBoost with your own parameters (AUTO OFF)");
    }

    private void train(long begun) throws SQLException {
        ModelStatus end = new ModelWait()
                .await(connection, QualifiedName.of("churn_model"), TrainingDisplay.lines(out))
                .orElseThrow(() -> new CommandFailure("the demo was stopped"));
        if (end.state() != ModelStatus.State.READY) {
            throw new CommandFailure("the model could not be trained: " + end.phase());
        }
        out.printf(
                Locale.ROOT,
                "churn_model is READY after %.1f s%s%n%n",
                (System.nanoTime() - begun) / 1e9,
                end.metric().map(metric -> ", " + metric).orElse(""));
    }

    /** With values cut to the width of a screen: the model has 20 features. */
    private void showModel() throws SQLException {
        String sql = "SHOW MODEL churn_model";
        printStatement(sql);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            RowFormat.ALIGNED.print(ResultRows.read(result).cut(SCREEN_COLUMNS), out);
        }
    }

    private void heading(String text) {
        out.println("== " + text);
        out.println();
    }

    private void execute(String sql) throws SQLException {
        printStatement(sql);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void query(String sql) throws SQLException {
        printStatement(sql);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            RowFormat.ALIGNED.print(ResultRows.read(result), out);
        }
    }

    private void printStatement(String sql) {
        out.println(sql + ";");
        out.println();
    }

    private String number(String sql, int column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(column);
        }
    }
}
