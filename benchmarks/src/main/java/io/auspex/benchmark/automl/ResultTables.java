package io.auspex.benchmark.automl;

import io.auspex.benchmark.contender.Auspex;
import io.auspex.benchmark.report.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What the benchmark prints at its end: who predicts how well, what it cost, and the sum of it. */
final class ResultTables {
    /** More loss than the peer by this factor is a set lost. */
    private static final double LOST = 1.10;

    private static final String NOTHING = "-";

    private final List<String> data;
    private final List<String> systems;
    private final Collection<Result> results;
    private final Comparison comparison;

    /**
     * Tables of some results.
     *
     * @param results of one budget and way of splitting
     */
    ResultTables(List<String> data, List<String> systems, Collection<Result> results) {
        this.data = data;
        this.systems = systems;
        this.results = results;
        this.comparison = new Comparison(results);
    }

    void print(PrintWriter out, Map<String, String> notAvailable) {
        out.println();
        out.println("Metric, loss (1 - AUC, log loss, RMSE) and our loss by the peer's");
        new TextTable(accuracyRows()).print(out);
        out.println();
        out.println(
                "Seconds of training, processor seconds, overrun of the budget, predictions a second of one processor");
        new TextTable(costRows()).print(out);
        out.println();
        for (String peer : peers()) {
            printSum(out, peer);
        }
        notAvailable.forEach((system, reason) -> out.println(system + " did not run: " + reason));
        results.stream()
                .filter(Result::isFailure)
                .forEach(result -> out.println("failed: " + result.key().data() + fold(result) + " with "
                        + result.key().system() + ": " + result.note()));
        out.flush();
    }

    private static String fold(Result result) {
        return result.key().folds() == 0 ? "" : " fold " + result.key().fold();
    }

    private List<String> peers() {
        return systems.contains(Auspex.NAME)
                ? systems.stream().filter(system -> !system.equals(Auspex.NAME)).toList()
                : List.of();
    }

    private List<List<String>> accuracyRows() {
        List<String> header = new ArrayList<>(List.of("set", "metric"));
        header.addAll(systems);
        systems.forEach(system -> header.add("loss " + system));
        peers().forEach(peer -> header.add("us/" + peer));
        List<List<String>> rows = new ArrayList<>(List.of(header));
        for (String set : data) {
            List<String> row = new ArrayList<>(List.of(set, metric(set)));
            systems.forEach(system -> row.add(significant(mean(set, system, Result::value))));
            systems.forEach(system -> row.add(significant(mean(set, system, Result::loss))));
            peers().forEach(peer -> row.add(formatted("%.3f", comparison.lossRatio(set, Auspex.NAME, peer))));
            rows.add(row);
        }
        return rows;
    }

    private List<List<String>> costRows() {
        List<String> header = new ArrayList<>(List.of("set"));
        for (String system : systems) {
            header.addAll(List.of(system + " s", "cpu s", "over", "rows/s"));
        }
        List<List<String>> rows = new ArrayList<>(List.of(header));
        for (String set : data) {
            List<String> row = new ArrayList<>(List.of(set));
            for (String system : systems) {
                row.add(formatted(
                        "%.1f", mean(set, system, result -> result.cost().wallSeconds())));
                row.add(formatted(
                        "%.1f", mean(set, system, result -> result.cost().cpuSeconds())));
                row.add(formatted("%.0f %%", mean(set, system, ResultTables::overrunPercent)));
                row.add(formatted(
                        "%.0f", mean(set, system, result -> result.cost().rowsPerSecond())));
            }
            rows.add(row);
        }
        return rows;
    }

    private static double overrunPercent(Result result) {
        return Math.max(0, 100 * (result.cost().wallSeconds() / result.key().budget() - 1));
    }

    private void printSum(PrintWriter out, String peer) {
        List<Double> ratios = comparison.lossRatios(data, Auspex.NAME, peer);
        if (ratios.isEmpty()) {
            out.println("us/" + peer + ": no set that both have done");
            return;
        }
        out.printf(
                Locale.ROOT,
                "us/%s: geometric mean of loss ratios %.3f over %d sets; less loss on %d; above %.2f on %d%n",
                peer,
                Comparison.geometricMean(ratios),
                ratios.size(),
                ratios.stream().filter(ratio -> ratio < 1).count(),
                LOST,
                ratios.stream().filter(ratio -> ratio > LOST).count());
    }

    private OptionalDouble mean(String set, String system, ToDoubleFunction<Result> what) {
        return comparison.mean(set, system, what);
    }

    private String metric(String set) {
        return results.stream()
                .filter(result -> result.key().data().equals(set))
                .map(result -> result.metric().manifestName())
                .findFirst()
                .orElse(NOTHING);
    }

    private static String formatted(String format, OptionalDouble value) {
        return value.isEmpty() ? NOTHING : String.format(Locale.ROOT, format, value.getAsDouble());
    }

    /** Four digits behind the point, fewer where there are many before it. */
    private static String significant(OptionalDouble value) {
        return formatted(value.orElse(0) < 1000 ? "%.4f" : "%.1f", value);
    }
}
