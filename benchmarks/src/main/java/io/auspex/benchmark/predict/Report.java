package io.auspex.benchmark.predict;

import io.auspex.benchmark.predict.finding.Finding;
import io.auspex.benchmark.report.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What the benchmark prints at its end: a table of times a model, one of compilation, one of SQL, and what was asked for beside it. */
final class Report {
    private static final String NOTHING = "-";
    private static final double MEBIBYTE = 1 << 20;

    private final List<Finding> findings;
    private final Speeds speeds;

    Report(List<Finding> findings) {
        this.findings = List.copyOf(findings);
        this.speeds = new Speeds(of(Finding.Speed.class).toList());
    }

    private <T extends Finding> Stream<T> of(Class<T> type) {
        return findings.stream().filter(type::isInstance).map(type::cast);
    }

    /** Whether all processes came to their end. */
    boolean isComplete() {
        return of(Finding.Failure.class).findAny().isEmpty();
    }

    void print(PrintWriter out) {
        for (Finding.Subject subject : speeds.subjects()) {
            for (int threads : speeds.threads(subject)) {
                out.println();
                out.println(title(subject, threads));
                new TextTable(speedRows(subject, threads)).print(out);
            }
            agreements(subject, out);
        }
        table(out, "Compiling, by processor time, and what is kept in memory for it", compilationRows());
        table(out, "In SQL: rows a second, and by processor seconds of server and client", queryRows());
        table(out, "The first statement after a start of the server, over 2,048 rows; milliseconds", firstRows());
        table(out, "One row a prepared statement; microseconds", oneRowRows());
        table(out, "Asked for", new Requirements(findings, speeds).rows());
        of(Finding.Note.class).map(Finding.Note::text).distinct().forEach(out::println);
        of(Finding.Failure.class)
                .forEach(failure -> out.println("failed: " + failure.process() + ": " + failure.reason()));
        out.flush();
    }

    private static void table(PrintWriter out, String title, List<List<String>> rows) {
        if (rows.size() > 1) {
            out.println();
            out.println(title);
            new TextTable(rows).print(out);
        }
    }

    private static String title(Finding.Subject subject, int threads) {
        return subject.name() + ": " + subject.trees() + " trees, " + subject.features() + " features, "
                + subject.outputs() + (subject.outputs() == 1 ? " output; " : " outputs; ")
                + (threads == 1
                        ? "ns a row of processor time, 1 thread"
                        : "ns a row of wall time, " + threads + " threads");
    }

    private List<List<String>> speedRows(Finding.Subject subject, int threads) {
        List<String> engines = speeds.engines(subject);
        String ours = speeds.ours(subject);
        List<String> peers = engines.stream().filter(Speeds::isPeer).toList();
        List<String> header = new ArrayList<>(List.of("batch"));
        header.addAll(engines);
        peers.forEach(peer -> header.add(peer + "/us"));
        List<List<String>> rows = new ArrayList<>(List.of(header));
        for (int batch : speeds.batches(subject, threads)) {
            List<String> row = new ArrayList<>(List.of(batch == Finding.ALL ? "all" : String.valueOf(batch)));
            engines.forEach(engine -> row.add(short3(speeds.nanoseconds(subject, batch, threads, engine))));
            for (String peer : peers) {
                row.add(formatted("%.1f", speeds.ratio(subject, batch, threads, peer, ours)));
            }
            rows.add(row);
        }
        return rows;
    }

    private void agreements(Finding.Subject subject, PrintWriter out) {
        List<String> parts = of(Finding.Agreement.class)
                .filter(agreement -> agreement.subject().equals(subject))
                .filter(agreement ->
                        !Speeds.isPeer(agreement.engine()) || agreement.engine().equals("onnx"))
                .map(agreement -> String.format(
                        Locale.ROOT,
                        "%s %.1e (%.1f %% equal)",
                        agreement.engine(),
                        agreement.difference(),
                        100 * agreement.equal()))
                .toList();
        if (!parts.isEmpty()) {
            out.println(
                    "largest relative difference to " + subject.library() + "'s margins: " + String.join(", ", parts));
        }
    }

    private List<List<String>> compilationRows() {
        List<List<String>> rows = new ArrayList<>(List.of(
                List.of("model", "trees", "first ms", "ms", "kept MiB", "artifact MiB", "packed", "kept/artifact")));
        of(Finding.Compilation.class)
                .forEach(cost -> rows.add(List.of(
                        cost.subject().name(),
                        String.valueOf(cost.subject().trees()),
                        formatted("%.1f", OptionalDouble.of(cost.firstMilliseconds())),
                        formatted("%.1f", OptionalDouble.of(cost.milliseconds())),
                        formatted("%.2f", OptionalDouble.of(cost.retainedBytes() / MEBIBYTE)),
                        formatted("%.2f", OptionalDouble.of(cost.unpackedBytes() / MEBIBYTE)),
                        formatted("%.2f", OptionalDouble.of(cost.packedBytes() / MEBIBYTE)),
                        formatted("%.2f", OptionalDouble.of((double) cost.retainedBytes() / cost.unpackedBytes())))));
        return rows;
    }

    private List<List<String>> queryRows() {
        List<List<String>> rows = new ArrayList<>(List.of(
                List.of("model: query", "cores", "rows", "rows/s", "rows/s per core", "times its predictions")));
        for (Finding.QuerySpeed speed : of(Finding.QuerySpeed.class).toList()) {
            OptionalDouble predicting = of(Finding.QuerySpeed.class)
                    .filter(other ->
                            other.predicts() && other.model().equals(speed.model()) && other.cores() == speed.cores())
                    .mapToDouble(Finding.QuerySpeed::rowsPerCoreSecond)
                    .findFirst();
            rows.add(List.of(
                    speed.model() + ": " + speed.query(),
                    String.valueOf(speed.cores()),
                    String.valueOf(speed.rows()),
                    formatted("%,.0f", OptionalDouble.of(speed.rowsPerSecond())),
                    formatted("%,.0f", OptionalDouble.of(speed.rowsPerCoreSecond())),
                    speed.predicts() || predicting.isEmpty()
                            ? NOTHING
                            : formatted(
                                    "%.2f", OptionalDouble.of(speed.rowsPerCoreSecond() / predicting.getAsDouble()))));
        }
        return rows;
    }

    private List<List<String>> firstRows() {
        Map<List<String>, List<Finding.FirstPrediction>> byStart = new LinkedHashMap<>();
        of(Finding.FirstPrediction.class)
                .sorted(Comparator.comparing(Finding.FirstPrediction::moment)
                        .thenComparing(Finding.FirstPrediction::cores))
                .forEach(first -> byStart.computeIfAbsent(
                                List.of(
                                        first.model(),
                                        first.moment() == Finding.Moment.AT_ONCE ? "at once" : "warm",
                                        String.valueOf(first.cores())),
                                start -> new ArrayList<>())
                        .add(first));
        List<List<String>> rows = new ArrayList<>(List.of(
                List.of("model", "server", "cores", "starts", "connecting", "quickest", "median", "slowest", "again")));
        byStart.forEach((start, found) -> {
            double[] sorted = found.stream()
                    .mapToDouble(Finding.FirstPrediction::milliseconds)
                    .sorted()
                    .toArray();
            List<String> row = new ArrayList<>(start);
            row.add(String.valueOf(found.size()));
            row.add(formatted(
                    "%.0f",
                    found.stream()
                            .mapToDouble(Finding.FirstPrediction::connecting)
                            .max()));
            for (double milliseconds : new double[] {sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]}) {
                row.add(formatted("%.0f", OptionalDouble.of(milliseconds)));
            }
            row.add(formatted(
                    "%.0f",
                    found.stream().mapToDouble(Finding.FirstPrediction::again).max()));
            rows.add(row);
        });
        return rows;
    }

    private List<List<String>> oneRowRows() {
        List<List<String>> rows =
                new ArrayList<>(List.of(List.of("statement", "median", "processor time of the server")));
        of(Finding.OneRow.class)
                .forEach(one -> rows.add(List.of(
                        one.statement(),
                        formatted("%.0f", OptionalDouble.of(one.microseconds())),
                        formatted("%.0f", OptionalDouble.of(one.processorMicroseconds())))));
        return rows;
    }

    private static String formatted(String format, OptionalDouble value) {
        return value.isEmpty() ? NOTHING : String.format(Locale.ROOT, format, value.getAsDouble());
    }

    /** Three digits, or all before the point. */
    private static String short3(OptionalDouble value) {
        double number = value.orElse(0);
        return formatted(number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%.0f", value);
    }
}
