package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients learn of tables, columns and functions: psql's backslash commands and the drivers' metadata. */
class CatalogTest {
    @TempDir
    static Path data;

    private static ServerProcess server;

    @BeforeAll
    static void start() throws SQLException {
        server = ServerProcess.start(data);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA sales");
            statement.execute("CREATE TABLE item (id int PRIMARY KEY, label varchar(20) DEFAULT 'new',"
                    + " price decimal(10,2), details super, added date NOT NULL)");
            statement.execute("CREATE TABLE part (item_id int REFERENCES item(id), weight float8 CHECK (weight > 0))");
            statement.execute("CREATE VIEW cheap AS SELECT id, price FROM item WHERE price < 10");
            statement.execute("CREATE TABLE sales.orders (id bigint IDENTITY(1,1), placed timestamp)");
            statement.execute("COMMENT ON TABLE item IS 'what we sell'");
            statement.execute("COMMENT ON COLUMN item.label IS 'on the shelf'");
            Dataset.TITANIC.load(server, connection);
            statement.execute("CREATE MODEL survival FROM (SELECT pclass, age, survived FROM titanic) TARGET survived"
                    + " FUNCTION predict_survived IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST"
                    + " OBJECTIVE 'binary:logistic' PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT"
                    + " (NUM_ROUND '3') SETTINGS (S3_BUCKET 'bucket')");
            Models.awaitReady(connection, "survival");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The rows. */
    private static List<String> psql(String command) {
        return Psql.run(server, command, "-t");
    }

    /** All of the answer, with title and footers. */
    private static List<String> described(String command) {
        return Psql.run(server, command, "-q");
    }

    @Test
    void psqlListsUsersObjectsAndNoOthers() {
        String item = "public|item|table|awsuser";
        String part = "public|part|table|awsuser";
        String titanic = "public|titanic|table|awsuser";
        String cheap = "public|cheap|view|awsuser";
        assertThat(psql("\\d")).containsExactlyInAnyOrder(item, part, titanic, cheap);
        assertThat(psql("\\dt")).containsExactlyInAnyOrder(item, part, titanic);
        assertThat(psql("\\dt sales.*")).containsExactly("sales|orders|table|awsuser");
        assertThat(psql("\\dv")).containsExactly(cheap);
        assertThat(psql("\\dn")).containsExactly("public|awsuser", "sales|awsuser");
        // One database, whose privileges take a line each.
        assertThat(psql("\\l"))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("dev|awsuser|UTF8|"))
                .endsWith("=UT/awsuser");
        assertThat(psql("\\du")).singleElement().asString().startsWith("awsuser|Superuser");
        assertThat(psql("\\df"))
                .containsExactly(
                        "public|predict_survived|integer|pclass integer, age double precision|func",
                        "public|predict_survived_explain|super|pclass integer, age double precision|func");
    }

    @Test
    void psqlDescribesTables() {
        assertThat(described("\\d item"))
                .contains(
                        "id|integer||not null|",
                        "label|character varying(20)|||'new'",
                        "price|numeric(10,2)|||",
                        "details|super|||",
                        "added|date||not null|",
                        "    \"item_id_pkey\" PRIMARY KEY, btree (id)");
        assertThat(psql("\\d+ item")).anyMatch(line -> line.startsWith("label|") && line.endsWith("|on the shelf"));
        assertThat(psql("\\dt+ item")).singleElement().asString().endsWith("|what we sell");
        assertThat(described("\\d+ cheap")).contains("SELECT id, price FROM item WHERE (price < 10);");
        assertThat(described("\\d part"))
                .anyMatch(line -> line.contains("FOREIGN KEY (item_id) REFERENCES public.item(id)"));
        assertThat(described("\\d part")).anyMatch(line -> line.contains("CHECK((weight > 0))"));
    }

    /** No content to speak of, but nothing fails. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\dp",
                "\\df+",
                "\\dn+",
                "\\l+",
                "\\dg",
                "\\di",
                "\\ds",
                "\\dm",
                "\\dT",
                "\\dx",
                "\\db",
                "\\dD",
                "\\dL",
                "\\ddp",
                "\\dE",
                "\\des",
                "\\det",
                "\\drds",
                "\\dO",
                "\\da",
                "\\sv cheap"
            })
    void psqlRuns(String command) {
        psql(command);
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
    void pgjdbcKnowsTablesAndColumns() throws SQLException {
        try (Connection connection = server.connect()) {
            DatabaseMetaData metadata = connection.getMetaData();
            assertThat(rows(
                            metadata.getTables(null, "%", "%", new String[] {"TABLE", "VIEW"}),
                            "TABLE_CAT",
                            "TABLE_SCHEM",
                            "TABLE_NAME",
                            "TABLE_TYPE",
                            "REMARKS"))
                    .containsExactlyInAnyOrder(
                            "dev|public|item|TABLE|what we sell",
                            "dev|public|part|TABLE|null",
                            "dev|public|titanic|TABLE|null",
                            "dev|public|cheap|VIEW|null",
                            "dev|sales|orders|TABLE|null");
            assertThat(rows(
                            metadata.getColumns(null, "public", "item", "%"),
                            "COLUMN_NAME",
                            "DATA_TYPE",
                            "TYPE_NAME",
                            "COLUMN_SIZE",
                            "DECIMAL_DIGITS",
                            "NULLABLE",
                            "ORDINAL_POSITION",
                            "COLUMN_DEF"))
                    .containsExactly(
                            "id|" + Types.INTEGER + "|int4|10|0|0|1|null",
                            "label|" + Types.VARCHAR + "|varchar|20|0|1|2|'new'",
                            "price|" + Types.NUMERIC + "|numeric|10|2|1|3|null",
                            "details|" + Types.OTHER + "|super|2147483647|0|1|4|null",
                            "added|" + Types.DATE + "|date|13|0|0|5|null");
            assertThat(rows(metadata.getColumns(null, "sales", "orders", "%"), "COLUMN_NAME", "IS_AUTOINCREMENT"))
                    // As of Redshift: this driver looks for a sequence.
                    .containsExactly("id|NO", "placed|NO");
            assertThat(rows(metadata.getColumns(null, "sales", "orders", "id"), "COLUMN_DEF"))
                    .singleElement()
                    .asString()
                    .matches("\"identity\"\\(\\d+, 0, '1,1'::text\\)");
            assertThat(rows(metadata.getSchemas(), "TABLE_SCHEM"))
                    .containsExactly("information_schema", "pg_catalog", "public", "sales");
            assertThat(rows(metadata.getCatalogs(), "TABLE_CAT")).containsExactly("dev");
            assertThat(rows(metadata.getTypeInfo(), "TYPE_NAME", "DATA_TYPE"))
                    .contains("int4|" + Types.INTEGER, "varchar|" + Types.VARCHAR, "numeric|" + Types.NUMERIC);
            assertThat(rows(
                            metadata.getFunctionColumns(null, null, "predict_survived", "%"),
                            "COLUMN_NAME",
                            "TYPE_NAME"))
                    .containsExactly("returnValue|int4", "pclass|int4", "age|float8");
        }
    }

    @Test
    void pgjdbcKnowsKeys() throws SQLException {
        try (Connection connection = server.connect()) {
            DatabaseMetaData metadata = connection.getMetaData();
            assertThat(rows(metadata.getPrimaryKeys(null, "public", "item"), "COLUMN_NAME", "KEY_SEQ", "PK_NAME"))
                    .containsExactly("id|1|item_id_pkey");
            assertThat(rows(metadata.getPrimaryKeys(null, "public", "part"), "COLUMN_NAME"))
                    .isEmpty();
            assertThat(rows(
                            metadata.getIndexInfo(null, "public", "item", false, false),
                            "INDEX_NAME",
                            "ORDINAL_POSITION",
                            "COLUMN_NAME"))
                    .containsExactly("item_id_pkey|1|id");
            assertThat(rows(
                            metadata.getImportedKeys(null, "public", "part"),
                            "PKTABLE_NAME",
                            "PKCOLUMN_NAME",
                            "FKTABLE_NAME",
                            "FKCOLUMN_NAME",
                            "KEY_SEQ"))
                    .containsExactly("item|id|part|item_id|1");
        }
    }

    @Test
    void resultsCarryTheirTypes() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT id, price, details FROM item")) {
            ResultSetMetaData metadata = result.getMetaData();
            assertThat(metadata.getColumnTypeName(1)).isEqualTo("int4");
            assertThat(metadata.getPrecision(2)).isEqualTo(10);
            assertThat(metadata.getScale(2)).isEqualTo(2);
            assertThat(metadata.getColumnTypeName(3)).isEqualTo("varchar");
        }
    }

    @Test
    void theRedshiftDriverKnowsTablesAndColumns() throws SQLException {
        try (Connection connection = server.connectRedshift()) {
            DatabaseMetaData metadata = connection.getMetaData();
            assertThat(rows(metadata.getTables("dev", "public", "item", null), "TABLE_NAME", "TABLE_TYPE"))
                    .containsExactly("item|TABLE");
            assertThat(rows(metadata.getColumns("dev", "public", "item", "%"), "COLUMN_NAME"))
                    .containsExactly("id", "label", "price", "details", "added");
            assertThat(rows(metadata.getSchemas(), "TABLE_SCHEM")).contains("public", "sales");
        }
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            String[] columns = new String[result.getMetaData().getColumnCount()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = result.getMetaData().getColumnLabel(i + 1);
            }
            return rows(result, columns);
        }
    }

    @Test
    void redshiftsAndTheStandardsViewsAnswer() throws SQLException {
        assertThat(query("SELECT table_schema, table_name, table_type FROM information_schema.tables ORDER BY 1, 2"))
                .containsExactly(
                        "public|cheap|VIEW",
                        "public|item|BASE TABLE",
                        "public|part|BASE TABLE",
                        "public|titanic|BASE TABLE",
                        "sales|orders|BASE TABLE");
        assertThat(query("SELECT column_name, data_type, numeric_precision, numeric_scale, is_nullable"
                        + " FROM svv_columns WHERE table_name = 'item' ORDER BY ordinal_position"))
                .startsWith("id|integer|32|0|NO", "label|character varying|null|null|YES", "price|numeric|10|2|YES");
        assertThat(query("SELECT \"column\", type, \"notnull\" FROM pg_table_def WHERE tablename = 'orders'"))
                .containsExactly("id|bigint|f", "placed|timestamp without time zone|f");
        assertThat(query("SELECT \"table\", tbl_rows FROM svv_table_info WHERE \"table\" = 'titanic'"))
                .containsExactly("titanic|891");
        assertThat(query("SELECT nspname FROM pg_namespace WHERE oid >= 16384 ORDER BY 1"))
                .containsExactly("public", "sales");
        assertThat(query("SELECT relname FROM pg_class WHERE oid = 'sales.orders'::regclass"))
                .containsExactly("orders");
        assertThat(query("SELECT usename FROM pg_user")).containsExactly("awsuser");
        // As sqlalchemy-redshift, dbt-redshift and redshift_connector ask.
        assertThat(query("SELECT reldiststyle, format_encoding(attencodingtype::integer) FROM pg_class AS c"
                        + " JOIN pg_attribute AS a ON a.attrelid = c.oid WHERE relname = 'part'"))
                .containsExactly("0|none", "0|none");
        assertThat(query("SELECT count(*) FROM pg_get_late_binding_view_cols()"
                        + " AS cols(view_schema name, view_name name, col_name name, col_type varchar, col_num int)"))
                .containsExactly("0");
        assertThat(query("SELECT current_database AS name FROM current_database()"))
                .containsExactly("dev");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_catalog.pg_statistic",
                "dev.information_schema.character_sets",
                "system.pg_catalog.pg_class",
                "system.information_schema.tables",
                "\"PG_CATALOG\".pg_statistic"
            })
    void theEnginesOwnCatalogIsOutOfReach(String relation) {
        assertThatThrownBy(() -> query("SELECT * FROM " + relation))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP VIEW pg_class",
                "ALTER TABLE pg_class RENAME TO mine",
                "DROP VIEW IF EXISTS pg_catalog.pg_class CASCADE",
                "CREATE TABLE pg_catalog.mine (a int)",
                "CREATE OR REPLACE VIEW information_schema.tables AS SELECT 1",
                "COMMENT ON VIEW pg_class IS 'mine'"
            })
    void theCatalogIsReadOnly(String statement) throws SQLException {
        try (Connection connection = server.connect();
                Statement execution = connection.createStatement()) {
            assertThatThrownBy(() -> execution.execute(statement))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }
}
