package io.auspex.benchmark.predict.sql;

import io.auspex.benchmark.predict.finding.Finding;
import io.auspex.benchmark.process.AuspexServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Queries in turn, round after round. A quick one is repeated within its round, because processes count their time in hundredths of seconds. */
final class QueryRounds {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final AuspexServer server;
    private final Connection connection;
    private final int cores;
    private final int rounds;
    private final long roundNanoseconds;

    /** Seconds a row. */
    private record Cost(double wall, double processor) {}

    /** @param roundMilliseconds that a query is repeated for at least */
    QueryRounds(AuspexServer server, Connection connection, int cores, int rounds, int roundMilliseconds) {
        this.server = server;
        this.connection = connection;
        this.cores = cores;
        this.rounds = rounds;
        this.roundNanoseconds = roundMilliseconds * 1_000_000L;
    }

    List<Finding> measure(List<Query> queries) throws SQLException, IOException {
        List<List<Cost>> costs = new ArrayList<>();
        for (Query query : queries) {
            // Until compilers have seen it.
            round(query);
            costs.add(new ArrayList<>());
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < queries.size(); i++) {
                costs.get(i).add(round(queries.get(i)));
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            Query query = queries.get(i);
            findings.add(new Finding.QuerySpeed(
                    query.model(),
                    query.words(),
                    query.predicts(),
                    cores,
                    query.rows(),
                    1 / median(costs.get(i), Cost::wall),
                    1 / median(costs.get(i), Cost::processor)));
        }
        return findings;
    }

    private Cost round(Query query) throws SQLException, IOException {
        double processorBegin = processorSeconds();
        long begin = System.nanoTime();
        long rows = 0;
        long wall = 0;
        while (wall < roundNanoseconds) {
            query.run().on(connection);
            rows += query.rows();
            wall = System.nanoTime() - begin;
        }
        return new Cost(wall / 1e9 / rows, (processorSeconds() - processorBegin) / rows);
    }

    /** Of the server's process and of this thread, which is the client. */
    private double processorSeconds() {
        return server.cpuSeconds() + THREADS.getCurrentThreadCpuTime() / 1e9;
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> what) {
        double[] sorted = costs.stream().mapToDouble(what).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
