package io.auspex.learn.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.OperatingSystemMXBean;
import io.auspex.learn.TrainingException;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.job.JobSpecification;
import io.auspex.learn.job.TrainedModel;
import io.auspex.learn.job.TrainingJob;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Data that nobody would train on, and somebody will. That a search keeps to its time is seen by the processor seconds of its two
 * threads: those are the same on a machine that is busy with other builds.
 */
class DegenerateDataTest {
    private final List<Field> fields = new ArrayList<>();
    private final List<ColumnVector> columns = new ArrayList<>();
    private double usedSeconds;

    private void numbers(String name, ColumnType type, int rows, IntToDoubleFunction value) {
        double[] values = new double[rows];
        Arrays.setAll(values, value);
        fields.add(new Field(name, type));
        columns.add(new ColumnVector.Numbers(values));
    }

    private void texts(String name, int rows, IntFunction<String> value) {
        String[] values = new String[rows];
        Arrays.setAll(values, value);
        fields.add(new Field(name, ColumnType.VARCHAR));
        columns.add(new ColumnVector.Texts(values));
    }

    private TrainedModel search(int rows, long seconds) {
        JobSpecification plain = JobSpecification.autopilot("y", 2);
        JobSpecification job = new JobSpecification(
                plain.algorithm(),
                Optional.of("y"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                seconds,
                1,
                2,
                Long.MAX_VALUE,
                0,
                Map.of());
        double before = processorSeconds();
        TrainedModel trained = TrainingJob.train(job, Frame.of(fields, new ColumnBatch(rows, columns)), line -> {});
        usedSeconds = processorSeconds() - before;
        return trained;
    }

    private static double processorSeconds() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system.getProcessCpuTime() / 1e9;
    }

    @Test
    void oneFeatureAndInfinities() {
        SplittableRandom random = new SplittableRandom(1);
        numbers("x", ColumnType.DOUBLE, 500, row -> row == 3 ? Double.POSITIVE_INFINITY : row == 4 ? 1e300 : row % 37);
        numbers("y", ColumnType.DOUBLE, 500, row -> (row % 37) / 10.0 + random.nextDouble());
        assertThat(search(500, 2).outcome().metricValue()).isLessThan(0.2);
    }

    @Test
    void emptyAndConstantColumnsBesideOneThatCounts() {
        numbers("nothing", ColumnType.INTEGER, 600, row -> Double.NaN);
        texts("same", 600, row -> "same");
        texts("none", 600, row -> null);
        numbers("day", ColumnType.DATE, 600, row -> row % 11 == 0 ? Double.NaN : 19_000 + row);
        numbers("y", ColumnType.BOOLEAN, 600, row -> row % 7 == 0 || row > 300 ? 1 : 0);
        TrainedModel trained = search(600, 3);
        assertThat(trained.outcome().metricValue()).isGreaterThan(0.8);
        assertThat(trained.outcome().findings()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void nothingToLearnFrom() {
        texts("id", 600, row -> "id" + row);
        numbers("y", ColumnType.BOOLEAN, 600, row -> row % 2);
        assertThatThrownBy(() -> search(600, 3))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("No column is of use")
                .hasMessageContaining("\"id\"");
    }

    @Test
    void noColumnHasAValue() {
        numbers("nothing", ColumnType.INTEGER, 600, row -> Double.NaN);
        texts("none", 600, row -> null);
        numbers("y", ColumnType.BOOLEAN, 600, row -> row % 2);
        assertThatThrownBy(() -> search(600, 3))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("No column is of use")
                .hasMessageContaining("\"nothing\"")
                .hasMessageContaining("\"none\"");
    }

    @Test
    void aTargetThatIsAlwaysTheSame() {
        numbers("x", ColumnType.DOUBLE, 600, row -> row % 13);
        texts("y", 600, row -> "yes");
        assertThatThrownBy(() -> search(600, 3))
                .isInstanceOfSatisfying(
                        TrainingException.class, e -> assertThat(e.hint()).isNotBlank())
                .hasMessageContaining("\"y\"")
                .hasMessageContaining("yes");
    }

    @Test
    void moreColumnsThanMostTablesOfFewRows() {
        SplittableRandom random = new SplittableRandom(1);
        for (int column = 0; column < 256; column++) {
            numbers("x" + column, ColumnType.REAL, 500, row -> random.nextInt(1000));
        }
        double[] first = ((ColumnVector.Numbers) columns.get(0)).values();
        numbers("y", ColumnType.BOOLEAN, 500, row -> first[row] > 500 ? 1 : 0);
        assertThat(search(500, 6).outcome().metricValue()).isGreaterThan(0.8);
    }

    @Test
    void aVeryRareClass() {
        SplittableRandom random = new SplittableRandom(1);
        numbers("x", ColumnType.DOUBLE, 3000, row -> random.nextDouble());
        texts("y", 3000, row -> row % 1000 == 0 ? "fraud" : "fine");
        assertThat(search(3000, 3).outcome().metricValue()).isBetween(0.0, 1.0);
    }

    @Test
    void classesRarerThanFolds() {
        numbers("x", ColumnType.DOUBLE, 500, row -> row % 10);
        texts("y", 500, row -> row == 1 ? "once" : row < 4 ? "twice" : "c" + row % 10);
        assertThat(search(500, 3).outcome().metricValue()).isGreaterThan(0.9);
    }

    @Test
    void tenThousandCategoriesAndManyColumns() {
        texts("code", 20_000, row -> "code" + (row * 7919L) % 10_000);
        for (int column = 0; column < 100; column++) {
            int shift = column;
            numbers("x" + column, ColumnType.REAL, 20_000, row -> (row * 31L + shift * 17L) % 101);
        }
        numbers("y", ColumnType.INTEGER, 20_000, row -> (row * 31L) % 101 > 50 ? 1 : 0);
        TrainedModel trained = search(20_000, 6);
        assertThat(usedSeconds).isLessThan(2 * 9);
        assertThat(trained.outcome().metricValue()).isGreaterThan(0.9);
    }

    @Test
    void moreRowsThanTimeAllows() {
        int rows = 300_000;
        SplittableRandom random = new SplittableRandom(1);
        for (int column = 0; column < 10; column++) {
            numbers("x" + column, ColumnType.DOUBLE, rows, row -> random.nextDouble());
        }
        double[] first = ((ColumnVector.Numbers) columns.get(0)).values();
        numbers("y", ColumnType.BOOLEAN, rows, row -> first[row] + random.nextDouble() > 1 ? 1 : 0);
        TrainedModel trained = search(rows, 10);
        assertThat(usedSeconds).isLessThan(2 * 13);
        assertThat(trained.outcome().runtimeCutOff()).isTrue();
        assertThat(trained.outcome().metricValue()).isGreaterThan(0.7);
    }
}
