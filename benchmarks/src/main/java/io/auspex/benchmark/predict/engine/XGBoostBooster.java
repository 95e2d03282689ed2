package io.auspex.benchmark.predict.engine;

import io.auspex.benchmark.failure.BenchmarkFailure;
import java.io.IOException;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** What both ways into XGBoost4J share. */
final class XGBoostBooster {
    private XGBoostBooster() {}

    static Booster load(byte[] model, int threads) {
        try {
            Booster booster = XGBoost.loadModel(model);
            booster.setParam("nthread", threads);
            return booster;
        } catch (XGBoostError | IOException e) {
            throw failure(e);
        }
    }

    static BenchmarkFailure failure(Exception cause) {
        return new BenchmarkFailure("XGBoost4J: " + cause.getMessage(), cause);
    }

    /** From {@code float[row][output]}. */
    static float[][] transposed(float[][] rows) {
        float[][] outputs = new float[rows[0].length][rows.length];
        for (int row = 0; row < rows.length; row++) {
            for (int output = 0; output < outputs.length; output++) {
                outputs[output][row] = rows[row][output];
            }
        }
        return outputs;
    }
}
