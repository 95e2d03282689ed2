package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cursors, and what else a session does to itself and to others. */
class CursorTest extends SharedServer {
    @BeforeAll
    static void fill() {
        try (TestServer.Client client = server.connect()) {
            client.run("CREATE TABLE numbers AS SELECT i AS n, i * 1.25 AS price, 'a long enough text for row ' || i AS"
                    + " label, i % 2 = 0 AS even, date '2020-01-01' + i::int AS day, NULL::int AS nothing FROM"
                    + " range(200000) t(i)");
            client.run("CREATE USER bob PASSWORD 'Password1'");
        }
    }

    /** A row a text, with | between the values. */
    private static List<String> query(TestServer.Client client, String sql) {
        return client.query(sql).stream().map(row -> String.join("|", row)).toList();
    }

    @Test
    void portionsFollowEachOther() {
        client.run("BEGIN");
        assertThat(client.run("DECLARE c CURSOR FOR SELECT n FROM numbers ORDER BY n LIMIT 5"))
                .isEqualTo("DECLARE CURSOR");
        assertThat(query(client, "FETCH FORWARD 2 FROM c")).containsExactly("0", "1");
        assertThat(query(client, "FETCH c")).containsExactly("2");
        assertThat(query(client, "FETCH ALL FROM c")).containsExactly("3", "4");
        assertThat(query(client, "FETCH NEXT FROM c")).isEmpty();
        assertThat(client.run("CLOSE c")).isEqualTo("CLOSE CURSOR");
        client.run("COMMIT");
    }

    /** The rest is stored away, in a file where it is large, and is what it was when the cursor was declared. */
    @Test
    void otherStatementsDoNotDisturbIt() throws IOException {
        client.run("BEGIN");
        client.run("DECLARE c CURSOR FOR SELECT * FROM numbers ORDER BY n");
        List<String> first = query(client, "FETCH 3 FROM c");
        assertThat(first).hasSize(3);
        client.run("DELETE FROM numbers");
        assertThat(files()).anyMatch(name -> name.startsWith("cursor"));
        assertThat(query(client, "FETCH 2 FROM c"))
                .containsExactly(
                        "3|3.75|a long enough text for row 3|false|18265|null",
                        "4|5.00|a long enough text for row 4|true|18266|null");
        assertThat(query(client, "FETCH ALL FROM c")).hasSize(200_000 - 5);
        client.run("ROLLBACK");
        assertThat(files()).noneMatch(name -> name.startsWith("cursor"));
        assertThat(query(client, "SELECT count(*) FROM numbers")).containsExactly("200000");
    }

    private static List<String> files() throws IOException {
        try (var entries = Files.list(folder.resolve("tmp"))) {
            return entries.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test
    void itLivesInATransactionAndAlone() {
        assertState(SqlState.NO_ACTIVE_TRANSACTION, () -> client.run("DECLARE c CURSOR FOR SELECT 1"));
        client.run("BEGIN");
        client.run("DECLARE c CURSOR FOR SELECT n FROM numbers");
        client.run("COMMIT");
        assertState(SqlState.INVALID_CURSOR_NAME, () -> client.run("FETCH c"));
        client.run("BEGIN");
        client.run("DECLARE c CURSOR FOR SELECT n FROM numbers");
        assertState(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, () -> client.run("DECLARE d CURSOR FOR SELECT 1"));
        client.run("ROLLBACK");
        client.run("BEGIN");
        client.run("DECLARE c CURSOR FOR SELECT n FROM numbers");
        assertState(SqlState.DUPLICATE_CURSOR, () -> client.run("DECLARE c CURSOR FOR SELECT 1"));
        client.run("ROLLBACK");
        assertThatThrownBy(() -> client.run("DECLARE c CURSOR FOR SELECT nope FROM numbers"))
                .isInstanceOfSatisfying(SqlException.class, e -> assertThat(e.position())
                        .hasValue("DECLARE c CURSOR FOR SELECT ".length()));
    }

    @Test
    void aSuperuserActsAsSomebodyElse() {
        client.run("BEGIN");
        client.run("SET SESSION AUTHORIZATION bob");
        assertThat(query(client, "SELECT current_user")).containsExactly("bob");
        assertState(SqlState.INSUFFICIENT_PRIVILEGE, () -> client.run("SELECT count(*) FROM numbers"));
        client.run("ROLLBACK");
        assertThat(query(client, "SELECT current_user")).containsExactly("awsuser");
        client.run("SET SESSION AUTHORIZATION bob");
        assertState(SqlState.INSUFFICIENT_PRIVILEGE, () -> client.run("SELECT count(*) FROM numbers"));
        client.run("RESET SESSION AUTHORIZATION");
        assertThat(query(client, "SELECT count(*) FROM numbers")).containsExactly("200000");
        try (TestServer.Client bob = server.connectAs("bob")) {
            assertState(SqlState.INSUFFICIENT_PRIVILEGE, () -> bob.run("SET SESSION AUTHORIZATION awsuser"));
        }
    }

    /** Nor does a statement that was prepared with more rights keep them. */
    @Test
    void preparedStatementsAskAgain() {
        try (var prepared = client.session().prepare("SELECT count(*) FROM numbers", List.of())) {
            client.run("SET SESSION AUTHORIZATION bob");
            assertState(SqlState.INSUFFICIENT_PRIVILEGE, () -> client.session().execute(prepared, List.of()));
        }
    }

    @Test
    void sessionsAreListedAndStopped() {
        try (TestServer.Client bob = server.connectAs("bob")) {
            assertThat(query(bob, "SELECT user_name FROM stv_sessions")).containsExactly("bob");
            assertThat(query(client, "SELECT user_name FROM stv_sessions")).contains("bob", "awsuser");
            int pid = client.session().processId();
            assertThatThrownBy(() -> query(bob, "SELECT pg_cancel_backend(" + pid + ")"))
                    .hasMessageContaining("must be superuser");
            assertThatThrownBy(() -> bob.run("CANCEL " + pid)).hasMessageContaining("must be superuser");
            assertThat(query(client, "SELECT pg_cancel_backend(" + bob.session().processId() + ")"))
                    .containsExactly("true");
            assertThat(query(client, "SELECT pg_cancel_backend(1)")).containsExactly("false");
            assertThat(client.run("CANCEL " + bob.session().processId() + " 'enough'"))
                    .isEqualTo("CANCEL");
            client.run("CANCEL 1");
            assertThat(client.notices()).contains("PID 1 is not a server process");
        }
    }
}
