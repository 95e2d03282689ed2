package io.auspex.pgwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prepared statements over tables that another connection alters: what PostgreSQL's plan cache does with them. */
class PreparedAgainTest {
    @TempDir
    static Path folder;

    private static OpenDoor door;
    private Connection connection;
    private Connection other;

    @BeforeAll
    static void open() throws IOException {
        door = OpenDoor.withoutPasswords(folder);
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        // A named statement from the first execution on.
        connection = door.postgres("prepareThreshold", "1");
        other = door.postgres();
        change("DROP TABLE IF EXISTS t", "CREATE TABLE t (a int, b uuid)", "INSERT INTO t (a) VALUES (1)");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
        other.close();
    }

    private void change(String... definitions) throws SQLException {
        try (Statement statement = other.createStatement()) {
            for (String definition : definitions) {
                statement.execute(definition);
            }
        }
    }

    private static String value(PreparedStatement query) throws SQLException {
        try (ResultSet result = query.executeQuery()) {
            return result.next() ? result.getString(1) : "none";
        }
    }

    @Test
    void goesOnWhereItsColumnsStayTheSame() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT a FROM t WHERE a = ?")) {
            query.setInt(1, 1);
            assertThat(value(query)).isEqualTo("1");
            change("ALTER TABLE t ADD COLUMN c int");
            assertThat(value(query)).isEqualTo("1");
            change("DROP TABLE t", "CREATE TABLE t (x varchar, a int)", "INSERT INTO t VALUES ('new', 1)");
            assertThat(value(query)).isEqualTo("1");
            change("DROP TABLE t");
            assertThatThrownBy(query::executeQuery)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"));
            change("CREATE TABLE t (a int)");
            assertThat(value(query)).isEqualTo("none");
        }
    }

    @Test
    void refusesWhereItsColumnsHaveChanged() throws SQLException {
        connection.setAutoCommit(false);
        assertStale("SELECT * FROM t", "ALTER TABLE t ADD COLUMN c time");
        assertStale("SELECT * FROM t", "ALTER TABLE t RENAME COLUMN b TO d");
        assertStale("SELECT * FROM t", "ALTER TABLE t DROP COLUMN d");
        assertStale("SELECT a FROM t", "ALTER TABLE t ALTER COLUMN a TYPE bigint");
        change("ALTER TABLE t ADD COLUMN e varchar(5)");
        assertStale("SELECT e FROM t", "ALTER TABLE t ALTER COLUMN e TYPE varchar(9)");
        // Read as text from the engine before and after.
        assertStale("SELECT c FROM t", "ALTER TABLE t DROP COLUMN c", "ALTER TABLE t ADD COLUMN c uuid");
    }

    private void assertStale(String sql, String... definitions) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            value(query);
            connection.commit();
            change(definitions);
            assertThatThrownBy(query::executeQuery).isInstanceOfSatisfying(SQLException.class, e -> {
                assertThat(e.getSQLState()).isEqualTo("0A000");
                assertThat(e.getMessage()).contains("cached plan must not change result type");
            });
            connection.rollback();
        }
    }

    /** Outside a transaction pgjdbc tries once more after this error, because it is said to come from RevalidateCachedQuery. */
    @Test
    void isPreparedAgainByTheDriver() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM t")) {
            assertThat(value(query)).isEqualTo("1");
            change("DROP TABLE t", "CREATE TABLE t (x varchar)", "INSERT INTO t VALUES ('new')");
            assertThat(value(query)).isEqualTo("new");
        }
    }

    @Test
    void followsTheSearchPath() throws SQLException {
        change("CREATE SCHEMA IF NOT EXISTS elsewhere", "DROP TABLE IF EXISTS elsewhere.t");
        change("CREATE TABLE elsewhere.t (a int)", "INSERT INTO elsewhere.t VALUES (42)");
        try (PreparedStatement query = connection.prepareStatement("SELECT a FROM t");
                Statement statement = connection.createStatement()) {
            assertThat(value(query)).isEqualTo("1");
            statement.execute("SET search_path TO elsewhere");
            assertThat(value(query)).isEqualTo("42");
        }
    }
}
