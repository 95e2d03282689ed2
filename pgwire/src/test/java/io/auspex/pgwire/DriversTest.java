package io.auspex.pgwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.PSQLException;

/** What programs do with the drivers of PostgreSQL and Redshift. */
@Timeout(120)
class DriversTest {
    /** Enough for pgjdbc to prepare by name (5) and then to ask for binary results. */
    private static final int EXECUTIONS = 8;

    /** More than come from one pool; ClientsTest has 200. */
    private static final int CONNECTIONS = 60;

    enum Driver {
        POSTGRES {
            @Override
            Connection connect() throws SQLException {
                return door.postgres("sslmode", "disable");
            }
        },
        POSTGRES_TLS {
            @Override
            Connection connect() throws SQLException {
                return door.postgres("sslmode", "require");
            }
        },
        REDSHIFT {
            @Override
            Connection connect() throws SQLException {
                return door.redshift("ssl", "true", "sslfactory", "com.amazon.redshift.ssl.NonValidatingFactory");
            }
        };

        abstract Connection connect() throws SQLException;
    }

    @TempDir
    static Path folder;

    private static OpenDoor door;

    @BeforeAll
    static void open() throws IOException {
        door = OpenDoor.withPasswords(folder);
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @FunctionalInterface
    private interface Setter {
        void set(PreparedStatement statement, int index) throws SQLException;
    }

    @FunctionalInterface
    private interface Getter {
        Object get(ResultSet rows) throws SQLException;
    }

    /** Sends a value as a parameter, has it cast, and reads it back, in text and in binary. */
    private static void assertRoundTrip(
            Connection connection, String type, Setter setter, Getter getter, Object expected) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select cast(? as " + type + ") as v, cast(null as " + type + ") as n")) {
            for (int i = 0; i < EXECUTIONS; i++) {
                setter.set(statement, 1);
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(getter.get(rows)).as(type + ", execution " + i).isEqualTo(expected);
                    assertThat(rows.getString(2)).isNull();
                    assertThat(rows.next()).isFalse();
                }
            }
        }
    }

    /** Without the subclass that a driver has for it. */
    private static Timestamp plain(Timestamp timestamp) {
        return Timestamp.valueOf(timestamp.toLocalDateTime());
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void parametersOfEveryTypeComeBackAsTheyWere(Driver driver) throws SQLException {
        try (Connection c = driver.connect()) {
            assertRoundTrip(c, "boolean", (s, i) -> s.setBoolean(i, true), r -> r.getBoolean(1), true);
            assertRoundTrip(c, "smallint", (s, i) -> s.setShort(i, (short) -7), r -> r.getShort(1), (short) -7);
            assertRoundTrip(
                    c, "integer", (s, i) -> s.setInt(i, Integer.MIN_VALUE), r -> r.getInt(1), Integer.MIN_VALUE);
            assertRoundTrip(c, "bigint", (s, i) -> s.setLong(i, Long.MAX_VALUE), r -> r.getLong(1), Long.MAX_VALUE);
            assertRoundTrip(c, "real", (s, i) -> s.setFloat(i, 0.1f), r -> r.getFloat(1), 0.1f);
            assertRoundTrip(c, "float8", (s, i) -> s.setDouble(i, 1e-300), r -> r.getDouble(1), 1e-300);
            assertRoundTrip(c, "float8", (s, i) -> s.setDouble(i, Math.PI), r -> r.getDouble(1), Math.PI);
            BigDecimal price = new BigDecimal("-12345678.9100");
            assertRoundTrip(c, "numeric(18,4)", (s, i) -> s.setBigDecimal(i, price), r -> r.getBigDecimal(1), price);
            assertRoundTrip(
                    c, "varchar(20)", (s, i) -> s.setString(i, "grün 日本 🦆"), r -> r.getString(1), "grün 日本 🦆");
            assertRoundTrip(c, "text", (s, i) -> s.setString(i, ""), r -> r.getString(1), "");
            LocalDate leap = LocalDate.of(2024, 2, 29);
            assertRoundTrip(
                    c, "date", (s, i) -> s.setDate(i, Date.valueOf(leap)), r -> r.getDate(1), Date.valueOf(leap));
            Timestamp moment = Timestamp.valueOf(LocalDateTime.of(2024, 2, 29, 12, 34, 56, 789_123_000));
            assertRoundTrip(c, "timestamp", (s, i) -> s.setTimestamp(i, moment), r -> r.getTimestamp(1), moment);
            assertRoundTrip(
                    c, "timestamptz", (s, i) -> s.setTimestamp(i, moment), r -> plain(r.getTimestamp(1)), moment);
            Time clock = Time.valueOf("23:59:59");
            assertRoundTrip(
                    c, "time", (s, i) -> s.setTime(i, clock), r -> r.getTime(1).toString(), "23:59:59");
            UUID uuid = UUID.fromString("12345678-9abc-def0-1234-56789abcdef0");
            assertRoundTrip(c, "uuid", (s, i) -> s.setString(i, uuid.toString()), r -> r.getString(1), uuid.toString());
        }
    }

    @Test
    void javaTimeAndBytesComeBackAsTheyWere() throws SQLException {
        try (Connection c = Driver.POSTGRES.connect()) {
            LocalDate leap = LocalDate.of(2024, 2, 29);
            assertRoundTrip(c, "date", (s, i) -> s.setObject(i, leap), r -> r.getObject(1, LocalDate.class), leap);
            LocalDateTime moment = LocalDateTime.of(1969, 7, 20, 20, 17, 40, 123_456_000);
            assertRoundTrip(
                    c, "timestamp", (s, i) -> s.setObject(i, moment), r -> r.getObject(1, LocalDateTime.class), moment);
            OffsetDateTime zoned = moment.atOffset(ZoneOffset.UTC);
            assertRoundTrip(
                    c,
                    "timestamptz",
                    (s, i) -> s.setObject(i, zoned),
                    r -> r.getObject(1, OffsetDateTime.class),
                    zoned);
            LocalTime clock = LocalTime.of(1, 2, 3, 4_000);
            assertRoundTrip(c, "time", (s, i) -> s.setObject(i, clock), r -> r.getObject(1, LocalTime.class), clock);
            byte[] bytes = {0, 1, -1, 92, 39};
            assertRoundTrip(
                    c,
                    "varbyte",
                    (s, i) -> s.setBytes(i, bytes),
                    r -> Arrays.toString(r.getBytes(1)),
                    Arrays.toString(bytes));
        }
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void extremesComeOutRight(Driver driver) throws SQLException {
        String sql =
                "select cast('Infinity' as float8), cast('NaN' as float8), cast(1e20 as float8), cast(-0.0 as real),"
                        + " cast(99999999999999999999999999999999999999 as numeric(38,0)), cast('0001-01-01' as date),"
                        + " cast('9999-12-31 23:59:59.999999' as timestamp), cast(0.000001 as numeric(18,6))";
        try (Connection connection = driver.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < EXECUTIONS; i++) {
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getDouble(1)).isEqualTo(Double.POSITIVE_INFINITY);
                    assertThat(rows.getDouble(2)).isNaN();
                    assertThat(rows.getDouble(3)).isEqualTo(1e20);
                    assertThat(rows.getFloat(4)).isEqualTo(0.0f);
                    assertThat(rows.getBigDecimal(5)).isEqualTo(new BigDecimal("9".repeat(38)));
                    assertThat(rows.getString(6)).isEqualTo("0001-01-01");
                    assertThat(rows.getTimestamp(7)).isEqualTo(Timestamp.valueOf("9999-12-31 23:59:59.999999"));
                    assertThat(rows.getBigDecimal(8)).isEqualTo(new BigDecimal("0.000001"));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void resultsAreDescribed(Driver driver) throws SQLException {
        try (Connection connection = driver.connect();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select 1 as i, cast(1 as numeric(10,3)) as d, 'x' as s, true as b")) {
            assertThat(rows.getMetaData().getColumnCount()).isEqualTo(4);
            assertThat(rows.getMetaData().getColumnLabel(2)).isEqualTo("d");
            assertThat(rows.getMetaData().getColumnType(1)).isEqualTo(Types.INTEGER);
            assertThat(rows.getMetaData().getColumnType(2)).isEqualTo(Types.NUMERIC);
            assertThat(rows.getMetaData().getPrecision(2)).isEqualTo(10);
            assertThat(rows.getMetaData().getScale(2)).isEqualTo(3);
            assertThat(rows.getMetaData().getColumnType(3)).isEqualTo(Types.VARCHAR);
        }
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void largeResultsComeInPortions(Driver driver) throws SQLException {
        try (Connection connection = driver.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    Statement other = connection.createStatement()) {
                statement.setFetchSize(1_000);
                long sum = 0;
                long count = 0;
                try (ResultSet rows =
                        statement.executeQuery("select i, 'row ' || i as label from generate_series(1, 200000) t(i)")) {
                    while (rows.next()) {
                        sum += rows.getLong(1);
                        count++;
                        if (count == 5_500) {
                            other.execute("create temporary table in_between as select 42 as answer");
                            try (ResultSet answer = other.executeQuery("select answer from in_between")) {
                                assertThat(answer.next()).isTrue();
                                assertThat(answer.getInt(1)).isEqualTo(42);
                            }
                        }
                    }
                }
                assertThat(count).isEqualTo(200_000);
                assertThat(sum).isEqualTo(200_000L * 200_001 / 2);
            }
            connection.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void anUnfinishedResultDoesNotBlockWhatFollows(Driver driver) throws SQLException {
        try (Connection connection = driver.connect()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 3; i++) {
                try (Statement statement = connection.createStatement()) {
                    statement.setFetchSize(100);
                    ResultSet rows = statement.executeQuery("select i from generate_series(1, 1000000) t(i)");
                    assertThat(rows.next()).isTrue();
                }
                connection.commit();
            }
            assertThat(connection.isValid(10)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void transactionsCommitAndRollBack(Driver driver) throws SQLException {
        String table = "tx_" + driver.name().toLowerCase(Locale.ROOT);
        try (Connection connection = driver.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table " + table + " (a int)");
            connection.setAutoCommit(false);
            assertThat(statement.executeUpdate("insert into " + table + " values (1), (2)"))
                    .isEqualTo(2);
            connection.rollback();
            assertThat(count(connection, table)).isZero();
            statement.executeUpdate("insert into " + table + " values (1)");
            connection.commit();
            assertThatThrownBy(() -> statement.executeQuery("select nothing from " + table))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("42703");
            assertThatThrownBy(() -> statement.executeQuery("select 1"))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("25P02");
            connection.rollback();
            assertThat(count(connection, table)).isEqualTo(1);
            connection.commit();
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    @Test
    void errorsPointIntoTheStatement() throws SQLException {
        try (Connection connection = Driver.POSTGRES.connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("select 'grün', nothing"))
                    .isInstanceOfSatisfying(PSQLException.class, e -> {
                        assertThat(e.getSQLState()).isEqualTo("42703");
                        assertThat(e.getServerErrorMessage().getPosition()).isEqualTo(16);
                        assertThat(e.getServerErrorMessage().getRoutine()).isNull();
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void batchesAreOneTransaction(Driver driver) throws SQLException {
        String table = "batch_" + driver.name().toLowerCase(Locale.ROOT);
        try (Connection connection = driver.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table " + table + " (a int not null, b varchar(10))");
            try (PreparedStatement insert = connection.prepareStatement("insert into " + table + " values (?, ?)")) {
                for (int i = 0; i < 500; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "b" + i);
                    insert.addBatch();
                }
                assertThat(Arrays.stream(insert.executeBatch()).sum()).isEqualTo(500);
            }
            assertThat(count(connection, table)).isEqualTo(500);
        }
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void runningStatementsCanBeCancelled(Driver driver) throws Exception {
        try (Connection connection = driver.connect();
                Statement statement = connection.createStatement()) {
            ExecutorService executor = Executors.newSingleThreadExecutor();
            try {
                Future<SQLException> outcome = executor.submit(() -> {
                    try (ResultSet rows =
                            statement.executeQuery("select count(*) from generate_series(1, 10000000000) a(i)"
                                    + " where (i * 7919) % 13 = 5")) {
                        return new SQLException("The statement ended: " + rows.next());
                    } catch (SQLException e) {
                        return e;
                    }
                });
                assertThat(cancelled(connection, outcome).getSQLState()).isEqualTo("57014");
            } finally {
                executor.shutdown();
            }
            // The last of the requests may still be on its way to this connection.
            try (Connection after = driver.connect()) {
                assertThat(after.isValid(10)).isTrue();
            }
        }
    }

    /** Asks again and again: a request that comes before the statement has begun is without effect. */
    private static SQLException cancelled(Connection connection, Future<SQLException> outcome) throws Exception {
        while (true) {
            try {
                return outcome.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (connection.isWrapperFor(BaseConnection.class)) {
                    connection.unwrap(BaseConnection.class).cancelQuery();
                } else {
                    connection
                            .unwrap(com.amazon.redshift.core.BaseConnection.class)
                            .cancelQuery();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void timeoutsCancelToo(Driver driver) throws SQLException {
        try (Connection connection = driver.connect();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.executeQuery(
                            "select count(*) from generate_series(1, 10000000000) a(i) where (i * 7919) % 13 = 5"))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("57014");
            statement.setQueryTimeout(0);
            assertThat(connection.isValid(10)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void readOnlyConnectionsDoNotWrite(Driver driver) throws SQLException {
        try (Connection connection = driver.connect();
                Statement statement = connection.createStatement()) {
            assertThat(connection.isValid(10)).isTrue();
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> statement.execute("create table written_" + driver + " (a int)"))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("25006");
            connection.rollback();
            connection.setReadOnly(false);
            statement.execute("create table written_" + driver + " (a int)");
            connection.commit();
        }
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void severalStatementsGiveSeveralResults(Driver driver) throws SQLException {
        try (Connection connection = driver.connect();
                Statement statement = connection.createStatement()) {
            List<String> seen = new ArrayList<>();
            boolean rowsNext = statement.execute("select 'a;b'; select 2 /* ; */");
            while (rowsNext) {
                try (ResultSet rows = statement.getResultSet()) {
                    assertThat(rows.next()).isTrue();
                    seen.add(rows.getString(1));
                }
                rowsNext = statement.getMoreResults();
            }
            assertThat(seen).containsExactly("a;b", "2");
        }
    }

    /** Drivers would look up an unknown type in the catalog before they gave out its values. */
    @ParameterizedTest
    @EnumSource(Driver.class)
    void semiStructuredValuesAreReadable(Driver driver) throws SQLException {
        try (Connection connection = driver.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select json_parse('{\"a\":[1,2]}') as s")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("{\"a\":[1,2]}");
            assertThat(rows.getObject(1).toString()).isEqualTo("{\"a\":[1,2]}");
            assertThat(rows.getMetaData().getColumnTypeName(1))
                    .isEqualTo(driver == Driver.REDSHIFT ? "super" : "varchar");
        }
    }

    @Test
    void warningsReachTheProgram() throws SQLException {
        try (Connection connection = Driver.POSTGRES.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("commit");
            SQLWarning warning = statement.getWarnings();
            assertThat(warning.getSQLState()).isEqualTo("25P01");
        }
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void connectionsLeaveNothingBehind(Driver driver) throws Exception {
        try (Connection warm = driver.connect()) {
            assertThat(warm.isValid(10)).isTrue();
        }
        awaitNoConnections();
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Connection connection = driver.connect();
                connections.add(connection);
                try (PreparedStatement statement = connection.prepareStatement("select ? + 1")) {
                    statement.setInt(1, i);
                    try (ResultSet rows = statement.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                        assertThat(rows.getInt(1)).isEqualTo(i + 1);
                    }
                }
            }
            assertThat(door.door().connections()).isEqualTo(CONNECTIONS);
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
        awaitNoConnections();
        // A thread ends a moment after its connection.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (connectionThreads() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(connectionThreads()).isZero();
    }

    private static long connectionThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("pgwire-\\d+"))
                .count();
    }

    /** The server learns of a client's leaving a moment after the client has left. */
    private static void awaitNoConnections() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (door.door().connections() > 0) {
            assertThat(System.nanoTime()).as("connections stay").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
