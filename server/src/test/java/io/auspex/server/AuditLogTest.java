package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.server.TestServer.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down of statements, and who sees it. */
class AuditLogTest {
    @TempDir
    static Path folder;

    private static TestServer server;
    private static Client admin;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
        admin = server.connect();
        for (String user : List.of("ana", "bob", "auditor")) {
            admin.run("CREATE USER " + user + " PASSWORD 'Passw0rd1'");
        }
        admin.run("ALTER USER auditor SYSLOG ACCESS UNRESTRICTED");
    }

    @AfterAll
    static void stop() {
        admin.close();
        server.close();
    }

    /** Asks until the writer has caught up with the statement before. */
    private static List<List<String>> rows(Client client, String query, int expected) {
        List<List<String>> rows = client.query(query);
        long end = System.nanoTime() + 60_000_000_000L;
        while (rows.size() < expected && System.nanoTime() < end) {
            rows = client.query(query);
        }
        return rows;
    }

    @Test
    void everyStatementIsThereWithItsOutcome() {
        admin.run("CREATE TABLE kept (a INT)");
        admin.run("INSERT INTO kept VALUES (1), (2), (3)");
        admin.run("SELECT a FROM kept");
        assertThatThrownBy(() -> admin.run("SELECT missing FROM kept")).isInstanceOf(SqlException.class);
        assertThatThrownBy(() -> admin.run("SELEC kept")).isInstanceOf(SqlException.class);
        admin.run("BEGIN");
        admin.run("UPDATE kept SET a = 4");
        admin.run("COMMIT");
        String statements = "SELECT query_type, status, returned_rows, error_message, query_text FROM sys_query_history"
                + " WHERE query_text LIKE '%kept%' AND query_text NOT LIKE '%query_history%' ORDER BY query_id";
        assertThat(rows(admin, statements, 6))
                .containsExactly(
                        List.of("DDL", "success", "0", "", "CREATE TABLE kept (a INT)"),
                        List.of("INSERT", "success", "3", "", "INSERT INTO kept VALUES (1), (2), (3)"),
                        List.of("SELECT", "success", "3", "", "SELECT a FROM kept"),
                        List.of(
                                "SELECT",
                                "failed",
                                "0",
                                "42703 column \"missing\" does not exist",
                                "SELECT missing FROM kept"),
                        List.of(
                                "OTHER",
                                "failed",
                                "0",
                                rows(admin, statements, 6).get(4).get(3),
                                "SELEC kept"),
                        List.of("UPDATE", "success", "3", "", "UPDATE kept SET a = 4"));
        assertThat(admin.query("SELECT count(DISTINCT xid), count(*) FROM svl_statementtext WHERE xid ="
                        + " (SELECT max(xid) FROM stl_query WHERE querytxt = 'UPDATE kept SET a = 4')"))
                .containsExactly(List.of("1", "3"));
        assertThat(admin.query("SELECT text FROM stl_ddltext WHERE text LIKE '%kept%'"))
                .containsExactly(List.of("CREATE TABLE kept (a INT)"));
    }

    @Test
    void aSessionKnowsItsLatestQuery() {
        try (Client client = server.connect()) {
            assertThat(client.value("SELECT pg_last_query_id()")).isEqualTo("-1");
            client.run("CREATE TABLE queried (a INT)");
            client.run("SELECT a AS latest FROM queried");
            String latest = client.value("SELECT pg_last_query_id()");
            // What Redshift's leader node answers alone is no query.
            assertThat(client.query("SELECT pg_last_query_id(), pg_last_copy_id()"))
                    .containsExactly(List.of(latest, "-1"));
            assertThat(rows(client, "SELECT querytxt FROM stl_query WHERE query = " + latest, 1))
                    .containsExactly(List.of("SELECT a AS latest FROM queried"));
        }
    }

    @Test
    void whatBecomesOfUsersIsTakenDown() {
        admin.run("CREATE USER passing PASSWORD 'Passw0rd1' CREATEDB");
        admin.run("ALTER USER passing CREATEUSER");
        admin.run("ALTER USER passing RENAME TO gone");
        admin.run("DROP USER gone");
        String log = "SELECT action, oldusername, newusername, usecreatedb, usesuper FROM stl_userlog"
                + " WHERE newusername IN ('passing', 'gone') ORDER BY recordtime";
        assertThat(admin.query(log))
                .containsExactly(
                        List.of("create", "passing", "passing", "1", "0"),
                        List.of("alter", "passing", "passing", "1", "1"),
                        List.of("rename", "passing", "gone", "1", "1"),
                        List.of("drop", "gone", "gone", "1", "1"));
        try (Client ana = server.connectAs("ana")) {
            assertThat(ana.query(log)).isEmpty();
        }
    }

    @Test
    void longTextsComeInChunks() {
        String text = "SELECT '" + "abcdefghij".repeat(99) + "' AS long";
        admin.run(text);
        List<List<String>> parts = rows(
                admin,
                "SELECT sequence, text FROM stl_querytext WHERE query = (SELECT max(query) FROM stl_query WHERE"
                        + " querytxt LIKE '%AS long') ORDER BY sequence",
                6);
        assertThat(parts).hasSize(6);
        StringBuilder whole = new StringBuilder();
        parts.forEach(part -> whole.append(part.get(1)));
        assertThat(whole).hasToString(text);
    }

    @Test
    void secretsAreNowhere() throws Exception {
        admin.run("CREATE USER secretive PASSWORD 'Zq7secret'");
        assertThatThrownBy(() -> admin.run("CREATE USER other PASSWORD Zq7secret"))
                .isInstanceOf(SqlException.class);
        assertThatThrownBy(() -> admin.run("ALTER USER secretive PASSWORD 'Zq7secret"))
                .isInstanceOf(SqlException.class);
        assertThatThrownBy(() -> admin.run("COPY t FROM 's3://bucket/x' SECRET_ACCESS_KEY 'Zq7secret'"))
                .isInstanceOf(SqlException.class);
        assertThat(rows(admin, "SELECT 1 FROM svl_statementtext WHERE text LIKE '%SECRET_ACCESS_KEY%'", 1))
                .isNotEmpty();
        assertThat(admin.query("SELECT * FROM sys_query_history").toString()).doesNotContainIgnoringCase("Zq7");
        assertThat(admin.query("SELECT * FROM stv_recents").toString()).doesNotContainIgnoringCase("Zq7");
        assertThat(Files.readString(folder.resolve("audit").resolve("audit.jsonl")))
                .doesNotContainIgnoringCase("Zq7")
                .contains("PASSWORD '***'");
    }

    @Test
    void usersSeeWhatTheyDidThemselves() {
        try (Client ana = server.connectAs("ana");
                Client bob = server.connectAs("bob");
                Client auditor = server.connectAs("auditor")) {
            ana.run("SELECT 'by ana'");
            bob.run("SELECT 'by bob'");
            String query = "SELECT querytxt FROM stl_query WHERE querytxt LIKE 'SELECT ''by%'";
            assertThat(rows(auditor, query, 2)).hasSize(2);
            assertThat(rows(ana, query, 1)).containsExactly(List.of("SELECT 'by ana'"));
            assertThat(rows(bob, query, 1)).containsExactly(List.of("SELECT 'by bob'"));
        }
        admin.run("DROP USER bob");
        admin.run("CREATE USER bob PASSWORD 'Passw0rd1'");
        try (Client another = server.connectAs("bob")) {
            assertThat(another.query("SELECT querytxt FROM stl_query WHERE querytxt LIKE 'SELECT ''by%'"))
                    .as("the past of somebody else of this name")
                    .isEmpty();
        }
    }

    @Test
    void numbersGoOnAfterARestart(@TempDir Path other) {
        try (TestServer restarted = TestServer.start(other)) {
            try (Client client = restarted.connect()) {
                client.run("SELECT 'before'");
            }
            restarted.restart();
            try (Client client = restarted.connect()) {
                client.run("SELECT 'after'");
                assertThat(rows(client, "SELECT query FROM stl_query WHERE querytxt LIKE 'SELECT ''%'", 2))
                        .doesNotHaveDuplicates()
                        .hasSize(2);
            }
        }
    }
}
