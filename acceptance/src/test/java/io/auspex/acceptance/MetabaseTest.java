package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * What Metabase asks of a Redshift when it is connected, synchronises and shows a question, through redshift-jdbc42 as it does; without Metabase itself. Source: its
 * Redshift driver, {@code modules/drivers/redshift/src/metabase/driver/redshift.clj}.
 */
class MetabaseTest {
    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        server = ServerProcess.start(data);
        connection = server.connectRedshift();
        try (Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "CREATE TABLE people (id int PRIMARY KEY, name varchar(40), source varchar(20))",
                    "CREATE TABLE orders (id int, person int REFERENCES people(id), total float8, created timestamp)",
                    "COMMENT ON COLUMN orders.total IS 'with tax'",
                    "CREATE VIEW large AS SELECT * FROM orders WHERE total > 50",
                    "INSERT INTO people SELECT i, 'name ' || i, CASE i % 2 WHEN 0 THEN 'ads' ELSE NULL END"
                            + " FROM generate_series(1, 50) AS t(i)",
                    "INSERT INTO orders SELECT i, i % 50 + 1, i * 0.5, dateadd(day, i, '2024-01-01'::timestamp)"
                            + " FROM generate_series(1, 200) AS t(i)")) {
                statement.execute(sql);
            }
        }
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    /** Rows as text, for one statement with parameters. */
    private static List<String> rows(String sql, String... parameters) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        cells.add(String.valueOf(result.getString(column)));
                    }
                    rows.add(String.join("|", cells));
                }
            }
        }
        return rows;
    }

    @Test
    void connects() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIMEZONE TO 'UTC';");
        }
        assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("Redshift");
        assertThat(rows("SELECT to_char(current_timestamp, 'YYYY-MM-DD HH24:MI:SS.MS TZ')"))
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} UTC");
        assertThat(rows("SELECT HAS_SCHEMA_PRIVILEGE(?, 'USAGE');", "public")).containsExactly("t");
        assertThat(rows("SELECT QUOTE_LITERAL(?);", "it's")).containsExactly("'it''s'");
    }

    @Test
    void synchronises() throws SQLException {
        assertThat(rows("SELECT n.nspname AS \"schema\", c.relname AS \"name\", c.relkind AS \"type\","
                        + " d.description AS \"description\" FROM pg_catalog.pg_class AS c"
                        + " INNER JOIN pg_catalog.pg_namespace AS n ON c.relnamespace = n.oid"
                        + " LEFT JOIN pg_catalog.pg_description AS d ON c.oid = d.objoid AND d.objsubid = 0"
                        + " WHERE n.nspname !~ '^information_schema|catalog_history|pg_' AND c.relkind IN ('r', 'p', 'v', 'f', 'm')"
                        + " AND pg_catalog.has_schema_privilege(n.nspname, 'USAGE')"
                        + " AND (pg_catalog.has_table_privilege('\"' || n.nspname || '\".\"' || c.relname || '\"', 'SELECT')"
                        + " OR pg_catalog.has_any_column_privilege('\"' || n.nspname || '\".\"' || c.relname || '\"', 'SELECT'))"
                        + " ORDER BY 1, 2"))
                .containsExactly("public|large|v|null", "public|orders|r|null", "public|people|r|null");
        assertThat(rows(
                        "SELECT c.column_name, c.data_type, c.ordinal_position - 1, pk.column_name IS NOT NULL,"
                                + " CASE WHEN c.remarks <> '' THEN c.remarks ELSE NULL END FROM svv_columns AS c LEFT JOIN ("
                                + " SELECT tc.table_schema, tc.table_name, kc.column_name"
                                + " FROM information_schema.table_constraints AS tc"
                                + " JOIN information_schema.key_column_usage AS kc ON tc.constraint_name = kc.constraint_name"
                                + " AND tc.table_schema = kc.table_schema AND tc.table_name = kc.table_name"
                                + " WHERE tc.constraint_type = 'PRIMARY KEY') AS pk ON c.table_schema = pk.table_schema"
                                + " AND c.table_name = pk.table_name AND c.column_name = pk.column_name"
                                + " WHERE c.table_schema !~ '^information_schema|catalog_history|pg_' AND c.table_schema IN (?)"
                                + " AND c.table_name IN (?, ?) ORDER BY c.table_name, 3",
                        "public",
                        "people",
                        "orders"))
                .containsExactly(
                        "id|integer|0|f|null",
                        "person|integer|1|f|null",
                        "total|double precision|2|f|with tax",
                        "created|timestamp without time zone|3|f|null",
                        "id|integer|0|t|null",
                        "name|character varying|1|f|null",
                        "source|character varying|2|f|null");
        assertThat(rows(
                        "SELECT fk_table.relname, fk_column.attname, pk_ns.nspname, pk_table.relname, pk_column.attname"
                                + " FROM pg_constraint c JOIN pg_class fk_table ON c.conrelid = fk_table.oid"
                                + " JOIN pg_namespace fk_ns ON c.connamespace = fk_ns.oid"
                                + " JOIN pg_attribute fk_column ON c.conrelid = fk_column.attrelid"
                                + " JOIN pg_class pk_table ON c.confrelid = pk_table.oid"
                                + " JOIN pg_namespace pk_ns ON pk_table.relnamespace = pk_ns.oid"
                                + " JOIN pg_attribute pk_column ON c.confrelid = pk_column.attrelid"
                                + " WHERE c.contype = 'f'::char AND fk_table.relname = ? AND fk_ns.nspname = ?"
                                + " AND fk_column.attnum = ANY(c.conkey) AND pk_column.attnum = ANY(c.confkey)",
                        "orders",
                        "public"))
                .containsExactly("orders|person|public|people|id");
        // Fingerprints: what the values of a column look like.
        assertThat(rows("SELECT SUBSTRING(\"public\".\"people\".\"name\", 1, 1234) AS \"substring\","
                        + " \"public\".\"people\".\"source\" AS \"source\" FROM \"public\".\"people\" LIMIT 10000"))
                .hasSize(50);
    }

    @Test
    void answersQuestions() throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(
                "/* partner: \"metabase\", {\"chart_id\":1} */ -- Metabase:: userID: 1 queryType: MBQL\n"
                        + "SELECT DATE_TRUNC('month', \"public\".\"orders\".\"created\") AS \"created\","
                        + " \"People\".\"source\" AS \"source\", SUM(\"public\".\"orders\".\"total\") AS \"sum\""
                        + " FROM \"public\".\"orders\" LEFT JOIN \"public\".\"people\" AS \"People\""
                        + " ON \"public\".\"orders\".\"person\" = \"People\".\"id\""
                        + " WHERE (\"public\".\"orders\".\"created\" >= DATEADD('day', -30, CAST(? AS timestamp)))"
                        + " AND (\"public\".\"orders\".\"created\" < GETDATE()) GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 2000")) {
            statement.setFetchSize(5000);
            statement.setString(1, "2024-07-01 00:00:00");
            try (ResultSet result = statement.executeQuery()) {
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(result.getTimestamp(1) + "|" + result.getString(2) + "|" + result.getDouble(3));
                }
                assertThat(rows)
                        .containsExactly(
                                "2024-06-01 00:00:00.0|ads|1237.5",
                                "2024-06-01 00:00:00.0|null|1245.0",
                                "2024-07-01 00:00:00.0|ads|859.5",
                                "2024-07-01 00:00:00.0|null|864.0");
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        assertThat(rows("SELECT COUNT(DISTINCT person), CAST(EXTRACT(dow FROM MIN(created)) AS integer) FROM orders"))
                .containsExactly("50|2");
    }
}
