package io.auspex.learn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.learn.OpenData;
import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.ModelType;
import io.auspex.model.Model;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.explain.Explanation;
import io.auspex.model.explain.ModelExplainer;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;

/**
 * Issue point 7 on real data: for 1,000 rows each of three models, the contributions are those of XGBoost4J's own
 * predictContrib within 1e-4, and together with the expected value they add up to the margin within 1e-4.
 */
class ExplanationJobTest {
    private static final int ROWS = 1_000;
    private static final int THREADS = 2;

    private static Frame abalone() {
        Frame all = OpenData.load("abalone");
        return all.without(all.indexOf("sex"));
    }

    @Test
    void binaryOnPhoneme() throws XGBoostError {
        assertEqualsXGBoost(OpenData.load("phoneme"), "class", "binary:logistic", Map.of("num_round", "100"));
    }

    @Test
    void regressionOnAbalone() throws XGBoostError {
        assertEqualsXGBoost(
                abalone(),
                "rings",
                "reg:squarederror",
                Map.of("num_round", "60", "max_depth", "8", "eta", "0.1", "lambda", "0.5", "min_child_weight", "0.1"));
    }

    @Test
    void thirtyClassesOnAbalone() throws XGBoostError {
        assertEqualsXGBoost(abalone(), "rings", "multi:softmax", Map.of("num_class", "30", "num_round", "10"));
    }

    private static void assertEqualsXGBoost(
            Frame all, String target, String objective, Map<String, String> hyperparameters) throws XGBoostError {
        Model model = TrainingJob.train(
                        JobSpecification.xgboost(target, objective, hyperparameters, THREADS), all, line -> {})
                .model();
        Frame features =
                all.without(all.indexOf(target)).select(IntStream.range(0, ROWS).toArray());
        ModelExplainer explainer = ModelExplainer.of(model).orElseThrow();
        Explanation explanation = explainer.explain(features.batch());
        float[][] expected = direct(all, target, objective, hyperparameters);
        int width = features.fields().size();
        for (int row = 0; row < ROWS; row++) {
            for (int output = 0; output < explainer.outputs(); output++) {
                double sum = explainer.expected()[output];
                int first = output * (width + 1);
                for (int column = 0; column < width; column++) {
                    double contribution = explanation.contributions()[output][column][row];
                    assertThat(contribution)
                            .as("row %d, output %d, column %d", row, output, column)
                            .isCloseTo(expected[row][first + column], within(1e-4));
                    sum += contribution;
                }
                assertThat(explainer.expected()[output]).isCloseTo(expected[row][first + width], within(1e-4));
                assertThat(sum).isCloseTo(explanation.margins()[output][row], within(1e-4));
            }
        }
    }

    /** {@code float[row][output * (columns + 1) + column]}; the last of each output is the expected value. */
    private static float[][] direct(Frame all, String target, String objective, Map<String, String> hyperparameters)
            throws XGBoostError {
        DMatrix rows = matrix(all, target, all.rows());
        Map<String, Object> parameters = new LinkedHashMap<>(hyperparameters);
        int rounds = Integer.parseInt((String) parameters.remove("num_round"));
        parameters.put("objective", objective);
        parameters.put("nthread", THREADS);
        Booster booster = XGBoost.train(rows, parameters, rounds, new HashMap<>(), null, null);
        return booster.predictContrib(matrix(all, target, ROWS), 0);
    }

    private static DMatrix matrix(Frame all, String target, int rows) throws XGBoostError {
        Frame features = all.without(all.indexOf(target));
        int width = features.fields().size();
        float[] values = new float[rows * width];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = (float) all.numbers(all.indexOf(target))[row];
            for (int column = 0; column < width; column++) {
                values[row * width + column] = (float) features.numbers(column)[row];
            }
        }
        DMatrix matrix = new DMatrix(values, rows, width, Float.NaN);
        matrix.setLabel(labels);
        return matrix;
    }

    /** A search's winner of several members, with texts, dates and missing values; and a linear one with its background. */
    @Test
    void searchedModelsAddUp() {
        Frame churn =
                OpenData.load("churn_telecom").select(IntStream.range(0, ROWS).toArray());
        Frame abalone = OpenData.load("abalone").select(IntStream.range(0, ROWS).toArray());
        assertAddsUp(searched(churn, "churn", "XGBOOST"), churn);
        assertAddsUp(searched(abalone, "rings", "LINEAR_LEARNER"), abalone);
    }

    private static Model searched(Frame frame, String target, String modelType) {
        JobSpecification any = JobSpecification.autopilot(target, THREADS);
        JobSpecification job = new JobSpecification(
                any.algorithm(),
                any.target(),
                any.problemType(),
                any.objective(),
                Optional.of(ModelType.valueOf(modelType)),
                any.preprocessors(),
                any.hyperparameters(),
                Map.of("MAX_MODELS", "2"),
                20,
                any.seed(),
                any.threads(),
                any.maxCells(),
                any.memoryBytes(),
                any.facts());
        return TrainingJob.train(job, frame, line -> {}).model();
    }

    private static void assertAddsUp(Model model, Frame frame) {
        ModelExplainer explainer = ModelExplainer.of(model).orElseThrow();
        ColumnBatch in = Explainable.inputs(model, frame);
        Explanation explanation = explainer.explain(in);
        for (int row = 0; row < frame.rows(); row++) {
            double sum = explainer.expected()[0];
            for (double[] column : explanation.contributions()[0]) {
                sum += column[row];
            }
            assertThat(sum).isCloseTo(explanation.margins()[0][row], within(1e-4));
        }
    }

    @Test
    void theReportNamesEveryColumnInOrder() throws IOException {
        Frame frame = OpenData.load("phoneme");
        Model model = TrainingJob.train(
                        JobSpecification.xgboost("class", "binary:logistic", Map.of("num_round", "20"), THREADS),
                        frame,
                        line -> {})
                .model();
        ExplanationReport report = ExplanationJob.explain(model, frame, 0, Deadline.after(60), line -> {});
        JsonNode json = new ObjectMapper().readTree(report.toJson(model));
        assertThat(json.path("version").asText()).isEqualTo("1.0");
        JsonNode label = json.at("/explanations/kernel_shap/label0");
        List<String> names = StreamSupport.stream(
                        ((Iterable<String>)
                                        () -> label.path("global_shap_values").fieldNames())
                                .spliterator(),
                        false)
                .toList();
        assertThat(names).containsExactly("v1", "v2", "v3", "v4", "v5");
        label.path("global_shap_values")
                .forEach(value -> assertThat(value.asDouble()).isPositive());
        assertThat(label.path("expected_value").isNumber()).isTrue();
        assertThat(json.at("/explanations/kernel_shap").size()).isEqualTo(1);
    }

    @Test
    void aReportOutOfTimeRestsOnFewerRows() {
        Frame frame = OpenData.load("phoneme");
        Model model = TrainingJob.train(
                        JobSpecification.xgboost("class", "binary:logistic", Map.of("num_round", "5"), THREADS),
                        frame,
                        line -> {})
                .model();
        AtomicInteger chunks = new AtomicInteger();
        ExplanationJob.explain(model, frame, 0, Deadline.after(-1), line -> chunks.incrementAndGet());
        assertThat(chunks).hasValue(1);
    }
}
