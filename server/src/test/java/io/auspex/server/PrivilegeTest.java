package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.server.session.PreparedStatement;
import io.auspex.server.session.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users may do to tables, views and schemas, and ways around it. Issue 4, point 9. */
class PrivilegeTest {
    @TempDir
    Path folder;

    private TestServer server;
    private TestServer.Client root;
    private TestServer.Client ana;
    private TestServer.Client bob;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        root = server.connect();
        root.run("CREATE USER ana PASSWORD 'Passw0rd1'");
        root.run("CREATE USER bob PASSWORD 'Passw0rd1'");
        root.run("CREATE SCHEMA vault");
        root.run("CREATE TABLE vault.secret (a INT, word VARCHAR)");
        root.run("INSERT INTO vault.secret VALUES (1, 'gold'), (2, 'silver')");
        root.run("CREATE TABLE secret2 (a INT, word VARCHAR)");
        root.run("INSERT INTO secret2 VALUES (1, 'copper')");
        root.run("CREATE SEQUENCE turnstile");
        ana = server.connectAs("ana");
        bob = server.connectAs("bob");
        ana.run("CREATE TABLE mine (a INT, b VARCHAR)");
        ana.run("INSERT INTO mine VALUES (1, 'x')");
    }

    @AfterEach
    void stop() {
        root.close();
        ana.close();
        bob.close();
        server.close();
    }

    private static void denied(TestServer.Client client, String sql) {
        assertThatThrownBy(() -> client.run(sql)).as(sql).isInstanceOfSatisfying(SqlException.class, e -> assertThat(
                        e.state())
                .isEqualTo(SqlState.INSUFFICIENT_PRIVILEGE));
    }

    private static void fails(TestServer.Client client, SqlState state, String sql) {
        assertThatThrownBy(() -> client.run(sql)).as(sql).isInstanceOfSatisfying(SqlException.class, e -> assertThat(
                        e.state())
                .as(e.getMessage())
                .isEqualTo(state));
    }

    private static final List<String> ATTACKS = List.of(
            "SELECT * FROM secret2",
            "SELECT count(*) FROM secret2",
            "SELECT 1 FROM secret2 WHERE false",
            "SELECT * FROM public.secret2",
            "SELECT * FROM dev.public.secret2",
            "SELECT * FROM \"SECRET2\"",
            "SELECT * FROM 'secret2'",
            "SELECT * FROM vault.secret",
            "SELECT * FROM dev.vault.secret",
            "SELECT * FROM \"vault\".\"Secret\"",
            "SELECT (SELECT max(word) FROM secret2)",
            "SELECT * FROM (SELECT * FROM secret2) AS mine",
            "WITH mine AS (SELECT * FROM secret2) SELECT * FROM mine",
            "WITH RECURSIVE r AS (SELECT 1 AS a UNION ALL SELECT r.a + 1 FROM r JOIN secret2 ON r.a = secret2.a) SELECT * FROM r",
            "SELECT a FROM mine UNION ALL SELECT a FROM secret2",
            "SELECT * FROM mine WHERE EXISTS (SELECT 1 FROM secret2)",
            "SELECT * FROM mine WHERE a IN (SELECT a FROM vault.secret)",
            "SELECT * FROM mine ORDER BY (SELECT max(word) FROM secret2)",
            "SELECT * FROM mine LIMIT (SELECT max(a) FROM secret2)",
            "SELECT * FROM mine, LATERAL (SELECT * FROM secret2 WHERE secret2.a = mine.a) AS s",
            "SELECT sum(a) OVER (ORDER BY (SELECT max(a) FROM secret2)) FROM mine",
            "VALUES ((SELECT max(word) FROM secret2))",
            "SELECT * FROM (SUMMARIZE secret2)",
            "INSERT INTO mine SELECT * FROM secret2",
            "INSERT INTO mine VALUES (1, (SELECT max(word) FROM secret2))",
            "INSERT INTO secret2 VALUES (3, 'tin')",
            "UPDATE secret2 SET word = 'rust'",
            "UPDATE mine SET b = word FROM secret2 WHERE secret2.a = mine.a",
            "UPDATE mine SET b = (SELECT max(word) FROM secret2)",
            "DELETE FROM secret2",
            "DELETE FROM mine USING secret2 WHERE secret2.a = mine.a",
            "DELETE FROM mine WHERE a IN (SELECT a FROM secret2)",
            "MERGE INTO mine USING secret2 ON mine.a = secret2.a WHEN MATCHED THEN UPDATE SET b = word",
            "MERGE INTO secret2 USING mine ON mine.a = secret2.a WHEN MATCHED THEN DELETE",
            "TRUNCATE secret2",
            "TRUNCATE TABLE vault.secret",
            "EXPLAIN SELECT * FROM secret2",
            "EXPLAIN ANALYZE SELECT * FROM secret2",
            "EXPLAIN DELETE FROM secret2",
            "CREATE TABLE copied AS SELECT * FROM secret2",
            "CREATE TABLE copied (LIKE secret2)",
            "CREATE TEMP TABLE copied AS SELECT * FROM secret2",
            "CREATE VIEW peek AS SELECT * FROM secret2",
            "CREATE VIEW peek AS SELECT * FROM vault.secret WITH NO SCHEMA BINDING",
            "CREATE TABLE vault.mine (a INT)",
            "CREATE TABLE child (a INT REFERENCES vault.secret (a))",
            "CREATE SCHEMA own",
            "CREATE SEQUENCE counting",
            "CREATE TABLE counted (a INT, b BIGINT DEFAULT nextval('turnstile'))",
            "CREATE TEMP TABLE counted (a INT, b BIGINT DEFAULT \"nextval\"('turnstile'))",
            "ALTER TABLE mine ADD COLUMN c BIGINT DEFAULT nextval('turnstile')",
            "DROP TABLE secret2",
            "DROP TABLE mine, secret2",
            "DROP TABLE vault.secret",
            "DROP TABLE dev.vault.secret",
            "DROP SCHEMA vault CASCADE",
            "ALTER TABLE secret2 RENAME TO mine2",
            "ALTER TABLE secret2 ADD COLUMN c INT",
            "ALTER TABLE secret2 DROP COLUMN word",
            "ALTER TABLE secret2 OWNER TO ana",
            "ALTER SCHEMA vault OWNER TO ana",
            "COMMENT ON TABLE secret2 IS 'mine'",
            "COMMENT ON COLUMN secret2.word IS 'mine'",
            "COPY secret2 FROM 's3://bucket/none'",
            "GRANT SELECT ON secret2 TO ana",
            "GRANT ALL ON SCHEMA vault TO ana",
            "GRANT CREATE ON DATABASE dev TO ana",
            "GRANT CREATE MODEL TO ana",
            "CREATE USER eve PASSWORD 'Passw0rd1'",
            "ALTER USER ana CREATEUSER",
            "ALTER USER bob PASSWORD 'Passw0rd2'",
            "DROP USER bob",
            "CREATE GROUP own",
            "CREATE ROLE own",
            "SELECT * FROM duckdb_tables()",
            "SELECT * FROM duckdb_views",
            "SELECT * FROM auspex.users",
            "SELECT * FROM dev.auspex.users",
            "SELECT * FROM \"auspex\".users",
            "SELECT * FROM auspex_dialect.pg_user",
            "SELECT getvariable('auspex_user')",
            "SELECT * FROM query('SELECT * FROM secret2')",
            "SELECT * FROM query_table('secret2')",
            "CREATE TABLE pg_user (usename VARCHAR)",
            "SELECT * FROM pg_authid, secret2");

    /** Ways to other people's data, catalog tricks among them. */
    @Test
    void strangersAreRefused() {
        ATTACKS.forEach(sql -> denied(ana, sql));
        assertThat(root.value("SELECT count(*) FROM vault.secret")).isEqualTo("2");
        assertThat(root.value("SELECT max(word) FROM secret2")).isEqualTo("copper");
    }

    @Test
    void ownersMayDoEverythingWithTheirOwn() {
        for (String sql : List.of(
                "SELECT * FROM mine",
                "SELECT m.a, x.b FROM mine AS m JOIN mine AS x ON m.a = x.a",
                "WITH secret2 AS (SELECT 1 AS a) SELECT * FROM secret2",
                "UPDATE mine SET b = 'y' WHERE a = 1",
                "DELETE FROM mine WHERE a = 7",
                "MERGE INTO mine USING (SELECT 1 AS a) AS s ON mine.a = s.a WHEN MATCHED THEN UPDATE SET b = 'z'",
                "CREATE VIEW mine_view AS SELECT a FROM mine",
                "SELECT * FROM mine_view",
                "CREATE TABLE copied AS SELECT * FROM mine_view",
                "CREATE TEMP TABLE secret2 (a INT)",
                "INSERT INTO secret2 VALUES (1)",
                "SELECT * FROM secret2",
                "DROP TABLE secret2",
                "ALTER TABLE mine ADD COLUMN c INT",
                "ALTER TABLE copied RENAME TO copied2",
                "SELECT * FROM copied2",
                "COMMENT ON TABLE mine IS 'mine'",
                "TRUNCATE mine",
                "EXPLAIN SELECT * FROM mine",
                "DROP VIEW mine_view",
                "DROP TABLE copied2",
                "CREATE TABLE counted (id INT IDENTITY(1, 1), a INT)",
                "INSERT INTO counted (a) VALUES (7)",
                "SELECT relname FROM pg_class",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM svv_table_info",
                "SELECT current_user")) {
            ana.run(sql);
        }
        denied(bob, "SELECT * FROM mine");
        denied(ana, "SELECT * FROM secret2");
        assertThat(root.value("SELECT tableowner FROM pg_tables WHERE tablename = 'mine'"))
                .isEqualTo("ana");
    }

    @Test
    void theCatalogShowsWhatIsMadeInATransactionThatIsStillOpen() {
        String mine = "SELECT c.relname, u.usename FROM pg_class AS c JOIN pg_user AS u ON u.usesysid = c.relowner"
                + " WHERE c.relname LIKE 'draft%'";
        ana.run("BEGIN");
        ana.run("CREATE TABLE draft (a INT)");
        assertThat(ana.query(mine)).containsExactly(List.of("draft", "ana"));
        ana.run("ALTER TABLE draft RENAME TO draft2");
        assertThat(ana.query(mine)).containsExactly(List.of("draft2", "ana"));
        assertThat(bob.query(mine)).isEmpty();
        ana.run("ROLLBACK");
        root.run("CREATE TABLE draft (a INT)");
        assertThat(ana.query(mine)).isEmpty();
        root.run("GRANT SELECT, INSERT ON draft TO ana");
        root.run("GRANT UPDATE ON draft TO bob WITH GRANT OPTION");
        assertThat(ana.query("SELECT relacl FROM pg_class WHERE relname = 'draft'"))
                .containsExactly(List.of("{awsuser=arwdDxAP/awsuser,ana=ar/awsuser,bob=w*/awsuser}"));
        root.run("DROP TABLE draft");
    }

    @Test
    void grantsTakeEffectAtTheNextStatementAndSoDoTheirRevocations() {
        try (PreparedStatement prepared = ana.session().prepare("SELECT a FROM mine", List.of())) {
            denied(bob, "SELECT a FROM mine");
            ana.run("GRANT SELECT ON mine TO bob");
            try (PreparedStatement granted = bob.session().prepare("SELECT a FROM mine WHERE a = $1", List.of())) {
                ((Result.Rows) bob.session().execute(granted, List.of("1")))
                        .stream().close();
                ana.run("REVOKE SELECT ON mine FROM bob");
                assertThatThrownBy(() -> bob.session().execute(granted, List.of("1")))
                        .hasMessageContaining("permission denied for relation mine");
            }
            assertThat(prepared.columns()).hasSize(1);
        }
        ana.run("GRANT INSERT ON mine TO bob");
        bob.run("INSERT INTO mine VALUES (5, 'bob')");
        denied(bob, "SELECT * FROM mine");
        denied(bob, "INSERT INTO mine SELECT a, b FROM mine");
        ana.run("GRANT UPDATE ON mine TO bob");
        bob.run("UPDATE mine SET b = 'all'");
        denied(bob, "UPDATE mine SET b = 'all' RETURNING a");
        denied(bob, "UPDATE mine SET b = 'some' WHERE a = 5");
        ana.run("GRANT DELETE, TRUNCATE, DROP, ALTER ON mine TO bob");
        bob.run("DELETE FROM mine");
        bob.run("TRUNCATE mine");
        bob.run("ALTER TABLE mine ADD COLUMN d INT");
        bob.run("DROP TABLE mine");
        ana.run("CREATE TABLE mine (a INT)");
        denied(bob, "INSERT INTO mine VALUES (1)");
    }

    @Test
    void schemasNeedUsageAndCreate() {
        root.run("GRANT SELECT ON vault.secret TO ana");
        denied(ana, "SELECT * FROM vault.secret");
        root.run("GRANT USAGE ON SCHEMA vault TO ana");
        assertThat(ana.query("SELECT * FROM vault.secret")).hasSize(2);
        denied(ana, "CREATE TABLE vault.own (a INT)");
        root.run("GRANT CREATE ON SCHEMA vault TO ana");
        ana.run("CREATE TABLE vault.own (a INT)");
        root.run("REVOKE ALL ON SCHEMA public FROM PUBLIC");
        denied(ana, "SELECT * FROM public.mine");
        root.run("GRANT CREATE ON DATABASE dev TO ana");
        ana.run("CREATE SCHEMA anas");
        ana.run("CREATE TABLE anas.t (a INT)");
        ana.run("DROP SCHEMA anas CASCADE");
    }

    @Test
    void groupsAndRolesCarryPrivileges() {
        root.run("CREATE GROUP readers WITH USER bob");
        root.run("CREATE ROLE outer_role");
        root.run("CREATE ROLE inner_role");
        ana.run("GRANT SELECT ON mine TO GROUP readers");
        assertThat(bob.value("SELECT count(*) FROM mine")).isEqualTo("1");
        root.run("ALTER GROUP readers DROP USER bob");
        denied(bob, "SELECT count(*) FROM mine");
        ana.run("GRANT SELECT ON mine TO ROLE inner_role");
        root.run("GRANT ROLE inner_role TO ROLE outer_role");
        root.run("GRANT ROLE outer_role TO bob");
        assertThat(bob.value("SELECT count(*) FROM mine")).isEqualTo("1");
        assertThat(bob.value("SELECT has_table_privilege('mine', 'select')")).isEqualTo("true");
        assertThat(bob.value("SELECT has_table_privilege('public.mine', 'insert')"))
                .isEqualTo("false");
        assertThat(bob.value("SELECT has_table_privilege('ana', 'mine', 'delete')"))
                .isEqualTo("true");
        assertThat(bob.query("SELECT role_name FROM svv_user_grants")).containsExactly(List.of("outer_role"));
        assertThat(bob.query("SELECT identity_name FROM svv_relation_privileges"))
                .containsExactly(List.of("inner_role"));
        fails(root, SqlState.DEPENDENT_OBJECTS_STILL_EXIST, "DROP ROLE inner_role");
        root.run("DROP ROLE inner_role FORCE");
        denied(bob, "SELECT count(*) FROM mine");
    }

    @Test
    void viewsRunWithTheirOwnersRights() {
        root.run("CREATE VIEW words AS SELECT word FROM vault.secret");
        root.run("GRANT SELECT ON words TO ana");
        assertThat(ana.query("SELECT * FROM words")).hasSize(2);
        assertThat(ana.query("SELECT * FROM (SELECT word FROM words) AS w")).hasSize(2);
        ana.run("INSERT INTO mine SELECT 1, word FROM words");
        ana.run("CREATE TABLE copied AS SELECT * FROM words");
        denied(ana, "SELECT * FROM words, vault.secret");
        denied(ana, "WITH words AS (SELECT * FROM vault.secret) SELECT * FROM words");
        ana.run("CREATE VIEW mine_view AS SELECT * FROM words");
        denied(bob, "SELECT * FROM mine_view");
        ana.run("GRANT SELECT ON mine_view TO bob");
        assertThat(bob.query("SELECT * FROM mine_view")).hasSize(2);
        denied(bob, "SELECT * FROM words");
        root.run("REVOKE SELECT ON words FROM ana");
        denied(bob, "SELECT * FROM mine_view");
        denied(ana, "SELECT * FROM mine_view");
    }

    @Test
    void theSearchPathCannotBorrowAViewOwnersRights() {
        root.run("CREATE SCHEMA shared");
        root.run("GRANT USAGE ON SCHEMA shared TO PUBLIC");
        root.run("GRANT USAGE ON SCHEMA vault TO PUBLIC");
        root.run("CREATE USER carl PASSWORD 'Passw0rd1'");
        root.run("GRANT SELECT ON vault.secret TO carl");
        root.run("GRANT CREATE, USAGE ON SCHEMA shared TO carl");
        root.run("CREATE TABLE public.secret (a INT, word VARCHAR)");
        root.run("GRANT SELECT ON public.secret TO PUBLIC");
        try (TestServer.Client carl = server.connectAs("carl")) {
            carl.run("CREATE VIEW shared.words AS SELECT word FROM secret");
            carl.run("GRANT SELECT ON shared.words TO ana");
        }
        ana.run("SELECT * FROM shared.words");
        ana.run("SET search_path TO vault, public");
        denied(ana, "SELECT * FROM shared.words");
    }

    @Test
    void ownershipBelongsToTheTransaction() {
        ana.run("BEGIN");
        ana.run("CREATE TABLE passing (a INT)");
        ana.run("INSERT INTO passing VALUES (1)");
        assertThat(ana.query("SELECT * FROM passing")).hasSize(1);
        ana.run("GRANT SELECT ON passing TO bob");
        ana.run("ROLLBACK");
        assertThat(root.value("SELECT count(*) FROM svv_relation_privileges")).isEqualTo("0");
        ana.run("BEGIN");
        ana.run("CREATE TABLE staying (a INT)");
        ana.run("GRANT SELECT ON staying TO bob");
        ana.run("COMMIT");
        assertThat(bob.query("SELECT * FROM staying")).isEmpty();
    }

    @Test
    void aDroppedUsersSessionEndsAtItsNextStatement() {
        bob.run("SELECT 1");
        root.run("DROP USER bob");
        fails(bob, SqlState.INVALID_AUTHORIZATION, "SELECT 1");
        fails(root, SqlState.DEPENDENT_OBJECTS_STILL_EXIST, "DROP USER ana");
        root.run("ALTER TABLE mine OWNER TO awsuser");
        root.run("DROP USER ana");
        assertThatThrownBy(() -> server.connectAs("ana")).isInstanceOf(SqlException.class);
    }

    @Test
    void grantOptionsAndDefaultPrivileges() {
        ana.run("GRANT SELECT ON mine TO bob WITH GRANT OPTION");
        root.run("CREATE USER carl PASSWORD 'Passw0rd1'");
        bob.run("GRANT SELECT ON mine TO carl");
        denied(bob, "GRANT INSERT ON mine TO carl");
        fails(ana, SqlState.DEPENDENT_OBJECTS_STILL_EXIST, "REVOKE SELECT ON mine FROM bob");
        bob.run("REVOKE SELECT ON mine FROM carl");
        ana.run("REVOKE GRANT OPTION FOR SELECT ON mine FROM bob");
        bob.run("SELECT * FROM mine");
        denied(bob, "GRANT SELECT ON mine TO carl");
        ana.run("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC");
        ana.run("CREATE TABLE open_to_all (a INT)");
        bob.run("SELECT * FROM open_to_all");
        root.run("GRANT SELECT ON ALL TABLES IN SCHEMA vault TO bob");
        root.run("GRANT USAGE ON SCHEMA vault TO bob");
        bob.run("SELECT * FROM vault.secret");
    }

    @Test
    void makesTablesLikeOnesThatMayBeRead() {
        ana.run("CREATE TABLE alike (LIKE mine)");
        ana.run("CREATE TABLE nothing AS SELECT b FROM mine WITH NO DATA");
        ana.run("INSERT INTO alike SELECT * FROM mine");

        assertThat(ana.value("SELECT count(*) FROM alike")).isEqualTo("1");
        assertThat(ana.value("SELECT count(*) FROM nothing")).isEqualTo("0");
        denied(ana, "CREATE TABLE copied AS SELECT * FROM secret2 WITH NO DATA");
    }
}
