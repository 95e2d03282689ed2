package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 5, point 1: what a user's driver and psql get of CHECK MODEL and of the report of a model's data. */
class CheckModelTest {
    @TempDir
    Path data;

    private static List<String> column(Connection connection, String sql, int place) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(place));
            }
        }
        return values;
    }

    @Test
    void findsBeforeTrainingWhatTheReportTellsBehindIt() throws SQLException {
        String model = " MODEL churning FROM churn_telecom TARGET churn FUNCTION f_churn IAM_ROLE default"
                + " SETTINGS (S3_BUCKET 'bucket', MAX_MODELS 1)";
        try (ServerProcess server = ServerProcess.start(data);
                Connection connection = server.connect()) {
            Dataset.CHURN.load(server, connection);
            List<String> found = column(connection, "CHECK" + model, 5);
            assertThat(found)
                    .contains(
                            "Column \"day_charge\" is a multiple of \"day_mins\".",
                            "Column \"phone\" is of no use: it names the rows, 3333 different values in 3333 rows.",
                            "The target \"churn\" has two distinct values.");
            assertThat(column(connection, "SHOW MODEL ALL", 1)).isEmpty();
            assertThat(Psql.run(server, "CHECK" + model, "-t", "-A"))
                    .contains("plan||problem_type||BinaryClassification");
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE" + model);
            }
            Models.awaitReady(connection, "churning");
            assertThat(column(connection, "SELECT finding FROM ML.DATA_FINDINGS(MODEL churning)", 1))
                    .isNotEmpty()
                    .isSubsetOf(found);
            assertThat(column(connection, "SELECT column_name FROM ML.DATA_REPORT(MODEL churning) WHERE NOT used", 1))
                    .containsExactly("phone");
            assertThatThrownBy(() -> column(connection, "CHECK" + model, 5))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42710"));
        }
    }
}
