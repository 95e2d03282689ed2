package io.auspex.server.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.language.statement.QualifiedName;
import io.auspex.model.Background;
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
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.DateTimeParts;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.duckdb.DuckDbSettings;
import io.auspex.warehouse.duckdb.DuckDbWarehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function is called with in a warm-up, and how one ends. */
class MadeUpCallsTest {
    private static final QualifiedName NAME = QualifiedName.of("public", "m");
    private static final List<Field> INPUTS = List.of(
            new Field("x", ColumnType.INTEGER),
            new Field("colour", ColumnType.VARCHAR),
            new Field("day", ColumnType.DATE),
            new Field("moment", ColumnType.TIMESTAMPTZ),
            new Field("clock", ColumnType.TIME),
            new Field("so", ColumnType.BOOLEAN));

    @TempDir
    Path folder;

    private Warehouse warehouse;
    private WarmUp warmUp;

    @BeforeEach
    void open() {
        warehouse = DuckDbWarehouse.open(
                folder.resolve("dev.duckdb"), new DuckDbSettings("500MB", 2, folder.resolve("temp")));
        warmUp = new WarmUp(warehouse);
    }

    @AfterEach
    void close() {
        warmUp.close();
        warehouse.close();
    }

    private static Model model(Optional<Background> background) {
        List<ColumnTransformer> transformers = new ArrayList<>();
        for (int column = 0; column < INPUTS.size(); column++) {
            ColumnType type = INPUTS.get(column).type();
            transformers.add(
                    type.isText()
                            ? new CategoryCodes(column, List.of("it's red", "blue"))
                            : type.isTemporal()
                                    ? new DateTimeParts(
                                            column,
                                            type,
                                            DateTimeParts.Part.of(type).subList(0, 1))
                                    : new NumberPassthrough(column));
        }
        return new Model(
                INPUTS,
                new Task.Regression(ColumnType.DOUBLE),
                List.of(new Member(
                        1,
                        new FeaturePipeline(transformers),
                        new LinearPredictor(new double[1][INPUTS.size()], new double[1]),
                        Link.IDENTITY)),
                OptionalDouble.empty(),
                new Provenance(Map.of(), List.of()),
                background);
    }

    private ModelFunction published(String name, List<ColumnType> arguments, ModelFunction.Body body) {
        ModelFunction function = new ModelFunction(name, arguments, ModelFunction.Returns.NUMBER, body);
        warehouse.publish(function);
        return function;
    }

    private static List<ColumnType> types() {
        return INPUTS.stream().map(Field::type).toList();
    }

    /** Calls it until nothing is left to be done, and tells what each column had. */
    private List<Set<String>> values(Model model, List<ColumnType> arguments) throws InterruptedException {
        List<Set<String>> met = new ArrayList<>();
        arguments.forEach(argument -> met.add(new ConcurrentSkipListSet<>()));
        AtomicInteger rows = new AtomicInteger();
        ModelFunction function = published("auspex_model_m_value", arguments, (batch, result) -> {
            rows.addAndGet(batch.rows());
            for (int column = 0; column < met.size(); column++) {
                for (int row = 0; row < batch.rows(); row++) {
                    met.get(column).add(text(batch, column, row));
                }
            }
        });
        warmUp.add(NAME, MadeUpRows.of(model), List.of(function));
        CountDownLatch warm = new CountDownLatch(1);
        warmUp.start(() -> false, () -> false, () -> {}, warm::countDown);
        assertThat(warm.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(rows.get()).isGreaterThanOrEqualTo(16);
        return met;
    }

    private static String text(ColumnBatch batch, int column, int row) {
        if (batch.columns().get(column) instanceof ColumnVector.Numbers numbers) {
            return Double.toString(numbers.values()[row]);
        }
        return String.valueOf(batch.text(column, row));
    }

    @Test
    void aModelThatTellsNothingGetsValuesOfItsTypes() throws InterruptedException {
        List<ColumnType> withConfidence = new ArrayList<>(types());
        withConfidence.add(ColumnType.DOUBLE);
        List<Set<String>> met = values(model(Optional.empty()), withConfidence);
        assertThat(met.get(0)).contains("NaN", "0.0", "3.5", "-1.0", "1500.0");
        assertThat(met.get(1)).containsExactlyInAnyOrder("null", "", "it's red", "blue", "some other text");
        assertThat(met.get(2)).contains("NaN", "0.0", "21914.0");
        assertThat(met.get(3)).contains("NaN", "4.1E10");
        assertThat(met.get(4)).as("hours of the day").hasSizeGreaterThan(10);
        assertThat(met.get(5)).containsExactlyInAnyOrder("NaN", "0.0", "1.0");
        assertThat(met.get(6)).containsExactly("0.9");
    }

    @Test
    void aModelThatKeepsTrainingRowsGetsTheirValues() throws InterruptedException {
        Background rows = new Background(new ColumnBatch(
                3,
                List.of(
                        new ColumnVector.Numbers(new double[] {5, 1e300, Double.POSITIVE_INFINITY}),
                        new ColumnVector.Texts(new String[] {"green", null, "x".repeat(5_000)}),
                        new ColumnVector.Numbers(new double[] {1, 2, 3}),
                        new ColumnVector.Numbers(new double[] {Double.NaN, Double.NaN, Double.NaN}),
                        new ColumnVector.Numbers(new double[] {1, 1, 1}),
                        new ColumnVector.Numbers(new double[] {1, 1, 1}))));
        List<Set<String>> met = values(model(Optional.of(rows)), types());
        assertThat(met.get(0)).containsExactlyInAnyOrder("NaN", "5.0", "1.0E300");
        assertThat(met.get(1)).containsExactlyInAnyOrder("null", "", "green", "it's red", "blue", "some other text");
        assertThat(met.get(2)).containsExactlyInAnyOrder("NaN", "1.0", "2.0", "3.0");
        assertThat(met.get(3)).as("typical ones").hasSizeGreaterThan(5);
        assertThat(met.get(5)).containsExactlyInAnyOrder("NaN", "1.0");
    }

    /** The functions of thirty models of a millisecond a row would take a minute. */
    @Test
    void endsAmongCallsWhenItIsClosed() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        Set<Thread> callers = new TreeSet<>((one, other) -> Long.compare(one.getId(), other.getId()));
        AtomicInteger failed = new AtomicInteger();
        for (int model = 0; model < 30; model++) {
            ModelFunction slow = published("auspex_model_" + model, types(), (batch, result) -> {
                called.countDown();
                LockSupport.parkNanos(batch.rows() * 1_000_000L);
            });
            warmUp.add(NAME, MadeUpRows.of(model(Optional.empty())), List.of(slow));
        }
        warmUp.start(() -> false, () -> false, () -> {}, failed::incrementAndGet);
        assertThat(called.await(2, TimeUnit.MINUTES)).isTrue();
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("auspex-warm-up"))
                .forEach(callers::add);
        warmUp.close();
        assertThat(callers).hasSize(1).noneMatch(Thread::isAlive);
        assertThat(failed).as("what comes after the models").hasValue(0);
    }

    /** A model whose function fails is left to its users, who are told why. */
    @Test
    void goesOnAfterAFunctionThatFails() throws InterruptedException {
        AtomicInteger called = new AtomicInteger();
        ModelFunction good = published("auspex_model_good", types(), (batch, result) -> called.incrementAndGet());
        ModelFunction bad = published("auspex_model_bad", types(), (batch, result) -> {
            throw new IllegalStateException("no answer");
        });
        warmUp.add(NAME, MadeUpRows.of(model(Optional.empty())), List.of(good));
        warmUp.add(NAME, MadeUpRows.of(model(Optional.empty())), List.of(bad));
        CountDownLatch warm = new CountDownLatch(1);
        warmUp.start(() -> false, () -> false, () -> {}, warm::countDown);
        assertThat(warm.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(called.get()).isPositive();
    }
}
