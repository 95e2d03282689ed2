package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What views read does not go from under them, unless they go too. */
class ViewDependentsTest {
    @TempDir
    static Path folder;

    private static TestServer server;
    private TestServer.Client client;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void create() {
        client = server.connect();
        client.run("CREATE SCHEMA s");
        client.run("CREATE TABLE t (a int, b varchar(10), c int)");
        client.run("CREATE TABLE s.u (a int)");
        client.run("CREATE VIEW v AS WITH w AS (SELECT a FROM t) SELECT w.a, (SELECT max(a) FROM s.u) AS most FROM w");
        client.run("CREATE VIEW s.w AS SELECT a FROM v");
    }

    @AfterEach
    void drop() {
        client.run("DROP SCHEMA s CASCADE");
        client.run("DROP TABLE IF EXISTS t CASCADE");
        client.close();
    }

    private void assertRefused(String statement, String message, String detail) {
        assertThatThrownBy(() -> client.run(statement)).isInstanceOfSatisfying(SqlException.class, e -> {
            assertThat(e.state()).isEqualTo(SqlState.DEPENDENT_OBJECTS_STILL_EXIST);
            assertThat(e).hasMessage(message);
            assertThat(e.detail()).hasValue(detail);
            assertThat(e.hint()).hasValue("Use DROP ... CASCADE to drop the dependent objects too.");
        });
    }

    private List<List<String>> views() {
        return client.query(
                "SELECT schemaname, viewname FROM pg_views WHERE schemaname IN ('public', 's') ORDER BY 1, 2");
    }

    @Test
    void refusesToDropWhatViewsRead() {
        String both = "\nview s.w depends on view v";
        assertRefused(
                "DROP TABLE t",
                "cannot drop table t because other objects depend on it",
                "view v depends on table t" + both);
        assertRefused(
                "drop table if exists dev.public.\"T\" restrict;",
                "cannot drop table t because other objects depend on it",
                "view v depends on table t" + both);
        assertRefused(
                "DROP VIEW v", "cannot drop view v because other objects depend on it", "view s.w depends on view v");
        assertRefused(
                "DROP TABLE t, s.u",
                "cannot drop desired object(s) because other objects depend on them",
                "view v depends on table t\nview v depends on table s.u" + both);
        assertRefused(
                "ALTER TABLE t DROP COLUMN a",
                "cannot drop column a of table t because other objects depend on it",
                "view v depends on column a of table t" + both);
        assertThat(client.query("SELECT * FROM s.w")).isEmpty();
        assertThat(views()).containsExactly(List.of("public", "v"), List.of("s", "w"));
    }

    @Test
    void dropsWhatNoViewReads() {
        client.run("ALTER TABLE t DROP COLUMN c");
        client.run("ALTER TABLE t RENAME COLUMN b TO d");
        // Of the same name in another schema, and in the session.
        client.run("CREATE TABLE s.t (a int)");
        client.run("DROP TABLE s.t");
        client.run("CREATE TEMP TABLE t (a int)");
        client.run("DROP TABLE t");
        client.run("CREATE TABLE w (a int)");
        client.run("DROP TABLE w");
        client.run("DROP VIEW v, s.w");
        client.run("DROP TABLE t");
        assertThat(views()).isEmpty();
    }

    @Test
    void dropsTheViewsToo() {
        client.run("GRANT SELECT ON v TO PUBLIC");
        int before = client.notices().size();
        client.run("BEGIN");
        client.run("DROP TABLE t CASCADE");
        assertThat(views()).isEmpty();
        client.run("ROLLBACK");
        assertThat(views()).hasSize(2);
        client.run("ALTER TABLE t DROP COLUMN a CASCADE");
        assertThat(views()).isEmpty();
        client.run("CREATE VIEW v AS SELECT b FROM t");
        // What was granted on the one that is gone holds no more.
        assertThat(client.value("SELECT count(*) FROM svv_relation_privileges WHERE relation_name = 'v'"))
                .isEqualTo("0");
        client.run("DROP TABLE t CASCADE");
        assertThat(client.notices().subList(before, client.notices().size()))
                .containsExactly(
                        "drop cascades to 2 other objects",
                        "drop cascades to 2 other objects",
                        "drop cascades to view v");
    }

    @Test
    void dropsTheViewsThatReadWhatASchemaHolds() {
        client.run("CREATE VIEW other AS SELECT b FROM t");
        client.run("DROP SCHEMA s CASCADE");
        assertThat(views()).containsExactly(List.of("public", "other"));
        client.run("CREATE SCHEMA s");
    }

    @Test
    void leavesViewsWithoutBinding() {
        client.run("DROP VIEW v, s.w");
        client.run("CREATE VIEW late AS SELECT a FROM t WITH NO SCHEMA BINDING");
        client.run("CREATE VIEW later AS SELECT a FROM late WITH NO SCHEMA BINDING;");
        client.run("ALTER TABLE later RENAME TO latest");
        client.run("DROP TABLE t CASCADE");
        client.run("DROP VIEW late");
        client.run("CREATE TABLE t (a int)");
        client.run("CREATE VIEW late AS SELECT a FROM t");
        assertRefused(
                "DROP TABLE t",
                "cannot drop table t because other objects depend on it",
                "view late depends on table t");
        client.run("CREATE OR REPLACE VIEW late AS SELECT a FROM t WITH NO SCHEMA BINDING");
        client.run("DROP TABLE t");
        client.run("DROP VIEW late, latest");
    }

    @Test
    void understandsPivotsAndRecursion() {
        client.run("CREATE VIEW p AS SELECT * FROM (SELECT b, c FROM t) PIVOT (sum(c) FOR b IN ('x', 'y'))");
        client.run("CREATE VIEW r AS WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3)"
                + " SELECT n FROM t");
        assertRefused(
                "ALTER TABLE t DROP COLUMN c",
                "cannot drop column c of table t because other objects depend on it",
                "view p depends on column c of table t");
        client.run("DROP TABLE t CASCADE");
        assertThat(views()).containsExactly(List.of("public", "r"));
        client.run("DROP VIEW r");
    }
}
