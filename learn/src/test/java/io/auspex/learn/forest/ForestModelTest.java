package io.auspex.learn.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.FitControl;
import io.auspex.learn.algorithm.Fitted;
import io.auspex.learn.algorithm.TrainingRows;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.artifact.ArtifactReader;
import io.auspex.model.artifact.ArtifactWriter;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.explain.Explanation;
import io.auspex.model.explain.ModelExplainer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A forest as part of a model: kept, read again, explained. */
class ForestModelTest {
    private static final int ROWS = 40;

    private static Model model(CodedRows rows, Fitted fitted, Task task) {
        int features = rows.train().features().length;
        List<Field> inputs = IntStream.range(0, features)
                .mapToObj(feature -> new Field("f" + feature, ColumnType.DOUBLE))
                .toList();
        FeaturePipeline pipeline = new FeaturePipeline(List.copyOf(
                IntStream.range(0, features).mapToObj(NumberPassthrough::new).toList()));
        return new Model(
                inputs,
                task,
                List.of(new Member(1, pipeline, fitted.predictor(), fitted.link())),
                OptionalDouble.empty(),
                new Provenance(Map.of(), List.of()));
    }

    private static ColumnBatch batch(TrainingRows rows) {
        List<ColumnVector> columns = new ArrayList<>();
        for (float[] feature : rows.features()) {
            columns.add(new ColumnVector.Numbers(
                    IntStream.range(0, ROWS).mapToDouble(row -> feature[row]).toArray()));
        }
        return new ColumnBatch(ROWS, columns);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXTRA_TREES", "RANDOM_FOREST"})
    void classesAreKeptBitByBitAndExplained(ModelType type) throws IOException {
        CodedRows rows = CodedRows.of("vehicle", "class", ProblemType.MULTICLASS_CLASSIFICATION);
        Task task = new Task.Classification(List.of("a", "b", "c", "d"), ColumnType.VARCHAR);
        keepsAndExplains(rows, type, task, 4);
    }

    @Test
    void numbersAreKeptBitByBitAndExplained() throws IOException {
        CodedRows rows = CodedRows.of("auto_imports", "price", ProblemType.REGRESSION);
        keepsAndExplains(rows, ModelType.RANDOM_FOREST, new Task.Regression(ColumnType.DOUBLE), 1);
    }

    private static void keepsAndExplains(CodedRows rows, ModelType type, Task task, int outputs) throws IOException {
        Fitted fitted = new ForestLearner(type, Map.of("num_trees", "20"))
                .fit(
                        rows.task(),
                        rows.train(),
                        Optional.empty(),
                        new FitControl(1, 1, Deadline.after(1000), done -> {}));
        Model model = model(rows, fitted, task);
        ByteArrayOutputStream artifact = new ByteArrayOutputStream();
        ArtifactWriter.write(model, artifact);
        Model read = ArtifactReader.read(artifact.toByteArray());
        assertThat(read).isEqualTo(model);
        ColumnBatch batch = batch(rows.test());
        float[][] margins = new float[outputs][ROWS];
        float[][] again = new float[outputs][ROWS];
        fitted.predictor().margins(rows.test().features(), ROWS, margins);
        read.members().get(0).predictor().margins(rows.test().features(), ROWS, again);
        assertThat(again).isDeepEqualTo(margins);

        ModelExplainer explainer = ModelExplainer.of(read).orElseThrow();
        Explanation explanation = explainer.explain(batch);
        for (int output = 0; output < outputs; output++) {
            double spread = 0;
            for (int row = 0; row < ROWS; row++) {
                double sum = explainer.expected()[output];
                for (double[] column : explanation.contributions()[output]) {
                    sum += column[row];
                    spread += Math.abs(column[row]);
                }
                double margin = task instanceof Task.Regression ? margins[output][row] : score(margins, output, row);
                assertThat(sum).isCloseTo(margin, within(1e-5 * Math.max(1, Math.abs(sum))));
            }
            assertThat(spread).isGreaterThan(0.1);
        }
    }

    /** Log-odds of a probability, or the logarithm of one of several; as if none were below one in a million. */
    private static double score(float[][] probabilities, int output, int row) {
        double p = probabilities[output][row];
        double score = Math.log(Math.max(1e-6, p));
        return probabilities.length == 1 ? score - Math.log(Math.max(1e-6, 1 - p)) : score;
    }
}
