package io.auspex.app.shell;

import io.auspex.language.token.SqlText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the database holds, asked with Redshift's SHOW statements, and with its catalog where it has none. */
final class MetadataQueries {
    static final String USERS = "SELECT usename AS user_name, usesuper AS superuser, usecreatedb AS create_db,"
            + " valuntil AS valid_until FROM pg_user ORDER BY 1";
    static final String GROUPS = "SELECT g.groname AS group_name, u.usename AS user_name FROM pg_group g"
            + " LEFT JOIN pg_user u ON u.usesysid = ANY(g.grolist) ORDER BY 1, 2";

    private final Connection connection;
    private final String database;

    MetadataQueries(Connection connection) throws SQLException {
        this.connection = connection;
        this.database = connection.getCatalog();
    }

    String showSchemas() {
        return "SHOW SCHEMAS FROM DATABASE " + SqlText.quoteIdentifier(database);
    }

    String showTables(String schema) {
        return "SHOW TABLES FROM SCHEMA " + path(database, schema);
    }

    String showColumns(String schema, String table) {
        return "SHOW COLUMNS FROM TABLE " + path(database, schema, table);
    }

    String showFunctions(String schema) {
        return "SHOW FUNCTIONS FROM SCHEMA " + path(database, schema);
    }

    List<String> schemas() throws SQLException {
        return values(showSchemas(), "schema_name");
    }

    List<String> tables(String schema) throws SQLException {
        return values(showTables(schema), "table_name");
    }

    List<String> columns(String schema, String table) throws SQLException {
        return values(showColumns(schema, table), "column_name");
    }

    List<String> functions(String schema) throws SQLException {
        return values(showFunctions(schema), "function_name");
    }

    private List<String> values(String sql, String column) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getString(column));
            }
        }
        return values;
    }

    private static String path(String... names) {
        List<String> quoted = new ArrayList<>();
        for (String name : names) {
            quoted.add(SqlText.quoteIdentifier(name));
        }
        return String.join(".", quoted);
    }
}
