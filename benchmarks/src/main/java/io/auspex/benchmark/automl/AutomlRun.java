package io.auspex.benchmark.automl;

import io.auspex.benchmark.contender.Contender;
import io.auspex.benchmark.contender.Limits;
import io.auspex.benchmark.contender.Measurement;
import io.auspex.benchmark.contender.NotAvailable;
import io.auspex.benchmark.contender.Task;
import io.auspex.benchmark.dataset.DatasetDescription;
import io.auspex.benchmark.dataset.Split;
import io.auspex.benchmark.dataset.Table;
import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.metric.Metric;
import io.auspex.benchmark.metric.Predictions;
import io.auspex.benchmark.process.RunFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All systems on all sets, one after the other, never two at once. A failure is a result; only what is wrong with the
 * results' file ends the run.
 */
final class AutomlRun {
    private final List<DatasetDescription> datasets;
    private final List<Contender> contenders;
    private final Limits limits;
    private final int folds;
    private final Path out;
    private final ResultFile results;
    private final PrintWriter console;
    private final Map<String, String> notAvailable = new LinkedHashMap<>();
    private final List<String> prepared = new ArrayList<>();

    /**
     * Says what to run.
     *
     * @param folds 0 for the split of data/MANIFEST.md
     * @param out folder of the runs' logs and predictions
     */
    AutomlRun(
            List<DatasetDescription> datasets,
            List<Contender> contenders,
            Limits limits,
            int folds,
            Path out,
            ResultFile results,
            PrintWriter console) {
        this.datasets = List.copyOf(datasets);
        this.contenders = List.copyOf(contenders);
        this.limits = limits;
        this.folds = folds;
        this.out = out;
        this.results = results;
        this.console = console;
    }

    /** Whether a result is one of this run's. */
    boolean covers(Result result) {
        RunKey key = result.key();
        return key.folds() == folds
                && key.budget() == limits.budget()
                && key.cores() == limits.cores()
                && key.seed() == limits.seed()
                && datasets.stream().anyMatch(dataset -> dataset.name().equals(key.data()))
                && contenders.stream().anyMatch(contender -> contender.name().equals(key.system()));
    }

    void run() throws IOException {
        for (DatasetDescription dataset : datasets) {
            run(dataset);
        }
    }

    void print() {
        new ResultTables(
                        datasets.stream().map(DatasetDescription::name).toList(),
                        contenders.stream().map(Contender::name).toList(),
                        results.all().stream().filter(this::covers).toList())
                .print(console, notAvailable);
    }

    private void run(DatasetDescription dataset) throws IOException {
        Table table;
        List<Split> splits;
        try {
            table = Table.read(dataset);
            splits = folds == 0
                    ? List.of(Split.ofManifest(table.rows().size()))
                    : Split.folds(table, dataset.problem(), folds, limits.seed());
        } catch (BenchmarkFailure e) {
            console.println(dataset.name() + ": " + e.getMessage());
            return;
        }
        for (Split split : splits) {
            for (Contender contender : contenders) {
                RunKey key = new RunKey(
                        dataset.name(),
                        split.fold(),
                        folds,
                        contender.name(),
                        limits.budget(),
                        limits.cores(),
                        limits.seed());
                if (results.find(key).isEmpty() && isAvailable(contender)) {
                    Result result = run(key, contender, new Task(dataset, table, split, limits, folder(key)));
                    results.append(result);
                    report(result);
                }
            }
        }
    }

    private Path folder(RunKey key) {
        String split = key.folds() == 0 ? "" : "-fold" + key.fold() + "of" + key.folds();
        return out.resolve("runs").resolve(key.data() + split + "-" + key.budget() + "s-" + key.system());
    }

    private boolean isAvailable(Contender contender) {
        if (prepared.contains(contender.name())) {
            return true;
        }
        if (notAvailable.containsKey(contender.name())) {
            return false;
        }
        try {
            contender.prepare();
            prepared.add(contender.name());
            return true;
        } catch (NotAvailable e) {
            notAvailable.put(contender.name(), e.getMessage());
            console.println(contender.name() + " does not run: " + e.getMessage());
            console.flush();
            return false;
        }
    }

    private static Result run(RunKey key, Contender contender, Task task) throws IOException {
        Metric metric = task.dataset().metric();
        int testRows = task.split().test().length;
        task.write();
        try {
            Measurement measurement = contender.run(task);
            double value = metric.measure(
                    Predictions.read(task.predictions()),
                    task.table().targets(task.split().test()),
                    task.dataset().positive());
            return new Result(key, Instant.now(), metric, value, measurement, testRows, measurement.note());
        } catch (RunFailure | IOException | RuntimeException e) {
            // One set's trouble, foreseen or not, is no reason to lose the others.
            return Result.failed(key, metric, testRows, e.getMessage() == null ? e.toString() : e.getMessage());
        } finally {
            task.tidy();
        }
    }

    private void report(Result result) {
        RunKey key = result.key();
        String what = key.data() + (folds == 0 ? "" : " fold " + key.fold()) + "  " + key.system();
        if (result.isFailure()) {
            console.println(what + "  failed: " + result.note());
        } else {
            console.printf(
                    Locale.ROOT,
                    "%s  %s %.5g  %.1f s, %.1f s of processors, %.0f rows/s  %s%n",
                    what,
                    result.metric().manifestName(),
                    result.value(),
                    result.cost().wallSeconds(),
                    result.cost().cpuSeconds(),
                    result.cost().rowsPerSecond(),
                    result.note());
        }
        console.flush();
    }
}
