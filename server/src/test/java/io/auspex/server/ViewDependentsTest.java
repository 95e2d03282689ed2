package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What views read does not go from under them, unless they go too. */
class ViewDependentsTest extends SharedServer {
    @BeforeEach
    void create() {
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
    void keepsTheTypesOfWhatViewsRead() {
        client.run("CREATE VIEW s.x AS SELECT upper(\"B\") AS loud FROM public.t");
        client.run("CREATE VIEW y AS SELECT b, a FROM t");
        for (String statement : List.of(
                "ALTER TABLE t ALTER COLUMN b TYPE varchar(20)",
                "alter table dev.public.t alter \"B\" set data type varchar(20);",
                "ALTER TABLE t ALTER COLUMN b TYPE varchar(5)")) {
            assertThatThrownBy(() -> client.run(statement)).isInstanceOfSatisfying(SqlException.class, e -> {
                assertThat(e.state()).isEqualTo(SqlState.FEATURE_NOT_SUPPORTED);
                assertThat(e).hasMessage("cannot alter type of a column used by a view or rule");
                assertThat(e.detail().orElseThrow().toLowerCase(Locale.ROOT))
                        .isEqualTo("view y depends on column b of table t\nview s.x depends on column b of table t");
                assertThat(e.hint().orElseThrow()).contains("WITH NO SCHEMA BINDING");
            });
        }
        // Views of views read the table's column through them, and are no obstacle of their own.
        assertThatThrownBy(() -> client.run("ALTER TABLE t ALTER COLUMN a TYPE bigint"))
                .isInstanceOfSatisfying(SqlException.class, e -> assertThat(e.detail())
                        .hasValue("view v depends on column a of table t\nview y depends on column a of table t"));
        client.run("ALTER TABLE t ALTER COLUMN c TYPE bigint");
        client.run("DROP VIEW y, s.x");
        client.run("CREATE VIEW late AS SELECT b FROM t WITH NO SCHEMA BINDING");
        client.run("ALTER TABLE t ALTER COLUMN b TYPE varchar(20)");
        client.run("INSERT INTO t (b) VALUES ('eleven long')");
        assertThat(client.value("SELECT b FROM late")).isEqualTo("eleven long");
        client.run("DROP VIEW late");
    }

    @Test
    void keepsTheNamesOfWhatViewsRead() {
        for (String statement :
                List.of("ALTER TABLE t RENAME COLUMN a TO z", "alter table public.t rename \"a\" to z;")) {
            assertThatThrownBy(() -> client.run(statement)).isInstanceOfSatisfying(SqlException.class, e -> {
                assertThat(e.state()).isEqualTo(SqlState.FEATURE_NOT_SUPPORTED);
                assertThat(e).hasMessage("cannot rename a column used by a view or rule");
                assertThat(e.detail()).hasValue("view v depends on column a of table t");
                assertThat(e.hint().orElseThrow()).contains("WITH NO SCHEMA BINDING");
            });
        }
        client.run("ALTER TABLE t RENAME COLUMN c TO z");
        assertThat(client.value("SELECT count(z) FROM t")).isEqualTo("0");
        client.run("ALTER TABLE t RENAME z TO c");
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
