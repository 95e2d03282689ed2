package io.auspex.server.execute;

import io.auspex.language.type.SqlType;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What SHOW reads from the server's views of the catalog: keys and grants. The views show each user what that user may see;
 * names are parameters, never SQL text.
 */
final class MetadataQueries {
    private static final String KEY_COLUMNS = "(SELECT oid, conname, connamespace, conrelid, confrelid, contype,"
            + " unnest(conkey) AS number, unnest(range(1, len(conkey) + 1)) AS place%s FROM auspex_dialect.pg_constraint)";

    private static final String PRIMARY_KEYS =
            "SELECT current_database(), n.nspname, c.relname, a.attname, k.place, k.conname"
                    + " FROM " + KEY_COLUMNS.formatted("") + " AS k"
                    + " JOIN auspex_dialect.pg_class AS c ON c.oid = k.conrelid"
                    + " JOIN auspex_dialect.pg_namespace AS n ON n.oid = c.relnamespace"
                    + " JOIN auspex_dialect.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.number"
                    + " WHERE k.contype = 'p' AND n.nspname = $1 AND c.relname = $2 ORDER BY k.place";

    /** Rules and deferrability as JDBC numbers them: 3 is no action, 7 is not deferrable. */
    private static final String FOREIGN_KEYS = "SELECT current_database(), rn.nspname, r.relname, ra.attname,"
            + " current_database(), n.nspname, c.relname, a.attname, k.place, 3, 3, k.conname, p.conname, 7"
            + " FROM " + KEY_COLUMNS.formatted(", unnest(confkey) AS other") + " AS k"
            + " JOIN auspex_dialect.pg_class AS c ON c.oid = k.conrelid"
            + " JOIN auspex_dialect.pg_namespace AS n ON n.oid = c.relnamespace"
            + " JOIN auspex_dialect.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.number"
            + " JOIN auspex_dialect.pg_class AS r ON r.oid = k.confrelid"
            + " JOIN auspex_dialect.pg_namespace AS rn ON rn.oid = r.relnamespace"
            + " JOIN auspex_dialect.pg_attribute AS ra ON ra.attrelid = r.oid AND ra.attnum = k.other"
            + " LEFT JOIN auspex_dialect.pg_constraint AS p ON p.contype = 'p' AND p.conrelid = r.oid"
            + " WHERE k.contype = 'f' AND %s ORDER BY k.conname, k.place";

    private static final String GRANTS =
            "SELECT current_database(), schema_name, object_name, object_kind, privilege_type, CAST(identity_id AS"
                    + " VARCHAR), identity_name, identity_type, CASE WHEN admin_option THEN 't' ELSE 'f' END, object_kind,"
                    + " grantor FROM auspex_dialect.granted_privileges WHERE %s ORDER BY object_kind, schema_name,"
                    + " object_name, identity_type, identity_name, privilege_type";

    private static final String REMARKS =
            "SELECT c.relname, d.objsubid, d.description FROM auspex_dialect.pg_description AS d"
                    + " JOIN auspex_dialect.pg_class AS c ON c.oid = d.objoid"
                    + " JOIN auspex_dialect.pg_namespace AS n ON n.oid = c.relnamespace"
                    + " WHERE d.classoid = 1259 AND n.nspname = $1";

    /** PostgreSQL's number of CHAR; the other type with a length is VARCHAR. */
    private static final long CHAR_NUMBER = 1042;

    private static final String TEXT_TYPES =
            "SELECT a.attnum, a.atttypid, CAST(a.atttypmod - 4 AS INTEGER) FROM auspex_dialect.pg_attribute AS a"
                    + " JOIN auspex_dialect.pg_class AS c ON c.oid = a.attrelid"
                    + " JOIN auspex_dialect.pg_namespace AS n ON n.oid = c.relnamespace"
                    + " WHERE a.atttypid IN (1042, 1043) AND a.atttypmod > 4 AND n.nspname = $1 AND c.relname = $2";

    private MetadataQueries() {}

    /** The columns of a table that are CHAR(n) or VARCHAR(n), by their numbers from 1. */
    static Map<Long, SqlType> textTypes(SessionContext session, String schema, String table) {
        Map<Long, SqlType> types = new HashMap<>();
        for (Object[] row : rows(session, TEXT_TYPES, schema, table)) {
            SqlType.Kind kind = (Long) row[1] == CHAR_NUMBER ? SqlType.Kind.CHAR : SqlType.Kind.VARCHAR;
            types.put((Long) row[0], new SqlType(kind, Math.toIntExact((Long) row[2]), SqlType.UNSPECIFIED));
        }
        return types;
    }

    /** Comments on the tables and views of a schema, by their names. */
    static Map<String, String> tableRemarks(SessionContext session, String schema) {
        Map<String, String> remarks = new HashMap<>();
        for (Object[] row : rows(session, REMARKS + " AND d.objsubid = 0", schema)) {
            remarks.put((String) row[0], (String) row[2]);
        }
        return remarks;
    }

    /** Comments on the columns of a table, by their numbers from 1. */
    static Map<Long, String> columnRemarks(SessionContext session, String schema, String table) {
        Map<Long, String> remarks = new HashMap<>();
        for (Object[] row : rows(session, REMARKS + " AND d.objsubid > 0 AND c.relname = $2", schema, table)) {
            remarks.put((Long) row[1], (String) row[2]);
        }
        return remarks;
    }

    static List<Object[]> primaryKeys(SessionContext session, String schema, String table) {
        return rows(session, PRIMARY_KEYS, schema, table);
    }

    /** The keys by which a table refers to others. */
    static List<Object[]> foreignKeys(SessionContext session, String schema, String table) {
        return rows(session, FOREIGN_KEYS.formatted("n.nspname = $1 AND c.relname = $2"), schema, table);
    }

    /** The keys by which others refer to a table. */
    static List<Object[]> exportedKeys(SessionContext session, String schema, String table) {
        return rows(session, FOREIGN_KEYS.formatted("rn.nspname = $1 AND r.relname = $2"), schema, table);
    }

    /** @param kind TABLE, SCHEMA, DATABASE or MODEL */
    static List<Object[]> grantsOn(SessionContext session, String kind, String schema, String object) {
        return rows(
                session,
                GRANTS.formatted("object_kind = $1 AND schema_name = lower($2) AND object_name = lower($3)"),
                kind,
                schema,
                object);
    }

    /** Of a prediction function: those of its model. */
    static List<Object[]> grantsOnFunction(SessionContext session, String schema, String function) {
        return rows(
                session,
                GRANTS.formatted(
                        "object_kind = 'MODEL' AND (schema_name, object_name) IN (SELECT schema_name, model_name"
                                + " FROM auspex_dialect.__auspex_prediction_functions WHERE function_schema = lower($1)"
                                + " AND lower(function_name || suffix) = lower($2))"),
                schema,
                function);
    }

    /** @param kind user or role */
    static List<Object[]> grantsFor(SessionContext session, String kind, String name) {
        return rows(session, GRANTS.formatted("identity_type = $1 AND identity_name = $2"), kind, name);
    }

    private static List<Object[]> rows(SessionContext session, String sql, Object... values) {
        List<Object[]> rows = new ArrayList<>();
        try (PreparedQuery query = session.warehouse().prepare(sql, List.of());
                RowStream stream = ((PreparedQuery.Outcome.Rows) query.execute(List.of(values))).stream()) {
            for (RowBatch batch = stream.next(); batch != null; batch = stream.next()) {
                for (int row = 0; row < batch.rows(); row++) {
                    rows.add(row(stream.columns(), batch, row));
                }
            }
        }
        return rows;
    }

    private static Object[] row(List<ResultColumn> columns, RowBatch batch, int row) {
        Object[] values = new Object[columns.size()];
        for (int column = 0; column < values.length; column++) {
            if (!batch.isNull(column, row)) {
                values[column] = columns.get(column).type().isText()
                        ? batch.textAt(column, row)
                        : (Object) batch.longAt(column, row);
            }
        }
        return values;
    }
}
