package io.auspex.server.metrics;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.warehouse.ModelFunction;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryPoolAllocationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * What the server counts about itself, for Prometheus. Labels are words of the program and names of models, of which there are
 * only so many; never a user, a text or a value of theirs.
 */
public final class ServerMetrics {
    /** Of the text that {@link #write} gives. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    /** Models beyond these share a label: a monitoring system keeps a series for each for weeks. */
    private static final int MOST_MODELS = 200;

    private static final String OTHER_MODELS = "(other)";

    /** Seconds. */
    private static final double[] STATEMENT_BOUNDS = {
        0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter statements;
    private final Counter errors;
    private final Histogram seconds;
    private final Counter rows;
    private final Counter trainings;
    private final Counter predictedRows;
    private final Counter predictionSeconds;
    private final Map<String, Boolean> models = new ConcurrentHashMap<>();

    public ServerMetrics() {
        statements = counter("auspex_statements", "Statements that have ended.", "kind", "outcome");
        errors = counter("auspex_statement_errors", "Statements that ended in an error.", "sqlstate");
        seconds = Histogram.builder()
                .name("auspex_statement_seconds")
                .help("Time from the start of a statement, waiting included, until its last row was taken.")
                .labelNames("kind")
                .classicOnly()
                .classicUpperBounds(STATEMENT_BOUNDS)
                .register(registry);
        rows = counter("auspex_rows_returned", "Rows that statements returned.");
        trainings = counter("auspex_trainings", "Trainings that have ended.", "status");
        predictedRows = counter("auspex_prediction_rows", "Rows that models were asked about.", "model");
        predictionSeconds =
                counter("auspex_prediction_seconds", "Time spent inside of models, of all threads together.", "model");
        registerProcess(registry);
    }

    /**
     * All that the library knows of the process but native memory, which the JVM does not track, and for which it would have all diagnostic
     * commands describe themselves at each start.
     */
    private static void registerProcess(PrometheusRegistry registry) {
        JvmThreadsMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
        JvmClassLoadingMetrics.builder().register(registry);
        JvmCompilationMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmMemoryPoolAllocationMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmRuntimeInfoMetric.builder().register(registry);
        ProcessMetrics.builder().register(registry);
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    /** How a statement ended. */
    public enum Outcome {
        OK,
        ERROR,
        CANCELED
    }

    /**
     * A statement has ended.
     *
     * @param kind a word of the program
     * @param nanos from its start to its end
     * @param returned rows
     * @param failure what it ended in; absent where it did well
     */
    public void statement(String kind, long nanos, long returned, Optional<RuntimeException> failure) {
        Outcome outcome = Outcome.OK;
        if (failure.isPresent()) {
            SqlState state = failure.get() instanceof SqlException sql ? sql.state() : SqlState.INTERNAL_ERROR;
            outcome = state == SqlState.QUERY_CANCELED ? Outcome.CANCELED : Outcome.ERROR;
            errors.labelValues(state.code()).inc();
        }
        statements.labelValues(kind, outcome.name().toLowerCase(Locale.ROOT)).inc();
        seconds.labelValues(kind).observe(nanos / (double) TimeUnit.SECONDS.toNanos(1));
        rows.inc(returned);
    }

    /** A training has ended. */
    public void training(String status) {
        trainings.labelValues(status).inc();
    }

    /** The same function, which counts its rows and its time under the name of its model. */
    public ModelFunction metered(String model, ModelFunction function) {
        String label = label(model);
        CounterDataPoint rowCount = predictedRows.labelValues(label);
        CounterDataPoint time = predictionSeconds.labelValues(label);
        ModelFunction.Body body = function.body();
        return new ModelFunction(function.name(), function.arguments(), function.returns(), (batch, result) -> {
            long begun = System.nanoTime();
            body.evaluate(batch, result);
            time.inc((System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1));
            rowCount.inc(batch.rows());
        });
    }

    private String label(String model) {
        if (models.containsKey(model)) {
            return model;
        }
        if (models.size() >= MOST_MODELS) {
            return OTHER_MODELS;
        }
        models.put(model, Boolean.TRUE);
        return model;
    }

    /** A number that is asked for when somebody looks. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Numbers by the value of one label, asked for when somebody looks. */
    public void gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> values.get().forEach((key, value) -> callback.call(value, key)))
                .register(registry);
    }

    /** Writes all of it in Prometheus' text format, version 0.0.4. */
    public void write(OutputStream out) throws IOException {
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
    }
}
