package io.auspex.app.shell;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/** The names that can be completed, as of the moment they were read. */
record CatalogNames(
        Set<String> schemas, Set<String> tables, Set<String> columns, Set<String> models, Set<String> functions) {
    static final CatalogNames NONE = new CatalogNames(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    static CatalogNames read(Connection connection) throws SQLException {
        MetadataQueries queries = new MetadataQueries(connection);
        Set<String> schemas = new TreeSet<>(queries.schemas());
        Set<String> tables = new TreeSet<>();
        Set<String> columns = new TreeSet<>();
        Set<String> functions = new TreeSet<>();
        for (String schema : schemas) {
            for (String table : queries.tables(schema)) {
                tables.add(schema.equals("public") ? table : schema + "." + table);
                columns.addAll(queries.columns(schema, table));
            }
            functions.addAll(queries.functions(schema));
        }
        return new CatalogNames(schemas, tables, columns, models(connection), functions);
    }

    private static Set<String> models(Connection connection) throws SQLException {
        Set<String> models = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW MODEL ALL")) {
            while (result.next()) {
                String schema = result.getString(1);
                String model = result.getString(2);
                models.add("public".equals(schema) ? model : schema + "." + model);
            }
        }
        return models;
    }
}
