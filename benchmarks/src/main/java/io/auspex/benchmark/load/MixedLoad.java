package io.auspex.benchmark.load;

import io.auspex.benchmark.process.AuspexServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Clients that send statements, and clients that are merely there. */
final class MixedLoad implements AutoCloseable {
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final int SEED = 17;

    private final AuspexServer server;
    private final LoadPlan plan;
    private final Map<StatementType, Latencies> latencies = new EnumMap<>(StatementType.class);
    private final Latencies idle = new Latencies();
    private final List<Connection> open = new ArrayList<>();

    MixedLoad(AuspexServer server, LoadPlan plan) {
        this.server = server;
        this.plan = plan;
        for (StatementType type : StatementType.values()) {
            latencies.put(type, new Latencies());
        }
    }

    Map<StatementType, Latencies> latencies() {
        return latencies;
    }

    /** The connections that were only open: each is asked once, in the end. */
    Latencies idle() {
        return idle;
    }

    /** Opens all connections but one, which is that of whoever set this up: a server lets 500 in. */
    void connect() throws SQLException {
        while (open.size() < plan.connections() - 1) {
            open.add(server.connect());
        }
    }

    /** Returns when the time is up. */
    void run() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.seconds());
        List<Thread> threads = new ArrayList<>();
        for (int client = 0; client < plan.active(); client++) {
            int number = client;
            Thread thread = new Thread(() -> send(open.get(number), number, end), "client-" + client);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (Connection connection : open.subList(plan.active(), open.size())) {
            run(connection, "SELECT 1", idle);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : open) {
            connection.close();
        }
    }

    private void send(Connection connection, int client, long end) {
        Random random = new Random(SEED + client);
        while (System.nanoTime() < end) {
            // Between none and twice the pause.
            LockSupport.parkNanos((long) (random.nextDouble() * 2 * TimeUnit.MILLISECONDS.toNanos(plan.pauseMillis())));
            StatementType type = StatementType.next(random);
            run(connection, type.sql(client, random), latencies.get(type));
        }
    }

    private static void run(Connection connection, String sql, Latencies latencies) {
        long begun = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            }
            latencies.add(System.nanoTime() - begun);
        } catch (SQLException e) {
            if (SERIALIZATION_FAILURE.equals(e.getSQLState())) {
                latencies.addConflict();
            } else {
                latencies.addError(e.getSQLState() + " " + e.getMessage());
            }
        }
    }
}
