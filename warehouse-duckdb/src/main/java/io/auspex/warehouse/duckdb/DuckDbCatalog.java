package io.auspex.warehouse.duckdb;

import io.auspex.language.statement.QualifiedName;
import io.auspex.warehouse.Catalog;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/** The catalog as {@code duckdb_*()} tell it, without the schemas that are not the users'. */
final class DuckDbCatalog implements Catalog {
    private static final String USER_SCHEMAS =
            "database_name = current_database() AND schema_name NOT IN ('main', 'information_schema', 'pg_catalog', '"
                    + DuckDbWarehouse.DIALECT_SCHEMA + "', '" + DuckDbWarehouse.INFORMATION_SCHEMA + "', '"
                    + DuckDbWarehouse.SYSTEM_SCHEMA + "')";
    private static final String RELATIONS =
            "SELECT schema_name, table_name AS name, 'TABLE' AS kind FROM duckdb_tables()"
                    + " WHERE " + USER_SCHEMAS
                    + " UNION ALL SELECT schema_name, view_name, 'VIEW' FROM duckdb_views() WHERE "
                    + USER_SCHEMAS;

    private final DuckDbSession session;
    private final DuckDBConnection connection;

    DuckDbCatalog(DuckDbSession session, DuckDBConnection connection) {
        this.session = session;
        this.connection = connection;
    }

    @Override
    public List<String> schemas() {
        return query(
                "SELECT schema_name FROM duckdb_schemas() WHERE " + USER_SCHEMAS + " ORDER BY schema_name",
                row -> row.getString(1));
    }

    @Override
    public List<Relation> relations(String schema) {
        return query(
                "SELECT * FROM (" + RELATIONS + ") WHERE schema_name = $1 ORDER BY name",
                DuckDbCatalog::relation,
                schema);
    }

    @Override
    public List<View> views() {
        return query(
                "SELECT schema_name, view_name, sql FROM duckdb_views() WHERE NOT internal AND " + USER_SCHEMAS
                        + " ORDER BY schema_name, view_name",
                row -> new View(QualifiedName.of(row.getString(1), row.getString(2)), row.getString(3)));
    }

    /** Names are compared without regard to case, as the engine does. */
    @Override
    public Optional<Relation> relation(QualifiedName name) {
        List<Relation> found = query(
                "SELECT * FROM (" + RELATIONS + ") WHERE lower(name) = lower($1)",
                DuckDbCatalog::relation,
                name.name());
        List<String> path = name.schema().map(List::of).orElseGet(session::searchPath);
        for (String schema : path) {
            for (Relation relation : found) {
                if (relation.schema().equalsIgnoreCase(schema)) {
                    return Optional.of(relation);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public List<Column> columns(QualifiedName name) {
        Optional<Relation> relation = relation(name);
        if (relation.isEmpty()) {
            return List.of();
        }
        return query(
                "SELECT column_name, data_type, is_nullable, column_default FROM duckdb_columns() WHERE " + USER_SCHEMAS
                        + " AND schema_name = $1 AND table_name = $2 ORDER BY column_index",
                row -> new Column(
                        row.getString(1),
                        EngineTypes.sqlType(row.getString(2)),
                        row.getBoolean(3),
                        Optional.ofNullable(row.getString(4))),
                relation.get().schema(),
                relation.get().name());
    }

    @Override
    public boolean isBuiltInFunction(String name) {
        return query(
                        "SELECT count(*) > 0 FROM duckdb_functions() WHERE lower(function_name) = lower($1)"
                                + " AND (internal OR schema_name = '" + DuckDbWarehouse.DIALECT_SCHEMA + "')",
                        row -> row.getBoolean(1),
                        name)
                .get(0);
    }

    /** What a macro of a user's schema does with other numbers of arguments than this one. */
    List<FunctionMacros.Overload> overloads(QualifiedName macro, int arguments) {
        return query(
                "SELECT parameters, macro_definition FROM duckdb_functions() WHERE database_name = current_database()"
                        + " AND function_type = 'macro' AND NOT internal AND lower(schema_name) = lower($1)"
                        + " AND lower(function_name) = lower($2) AND len(parameters) <> CAST($3 AS INTEGER)"
                        + " ORDER BY len(parameters)",
                row -> new FunctionMacros.Overload(texts(row.getArray(1)), row.getString(2)),
                macro.schema().orElseGet(() -> session.searchPath().get(0)),
                macro.name(),
                Integer.toString(arguments));
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, RowReader<T> reader, String... parameters) {
        return session.run(null, () -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setString(i + 1, parameters[i]);
                }
                List<T> rows = new ArrayList<>();
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        rows.add(reader.read(result));
                    }
                }
                return rows;
            }
        });
    }

    private static Relation relation(ResultSet row) throws SQLException {
        return new Relation(row.getString(1), row.getString(2), RelationKind.valueOf(row.getString(3)));
    }
}
