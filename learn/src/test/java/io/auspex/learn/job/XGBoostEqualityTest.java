package io.auspex.learn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.OpenData;
import io.auspex.learn.frame.Frame;
import io.auspex.model.Model;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;

/** AUTO OFF is exactly XGBoost: the same predictions as XGBoost4J called directly with the same parameters, on every row. */
class XGBoostEqualityTest {
    private static final int THREADS = 2;

    private static TrainedModel train(Frame frame, String target, String objective, Map<String, String> parameters) {
        return TrainingJob.train(JobSpecification.xgboost(target, objective, parameters, THREADS), frame, line -> {});
    }

    /** What a Java user of XGBoost would write. */
    private static float[][] direct(
            Frame frame, String target, String objective, Map<String, String> hyperparameters, boolean margins)
            throws XGBoostError {
        int column = frame.indexOf(target);
        Frame features = frame.without(column);
        int width = features.fields().size();
        float[] values = new float[frame.rows() * width];
        float[] labels = new float[frame.rows()];
        for (int row = 0; row < frame.rows(); row++) {
            labels[row] = (float) frame.numbers(column)[row];
            for (int feature = 0; feature < width; feature++) {
                values[row * width + feature] = (float) features.numbers(feature)[row];
            }
        }
        DMatrix matrix = new DMatrix(values, frame.rows(), width, Float.NaN);
        matrix.setLabel(labels);
        Map<String, Object> parameters = new LinkedHashMap<>(hyperparameters);
        int rounds = Integer.parseInt(hyperparameters.getOrDefault("num_round", "100"));
        parameters.remove("num_round");
        parameters.put("objective", objective);
        parameters.put("nthread", THREADS);
        Booster booster = XGBoost.train(matrix, parameters, rounds, new HashMap<>(), null, null);
        return booster.predict(matrix, margins);
    }

    @Test
    void abaloneSoftmaxOfThirtyClasses() throws XGBoostError {
        Frame all = OpenData.load("abalone");
        Frame abalone = all.without(all.indexOf("sex"));
        Map<String, String> parameters = Map.of("num_class", "30", "num_round", "20");
        TrainedModel trained = train(abalone, "rings", "multi:softmax", parameters);
        float[][] expected = direct(abalone, "rings", "multi:softmax", parameters, false);
        int[] codes = new int[abalone.rows()];
        trained.model().codes(abalone.without(abalone.indexOf("rings")).batch(), codes);
        for (int row = 0; row < codes.length; row++) {
            assertThat(codes[row]).isEqualTo((int) expected[row][0]);
        }
        assertThat(trained.outcome().metricName()).isEqualTo("train:merror");
        assertThat(trained.outcome().metricValue()).isBetween(0.1, 0.7);

        float[][] softprob = direct(abalone, "rings", "multi:softprob", parameters, false);
        double[][] probabilities = new double[30][abalone.rows()];
        trained.model().probabilities(abalone.without(abalone.indexOf("rings")).batch(), probabilities);
        for (int row = 0; row < codes.length; row++) {
            for (int label = 0; label < 30; label++) {
                assertThat(probabilities[label][row]).isCloseTo(softprob[row][label], within(1e-6));
            }
        }
    }

    @Test
    void phonemeLogistic() throws XGBoostError {
        Frame phoneme = OpenData.load("phoneme");
        Map<String, String> parameters = Map.of("num_round", "100", "subsample", "0.8", "colsample_bytree", "0.8");
        TrainedModel trained = train(phoneme, "class", "binary:logistic", parameters);
        float[][] expected = direct(phoneme, "class", "binary:logistic", parameters, false);
        Frame features = phoneme.without(phoneme.indexOf("class"));
        double[][] probabilities = new double[2][phoneme.rows()];
        trained.model().probabilities(features.batch(), probabilities);
        int[] codes = new int[phoneme.rows()];
        trained.model().codes(features.batch(), codes);
        int wrong = 0;
        for (int row = 0; row < codes.length; row++) {
            assertThat(probabilities[1][row]).isCloseTo(expected[row][0], within(1e-6));
            assertThat(codes[row]).isEqualTo(expected[row][0] > 0.5f ? 1 : 0);
            wrong += codes[row] != phoneme.numbers(phoneme.indexOf("class"))[row] ? 1 : 0;
        }
        assertThat(trained.outcome().metricName()).isEqualTo("train:error");
        assertThat(trained.outcome().metricValue()).isCloseTo((double) wrong / codes.length, within(1e-6));
    }

    @Test
    void californiaHousingSquaredError() throws XGBoostError {
        Frame all = OpenData.load("california_housing");
        Frame housing = all.without(all.indexOf("ocean_proximity"));
        Map<String, String> parameters = Map.of("max_depth", "8", "eta", "0.1", "seed", "42", "lambda", "2");
        TrainedModel trained = train(housing, "median_house_value", "reg:squarederror", parameters);
        float[][] expected = direct(housing, "median_house_value", "reg:squarederror", parameters, false);
        double[] values = new double[housing.rows()];
        trained.model()
                .values(housing.without(housing.indexOf("median_house_value")).batch(), values);
        for (int row = 0; row < values.length; row++) {
            assertThat(values[row]).isCloseTo(expected[row][0], within(1e-6));
        }
        assertThat(trained.outcome().metricName()).isEqualTo("train:rmse");
        assertThat(trained.outcome().trainedRows()).isEqualTo(20640);
    }

    @Test
    void everyOtherObjective() throws XGBoostError {
        Frame all = OpenData.only(OpenData.load("phoneme"), "v1", "v2", "v3", "v4", "v5", "class");
        Map<String, String> metrics = Map.of(
                "reg:squaredlogerror", "train:rmsle",
                "reg:logistic", "train:rmse",
                "reg:pseudohubererror", "train:mphe",
                "reg:tweedie", "train:tweedie-nloglik@1.5",
                "binary:hinge", "train:error",
                "rank:pairwise", "train:map",
                "rank:ndcg", "train:ndcg");
        for (Map.Entry<String, String> entry : metrics.entrySet()) {
            TrainedModel trained = train(all, "class", entry.getKey(), Map.of("num_round", "5"));
            assertThat(trained.outcome().metricName()).isEqualTo(entry.getValue());
            assertThat(trained.outcome().metricValue()).as(entry.getKey()).isFinite();
            if (!entry.getKey().startsWith("rank")) {
                assertEqual(all, trained.model(), entry.getKey());
            }
        }
    }

    private static void assertEqual(Frame all, Model model, String objective) throws XGBoostError {
        float[][] expected = direct(all, "class", objective, Map.of("num_round", "5"), false);
        Frame features = all.without(all.indexOf("class"));
        double[] values = new double[all.rows()];
        if (objective.startsWith("binary")) {
            int[] codes = new int[all.rows()];
            model.codes(features.batch(), codes);
            for (int row = 0; row < codes.length; row++) {
                values[row] = codes[row];
            }
        } else {
            model.values(features.batch(), values);
        }
        for (int row = 0; row < values.length; row++) {
            assertThat(values[row]).as(objective).isCloseTo(expected[row][0], within(1e-6));
        }
    }
}
