package io.auspex.learn.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.learn.TrainingException;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of redshift-ml.md §2.4. */
class TargetReaderTest {
    private static final int ROWS = 600;

    private static Frame numbers(ColumnType type, double... cycle) {
        double[] values = IntStream.range(0, ROWS)
                .mapToDouble(row -> cycle[row % cycle.length])
                .toArray();
        return Frame.of(
                List.of(new Field("y", type)), new ColumnBatch(ROWS, List.of(new ColumnVector.Numbers(values))));
    }

    private static Frame texts(String... cycle) {
        String[] values = IntStream.range(0, ROWS)
                .mapToObj(row -> cycle[row % cycle.length])
                .toArray(String[]::new);
        return Frame.of(
                List.of(new Field("y", ColumnType.VARCHAR)),
                new ColumnBatch(ROWS, List.of(new ColumnVector.Texts(values))));
    }

    private static Target read(Frame frame) {
        return TargetReader.read(frame, 0, Optional.empty(), Optional.empty());
    }

    @Test
    void booleanIsBinary() {
        Target target = read(numbers(ColumnType.BOOLEAN, 1, 0, 0));
        assertThat(target.problemType()).isEqualTo(ProblemType.BINARY_CLASSIFICATION);
        assertThat(target.labels()).containsExactly("f", "t");
        assertThat(target.rule()).contains("BOOLEAN");
        assertThat(target.codes()).startsWith(1, 0, 0);
    }

    @Test
    void textIsBinaryOrMulticlass() {
        assertThat(read(texts("yes", "no")).problemType()).isEqualTo(ProblemType.BINARY_CLASSIFICATION);
        Target target = read(texts("c", null, "a", "b"));
        assertThat(target.problemType()).isEqualTo(ProblemType.MULTICLASS_CLASSIFICATION);
        assertThat(target.labels()).containsExactly("a", "b", "c");
        assertThat(target.rows()).hasSize(450).startsWith(0, 2, 3, 4);
    }

    @Test
    void textThatHardlyRepeatsIsNoTarget() {
        String[] names = IntStream.range(0, ROWS).mapToObj(row -> "name" + row).toArray(String[]::new);
        assertThatThrownBy(() -> read(texts(names)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("\"y\"")
                .hasMessageContaining("600 distinct values");
    }

    @Test
    void numbersFollowTheirDistinctValues() {
        assertThat(read(numbers(ColumnType.INTEGER, 3, 1)).labels()).containsExactly("1", "3");
        assertThat(read(numbers(ColumnType.INTEGER, 10, 9, 100)).labels()).containsExactly("9", "10", "100");
        assertThat(read(numbers(ColumnType.DOUBLE, 1, 2, 3.5)).problemType()).isEqualTo(ProblemType.REGRESSION);
        double[] many = IntStream.range(0, 21).asDoubleStream().toArray();
        assertThat(read(numbers(ColumnType.INTEGER, many)).problemType()).isEqualTo(ProblemType.REGRESSION);
        double[] rare = IntStream.range(0, ROWS)
                .mapToDouble(row -> row == 0 ? 7 : row % 5)
                .toArray();
        Target target = read(numbers(ColumnType.INTEGER, rare));
        assertThat(target.problemType()).isEqualTo(ProblemType.REGRESSION);
        assertThat(target.rule()).contains("7 is seen only 1 times");
    }

    /** The label's text is that of the REAL, not of the double that holds it. */
    @Test
    void realLabelsAreShort() {
        assertThat(read(numbers(ColumnType.REAL, 0.1f, 2.5f)).labels()).containsExactly("0.1", "2.5");
    }

    @Test
    void theObjectiveNarrows() {
        Frame few = numbers(ColumnType.INTEGER, 1, 2, 3);
        assertThat(TargetReader.read(few, 0, Optional.empty(), Optional.of(Objective.MSE))
                        .problemType())
                .isEqualTo(ProblemType.REGRESSION);
        assertThatThrownBy(() -> TargetReader.read(few, 0, Optional.empty(), Optional.of(Objective.AUC)))
                .hasMessageContaining("exactly two distinct values");
        Frame many = numbers(
                ColumnType.INTEGER, IntStream.range(0, 30).asDoubleStream().toArray());
        assertThat(TargetReader.read(many, 0, Optional.empty(), Optional.of(Objective.ACCURACY))
                        .problemType())
                .isEqualTo(ProblemType.MULTICLASS_CLASSIFICATION);
    }

    @Test
    void classesThatADoubleCannotHoldAreRefused() {
        Frame frame = numbers(ColumnType.BIGINT, 0x1p53, 0x1p53 + 2, 0x1p53 + 4);
        assertThatThrownBy(() -> read(frame))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("cannot be told apart");
        assertThat(TargetReader.read(frame, 0, Optional.of(ProblemType.REGRESSION), Optional.empty())
                        .problemType())
                .isEqualTo(ProblemType.REGRESSION);
        assertThat(read(numbers(ColumnType.BIGINT, 0x1p53 - 1, 1 - 0x1p53)).labels())
                .containsExactly("-9007199254740991", "9007199254740991");
    }

    @Test
    void numbersThatFloatsCannotAddUpAreRefused() {
        assertThatThrownBy(() -> read(numbers(ColumnType.DOUBLE, 0.5, 1.5, -5e306)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("as large as -5.0E306; a regression takes them up to 1.0E30");
        assertThat(read(numbers(ColumnType.DOUBLE, 0.5, 1.5, -1e30)).problemType())
                .isEqualTo(ProblemType.REGRESSION);
    }

    @Test
    void wishesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> read(numbers(ColumnType.INTEGER, 5)))
                .hasMessageContaining("only one distinct value, '5'");
        assertThatThrownBy(() -> read(numbers(ColumnType.INTEGER, Double.NaN)))
                .hasMessageContaining("all rows are NULL");
        assertThatThrownBy(() ->
                        TargetReader.read(texts("a", "b"), 0, Optional.of(ProblemType.REGRESSION), Optional.empty()))
                .hasMessageContaining("not a number");
        assertThatThrownBy(() -> TargetReader.read(
                        texts("a", "b"), 0, Optional.of(ProblemType.MULTICLASS_CLASSIFICATION), Optional.empty()))
                .hasMessageContaining("at least three");
        assertThatThrownBy(() -> TargetReader.read(
                        texts("a", "b", "c"),
                        0,
                        Optional.of(ProblemType.MULTICLASS_CLASSIFICATION),
                        Optional.of(Objective.MSE)))
                .hasMessageContaining("does not fit PROBLEM_TYPE");
    }
}
