package io.auspex.benchmark.predict;

import io.auspex.benchmark.predict.engine.Compiled;
import io.auspex.benchmark.predict.engine.LightGbm;
import io.auspex.benchmark.predict.engine.OnnxRuntime;
import io.auspex.benchmark.predict.engine.XGBoostInPlace;
import io.auspex.benchmark.predict.engine.XGBoostMatrix;
import io.auspex.benchmark.predict.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What compiled prediction was asked to do, beside the worst that was seen of it. Ratios are about models of depth 6 with 100 to
 * 1,000 trees on 20 to 60 features; of XGBoost4J's ways the quicker one counts, without the building of its matrix. One row alone
 * has to be made a matrix first, and there it counts.
 */
final class Requirements {
    private static final int BATCH = 2048;

    private final List<Finding> findings;
    private final Speeds speeds;
    private final List<List<String>> rows = new ArrayList<>();

    Requirements(List<Finding> findings, Speeds speeds) {
        this.findings = findings;
        this.speeds = speeds;
    }

    private <T extends Finding> Stream<T> of(Class<T> type) {
        return findings.stream().filter(type::isInstance).map(type::cast);
    }

    /** With a header; without what was not measured. */
    List<List<String>> rows() {
        rows.add(List.of("", "asked", "worst seen", ""));
        atLeast(
                "XGBoost4J's time by ours, batches of 2,048",
                "%.1f",
                8,
                worst(s -> overXGBoost(s, BATCH, speeds.ours(s))));
        atLeast("LightGBM4J's time by ours", "%.1f", 20, worst(s -> ratio(s, BATCH, LightGbm.NAME, speeds.ours(s))));
        atLeast(
                "ONNX Runtime's time by ours",
                "%.1f",
                11,
                worst(s -> ratio(s, BATCH, OnnxRuntime.NAME, speeds.ours(s))));
        atLeast(
                "XGBoost4J's time by ours, plain Java",
                "%.1f",
                1.8,
                worst(s -> overXGBoost(s, BATCH, Compiled.SCALAR)));
        atLeast("XGBoost4J's time by ours, one row", "%.1f", 10, worst(s -> overXGBoost(s, 1, speeds.ours(s))));
        atLeast("rows/s per core in SQL, 20 numbers", "%,.0f", 3_000_000, slowestQuery("numbers"));
        atLeast("rows/s per core in SQL, 5 of 20 texts", "%,.0f", 1_000_000, slowestQuery("texts"));
        atLeast("rows/s per core in SQL, AutoML ensemble", "%,.0f", 100_000, slowestQuery("automl"));
        atMost(
                "ms of the first 2,048 predictions after a start",
                "%.0f",
                200,
                of(Finding.FirstPrediction.class)
                        .mapToDouble(Finding.FirstPrediction::milliseconds)
                        .max());
        atMost(
                "ms to compile 500 trees of depth 6",
                "%.1f",
                100,
                of(Finding.Compilation.class)
                        .filter(cost ->
                                cost.subject().trees() == 500 && cost.subject().depthSix())
                        .mapToDouble(Finding.Compilation::firstMilliseconds)
                        .max());
        atMost(
                "memory kept by artifact",
                "%.2f",
                2,
                of(Finding.Compilation.class)
                        .mapToDouble(cost -> (double) cost.retainedBytes() / cost.unpackedBytes())
                        .max());
        atMost(
                "relative difference to the library's sums",
                "%.1e",
                1e-6,
                of(Finding.Agreement.class)
                        .filter(agreement -> !Speeds.isPeer(agreement.engine()))
                        .mapToDouble(Finding.Agreement::difference)
                        .max());
        return rows;
    }

    private OptionalDouble slowestQuery(String model) {
        return of(Finding.QuerySpeed.class)
                .filter(speed -> speed.predicts() && speed.model().equals(model))
                .mapToDouble(Finding.QuerySpeed::rowsPerCoreSecond)
                .min();
    }

    private OptionalDouble worst(Function<Finding.Subject, OptionalDouble> ratio) {
        return speeds.subjects().stream()
                .filter(subject -> subject.depthSix()
                        && subject.trees() >= 100
                        && subject.trees() <= 1000
                        && subject.features() >= 20
                        && subject.features() <= 60)
                .map(ratio)
                .flatMapToDouble(
                        value -> value.isPresent() ? DoubleStream.of(value.getAsDouble()) : DoubleStream.empty())
                .min();
    }

    private OptionalDouble ratio(Finding.Subject subject, int batch, String peer, String ours) {
        return speeds.ratio(subject, batch, 1, peer, ours);
    }

    private OptionalDouble overXGBoost(Finding.Subject subject, int batch, String ours) {
        String matrix = batch == 1 ? XGBoostMatrix.BUILT : XGBoostMatrix.READY;
        return Stream.of(matrix, XGBoostInPlace.NAME)
                .map(peer -> ratio(subject, batch, peer, ours))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .min();
    }

    private void atLeast(String what, String format, double asked, OptionalDouble seen) {
        add(what, ">= ", format, asked, seen, seen.orElse(0) >= asked);
    }

    private void atMost(String what, String format, double asked, OptionalDouble seen) {
        add(what, "<= ", format, asked, seen, seen.orElse(Double.NaN) <= asked);
    }

    private void add(String what, String sign, String format, double asked, OptionalDouble seen, boolean holds) {
        if (seen.isPresent()) {
            rows.add(List.of(
                    what,
                    sign + String.format(Locale.ROOT, format, asked),
                    String.format(Locale.ROOT, format, seen.getAsDouble()),
                    holds ? "yes" : "NO"));
        }
    }
}
