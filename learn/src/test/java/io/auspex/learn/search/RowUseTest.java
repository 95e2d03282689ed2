package io.auspex.learn.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.TrainingException;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.profile.Target;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Issue 5 point 6: what SETTINGS say of rows, and what they cannot. */
class RowUseTest {
    private static final double NULL = Double.NaN;
    private static final Field TARGET = new Field("y", ColumnType.INTEGER);
    private static final Target CLASSES = new Target(
            TARGET,
            ProblemType.BINARY_CLASSIFICATION,
            List.of("0", "1"),
            new int[] {0, 1, 2, 3},
            new double[] {0, 0, 0, 1},
            "");
    private static final Target NUMBERS =
            new Target(TARGET, ProblemType.REGRESSION, List.of(), new int[] {0, 1, 2, 3}, new double[4], "It is one.");

    private static RowUse read(Map<String, String> settings, Target target, double... values) {
        Frame rows = Frame.of(
                List.of(new Field("special", ColumnType.DOUBLE)),
                new ColumnBatch(values.length, List.of(new ColumnVector.Numbers(values))));
        return RowUse.read(SearchSettings.parse(settings), rows, target);
    }

    private static void assertRefused(String words, Map<String, String> settings, Target target, double... values) {
        assertThatThrownBy(() -> read(settings, target, values)).isInstanceOfSatisfying(TrainingException.class, e -> {
            assertThat(e.getMessage()).contains(words);
            assertThat(e.hint()).isNotEmpty();
        });
    }

    @Test
    void weightsAreOfMeanOne() {
        assertThat(read(Map.of("SAMPLE_WEIGHT", "SPECIAL"), CLASSES, 1, 2, 3, 2).weights())
                .containsExactly(0.5, 1, 1.5, 1);
        assertThat(read(Map.of(), CLASSES, 1, 2, 3, 2).weights()).isNull();
    }

    @Test
    void balancedClassesWeighTheSame() {
        double[] balanced =
                read(Map.of("CLASS_BALANCE", "ON"), CLASSES, 1, 1, 1, 1).weights();
        assertThat(balanced).containsExactly(new double[] {2.0 / 3, 2.0 / 3, 2.0 / 3, 2}, within(1e-12));
        double[] both = read(Map.of("CLASS_BALANCE", "ON", "SAMPLE_WEIGHT", "special"), CLASSES, 1, 1, 2, 8)
                .weights();
        assertThat(both[0] + both[1] + both[2]).isCloseTo(both[3], within(1e-12));
        assertThat(both[2]).isCloseTo(2 * both[0], within(1e-12));
    }

    @Test
    void rowsWithoutAGroupStandAlone() {
        Division.Grouped grouped = (Division.Grouped) read(Map.of("GROUP_COLUMN", "special"), CLASSES, 4, NULL, 4, NULL)
                .division();
        assertThat(grouped.groups()).containsExactly(0, 1, 0, 2);
    }

    @Test
    void rowsWithoutAMarkAreLearntFrom() {
        Division.Marked marked = (Division.Marked) read(Map.of("VALIDATION_COLUMN", "special"), CLASSES, 0, 1, NULL, 0)
                .division();
        assertThat(marked.validation()).containsExactly(false, true, false, false);
    }

    @Test
    void whatDoesNotDoSaysWhy() {
        Map<String, String> weight = Map.of("SAMPLE_WEIGHT", "special");
        assertRefused("is not in 1 of 4", weight, CLASSES, 1, 0, 1, 1);
        assertRefused("is not in 3 of 4", weight, CLASSES, NULL, -1, Double.POSITIVE_INFINITY, 1);
        Map<String, String> validation = Map.of("VALIDATION_COLUMN", "special");
        assertRefused("has the value 2", validation, CLASSES, 0, 1, 2, 0);
        assertRefused("marks no row", validation, CLASSES, 0, 0, 0, NULL);
        assertRefused("marks all rows", validation, CLASSES, 1, 1, 1, 1);
        assertRefused("the same value in all rows", Map.of("TIME_COLUMN", "special"), CLASSES, 5, 5, 5, 5);
        assertRefused("into one group", Map.of("GROUP_COLUMN", "special"), CLASSES, 5, 5, 5, 5);
        assertRefused("not in the training data", Map.of("GROUP_COLUMN", "other"), CLASSES, 5, 5, 5, 6);
        assertRefused("needs classes", Map.of("CLASS_BALANCE", "ON"), NUMBERS, 1, 1, 1, 1);
    }

    @Test
    void settingsAreReadAsTheyWereWritten() {
        SearchSettings settings = SearchSettings.parse(
                Map.of("FOLDS", "7", "MAX_MODELS", "3", "LATENCY_BUDGET", "50", "ENSEMBLE", "OFF", "S3_BUCKET", "b"));
        assertThat(settings.folds()).hasValue(7);
        assertThat(settings.maxModels()).hasValue(3);
        assertThat(settings.latencyMicroseconds()).hasValue(50);
        assertThat(settings.ensemble()).isFalse();
        assertThat(settings.columns()).isEmpty();
        assertThat(SearchSettings.DEFAULT.ensemble()).isTrue();
        assertThatThrownBy(() -> SearchSettings.parse(Map.of("FOLDS", "many"))).isInstanceOf(TrainingException.class);
    }
}
