package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** psql, pgjdbc and redshift-jdbc42 say the same things and hear the same answers. */
class ClientsTest {
    @TempDir
    static Path data;

    private static ServerProcess server;

    @BeforeAll
    static void start() throws SQLException {
        // A heap that could not hold the large results below.
        server = ServerProcess.start(data, "-Xmx256m");
        try (Connection connection = server.connect()) {
            Dataset.TITANIC.load(server, connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE million AS SELECT i AS id, i * 1.5 AS amount, 'row number ' || i AS label,"
                                + " date '2020-01-01' + (i % 1000)::int AS day FROM range(1000000) t(i)");
            }
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static final List<String> SCRIPT = List.of(
            "SELECT count(*), sum(fare)::decimal(12,2), min(name), max(age)::int FROM titanic",
            "SELECT sex, survived, count(*) FROM titanic GROUP BY 1, 2 ORDER BY 1, 2",
            "SELECT passenger_id, name, age::int, cabin FROM titanic ORDER BY passenger_id LIMIT 5",
            "SELECT 7 / 2, 1::bigint, 2.50::numeric(5,2), 1.5::float8, 0.25::float4, 'it''s', NULL, date '2024-02-29',"
                    + " timestamp '2024-02-29 12:34:56.789'",
            "SELECT current_user, current_database(), current_schema()",
            "SELECT day, count(*) FROM million GROUP BY day ORDER BY day LIMIT 3");

    @Test
    void theSameScriptGivesTheSameRows() throws SQLException {
        for (String sql : SCRIPT) {
            List<String> viaPsql = Psql.run(server, sql, "-t");
            assertThat(jdbc(server.connect(), sql)).as("pgjdbc: %s", sql).isEqualTo(viaPsql);
            assertThat(jdbc(server.connectRedshift(), sql))
                    .as("redshift-jdbc42: %s", sql)
                    .isEqualTo(viaPsql);
        }
    }

    private static List<String> jdbc(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (connection;
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    String value = result.getString(column);
                    cells.add(value == null ? "" : value);
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }

    @Test
    void aMillionRowsPassThroughASmallServer() throws SQLException {
        for (Connection opened : List.of(server.connect(), server.connectRedshift())) {
            try (Connection connection = opened) {
                connection.setAutoCommit(false);
                try (PreparedStatement statement =
                        connection.prepareStatement("SELECT * FROM million WHERE id >= ? ORDER BY id")) {
                    statement.setFetchSize(1000);
                    statement.setLong(1, 0);
                    long expected = 0;
                    try (ResultSet result = statement.executeQuery()) {
                        while (result.next()) {
                            assertThat(result.getLong(1)).isEqualTo(expected);
                            expected++;
                            if (expected == 500_000) {
                                assertThat(count(connection)).isEqualTo(1_000_000);
                            }
                        }
                    }
                    assertThat(expected).isEqualTo(1_000_000);
                }
                connection.rollback();
            }
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM million")) {
            result.next();
            return result.getLong(1);
        }
    }

    @Test
    void errorsAbortTheTransactionAndNotTheConnection() throws SQLException {
        for (Connection opened : List.of(server.connect(), server.connectRedshift())) {
            try (Connection connection = opened) {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE gone (a int)");
                    assertThatThrownBy(() -> statement.executeQuery("SELECT nope FROM titanic"))
                            .isInstanceOfSatisfying(SQLException.class, e -> {
                                assertThat(e.getSQLState()).isEqualTo("42703");
                                assertThat(e.getMessage()).contains("nope");
                            });
                    assertThatThrownBy(() -> statement.executeQuery("SELECT 1"))
                            .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                    .isEqualTo("25P02"));
                    connection.rollback();
                    assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM gone"))
                            .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                    .isEqualTo("42P01"));
                    connection.rollback();
                }
            }
        }
    }

    @Test
    void twoHundredConnectionsLeaveNothingBehind() throws SQLException {
        long before = threads();
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            open.add(server.connect());
        }
        for (Connection connection : open) {
            assertThat(jdbc(connection, "SELECT 1")).containsExactly("1");
        }
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (threads() > before + 5 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(threads()).as("threads of the server").isLessThanOrEqualTo(before + 5);
    }

    private static long threads() {
        String[] names = new File("/proc/" + server.pid() + "/task").list();
        assumeTrue(names != null, "counting threads needs /proc");
        return names.length;
    }
}
