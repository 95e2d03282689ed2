package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.type.SqlType;
import io.auspex.server.session.PreparedStatement;
import io.auspex.server.session.Result;
import io.auspex.server.session.TransactionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionTest extends SharedServer {
    @Test
    void truncatesTimesToDaysAndNumbersAsEver() {
        assertThat(client.query(
                        "SELECT trunc(timestamp '2017-06-30 23:59:59')::varchar, trunc(2.789, 2), trunc(-2.7::float), to_char("
                                + "timestamp '2017-12-31 10:00:00', 'Q W D WW')"))
                .containsExactly(List.of("2017-06-30", "2.78", "-2.0", "4 5 1 53"));
    }

    @Test
    void runsQueriesWithParametersAndTags() {
        assertThat(client.run("CREATE TABLE tags (id INTEGER, name VARCHAR(20))"))
                .isEqualTo("CREATE TABLE");
        assertThat(client.run("INSERT INTO tags VALUES (1, 'a'), (2, 'b')")).isEqualTo("INSERT 0 2");
        assertThat(client.run("UPDATE tags SET name = 'c' WHERE id = 2")).isEqualTo("UPDATE 1");
        assertThat(client.query("SELECT name FROM tags WHERE id = $1", 2L)).containsExactly(List.of("c"));
        assertThat(client.run("CREATE TABLE tags2 AS SELECT * FROM tags")).isEqualTo("SELECT 2");
        assertThat(client.run("DELETE FROM tags")).isEqualTo("DELETE 2");
        assertThat(client.run("DROP TABLE tags")).isEqualTo("DROP TABLE");
        assertThat(client.run("  -- nothing")).isEmpty();
        assertThat(client.run("VACUUM")).isEqualTo("VACUUM");
    }

    @Test
    void saysWhatDropIfExistsDidNotFind() {
        client.run("CREATE TABLE there (a INTEGER)");
        client.run("CREATE TEMP TABLE passing (a INTEGER)");
        int before = client.notices().size();
        assertThat(client.run("DROP TABLE IF EXISTS nosuch")).isEqualTo("DROP TABLE");
        assertThat(client.run("drop view if exists public.\"No such\" cascade")).isEqualTo("DROP VIEW");
        client.run("DROP TABLE IF EXISTS there");
        client.run("DROP TABLE IF EXISTS passing");
        assertThat(client.notices().subList(before, client.notices().size()))
                .containsExactly(
                        "table \"nosuch\" does not exist, skipping", "view \"No such\" does not exist, skipping");
        client.run("CREATE TABLE there (a INTEGER)");
        client.run("BEGIN");
        client.run("DROP TABLE IF EXISTS nosuch");
        client.run("DROP TABLE there");
        client.run("DROP TABLE IF EXISTS there");
        client.run("COMMIT");
        assertThat(client.notices()).endsWith("table \"there\" does not exist, skipping");
    }

    @Test
    void describesWithoutRunning() {
        try (PreparedStatement statement =
                client.session().prepare("SELECT 1 AS one, 'x' || $1 AS text", List.of(SqlType.VARCHAR))) {
            assertThat(statement.columns()).extracting("name").containsExactly("one", "text");
            assertThat(statement.parameters()).containsExactly(SqlType.VARCHAR);
        }
    }

    @Test
    void pointsErrorsIntoTheUsersText() {
        String sql = "SELECT user, nosuch FROM (SELECT 1 AS a) t";
        assertThatThrownBy(() -> client.query(sql)).isInstanceOfSatisfying(SqlException.class, e -> {
            assertThat(e.state()).isEqualTo(SqlState.UNDEFINED_COLUMN);
            assertThat(e.position()).hasValue(sql.indexOf("nosuch"));
        });
    }

    @Test
    void answersSessionFunctions() {
        assertThat(client.query("SELECT current_user, user, session_user, current_database(), current_schema()"))
                .containsExactly(List.of("awsuser", "awsuser", "awsuser", "dev", "public"));
        assertThat(client.value("SELECT version()"))
                .contains("PostgreSQL 8.0.2")
                .contains("Redshift 1.0");
        assertThat(client.value("SELECT pg_backend_pid()"))
                .isEqualTo(Integer.toString(client.session().processId()));
        assertThat(client.columnNames("SELECT version(), current_user, 1 AS user"))
                .containsExactly("version", "current_user", "user");
        assertThat(client.columnNames("SELECT 1 IS DISTINCT FROM 2 AS differs, current_user"))
                .containsExactly("differs", "current_user");
        assertThat(client.columnNames(
                        "SELECT s.version FROM (SELECT version() FROM (SELECT 1) x GROUP BY current_user, 1) s"))
                .containsExactly("version");
    }

    @Test
    void keepsTransactionRules() {
        client.run("CREATE TABLE money (amount INTEGER)");
        assertThat(client.run("BEGIN")).isEqualTo("BEGIN");
        assertThat(client.session().transactionStatus()).isEqualTo(TransactionStatus.IN_TRANSACTION);
        client.run("INSERT INTO money VALUES (1)");
        client.run("BEGIN");
        assertThat(client.notices()).containsExactly("there is already a transaction in progress");
        assertState(SqlState.UNDEFINED_TABLE, () -> client.run("SELECT * FROM nosuch"));
        assertThat(client.session().transactionStatus()).isEqualTo(TransactionStatus.FAILED);
        assertState(SqlState.IN_FAILED_TRANSACTION, () -> client.run("SELECT 1"));
        assertThat(client.run("COMMIT")).isEqualTo("ROLLBACK");
        assertThat(client.session().transactionStatus()).isEqualTo(TransactionStatus.IDLE);
        assertThat(client.value("SELECT count(*) FROM money")).isEqualTo("0");
        client.run("BEGIN");
        client.run("INSERT INTO money VALUES (2)");
        assertThat(client.run("END")).isEqualTo("COMMIT");
        assertThat(client.value("SELECT count(*) FROM money")).isEqualTo("1");
        client.run("COMMIT");
        assertThat(client.notices()).contains("there is no transaction in progress");
    }

    @Test
    void keepsASyntaxErrorFromTheTransaction() {
        client.run("BEGIN");
        assertState(SqlState.SYNTAX_ERROR, () -> client.run("SELEC 1"));
        assertThat(client.session().transactionStatus()).isEqualTo(TransactionStatus.FAILED);
        assertThat(client.run("ROLLBACK")).isEqualTo("ROLLBACK");
    }

    @Test
    void makesOneTransactionOfAScript() {
        client.run("CREATE TABLE script (a INTEGER)");
        assertThatThrownBy(() -> client.runScript("INSERT INTO script VALUES (1); INSERT INTO nosuch VALUES (1)"))
                .isInstanceOf(SqlException.class);
        assertThat(client.value("SELECT count(*) FROM script")).isEqualTo("0");
        client.runScript("INSERT INTO script VALUES (1); INSERT INTO script VALUES (2)");
        assertThat(client.value("SELECT count(*) FROM script")).isEqualTo("2");
        client.runScript("INSERT INTO script VALUES (3); BEGIN; INSERT INTO script VALUES (4)");
        assertThat(client.session().transactionStatus()).isEqualTo(TransactionStatus.IN_TRANSACTION);
        client.run("ROLLBACK");
        assertThat(client.value("SELECT count(*) FROM script")).isEqualTo("2");
    }

    @Test
    void refusesWritesWhenReadOnly() {
        client.run("CREATE TABLE ro (a INTEGER)");
        client.run("BEGIN READ ONLY");
        assertState(SqlState.READ_ONLY_TRANSACTION, () -> client.run("INSERT INTO ro VALUES (1)"));
        client.run("ROLLBACK");
        client.run("SET readonly = 1");
        assertState(SqlState.READ_ONLY_TRANSACTION, () -> client.run("DROP TABLE ro"));
        client.run("SET readonly = 0");
        client.run("DROP TABLE ro");
    }

    @Test
    void setsAndShowsParameters() {
        client.run("SET application_name TO 'tests'");
        assertThat(client.value("SHOW application_name")).isEqualTo("tests");
        assertThat(client.changedParameters()).containsEntry("application_name", "tests");
        client.run("SET timezone = 'europe/berlin'");
        assertThat(client.value("SHOW TimeZone")).isEqualTo("Europe/Berlin");
        client.run("RESET timezone");
        assertThat(client.value("SHOW timezone")).isEqualTo("UTC");
        client.run("SET my.own = 'x'");
        assertThat(client.value("SHOW my.own")).isEqualTo("x");
        assertState(SqlState.UNDEFINED_OBJECT, () -> client.run("SET nosuch = 1"));
        assertState(SqlState.UNDEFINED_OBJECT, () -> client.run("SHOW nosuch"));
        assertState(SqlState.FEATURE_NOT_SUPPORTED, () -> client.run("SET client_encoding = 'LATIN1'"));
        assertState(SqlState.INVALID_PARAMETER_VALUE, () -> client.run("SET timezone = 'Nowhere/Land'"));
        assertThat(client.value("SHOW server_version")).isEqualTo("8.0.2");
        assertThat(client.query("SHOW ALL")).contains(List.of("TimeZone", "UTC", ""));
        assertThat(client.session().reportedParameters())
                .containsEntry("server_version", "8.0.2")
                .containsEntry("client_encoding", "UTF8")
                .containsEntry("DateStyle", "ISO, MDY")
                .containsEntry("session_authorization", "awsuser");
    }

    @Test
    void forgetsParametersOfARolledBackTransaction() {
        client.run("BEGIN");
        client.run("SET application_name = 'inside'");
        client.run("ROLLBACK");
        assertThat(client.value("SHOW application_name")).isEmpty();
    }

    @Test
    void takesStartupParameters() {
        try (TestServer.Client other = server.connect(Map.of(
                "user",
                "awsuser",
                "database",
                "dev",
                "application_name",
                "psql",
                "options",
                "-c statement_timeout=5s"))) {
            assertThat(other.value("SHOW application_name")).isEqualTo("psql");
            assertThat(other.value("SHOW statement_timeout")).isEqualTo("5000");
            other.run("SET application_name = 'x'");
            other.run("RESET application_name");
            assertThat(other.value("SHOW application_name")).isEqualTo("psql");
        }
    }

    @Test
    void followsTheSearchPath() {
        client.run("CREATE SCHEMA s1");
        client.run("SET search_path TO s1, public");
        client.run("CREATE TABLE here (a INTEGER)");
        assertThat(client.value("SELECT current_schema()")).isEqualTo("s1");
        assertThat(client.query("SHOW TABLES FROM SCHEMA dev.s1")).hasSize(1);
        client.run("SET search_path TO public");
        assertState(SqlState.UNDEFINED_TABLE, () -> client.query("SELECT * FROM here"));
        client.run("DROP SCHEMA s1 CASCADE");
    }

    @Test
    void showsMetadata() {
        client.run("CREATE SCHEMA meta");
        client.run("CREATE TABLE meta.t (id INTEGER NOT NULL, price NUMERIC(10,2), name VARCHAR(20))");
        client.run("CREATE VIEW meta.v AS SELECT id FROM meta.t");
        assertThat(client.query("SHOW DATABASES")).containsExactly(List.of("dev"));
        assertThat(client.query("SHOW SCHEMAS FROM DATABASE $1 LIKE $2", "dev", "me%"))
                .containsExactly(List.of("dev", "meta"));
        assertThat(client.query("SHOW TABLES FROM SCHEMA $1.$2", "dev", "meta"))
                .extracting(row -> row.get(2) + " " + row.get(3))
                .containsExactly("t TABLE", "v VIEW");
        assertThat(client.query("SHOW COLUMNS FROM TABLE $1.$2.$3", "dev", "meta", "t"))
                .extracting(row -> row.get(3) + " " + row.get(4) + " " + row.get(6) + " " + row.get(7))
                .containsExactly("id 1 NO integer", "price 2 YES numeric", "name 3 YES character varying");
        assertThat(client.query("SHOW CONSTRAINTS PRIMARY KEYS FROM TABLE $1.$2.$3", "dev", "meta", "t"))
                .isEmpty();
        assertState(SqlState.INVALID_CATALOG_NAME, () -> client.query("SHOW SCHEMAS FROM DATABASE other"));
        client.run("DROP SCHEMA meta CASCADE");
    }

    @Test
    void hidesTheServersOwnSchema() {
        for (String sql : List.of(
                "SELECT * FROM auspex.users",
                "SELECT * FROM \"AUSPEX\".users",
                "SELECT * FROM dev.auspex.models",
                "DROP SCHEMA auspex CASCADE",
                "INSERT INTO auspex.models SELECT * FROM auspex.models",
                "CREATE VIEW public.leak AS SELECT * FROM auspex.users",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM duckdb_secrets()",
                "SELECT * FROM query('select * from ' || 'aus' || 'pex.users')",
                "SELECT * FROM query_table('x')",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT getenv('HOME')",
                "SELECT __auspex_refuse('x', 'y', 'z')",
                "COPY auspex.users FROM 's3://bucket/x'")) {
            assertState(SqlState.INSUFFICIENT_PRIVILEGE, () -> client.run(sql));
        }
        assertThat(client.value("SELECT read_count + 1 FROM (SELECT 1 AS read_count)"))
                .isEqualTo("2");
        assertState(SqlState.UNDEFINED_TABLE, () -> client.run("SELECT * FROM '/etc/passwd'"));
        assertState(SqlState.UNDEFINED_TABLE, () -> client.run("SELECT * FROM 'auspex.users'"));
        assertThat(client.query("SHOW SCHEMAS FROM DATABASE dev"))
                .noneMatch(row -> row.get(1).startsWith("auspex"));
        assertThat(client.query("SELECT * FROM stv_ml_model_info")).isEmpty();
    }

    @Test
    void stopsAStatementWhenItsTimeIsUp() {
        client.run("SET statement_timeout = 200");
        assertThatThrownBy(() -> client.value(
                        "SELECT count(*) FROM range(100000) a, range(1000000) b WHERE a.range + b.range = 7"))
                .isInstanceOfSatisfying(SqlException.class, e -> {
                    assertThat(e.state()).isEqualTo(SqlState.QUERY_CANCELED);
                    assertThat(e.getMessage()).contains("statement timeout");
                });
        client.run("SET statement_timeout = 0");
        assertThat(client.value("SELECT 1")).isEqualTo("1");
    }

    @Test
    void cancelsByKeyOnly() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<Throwable> error = new AtomicReference<>();
        Thread runner = new Thread(() -> {
            started.countDown();
            try {
                client.value("SELECT count(*) FROM range(100000) a, range(1000000) b WHERE a.range + b.range = 7");
            } catch (Throwable e) {
                error.set(e);
            }
        });
        runner.start();
        started.await();
        int processId = client.session().processId();
        server.server().cancel(processId, client.session().secretKey() + 1);
        assertThat(runner.isAlive()).isTrue();
        while (runner.isAlive()) {
            server.server().cancel(processId, client.session().secretKey());
            runner.join(20);
        }
        assertThat(error.get()).isInstanceOfSatisfying(SqlException.class, e -> {
            assertThat(e.state()).isEqualTo(SqlState.QUERY_CANCELED);
            assertThat(e.getMessage()).contains("user request");
        });
        client.session().cancel();
        assertThat(client.value("SELECT 1")).isEqualTo("1");
    }

    @Test
    void cancelsWhatIsStillBeingPrepared() throws Exception {
        String list = IntStream.range(0, 300_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String longToPrepare = "SELECT count(*) FROM range(100000) a, range(1000000) b WHERE a.range + b.range = 7"
                + " AND a.range IN (" + list + ")";
        client.run("SET statement_timeout = 60000");
        CountDownLatch started = new CountDownLatch(1);
        Thread canceller = new Thread(() -> {
            try {
                started.await();
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                client.session().cancel();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        canceller.start();
        assertThatThrownBy(() -> {
                    started.countDown();
                    client.value(longToPrepare);
                })
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("user request");
        canceller.join();
        client.run("SET statement_timeout = 0");
        assertThat(client.value("SELECT 1")).isEqualTo("1");
    }

    @Test
    void boundsTheNumberOfSessions() {
        List<TestServer.Client> clients = new ArrayList<>();
        try {
            while (clients.size() < 19) {
                clients.add(server.connect());
            }
            assertState(SqlState.TOO_MANY_CONNECTIONS, server::connect);
        } finally {
            clients.forEach(TestServer.Client::close);
        }
        server.connect().close();
    }

    @Test
    void refusesAPlanThatHasGoneStale() {
        client.run("CREATE TABLE stale (a INTEGER)");
        try (PreparedStatement statement = client.session().prepare("SELECT * FROM stale", List.of())) {
            client.run("ALTER TABLE stale ADD COLUMN b INTEGER");
            assertState(SqlState.STALE_STATEMENT, () -> {
                Result result = client.session().execute(statement, List.of());
                ((Result.Rows) result).stream().close();
            });
        }
        client.run("DROP TABLE stale");
    }

    @Test
    void explainsInOneColumn() {
        assertThat(client.columnNames("EXPLAIN SELECT 1")).containsExactly("QUERY PLAN");
        assertThat(client.query("EXPLAIN SELECT 1")).isNotEmpty();
    }

    @Test
    void speaksRedshiftsDialect() {
        client.run("CREATE TABLE dialect (id INTEGER IDENTITY(1,1), happened TIMESTAMP ENCODE az64, name VARCHAR(MAX))"
                + " DISTSTYLE KEY DISTKEY (id) SORTKEY (happened)");
        client.run("INSERT INTO dialect (happened, name) VALUES ('2026-01-31', 'a'), ('2026-02-01', NULL)");
        assertThat(client.query("SELECT id, NVL(name, 'none') FROM dialect ORDER BY id"))
                .containsExactly(List.of("1", "a"), List.of("2", "none"));
        assertThat(client.value("SELECT DATEDIFF(day, '2026-01-31'::date, DATEADD(month, 1, '2026-01-31'::date))"))
                .isEqualTo("28");
        assertThat(client.query("SELECT TOP 1 id FROM dialect ORDER BY id")).containsExactly(List.of("1"));
        client.run("DROP TABLE dialect");
    }
}
