package io.auspex.learn.forecast;

import io.auspex.learn.Awaited;
import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.forecast.method.NormalQuantile;
import io.auspex.learn.forecast.method.Predictive;
import io.auspex.learn.frame.Frame;
import io.auspex.model.CandidateRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * From rows to the forecast of every series:
 *
 * <pre>
 *   rows ► series on a grid ► gaps bridged, seasons found ► boosted model of all ─┐
 *                                                └► each series: all methods ◄────┘ ► the best ► intervals calibrated ► quantiles
 * </pre>
 *
 * <p>The same rows and seed give the same forecast on any number of threads, unless the deadline keeps methods out.
 */
public final class ForecastSearch {
    /** Of the time, for the model of all series. */
    private static final double SHARE_FOR_ALL = 0.3;

    private final SeriesSet set;
    private final ForecastSettings settings;
    private final List<PreparedSeries> prepared;
    private final List<SeriesTournament.Result> results;
    private final boolean cutOff;

    private ForecastSearch(
            SeriesSet set,
            ForecastSettings settings,
            List<PreparedSeries> prepared,
            List<SeriesTournament.Result> results,
            boolean cutOff) {
        this.set = set;
        this.settings = settings;
        this.prepared = prepared;
        this.results = results;
        this.cutOff = cutOff;
    }

    /** Hears how many series are done. */
    public interface Progress {
        void told(int done, int all);
    }

    /**
     * @param target name of the target column
     * @param maxCells rows x columns to learn from at most
     * @param done called by several threads
     * @throws io.auspex.learn.TrainingException if the rows cannot be forecast
     */
    public static ForecastResult run(
            Frame frame,
            String target,
            ForecastSettings settings,
            long maxCells,
            int threads,
            long seed,
            Deadline deadline,
            Progress done) {
        SeriesSet set = SeriesReader.read(frame, target, settings, maxCells);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<PreparedSeries> prepared = parallel(
                    pool,
                    set.series().size(),
                    i -> PreparedSeries.of(set.series().get(i), set.frequency(), settings.horizon()));
            Optional<List<Optional<Trial>>> boosted =
                    BoostedTrees.run(set, prepared, settings, seed, deadline.share(SHARE_FOR_ALL));
            AtomicInteger count = new AtomicInteger();
            List<SeriesTournament.Result> results = parallel(pool, prepared.size(), i -> {
                SeriesTournament.Result result = SeriesTournament.run(
                        prepared.get(i), settings, boosted.flatMap(trials -> trials.get(i)), deadline);
                done.told(count.incrementAndGet(), prepared.size());
                return result;
            });
            boolean cutOff = results.stream().anyMatch(SeriesTournament.Result::cutOff);
            return new ForecastSearch(set, settings, prepared, results, cutOff).result();
        } finally {
            pool.shutdownNow();
        }
    }

    private interface Work<T> {
        T at(int index);
    }

    private static <T> List<T> parallel(ExecutorService pool, int count, Work<T> work) {
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            futures.add(pool.submit(() -> work.at(index)));
        }
        return futures.stream().map(Awaited::result).toList();
    }

    private ForecastResult result() {
        double[] factors = new double[prepared.size()];
        List<double[]> scores = new ArrayList<>();
        for (int i = 0; i < factors.length; i++) {
            double[] own =
                    Calibration.scores(prepared.get(i), results.get(i).chosen().past());
            factors[i] = Calibration.factor(own);
            scores.add(own);
        }
        double[] together =
                scores.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        double ofAll = Calibration.factor(together);
        ErrorTally tally = new ErrorTally(settings.percentiles());
        double[][] values =
                new double[settings.percentiles().hundredths().size()][prepared.size() * settings.horizon()];
        for (int i = 0; i < factors.length; i++) {
            PreparedSeries series = prepared.get(i);
            Trial chosen = results.get(i).chosen();
            int trials = scores.get(i).length == 0 ? 0 : series.origins().length;
            double widening = Calibration.blend(factors[i], ofAll, trials);
            tally.add(series, chosen.past(), widening);
            write(series, chosen.future(), widening, values, i * settings.horizon());
        }
        return new ForecastResult(
                prepared.stream().map(series -> series.series().id()).toList(),
                times(),
                settings.percentiles().columns(),
                values,
                tally.metrics(settings.objective()),
                candidates(),
                findings(),
                set.trainedRows(),
                cutOff);
    }

    /** A series that never was negative is not forecast to be. */
    private void write(PreparedSeries series, Predictive future, double widening, double[][] values, int first) {
        double least = Arrays.stream(series.history().values()).min().orElse(0) >= 0 ? 0 : Double.NEGATIVE_INFINITY;
        List<OptionalInt> wanted = settings.percentiles().hundredths();
        for (int step = 0; step < settings.horizon(); step++) {
            for (int column = 0; column < wanted.size(); column++) {
                OptionalInt percentile = wanted.get(column);
                double value = percentile.isEmpty()
                        ? future.mean(step)
                        : future.quantile(step, widening * NormalQuantile.of(percentile.getAsInt() / 100.0));
                values[column][first + step] = Math.max(least, value);
            }
        }
    }

    private List<String> times() {
        List<String> times = new ArrayList<>();
        for (int step = 1; step <= settings.horizon(); step++) {
            times.add(PeriodText.of(set.frequency().start(set.end() + step), set.timeType(), set.frequency()));
        }
        return times;
    }

    /** The mean error of each method over the series, for the leaderboard. */
    private List<CandidateRecord> candidates() {
        Map<String, double[]> errors = new TreeMap<>();
        for (SeriesTournament.Result result : results) {
            for (Trial trial : result.tried()) {
                double[] sums = errors.computeIfAbsent(trial.method(), name -> new double[3]);
                if (!Double.isNaN(trial.error())) {
                    sums[0] += trial.error();
                    sums[1]++;
                }
                sums[2] += trial.method().equals(result.chosen().method()) ? 1 : 0;
            }
        }
        List<CandidateRecord> records = new ArrayList<>();
        errors.forEach((method, sums) -> records.add(new CandidateRecord(
                method,
                Map.of("series", Long.toString((long) sums[1]), "chosen", Long.toString((long) sums[2])),
                settings.objective().metricName(),
                sums[1] > 0 ? sums[0] / sums[1] : Double.NaN,
                0)));
        return records;
    }

    private List<String> findings() {
        List<String> findings = new ArrayList<>();
        findings.add(prepared.size() + " series of up to " + set.longest() + " periods; the forecast begins at "
                + times().get(0) + ".");
        Map<String, Long> chosen = results.stream()
                .collect(
                        Collectors.groupingBy(result -> result.chosen().method(), TreeMap::new, Collectors.counting()));
        findings.add("Chosen by " + settings.objective().displayName() + " over rolling origins: "
                + chosen.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                        .collect(Collectors.joining(", "))
                + ".");
        if (results.size() == 1) {
            findings.add(String.format(
                    Locale.ROOT, "The model is %s.", results.get(0).chosen().description()));
        }
        long untested =
                prepared.stream().filter(series -> series.origins().length == 0).count();
        if (untested > 0) {
            findings.add(untested + " series were too short to try methods on.");
        }
        findings.addAll(set.findings());
        return findings;
    }
}
