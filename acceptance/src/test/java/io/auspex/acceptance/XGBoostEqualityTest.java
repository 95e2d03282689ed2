package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AUTO OFF is XGBoost: the same parameters give the same predictions on every row. */
class XGBoostEqualityTest {
    @TempDir
    static Path data;

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

    @Test
    void regressionOnHousing() throws Exception {
        Dataset.CALIFORNIA_HOUSING.load(server, connection);
        String features =
                "longitude, latitude, housing_median_age, total_rooms, total_bedrooms, population, households,"
                        + " median_income";
        train(
                "CREATE MODEL housing FROM (SELECT " + features + ", median_house_value FROM california_housing)"
                        + " TARGET median_house_value FUNCTION predict_housing IAM_ROLE default AUTO OFF"
                        + " MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none'"
                        + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '60', MAX_DEPTH '5', ETA '0.2')"
                        + " SETTINGS (S3_BUCKET 'bucket')",
                "housing");
        float[][] expected = direct(
                Dataset.CALIFORNIA_HOUSING,
                0,
                8,
                9,
                Map.of("objective", "reg:squarederror", "max_depth", 5, "eta", 0.2, "nthread", 2),
                60);
        double[] actual = column("SELECT predict_housing(" + features + ") FROM california_housing");
        assertThat(actual).hasSize(expected.length);
        for (int row = 0; row < actual.length; row++) {
            assertThat(actual[row])
                    .as("row %d", row)
                    .isCloseTo(expected[row][0], within(1e-6 * Math.abs(expected[row][0])));
        }
    }

    @Test
    void binaryOnPhoneme() throws Exception {
        Dataset.PHONEME.load(server, connection);
        train(
                "CREATE MODEL phoneme_model FROM phoneme TARGET class FUNCTION predict_phoneme IAM_ROLE default AUTO OFF"
                        + " MODEL_TYPE xgboost OBJECTIVE 'binary:logistic' PREPROCESSORS 'none'"
                        + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '100') SETTINGS (S3_BUCKET 'bucket')",
                "phoneme_model");
        float[][] expected =
                direct(Dataset.PHONEME, 0, 5, 5, Map.of("objective", "binary:logistic", "nthread", 2), 100);
        double[] actual = column("SELECT predict_phoneme(v1, v2, v3, v4, v5) FROM phoneme");
        assertThat(actual).hasSize(expected.length);
        for (int row = 0; row < actual.length; row++) {
            assertThat(actual[row]).as("row %d", row).isEqualTo(expected[row][0] > 0.5f ? 1 : 0);
        }
    }

    @Test
    void multiclassOnAbalone() throws Exception {
        Dataset.ABALONE.load(server, connection);
        String features = "length, diameter, height, whole_weight, shucked_weight, viscera_weight, shell_weight";
        train(
                "CREATE MODEL abalone_model FROM (SELECT " + features + ", rings FROM abalone) TARGET rings"
                        + " FUNCTION predict_rings IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST"
                        + " OBJECTIVE 'multi:softmax' PREPROCESSORS 'none'"
                        + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '20', NUM_CLASS '30')"
                        + " SETTINGS (S3_BUCKET 'bucket')",
                "abalone_model");
        float[][] expected = direct(
                Dataset.ABALONE, 1, 7, 8, Map.of("objective", "multi:softmax", "num_class", 30, "nthread", 2), 20);
        double[] actual = column("SELECT predict_rings(" + features + ") FROM abalone");
        assertThat(actual).hasSize(expected.length);
        for (int row = 0; row < actual.length; row++) {
            assertThat(actual[row]).as("row %d", row).isEqualTo(expected[row][0]);
        }
    }

    private static void train(String sql, String model) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        Models.awaitReady(connection, model);
    }

    private static double[] column(String sql) throws SQLException {
        List<Double> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getDouble(1));
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * XGBoost4J itself, on adjacent numeric columns.
     *
     * @param first 0-based column of the first feature in the file
     * @param features how many columns from there are features
     * @param target 0-based column of the target
     */
    private static float[][] direct(
            Dataset dataset, int first, int features, int target, Map<String, Object> parameters, int rounds)
            throws XGBoostError {
        List<String> lines = dataset.lines();
        int rows = lines.size() - 1;
        float[] values = new float[rows * features];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            String[] cells = lines.get(row + 1).split(",", -1);
            for (int feature = 0; feature < features; feature++) {
                String cell = cells[first + feature];
                values[row * features + feature] = cell.isEmpty() ? Float.NaN : (float) Double.parseDouble(cell);
            }
            labels[row] = Float.parseFloat(cells[target]);
        }
        DMatrix matrix = new DMatrix(values, rows, features, Float.NaN);
        matrix.setLabel(labels);
        Booster booster = XGBoost.train(matrix, parameters, rounds, Map.of(), null, null);
        try {
            return booster.predict(matrix);
        } finally {
            booster.dispose();
            matrix.dispose();
        }
    }
}
