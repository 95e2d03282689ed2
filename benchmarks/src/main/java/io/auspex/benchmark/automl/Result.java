package io.auspex.benchmark.automl;

import io.auspex.benchmark.contender.Measurement;
import io.auspex.benchmark.metric.Metric;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * One line of the results: one system on one split of one set.
 *
 * @param value of the metric; NaN where the run failed
 * @param note what is worth knowing, or why it failed
 */
record Result(RunKey key, Instant finished, Metric metric, double value, Measurement cost, int testRows, String note) {
    static final List<String> HEADER = List.of(
            "data",
            "fold",
            "folds",
            "system",
            "budget_seconds",
            "cores",
            "seed",
            "metric",
            "value",
            "loss",
            "wall_seconds",
            "cpu_seconds",
            "rows_per_second",
            "test_rows",
            "version",
            "finished",
            "note");

    Result {
        note = note.replaceAll("\\s+", " ").strip();
        finished = finished.truncatedTo(ChronoUnit.SECONDS);
    }

    static Result failed(RunKey key, Metric metric, int testRows, String reason) {
        Measurement nothing = new Measurement("", Double.NaN, Double.NaN, Double.NaN, "");
        return new Result(key, Instant.now(), metric, Double.NaN, nothing, testRows, reason);
    }

    boolean isFailure() {
        return Double.isNaN(value);
    }

    double loss() {
        return metric.loss(value);
    }

    List<String> fields() {
        return List.of(
                key.data(),
                String.valueOf(key.fold()),
                String.valueOf(key.folds()),
                key.system(),
                String.valueOf(key.budget()),
                String.valueOf(key.cores()),
                String.valueOf(key.seed()),
                metric.manifestName(),
                isFailure() ? "" : String.valueOf(value),
                isFailure() ? "" : String.valueOf(loss()),
                rounded(cost.wallSeconds(), "%.2f"),
                rounded(cost.cpuSeconds(), "%.2f"),
                rounded(cost.rowsPerSecond(), "%.0f"),
                String.valueOf(testRows),
                cost.version(),
                finished.toString(),
                note);
    }

    /** Reads what {@link #fields} wrote; throws a RuntimeException where a field is not what it should be. */
    static Result of(List<String> fields) {
        RunKey key = new RunKey(
                fields.get(0),
                Integer.parseInt(fields.get(1)),
                Integer.parseInt(fields.get(2)),
                fields.get(3),
                Integer.parseInt(fields.get(4)),
                Integer.parseInt(fields.get(5)),
                Long.parseLong(fields.get(6)));
        Measurement cost = new Measurement(
                fields.get(14), number(fields.get(10)), number(fields.get(11)), number(fields.get(12)), "");
        return new Result(
                key,
                Instant.parse(fields.get(15)),
                Metric.named(fields.get(7)).orElseThrow(),
                number(fields.get(8)),
                cost,
                Integer.parseInt(fields.get(13)),
                fields.get(16));
    }

    private static double number(String text) {
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    private static String rounded(double value, String format) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }
}
