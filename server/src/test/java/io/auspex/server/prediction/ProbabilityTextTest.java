package io.auspex.server.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProbabilityTextTest {
    @Test
    void ordersByProbabilityAndQuotesLabels() {
        Task.Classification task = new Task.Classification(List.of("no \"x\"", "yes"), ColumnType.VARCHAR);
        Model model = new Model(
                List.of(new Field("a", ColumnType.DOUBLE)),
                task,
                List.of(new Member(
                        1,
                        new FeaturePipeline(List.of(new NumberPassthrough(0))),
                        new LinearPredictor(new double[][] {{1}}, new double[] {0}),
                        Link.LOGISTIC)),
                OptionalDouble.empty(),
                new Provenance(Map.of(), List.of()));
        String[] texts = new String[3];
        new ProbabilityText(task)
                .evaluate(
                        model, new ColumnBatch(3, List.of(new ColumnVector.Numbers(new double[] {0, 2, -100}))), texts);
        assertThat(texts)
                .containsExactly(
                        "{\"probabilities\":[0.5,0.5],\"labels\":[\"no \\\"x\\\"\",\"yes\"]}",
                        "{\"probabilities\":[0.880797029,0.119202971],\"labels\":[\"yes\",\"no \\\"x\\\"\"]}",
                        "{\"probabilities\":[1,0],\"labels\":[\"no \\\"x\\\"\",\"yes\"]}");
    }
}
