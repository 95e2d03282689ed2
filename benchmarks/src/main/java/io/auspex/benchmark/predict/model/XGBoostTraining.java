package io.auspex.benchmark.predict.model;

import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.predict.sample.Sample;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Grows the trees that are predicted with; how good they are does not matter, their shape does. */
final class XGBoostTraining {
    private XGBoostTraining() {}

    static TrainedModel train(Shape shape, Sample sample, int threads) {
        Map<String, Object> parameters = new HashMap<>(
                Map.of("tree_method", "hist", "max_depth", shape.depth(), "eta", 0.1, "nthread", threads, "seed", 0));
        switch (sample.classes()) {
            case 0 -> parameters.put("objective", "reg:squarederror");
            case 2 -> parameters.put("objective", "binary:logistic");
            default -> {
                parameters.put("objective", "multi:softprob");
                parameters.put("num_class", sample.classes());
            }
        }
        try {
            DMatrix rows = new DMatrix(sample.rowMajor(0, sample.rows()), sample.rows(), sample.features(), Float.NaN);
            try {
                rows.setLabel(sample.target());
                Booster booster = XGBoost.train(rows, parameters, shape.rounds(), Map.of(), null, null);
                byte[] file = booster.toByteArray("json");
                booster.dispose();
                return new TrainedModel(Library.XGBOOST, file, shape.rounds() * sample.outputs());
            } finally {
                rows.dispose();
            }
        } catch (XGBoostError e) {
            throw new BenchmarkFailure("XGBoost did not train " + shape.name() + ": " + e.getMessage(), e);
        }
    }
}
