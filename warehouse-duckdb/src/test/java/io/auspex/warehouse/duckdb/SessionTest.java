package io.auspex.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.type.SqlType;
import io.auspex.warehouse.Catalog.Column;
import io.auspex.warehouse.Catalog.Relation;
import io.auspex.warehouse.Catalog.RelationKind;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.WarehouseSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions, concurrency, cancelling, settings, catalog, bulk loading and the walls around a session. */
class SessionTest extends WarehouseFixture {
    private static final String ENDLESS =
            "select count(*) from range(10000000) a, range(10000000) b where a.range = -b.range";

    @Test
    void commitsAndRollsBack() {
        session.begin(false);
        assertThat(session.inTransaction()).isTrue();
        session.execute("create table t(i int)");
        session.execute("insert into t values (1)");
        session.commit();
        session.begin(false);
        session.execute("insert into t values (2)");
        session.rollback();
        assertThat(session.inTransaction()).isFalse();
        assertThat(Rows.of(session, "select i from t")).containsExactly("1");
        assertThat(error(() -> session.commit()).state()).isEqualTo(SqlState.NO_ACTIVE_TRANSACTION);
        assertThat(error(() -> session.rollback()).state()).isEqualTo(SqlState.NO_ACTIVE_TRANSACTION);
        session.begin(true);
        assertThat(error(() -> session.begin(false)).state()).isEqualTo(SqlState.ACTIVE_TRANSACTION);
        assertThat(error(() -> session.execute("insert into t values (3)")).state())
                .isEqualTo(SqlState.READ_ONLY_TRANSACTION);
        session.rollback();
    }

    @Test
    void neverCommitsAFailedTransaction() {
        session.execute("create table t(i int)");
        session.begin(false);
        session.execute("insert into t values (1)");
        assertThat(error(() -> session.execute("insert into nowhere values (1)"))
                        .state())
                .isEqualTo(SqlState.UNDEFINED_TABLE);
        assertThat(error(() -> session.execute("insert into t values (2)")).state())
                .isEqualTo(SqlState.IN_FAILED_TRANSACTION);
        assertThat(error(() -> session.commit()).state()).isEqualTo(SqlState.IN_FAILED_TRANSACTION);
        assertThat(session.inTransaction()).isFalse();
        assertThat(Rows.of(session, "select count(*) from t")).containsExactly("0");
    }

    @Test
    void keepsATransactionThroughASyntaxError() {
        session.execute("create table t(i int)");
        session.begin(false);
        session.execute("insert into t values (1)");
        assertThat(error(() -> session.execute("insert into t valuez (1)")).state())
                .isEqualTo(SqlState.SYNTAX_ERROR);
        session.commit();
        assertThat(Rows.of(session, "select count(*) from t")).containsExactly("1");
    }

    @Test
    void isolatesSessionsAndReportsConflicts() {
        session.execute("create table t(i int)");
        session.execute("create table k(i int primary key)");
        session.execute("insert into t values (1)");
        try (WarehouseSession other = warehouse.openSession()) {
            session.begin(false);
            other.begin(false);
            session.execute("update t set i = i + 1");
            assertThat(Rows.of(other, "select i from t")).containsExactly("1");
            assertThat(error(() -> other.execute("update t set i = i + 10")).state())
                    .isEqualTo(SqlState.SERIALIZATION_FAILURE);
            session.commit();
            other.rollback();

            session.begin(false);
            other.begin(false);
            session.execute("insert into k values (1)");
            other.execute("insert into k values (1)");
            session.commit();
            SqlException atCommit = error(() -> other.commit());
            assertThat(atCommit.state()).isEqualTo(SqlState.SERIALIZATION_FAILURE);
            assertThat(other.inTransaction()).isFalse();
            assertThat(Rows.of(other, "select count(*) from k")).containsExactly("1");

            session.begin(false);
            session.execute("create table fresh(i int)");
            SqlException atCreate = error(() -> other.execute("create table fresh(i int)"));
            assertThat(atCreate.state()).isEqualTo(SqlState.SERIALIZATION_FAILURE);
            session.commit();
            assertThat(error(() -> other.execute("create table fresh(i int)")).state())
                    .isEqualTo(SqlState.DUPLICATE_TABLE);
        }
    }

    @Test
    void losesNoUpdateBetweenThreads() throws InterruptedException {
        session.execute("create table counter as select 0 as i");
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                try (WarehouseSession own = warehouse.openSession()) {
                    int done = 0;
                    while (done < 25) {
                        try {
                            own.execute("update counter set i = i + 1");
                            done++;
                        } catch (SqlException e) {
                            assertThat(e.state()).isEqualTo(SqlState.SERIALIZATION_FAILURE);
                        }
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(Rows.of(session, "select i from counter")).containsExactly("100");
    }

    @Test
    void cancelsARunningStatement() throws InterruptedException {
        session.cancel();
        session.execute("create table t(i bigint)");
        session.begin(false);
        Thread canceller = new Thread(() -> {
            while (session.progress().isEmpty()) {
                Thread.onSpinWait();
            }
            session.cancel();
        });
        canceller.start();
        long start = System.nanoTime();
        SqlException error = error(() -> session.execute("insert into t " + ENDLESS));
        canceller.join();
        assertThat(error.state()).isEqualTo(SqlState.QUERY_CANCELED);
        assertThat(error).hasMessage("canceling statement due to user request");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        session.rollback();
        assertThat(Rows.of(session, "select count(*) from t")).containsExactly("0");
    }

    @Test
    void cancelsWhileRowsAreFetched() throws InterruptedException {
        // Rows come at once, then none for hours: the engine is inside a fetch when it is interrupted.
        String sql = "select i from range(1000000000000) r(i) where i % 3 = 0 and (i < 30000000 or i > 900000000000)";
        try (PreparedQuery query = session.prepare(sql, List.of());
                RowStream stream = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream()) {
            Thread canceller = new Thread(() -> {
                while (session.progress().orElse(0) < 0.000_1) {
                    Thread.onSpinWait();
                }
                session.cancel();
            });
            canceller.setDaemon(true);
            canceller.start();
            SqlException error = error(() -> {
                while (stream.next() != null) {
                    Thread.onSpinWait();
                }
            });
            assertThat(error).isNotNull();
            assertThat(error.state()).isEqualTo(SqlState.QUERY_CANCELED);
            canceller.join();
        }
        assertThat(Rows.of(session, "select 1")).containsExactly("1");
    }

    @Test
    void cancelsARowStreamThatNobodyReads() {
        session.begin(false);
        try (PreparedQuery query = session.prepare("select i from range(100000000) r(i)", List.of());
                RowStream stream = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream()) {
            assertThat(stream.next()).isNotNull();
            session.cancel();
            assertThat(error(stream::next).state()).isEqualTo(SqlState.QUERY_CANCELED);
        }
        session.rollback();
        assertThat(Rows.of(session, "select 1")).containsExactly("1");
    }

    @Test
    void tellsProgress() throws InterruptedException {
        assertThat(session.progress()).isEmpty();
        session.execute("create table big as select i from range(3000000) r(i)");
        List<Double> seen = new ArrayList<>();
        Thread watcher = new Thread(() -> {
            while (seen.size() < 3) {
                session.progress().ifPresent(seen::add);
            }
            session.cancel();
        });
        watcher.start();
        error(() ->
                Rows.of(session, "select max(sqrt(a.i) + sqrt(b.i)) from big a, (select i from range(100000) r(i)) b"));
        watcher.join();
        assertThat(seen).allMatch(share -> share >= 0 && share <= 1);
    }

    @Test
    void looksNamesUpAlongTheSearchPath() {
        session.execute("create schema s1");
        session.execute("create schema \"S \"\"2\"\", x\"");
        session.execute("create table t as select 'public' as s");
        session.execute("create table s1.t as select 's1' as s");
        session.setSearchPath(List.of("missing", "s1", "public"));
        assertThat(Rows.of(session, "select s from t")).containsExactly("s1");
        session.execute("create table made(i int)");
        assertThat(session.catalog().relation(QualifiedName.of("made")))
                .hasValue(new Relation("s1", "made", RelationKind.TABLE));
        session.setSearchPath(List.of("S \"2\", x", "public"));
        session.execute("create table made as select 's2' as s");
        assertThat(Rows.of(session, "select s from made")).containsExactly("s2");
        assertThat(Rows.of(session, "select s from t")).containsExactly("public");
        assertThat(error(() -> session.setSearchPath(List.of("missing"))).state())
                .isEqualTo(SqlState.INVALID_SCHEMA_NAME);
        try (WarehouseSession other = warehouse.openSession()) {
            assertThat(Rows.of(other, "select s from t")).containsExactly("public");
        }
    }

    @Test
    void keepsATimeZoneOfItsOwn() {
        String sql = "select timestamptz '2020-07-01 12:00:00', (timestamptz '2020-07-01 12:00:00+00')::varchar";
        session.setTimeZone("America/New_York");
        assertThat(Rows.of(session, sql)).containsExactly("2020-07-01T16:00Z|2020-07-01 08:00:00-04");
        try (WarehouseSession other = warehouse.openSession()) {
            assertThat(Rows.of(other, sql)).containsExactly("2020-07-01T12:00Z|2020-07-01 12:00:00+00");
        }
        SqlException error = error(() -> session.setTimeZone("Mars/Olympus'"));
        assertThat(error.state()).isEqualTo(SqlState.INVALID_PARAMETER_VALUE);
        assertThat(error).hasMessage("invalid value for parameter \"TimeZone\": \"Mars/Olympus'\"");
    }

    @Test
    void showsTheCatalogOfUsersOnly() {
        session.execute("create schema auspex");
        session.execute("create schema sales");
        session.execute("create table auspex.hidden(i int)");
        session.execute(
                "create table sales.orders(id int not null, price decimal(10,2) default 1.5, made timestamp, tags varchar[])");
        session.execute("create view sales.cheap as select id from sales.orders");
        session.execute("create temp table scratch(i int)");
        assertThat(session.catalog().schemas()).containsExactly("public", "sales");
        assertThat(session.catalog().relations("sales"))
                .containsExactly(
                        new Relation("sales", "cheap", RelationKind.VIEW),
                        new Relation("sales", "orders", RelationKind.TABLE));
        assertThat(session.catalog().relations("auspex")).isEmpty();
        assertThat(session.catalog().relation(QualifiedName.of("orders"))).isEmpty();
        assertThat(session.catalog().relation(QualifiedName.of("auspex", "hidden")))
                .isEmpty();
        assertThat(session.catalog().columns(QualifiedName.of("sales", "orders")))
                .containsExactly(
                        new Column("id", SqlType.INTEGER, false, Optional.empty()),
                        new Column("price", SqlType.decimal(10, 2), true, Optional.of("1.5")),
                        new Column("made", SqlType.TIMESTAMP, true, Optional.empty()),
                        new Column("tags", SqlType.array(SqlType.VARCHAR), true, Optional.empty()));
        assertThat(session.catalog().columns(QualifiedName.of("sales", "cheap")))
                .extracting(Column::name)
                .containsExactly("id");
        session.begin(false);
        session.execute("create table sales.uncommitted(i int)");
        assertThat(session.catalog().relation(QualifiedName.of("sales", "uncommitted")))
                .isPresent();
        session.rollback();
        assertThat(session.catalog().relation(QualifiedName.of("sales", "uncommitted")))
                .isEmpty();
    }

    @Test
    void appendsRowsInBulk() {
        session.execute("create temp table load(a varchar, n bigint, b varchar)");
        Iterator<Object[]> rows = IntStream.range(0, 300_000)
                .mapToObj(i -> new Object[] {i % 10 == 0 ? null : "text über zwölf Zeichen " + i, (long) i, ""})
                .iterator();
        assertThat(session.append(QualifiedName.of("load"), rows)).isEqualTo(300_000);
        assertThat(Rows.of(session, "select count(*), count(a), sum(n), max(b) from load"))
                .containsExactly("300000|270000|44999850000|");
        assertThat(Rows.of(session, "select a from load where n = 7")).containsExactly("text über zwölf Zeichen 7");
    }

    @Test
    void appendsAllRowsOrNone() {
        session.execute("create schema s");
        session.execute("create table s.t(a varchar primary key, n bigint)");
        List<Object[]> twice = List.of(new Object[] {"x", 1L}, new Object[] {"x", 2L});
        assertThat(error(() -> session.append(QualifiedName.of("s", "t"), twice.iterator()))
                        .state())
                .isEqualTo(SqlState.UNIQUE_VIOLATION);
        assertThat(Rows.of(session, "select count(*) from s.t")).containsExactly("0");
        Iterator<Object[]> broken = new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Object[] next() {
                if (next == 5000) {
                    throw new SqlException(SqlState.BAD_COPY_FILE_FORMAT, "line 5001 is odd");
                }
                return new Object[] {"k" + next++, null};
            }
        };
        SqlException error = error(() -> session.append(QualifiedName.of("s", "t"), broken));
        assertThat(error.state()).isEqualTo(SqlState.BAD_COPY_FILE_FORMAT);
        assertThat(Rows.of(session, "select count(*) from s.t")).containsExactly("0");
        assertThat(error(() -> session.append(QualifiedName.of("t"), twice.iterator()))
                        .state())
                .isEqualTo(SqlState.UNDEFINED_TABLE);
        session.begin(false);
        session.append(QualifiedName.of("s", "t"), twice.subList(0, 1).iterator());
        session.rollback();
        assertThat(Rows.of(session, "select count(*) from s.t")).containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from read_csv('/etc/passwd')",
                "select * from read_text('/etc/passwd')",
                "select * from '/etc/passwd'",
                "select * from glob('/etc/*')",
                "copy (select 1) to '/tmp/x.csv'",
                "attach ':memory:' as other",
                "attach '/tmp/other.duckdb' as other",
                "install httpfs",
                "load httpfs",
                "set threads = 8",
                "set lock_configuration = false",
                "set enable_external_access = true",
                "reset integer_division",
                "pragma database_list",
                "call pragma_version()",
                "use memory",
                "export database '/tmp/x'",
                "begin",
                " /* hidden */ COMMIT",
                "select getenv('HOME')"
            })
    void keepsUsersInside(String sql) {
        assertThat(error(() -> session.execute(sql))).isNotNull();
        assertThat(Rows.of(session, "select 1")).containsExactly("1");
    }

    @Test
    void keepsSettingsLockedBelowItsOwnGuard() {
        assertThat(Rows.of(
                        session,
                        "select current_setting('lock_configuration'), current_setting('enable_external_access'), "
                                + "current_setting('threads')"))
                .containsExactly("true|false|2");
    }

    @Test
    void spillsToDiskInsteadOfFailing() {
        assertThat(
                        Rows.of(
                                session,
                                "select max(x) from (select row_number() over (order by md5(i::varchar)) as x from range(3000000) r(i))"))
                .containsExactly("3000000");
    }

    @Test
    void keepsWhatWasCommitted() {
        session.execute("create table t as select 1 as i");
        reopen();
        assertThat(Rows.of(session, "select i from t")).containsExactly("1");
        assertThat(Rows.of(session, "select current_database()")).containsExactly("dev");
    }

    /** The engine's own groups are of 122,880 rows, of which one thread scans each. */
    @Test
    void tablesOfTensOfThousandsOfRowsAreScannedByMoreThanOneThread() {
        session.execute("create table t as select range as i from range(80000)");
        String groups = "select count(distinct row_group_id) from pragma_storage_info('t')";
        assertThat(Rows.of(session, groups)).containsExactly("5");
        reopen();
        session.execute("insert into t select range from range(80000)");
        assertThat(Rows.of(session, groups)).containsExactly("10");
    }

    @Test
    void refusesAFileThatAnotherProcessHasOpen() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenDatabase.class.getName(),
                        folder.resolve("dev.duckdb").toString(),
                        folder.resolve("temp2").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertThat(output).contains("OBJECT_IN_USE: the database is in use by another process");
    }

    @Test
    void refusesAFileThatThisProcessHasOpen() {
        SqlException error = error(() -> DuckDbWarehouse.open(folder.resolve("dev.duckdb"), settings()));
        assertThat(error.state()).isEqualTo(SqlState.OBJECT_IN_USE);
        assertThat(Rows.of(session, "select 1")).containsExactly("1");
    }

    @Test
    void knowsRedshiftsFunctionsBehindTheUsers() {
        assertThat(Rows.of(session, "select charindex('b', 'abc'), initcap('ada lovelace')"))
                .containsExactly("2|Ada Lovelace");
        session.execute("create schema s");
        session.setSearchPath(List.of("s"));
        assertThat(Rows.of(session, "select charindex('b', 'abc')")).containsExactly("2");
        assertThat(session.catalog().schemas()).containsExactly("public", "s");
        reopen();
        assertThat(Rows.of(session, "select charindex('b', 'abc')")).containsExactly("2");
    }

    @Test
    void refusesWhatIsNoDatabase() throws IOException {
        Path file = folder.resolve("garbage.duckdb");
        java.nio.file.Files.writeString(file, "garbage".repeat(1000));
        assertThat(error(() -> DuckDbWarehouse.open(file, settings())).state()).isEqualTo(SqlState.DATA_CORRUPTED);
        assertThat(error(() -> DuckDbWarehouse.open(folder.resolve("none/dev.duckdb"), settings()))
                        .state())
                .isEqualTo(SqlState.IO_ERROR);
    }

    @Test
    void endsSessionsWhenTheWarehouseCloses() {
        warehouse.close();
        assertThat(error(() -> session.execute("select 1")).state()).isEqualTo(SqlState.CONNECTION_FAILURE);
        assertThat(error(() -> warehouse.openSession()).state()).isEqualTo(SqlState.CONNECTION_FAILURE);
        session.close();
        session.cancel();
        assertThat(session.progress()).isEmpty();
    }

    @Test
    void opensManySessions() {
        for (int i = 0; i < 200; i++) {
            try (WarehouseSession one = warehouse.openSession()) {
                assertThat(Rows.of(one, "select 1")).containsExactly("1");
            }
        }
    }
}
