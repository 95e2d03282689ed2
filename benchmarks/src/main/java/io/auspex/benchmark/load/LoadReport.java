package io.auspex.benchmark.load;

import io.auspex.benchmark.process.ProcessWatch;
import io.auspex.benchmark.report.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Prints what was measured, each part when it is there, and says whether it was as it is to be. */
final class LoadReport {
    private static final double MOST_MILLIS = 20;
    private static final long MOST_GROWTH = 300;
    private static final double LEAST_RATIO = 0.5;

    /** Of the memory at a tenth of the time, at its end. */
    private static final double FLAT = 1.15;

    private final LoadPlan plan;
    private final PrintWriter out;
    private boolean good = true;

    LoadReport(LoadPlan plan, PrintWriter out) {
        this.plan = plan;
        this.out = out;
    }

    boolean isGood() {
        return good;
    }

    /** @param cores that the server and its training kept busy, on average */
    void load(MixedLoad load, String trainingState, double cores) {
        out.println();
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("statement", "count", "errors", "conflicts", "p50 ms", "p99 ms", "max ms"));
        long statements = 0;
        int errors = 0;
        List<String> messages = new ArrayList<>();
        for (StatementType type : StatementType.values()) {
            Latencies latencies = load.latencies().get(type);
            statements += latencies.count();
            errors += latencies.errors();
            table.add(line(type.title(), latencies));
            if (latencies.errors() > 0) {
                messages.add(type.title() + ": " + latencies.firstError());
            }
        }
        table.add(line("idle, then select 1", load.idle()));
        errors += load.idle().errors();
        new TextTable(table).print(out);
        messages.forEach(out::println);
        out.println();
        out.println(format(
                "%.0f statements a second; the server kept %.1f cores busy; the training is %s",
                statements / (double) plan.seconds(), cores, trainingState));
        verdict("no error", errors == 0, errors + " errors");
        double slow = load.latencies().get(StatementType.SELECT_1).quantile(0.99);
        verdict("p99 of SELECT 1 below 20 ms", slow < MOST_MILLIS, format("%.1f ms", slow));
    }

    private static List<String> line(String title, Latencies latencies) {
        return List.of(
                title,
                Integer.toString(latencies.count()),
                Integer.toString(latencies.errors()),
                Integer.toString(latencies.conflicts()),
                format("%.1f", latencies.quantile(0.5)),
                format("%.1f", latencies.quantile(0.99)),
                format("%.1f", latencies.quantile(1)));
    }

    /** What the server's process held while the load went on. */
    void process(ProcessWatch watch, long begun, long end) {
        List<ProcessWatch.Look> looks = watch.between(begun, end);
        if (looks.isEmpty()) {
            out.println("what the server's process holds cannot be seen on this system");
            return;
        }
        ProcessWatch.Look tenth = looks.get(looks.size() / 10);
        ProcessWatch.Look last = looks.get(looks.size() - 1);
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("the server's process", "at 10 %", "at the end", "most"));
        table.add(line("resident memory, MB", tenth, last, looks, ProcessWatch.Look::rss));
        table.add(line("threads", tenth, last, looks, ProcessWatch.Look::threads));
        table.add(line("file handles", tenth, last, looks, ProcessWatch.Look::handles));
        out.println();
        new TextTable(table).print(out);
        out.println();
        verdict(
                "memory flat: at most 15 % more in the end than at a tenth",
                last.rss() <= tenth.rss() * FLAT, format("%+d MB", last.rss() - tenth.rss()));
    }

    private static List<String> line(
            String title,
            ProcessWatch.Look tenth,
            ProcessWatch.Look last,
            List<ProcessWatch.Look> looks,
            ToLongFunction<ProcessWatch.Look> value) {
        return List.of(
                title,
                Long.toString(value.applyAsLong(tenth)),
                Long.toString(value.applyAsLong(last)),
                Long.toString(looks.stream().mapToLong(value).max().orElse(0)));
    }

    void stream(long rows, ProcessWatch watch, long begun, long end) {
        List<ProcessWatch.Look> looks = watch.between(begun, end);
        out.println(format("%,d rows streamed in %.1f s", rows, (end - begun) / 1e9));
        if (looks.isEmpty()) {
            return;
        }
        long most = looks.stream().mapToLong(ProcessWatch.Look::rss).max().orElse(0);
        long growth = most - looks.get(0).rss();
        verdict("at most 300 MB more memory while streaming", growth <= MOST_GROWTH, format("%+d MB", growth));
    }

    /** @param rowsPerSecond over the wire, and in the process */
    void throughput(double[] rowsPerSecond) {
        double ratio = rowsPerSecond[0] / rowsPerSecond[1];
        out.println(format(
                "%,d rows of 10 columns: pgjdbc %.2f, DuckDB's driver in its own process %.2f million rows a second",
                plan.readRows(), rowsPerSecond[0] / 1e6, rowsPerSecond[1] / 1e6));
        verdict("at least 0.5 of the driver in process", ratio >= LEAST_RATIO, format("%.2f", ratio));
    }

    private void verdict(String wanted, boolean reached, String found) {
        good &= reached;
        out.println((reached ? "yes  " : "NO   ") + wanted + ": " + found);
        out.flush();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
