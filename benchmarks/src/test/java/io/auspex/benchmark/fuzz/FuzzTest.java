package io.auspex.benchmark.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.pgwire.ConnectionLimits;
import io.auspex.pgwire.PgServer;
import io.auspex.pgwire.PgSettings;
import io.auspex.pgwire.startup.AuthenticationMethod;
import io.auspex.server.AuspexServer;
import io.auspex.server.ServerSettings;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.duckdb.DuckDbSettings;
import io.auspex.warehouse.duckdb.DuckDbWarehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code auspex bench fuzz}, against a server in this process, whose threads and heap can be counted. */
class FuzzTest {
    private static final long MESSAGES = 12_000;
    private static final long SEED = 20_261_122;
    private static final long HEAP_GROWTH_BYTES = 48L << 20;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void serverStaysWell() throws IOException {
        try (Warehouse warehouse = DuckDbWarehouse.open(
                        folder.resolve("dev.duckdb"), new DuckDbSettings("1GB", 2, folder.resolve("spill")));
                AuspexServer server = AuspexServer.start(
                        ServerSettings.of(folder, List.of("java")).withPassword("correct horse"), warehouse);
                PgServer open = door(server, AuthenticationMethod.TRUST);
                PgServer guarded = door(server, AuthenticationMethod.PASSWORD)) {
            FuzzRun run = new FuzzRun(open.port(), guarded.port(), SEED);
            Tally warmUp = new FuzzRun(open.port(), guarded.port(), SEED + 1).run(MESSAGES / 10);
            assertThat(warmUp.defects()).isEmpty();
            awaitEmpty(open, guarded);
            long heap = usedHeap();

            Tally tally = run.run(MESSAGES);

            assertThat(tally.defects()).isEmpty();
            assertThat(tally.messages()).isGreaterThanOrEqualTo(MESSAGES);
            assertThat(tally.witnessed()).isPositive();
            // The nonsense was understood as far as it could be, and refused for all kinds of reasons.
            assertThat(tally.errors()).containsKeys("08P01", "42601", "22P02", "26000", "34000", "25P02");
            awaitEmpty(open, guarded);
            assertThat(usedHeap() - heap).isLessThan(HEAP_GROWTH_BYTES);
        }
    }

    private PgServer door(AuspexServer server, AuthenticationMethod authentication) throws IOException {
        PgSettings settings = PgSettings.of("127.0.0.1", 0, folder).withAuthentication(authentication);
        ConnectionLimits usual = settings.connectionLimits();
        // Wrong passwords are answered at once here.
        ConnectionLimits limits = new ConnectionLimits(
                usual.connections(),
                usual.unauthenticated(),
                usual.unauthenticatedPerAddress(),
                usual.authenticationTimeout(),
                Duration.ZERO,
                usual.writeTimeout(),
                usual.stackBytes());
        PgServer door = new PgServer(server, settings.withLimits(limits, settings.conversationLimits()));
        door.start();
        return door;
    }

    /** Every visitor has gone; so must the threads that served them. */
    private static void awaitEmpty(PgServer... doors) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        for (PgServer door : doors) {
            while (door.connections() > 0 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            assertThat(door.connections()).isZero();
        }
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.matches("pgwire-\\d+"))
                        .count())
                .isLessThanOrEqualTo(2);
    }

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
