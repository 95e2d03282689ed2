package io.auspex.benchmark.predict.sql;

import io.auspex.benchmark.failure.BenchmarkFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.postgresql.PGStatement;

/** What one does without predictions in SQL: reads the rows into Java, and asks XGBoost4J there. In binary form, many rows a call. */
final class ExportedPrediction implements AutoCloseable {
    private static final int ROWS_A_CALL = 16_384;

    private final Booster booster;
    private final String arguments;
    private final int features;
    private final long rows;

    /** @param arguments the columns, with commas between them */
    ExportedPrediction(byte[] model, String arguments, int features, long rows) {
        try {
            this.booster = XGBoost.loadModel(model);
            booster.setParam("nthread", 1);
        } catch (XGBoostError | IOException e) {
            throw failure(e);
        }
        this.arguments = arguments;
        this.features = features;
        this.rows = rows;
    }

    private static BenchmarkFailure failure(Exception cause) {
        return new BenchmarkFailure("XGBoost4J: " + cause.getMessage(), cause);
    }

    double sum(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        double sum = 0;
        long read = 0;
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT " + arguments + " FROM " + ClickTable.NAME + " LIMIT " + rows)) {
            statement.setFetchSize(ROWS_A_CALL);
            statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
            float[] values = new float[ROWS_A_CALL * features];
            int next = 0;
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    for (int feature = 1; feature <= features; feature++) {
                        double value = result.getDouble(feature);
                        values[next++] = result.wasNull() ? Float.NaN : (float) value;
                    }
                    if (next == values.length) {
                        sum += sum(values, ROWS_A_CALL);
                        next = 0;
                    }
                    read++;
                }
            }
            sum += next == 0 ? 0 : sum(Arrays.copyOf(values, next), next / features);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        if (read != rows) {
            throw new SQLException("the table has " + read + " rows, not " + rows);
        }
        return sum;
    }

    private double sum(float[] values, int count) {
        try {
            double sum = 0;
            for (float[] row : booster.inplace_predict(values, count, features, Float.NaN)) {
                sum += row[0];
            }
            return sum;
        } catch (XGBoostError e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        booster.dispose();
    }
}
