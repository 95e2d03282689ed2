package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The calls of {@link DatabaseMetaData}, through both drivers: each is answered, and those about our objects are right. */
class MetadataCallsTest {
    private interface Call {
        Object ask(DatabaseMetaData metadata) throws SQLException;
    }

    private record Named(String name, Call call) {}

    /** One a line, as docs/clients.md lists them. */
    private static final List<Named> CALLS = List.of(
            new Named("getCatalogs", DatabaseMetaData::getCatalogs),
            new Named("getSchemas", DatabaseMetaData::getSchemas),
            new Named("getSchemas(catalog, pattern)", m -> m.getSchemas("dev", "pub%")),
            new Named("getTableTypes", DatabaseMetaData::getTableTypes),
            new Named("getTables", m -> m.getTables("dev", "public", "%", null)),
            new Named("getColumns", m -> m.getColumns("dev", "public", "item", "%")),
            new Named("getPrimaryKeys", m -> m.getPrimaryKeys("dev", "public", "item")),
            new Named("getImportedKeys", m -> m.getImportedKeys("dev", "public", "part")),
            new Named("getExportedKeys", m -> m.getExportedKeys("dev", "public", "item")),
            new Named("getCrossReference", m -> m.getCrossReference("dev", "public", "item", "dev", "public", "part")),
            new Named("getIndexInfo", m -> m.getIndexInfo("dev", "public", "item", false, true)),
            new Named(
                    "getBestRowIdentifier",
                    m -> m.getBestRowIdentifier("dev", "public", "item", DatabaseMetaData.bestRowSession, true)),
            new Named("getVersionColumns", m -> m.getVersionColumns("dev", "public", "item")),
            new Named("getTablePrivileges", m -> m.getTablePrivileges("dev", "public", "item")),
            new Named("getColumnPrivileges", m -> m.getColumnPrivileges("dev", "public", "item", "%")),
            new Named("getFunctions", m -> m.getFunctions("dev", "public", "%")),
            new Named("getFunctionColumns", m -> m.getFunctionColumns("dev", "public", "%", "%")),
            new Named("getProcedures", m -> m.getProcedures("dev", "public", "%")),
            new Named("getProcedureColumns", m -> m.getProcedureColumns("dev", "public", "%", "%")),
            new Named("getTypeInfo", DatabaseMetaData::getTypeInfo),
            new Named("getUDTs", m -> m.getUDTs("dev", "public", "%", null)),
            new Named("getClientInfoProperties", DatabaseMetaData::getClientInfoProperties),
            new Named("getDatabaseProductName", DatabaseMetaData::getDatabaseProductName),
            new Named("getDatabaseProductVersion", DatabaseMetaData::getDatabaseProductVersion),
            new Named("getUserName", DatabaseMetaData::getUserName),
            new Named("isReadOnly", DatabaseMetaData::isReadOnly),
            new Named("getSQLKeywords", DatabaseMetaData::getSQLKeywords),
            new Named("getNumericFunctions", DatabaseMetaData::getNumericFunctions),
            new Named("getStringFunctions", DatabaseMetaData::getStringFunctions),
            new Named("getTimeDateFunctions", DatabaseMetaData::getTimeDateFunctions),
            new Named("getMaxColumnNameLength", DatabaseMetaData::getMaxColumnNameLength),
            new Named("getDefaultTransactionIsolation", DatabaseMetaData::getDefaultTransactionIsolation),
            new Named(
                    "supportsTransactionIsolationLevel",
                    m -> m.supportsTransactionIsolationLevel(Connection.TRANSACTION_SERIALIZABLE)));

    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Map<String, Connection> drivers;

    @BeforeAll
    static void start() throws SQLException {
        server = ServerProcess.start(data);
        drivers = Map.of("pgjdbc", server.connect(), "redshift-jdbc42", server.connectRedshift());
        try (Statement statement = drivers.get("pgjdbc").createStatement()) {
            for (String sql : List.of(
                    "CREATE USER bob PASSWORD 'Password1'",
                    "CREATE TABLE item (id int, label varchar(20), price decimal(10,2), PRIMARY KEY (id))",
                    "CREATE TABLE part (number bigint, item_id int REFERENCES item(id), code char(4))",
                    "CREATE VIEW priced AS SELECT i.label, p.code, i.price, upper(i.label) AS loud"
                            + " FROM item AS i LEFT JOIN part AS p ON p.item_id = i.id",
                    "GRANT SELECT, INSERT ON item TO bob",
                    "COMMENT ON TABLE item IS 'what we sell'")) {
                statement.execute(sql);
            }
        }
    }

    @AfterAll
    static void stop() throws SQLException {
        for (Connection connection : drivers.values()) {
            connection.close();
        }
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> isAnswered() {
        return drivers.entrySet().stream().flatMap(driver -> CALLS.stream()
                .map(call -> dynamicTest(driver.getKey() + " " + call.name(), () -> {
                    Object answer = call.call().ask(driver.getValue().getMetaData());
                    if (answer instanceof ResultSet result) {
                        rows(result);
                    } else {
                        assertThat(answer).isNotNull();
                    }
                })));
    }

    private static List<String> rows(ResultSet result, String... columns) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (result) {
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (String column : columns) {
                    cells.add(result.getString(column));
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }

    @Test
    void bothDriversSeeTheSame() throws SQLException {
        for (Connection connection : drivers.values()) {
            DatabaseMetaData metadata = connection.getMetaData();
            assertThat(rows(
                            metadata.getTables("dev", "public", "%", new String[] {"TABLE"}),
                            "TABLE_NAME",
                            "TABLE_TYPE",
                            "REMARKS"))
                    .containsExactlyInAnyOrder("item|TABLE|what we sell", "part|TABLE|null");
            assertThat(rows(metadata.getPrimaryKeys("dev", "public", "item"), "COLUMN_NAME", "KEY_SEQ"))
                    .containsExactly("id|1");
            assertThat(rows(
                            metadata.getImportedKeys("dev", "public", "part"),
                            "PKTABLE_NAME",
                            "PKCOLUMN_NAME",
                            "FKTABLE_NAME",
                            "FKCOLUMN_NAME",
                            "KEY_SEQ",
                            "UPDATE_RULE",
                            "DEFERRABILITY"))
                    .containsExactly("item|id|part|item_id|1|3|7");
            assertThat(rows(metadata.getExportedKeys("dev", "public", "item"), "FKTABLE_NAME", "FKCOLUMN_NAME"))
                    .containsExactly("part|item_id");
            assertThat(rows(metadata.getTablePrivileges("dev", "public", "item"), "GRANTEE", "PRIVILEGE", "GRANTOR"))
                    .contains("bob|SELECT|awsuser", "bob|INSERT|awsuser")
                    .doesNotContain("bob|DELETE|awsuser");
        }
    }

    @Test
    void columnsOfResultsAndViewsHaveTheLengthsOfTheirTables() throws SQLException {
        for (Connection connection : drivers.values()) {
            try (PreparedStatement query = connection.prepareStatement(
                    "WITH w AS (SELECT * FROM priced) SELECT label, code, loud, max(price) AS price FROM w"
                            + " WHERE label > ? GROUP BY 1, 2, 3 ORDER BY 1")) {
                ResultSetMetaData columns = query.getMetaData();
                assertThat(columns.getPrecision(1)).isEqualTo(20);
                assertThat(columns.getColumnDisplaySize(1)).isEqualTo(20);
                assertThat(columns.getColumnType(2)).isEqualTo(Types.CHAR);
                assertThat(columns.getPrecision(2)).isEqualTo(4);
                // What is computed has no length.
                assertThat(columns.getColumnDisplaySize(3)).isGreaterThan(65_000);
            }
            assertThat(rows(metadataColumns(connection, "priced"), "COLUMN_NAME", "COLUMN_SIZE"))
                    .contains("label|20", "code|4", "price|10");
        }
        try (Statement statement = drivers.get("pgjdbc").createStatement()) {
            assertThatThrownBy(() -> statement.execute("ALTER TABLE part ALTER COLUMN code TYPE varchar(9)"))
                    .hasMessageContaining("view priced depends on column code of table part");
            statement.execute("CREATE TEMP TABLE aside (code varchar(7))");
            ResultSetMetaData columns = statement
                    .executeQuery("SELECT a.code, v.code FROM aside AS a CROSS JOIN priced AS v")
                    .getMetaData();
            assertThat(columns.getPrecision(1)).isEqualTo(7);
            assertThat(columns.getPrecision(2)).isEqualTo(4);
            statement.execute("DROP TABLE aside");
        }
    }

    @Test
    void theMadeCertificateIsGoodForTheMachinesName() throws SQLException, UnknownHostException {
        InetAddress machine = InetAddress.getLocalHost();
        assumeTrue(machine.getHostAddress().equals("127.0.0.1"), "the machine's name leads elsewhere");
        String url = "jdbc:postgresql://" + machine.getHostName() + ":" + server.port()
                + "/dev?sslmode=verify-full&sslrootcert=" + data.resolve("tls").resolve("cert.pem");
        try (Connection connection = DriverManager.getConnection(url, "awsuser", ServerProcess.PASSWORD)) {
            assertThat(connection.isValid(10)).isTrue();
        }
    }

    private static ResultSet metadataColumns(Connection connection, String table) throws SQLException {
        return connection.getMetaData().getColumns("dev", "public", table, "%");
    }
}
