package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.server.admission.AdmissionSettings;
import io.auspex.server.session.PreparedStatement;
import io.auspex.server.session.Result;
import io.auspex.warehouse.RowStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What statements do when the engine has as many as it may: one at a time here, and two that wait. */
class AdmissionTest {
    private static final String ENDLESS =
            "SELECT max(a.range + b.range) FROM range(1000000) a, range(100000000) b WHERE (a.range * b.range) % 7 = 11";

    @TempDir
    static Path folder;

    private static TestServer server;
    private static ExecutorService threads;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder, TestServer.realWorker(), new AdmissionSettings(1, 4, 2));
        threads = Executors.newCachedThreadPool();
        try (TestServer.Client client = server.connect()) {
            client.run("CREATE TABLE numbers AS SELECT i AS n FROM range(300000) t(i)");
        }
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        server.close();
    }

    private static CompletableFuture<String> begin(TestServer.Client client, String sql) {
        return CompletableFuture.supplyAsync(() -> client.value(sql), threads);
    }

    /** Waits until so many statements are in this state. */
    private static void await(TestServer.Client watcher, String state, int count) {
        String sql = "SELECT count(*) FROM stv_wlm_query_state WHERE service_class = 6 AND state = '" + state + "'";
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!watcher.value(sql).equals(Integer.toString(count))) {
            assertThat(System.nanoTime()).as("%s never was %d", state, count).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static SqlState stateOf(CompletableFuture<String> statement) {
        try {
            throw new AssertionError("it gave " + statement.join());
        } catch (CompletionException e) {
            return ((SqlException) e.getCause()).state();
        }
    }

    @Test
    void othersWaitAndShortOnesDoNot() {
        try (TestServer.Client watcher = server.connect();
                TestServer.Client first = server.connect();
                TestServer.Client second = server.connect();
                TestServer.Client third = server.connect();
                TestServer.Client fourth = server.connect()) {
            CompletableFuture<String> running = begin(first, ENDLESS);
            await(watcher, "Running", 1);
            second.run("SET query_group TO reports");
            CompletableFuture<String> queued = begin(second, "SELECT count(*) FROM numbers");
            await(watcher, "QueuedWaiting", 1);
            CompletableFuture<String> behind = begin(third, "SELECT max(n) FROM numbers");
            await(watcher, "QueuedWaiting", 2);

            assertThatThrownBy(() -> fourth.value("SELECT min(n) FROM numbers"))
                    .isInstanceOfSatisfying(SqlException.class, e -> {
                        assertThat(e.state()).isEqualTo(SqlState.CONFIGURATION_LIMIT_EXCEEDED);
                        assertThat(e.hint().orElse("")).contains("STV_RECENTS");
                    });
            assertThat(fourth.value("SELECT 1")).isEqualTo("1");
            assertThat(fourth.value("SELECT count(*) FROM pg_class c, pg_namespace n WHERE c.relname = 'numbers' AND"
                            + " n.oid = c.relnamespace"))
                    .isEqualTo("1");
            fourth.run("SET query_group TO superuser");
            assertThat(fourth.value("SELECT count(*) FROM numbers")).isEqualTo("300000");

            assertThat(watcher.query("SELECT service_class, num_queued_queries, num_executing_queries"
                            + " FROM stv_wlm_service_class_state WHERE service_class = 6"))
                    .containsExactly(List.of("6", "2", "1"));
            assertThat(watcher.query("SELECT service_class, num_query_tasks, name FROM stv_wlm_service_class_config"
                            + " ORDER BY service_class"))
                    .containsExactly(
                            List.of("5", "1", "Superuser queue"),
                            List.of("6", "1", "Default queue"),
                            List.of("14", "4", "Short query queue"));
            assertThat(watcher.query("SELECT q.\"position\", s.waiting FROM stv_wlm_query_queue_state q,"
                            + " pg_stat_activity s WHERE s.pid = "
                            + third.session().processId()
                            + " AND q.query = (SELECT max(query) FROM stv_wlm_query_queue_state)"))
                    .containsExactly(List.of("2", "true"));
            assertThat(watcher.query("SELECT text FROM stv_inflight WHERE pid IN ("
                            + first.session().processId() + ", "
                            + second.session().processId() + ")"))
                    .containsExactly(List.of(ENDLESS));

            third.session().cancel();
            assertThat(stateOf(behind)).isEqualTo(SqlState.QUERY_CANCELED);
            assertThat(queued).isNotDone();
            first.session().cancel();
            assertThat(stateOf(running)).isEqualTo(SqlState.QUERY_CANCELED);
            assertThat(queued.join()).isEqualTo("300000");
            assertThat(third.value("SELECT max(n) FROM numbers")).isEqualTo("299999");

            String waited = "SELECT h.queue_time > 0 AND h.execution_time < h.elapsed_time, h.service_class_name,"
                    + " w.total_queue_time = h.queue_time, w.slot_count, w.final_state FROM sys_query_history AS h"
                    + " JOIN stl_wlm_query AS w ON w.query = h.query_id WHERE h.query_label = 'reports'"
                    + " AND h.query_text LIKE 'SELECT count%'";
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (watcher.query(waited).isEmpty() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            assertThat(watcher.query(waited))
                    .containsExactly(List.of("true", "Default queue", "true", "1", "Completed"));
        }
    }

    @Test
    void theTimeInTheQueueCountsForTheTimeout() {
        try (TestServer.Client watcher = server.connect();
                TestServer.Client first = server.connect();
                TestServer.Client second = server.connect()) {
            CompletableFuture<String> running = begin(first, ENDLESS);
            await(watcher, "Running", 1);
            second.run("SET statement_timeout TO 200");
            assertThatThrownBy(() -> second.value("SELECT count(*) FROM numbers"))
                    .isInstanceOf(SqlException.class)
                    .hasMessage("canceling statement due to statement timeout");
            first.session().cancel();
            assertThat(stateOf(running)).isEqualTo(SqlState.QUERY_CANCELED);
        }
    }

    /** As the rows of a suspended portal, or of a client that does not read. */
    @Test
    void rowsThatNobodyTakesGiveTheirSlotBack() {
        try (TestServer.Client reader = server.connect();
                TestServer.Client other = server.connect();
                PreparedStatement statement = reader.session().prepare("SELECT n FROM numbers", List.of());
                RowStream rows = ((Result.Rows) reader.session().execute(statement, List.of())).stream()) {
            long count = rows.next().rows();
            assertThat(other.value("SELECT count(*) FROM numbers")).isEqualTo("300000");
            for (var batch = rows.next(); batch != null; batch = rows.next()) {
                count += batch.rows();
            }
            assertThat(count).isEqualTo(300_000);
        }
    }

    /** As drivers send it that close a result they have not read to its end. */
    @Test
    void aCancelBetweenTwoPortionsIsLate() {
        try (TestServer.Client reader = server.connect();
                PreparedStatement statement = reader.session().prepare("SELECT n FROM numbers", List.of());
                RowStream rows = ((Result.Rows) reader.session().execute(statement, List.of())).stream()) {
            long count = rows.next().rows();
            reader.session().rowsSuspended();
            reader.session().cancel();
            for (var batch = rows.next(); batch != null; batch = rows.next()) {
                count += batch.rows();
            }
            assertThat(count).isEqualTo(300_000);
        }
    }

    /** A transaction that is open, with a cursor in it, holds nothing that others wait for. */
    @Test
    void openTransactionsHoldNoSlot() {
        try (TestServer.Client first = server.connect();
                TestServer.Client second = server.connect()) {
            for (TestServer.Client client : List.of(first, second)) {
                client.run("BEGIN");
                client.run("DECLARE c CURSOR FOR SELECT n FROM numbers ORDER BY n");
                assertThat(client.value("FETCH 1 FROM c")).isEqualTo("0");
            }
            for (TestServer.Client client : List.of(first, second)) {
                assertThat(client.value("SELECT count(*) FROM numbers")).isEqualTo("300000");
                assertThat(client.value("FETCH 1 FROM c")).isEqualTo("1");
                client.run("COMMIT");
            }
        }
    }

    /** Its own statement only: what begins when a cancelled one has ended is another. */
    @Test
    void anInterruptHitsNoLaterStatement() {
        try (TestServer.Client client = server.connect();
                PreparedStatement quick = client.session().prepare("SELECT count(*) FROM range(20000)", List.of())) {
            int stopped = 0;
            for (int i = 0; i < 150; i++) {
                client.run("SET statement_timeout TO 1");
                try {
                    execute(client, quick);
                } catch (SqlException e) {
                    assertThat(e.state()).isEqualTo(SqlState.QUERY_CANCELED);
                    stopped++;
                }
                client.run("RESET statement_timeout");
                execute(client, quick);
            }
            assertThat(stopped).isLessThanOrEqualTo(150);
        }
    }

    private static void execute(TestServer.Client client, PreparedStatement statement) {
        try (RowStream rows = ((Result.Rows) client.session().execute(statement, List.of())).stream()) {
            while (rows.next() != null) {
                Thread.onSpinWait();
            }
        } catch (SqlException e) {
            client.session().transactionFailed(e);
            throw e;
        }
    }
}
