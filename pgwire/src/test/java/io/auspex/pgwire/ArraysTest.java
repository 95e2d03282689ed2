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
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays through both drivers, in text and in binary, as results and as parameters. */
class ArraysTest {
    @TempDir
    static Path folder;

    private static OpenDoor door;

    @BeforeAll
    static void open() throws IOException, SQLException {
        door = OpenDoor.withoutPasswords(folder);
        try (Connection connection = door.postgres();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE tagged (id int, name varchar(10), price decimal(10,2), tags varchar[])");
            statement.execute("INSERT INTO tagged VALUES (1, 'one', 1.50, ARRAY['a b', NULL]), (2, 'two', 2.50, NULL),"
                    + " (3, 'three', 3.50, ARRAY[]::varchar[])");
        }
    }

    @AfterAll
    static void close() {
        door.close();
    }

    /** In binary from the first execution. */
    private static Connection postgres(boolean binary) throws SQLException {
        return binary
                ? door.postgres("prepareThreshold", "-1", "binaryTransfer", "true")
                : door.postgres("binaryTransfer", "false");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void arriveAsArraysOfTheirType(boolean binary) throws SQLException {
        try (Connection connection = postgres(binary)) {
            assertArray(connection, "ARRAY[1, NULL, -3]", "int4", 1, null, -3);
            assertArray(connection, "ARRAY[1::smallint]", "int2", (short) 1);
            assertArray(connection, "ARRAY[9000000000]", "int8", 9_000_000_000L);
            assertArray(connection, "ARRAY[0.1::real]", "float4", 0.1f);
            assertArray(connection, "ARRAY['NaN'::float8, 1.5]", "float8", Double.NaN, 1.5);
            assertArray(connection, "ARRAY[1.50::decimal(10,2)]", "numeric", new BigDecimal("1.50"));
            assertArray(connection, "ARRAY[true, false]", "bool", true, false);
            assertArray(connection, "ARRAY['a,b', 'c\"d', '', 'NULL', NULL]", "text", "a,b", "c\"d", "", "NULL", null);
            assertArray(connection, "ARRAY[DATE '2020-02-29']", "date", Date.valueOf("2020-02-29"));
            assertArray(
                    connection,
                    "ARRAY[TIMESTAMP '2020-02-29 12:00:00.5']",
                    "timestamp",
                    Timestamp.valueOf("2020-02-29 12:00:00.5"));
            assertArray(connection, "ARRAY[]::int[]", "int4");
        }
    }

    private static void assertArray(Connection connection, String expression, String type, Object... elements)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT " + expression + " AS a")) {
            for (int i = 0; i < 2; i++) {
                try (ResultSet result = query.executeQuery()) {
                    assertThat(result.getMetaData().getColumnTypeName(1)).isEqualTo("_" + type);
                    result.next();
                    assertThat(result.getArray(1).getBaseTypeName()).isEqualTo(type);
                    assertThat((Object[]) result.getArray(1).getArray())
                            .as(expression)
                            .containsExactly(elements);
                }
            }
        }
    }

    @Test
    void listsOfListsAreSuper() throws SQLException {
        try (Connection connection = door.postgres();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT ARRAY[ARRAY[1, 2], ARRAY[3]], array(1, 'a')")) {
            result.next();
            assertThat(result.getString(1)).isEqualTo("[[1,2],[3]]");
            assertThat(result.getString(2)).isEqualTo("[1,\"a\"]");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areTakenAsParameters(boolean binary) throws SQLException {
        try (Connection connection = postgres(binary)) {
            assertThat(ids(connection, "id = ANY(?)", connection.createArrayOf("int4", new Object[] {1, 3, null})))
                    .containsExactly(1, 3);
            assertThat(ids(connection, "id = ANY(?)", connection.createArrayOf("int8", new Object[] {2L})))
                    .containsExactly(2);
            assertThat(ids(connection, "id <> ALL(?)", connection.createArrayOf("int4", new Object[] {1, 3})))
                    .containsExactly(2);
            assertThat(ids(connection, "name = ANY(?)", connection.createArrayOf("varchar", new Object[] {"two", "x"})))
                    .containsExactly(2);
            assertThat(ids(connection, "price = ANY(?)", connection.createArrayOf("numeric", new Object[] {
                        new BigDecimal("3.50")
                    })))
                    .containsExactly(3);
            assertThat(ids(connection, "tags = ?", connection.createArrayOf("text", new Object[] {"a b", null})))
                    .containsExactly(1);
        }
    }

    private static List<Integer> ids(Connection connection, String condition, java.sql.Array array)
            throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT id FROM tagged WHERE " + condition + " ORDER BY id")) {
            query.setArray(1, array);
            List<Integer> ids = List.of();
            for (int i = 0; i < 2; i++) {
                ids = new java.util.ArrayList<>();
                try (ResultSet result = query.executeQuery()) {
                    while (result.next()) {
                        ids.add(result.getInt(1));
                    }
                }
            }
            return ids;
        }
    }

    /** As node-postgres sends them: in text, without a type. */
    @ParameterizedTest
    @ValueSource(strings = {"id = ANY(?);{1,3}", "name = ANY (?);{\"one\",three}", "price = any( ?);{1.5,3.50}"})
    void areTakenWithoutAType(String example) throws SQLException {
        String[] parts = example.split(";");
        try (Connection connection = door.postgres("stringtype", "unspecified");
                PreparedStatement query =
                        connection.prepareStatement("SELECT id FROM tagged WHERE " + parts[0] + " ORDER BY id")) {
            query.setString(1, parts[1]);
            try (ResultSet result = query.executeQuery()) {
                result.next();
                assertThat(result.getInt(1)).isEqualTo(1);
                result.next();
                assertThat(result.getInt(1)).isEqualTo(3);
                assertThat(result.next()).isFalse();
            }
            query.setString(1, "1,3");
            assertThatThrownBy(query::executeQuery)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22P02"));
        }
    }

    @Test
    void reachRedshiftsDriver() throws SQLException {
        try (Connection connection = door.redshift("ssl", "false");
                PreparedStatement query = connection.prepareStatement("SELECT ARRAY[1, 2], ARRAY['x', 'a b']")) {
            for (int i = 0; i < 2; i++) {
                try (ResultSet result = query.executeQuery()) {
                    result.next();
                    assertThat(Arrays.asList((Object[]) result.getArray(1).getArray()))
                            .containsExactly(1, 2);
                    assertThat(Arrays.asList((Object[]) result.getArray(2).getArray()))
                            .containsExactly("x", "a b");
                }
            }
        }
    }
}
