package io.auspex.server.execute;

import io.auspex.language.dialect.TextColumnChange;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.SqlText;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.Catalog;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a table anew under its name, in the transaction that is open, because the engine cannot change the length of a text:
 * rows aside, table gone, table made with the other length, rows back. Owner, privileges and views go by the name and stay;
 * defaults, identity and constraints are part of the definition; comments are written again.
 */
final class TableRebuild {
    private static final String ASIDE = "temp.auspex_rows_aside";

    private final SessionContext session;
    private final TextColumnChange change;

    /** For conditions on the engine's lists of tables, columns and constraints. */
    private final String place;

    /** As SQL names it. */
    private final String table;

    private TableRebuild(SessionContext session, TextColumnChange change, String place, String table) {
        this.session = session;
        this.change = change;
        this.place = place;
        this.table = table;
    }

    /** Empty where the statement is none of this class, or names no table that is there: the engine says so. */
    static Optional<TableRebuild> of(SessionContext session, EngineStatement statement) {
        Optional<TextColumnChange> change = TextColumnChange.of(statement);
        List<List<String>> names = Definition.of(statement).names();
        if (change.isEmpty() || names.size() != 1) {
            return Optional.empty();
        }
        return TablePlace.of(session, names.get(0))
                .filter(found -> found.kind() == Catalog.RelationKind.TABLE)
                .map(found -> new TableRebuild(session, change.get(), found.condition(), found.quoted()));
    }

    /** Whether the statement adds the column, which the engine has to do first. */
    boolean addsColumn() {
        return change.added();
    }

    /** Whether the column is there and holds text; what else is asked for is the engine's business. */
    boolean isTextColumn() {
        return !select("SELECT 1 FROM duckdb_columns() WHERE " + place + " AND data_type LIKE 'VARCHAR%'"
                        + " AND lower(column_name) = lower(" + SqlText.quoteLiteral(change.column()) + ")")
                .isEmpty();
    }

    /**
     * Gives the column its length.
     *
     * @throws SqlException STRING_TOO_LONG if a value does not fit, DEPENDENT_OBJECTS_STILL_EXIST where foreign keys lead here
     */
    void run() {
        String column = SqlText.quoteIdentifier(change.column());
        if (!select("SELECT 1 FROM " + table + " WHERE " + change.length().exceededBy(column) + " LIMIT 1")
                .isEmpty()) {
            throw new SqlException(
                            SqlState.STRING_TOO_LONG,
                            "value too long for type " + change.length().type())
                    .withDetail("Column \"" + change.column() + "\" holds longer values.")
                    .withHint("Look for them by octet_length(rtrim(" + column + ")) > "
                            + change.length().bytes() + ".");
        }
        requireUnreferenced();
        String definition =
                select("SELECT sql FROM duckdb_tables() WHERE " + place).get(0).get(0);
        List<String> comments = comments();
        execute("CREATE TEMP TABLE auspex_rows_aside AS SELECT * FROM " + table);
        execute("DROP TABLE " + table);
        execute(change.applyTo(definition));
        execute("INSERT INTO " + table + " SELECT * FROM " + ASIDE);
        execute("DROP TABLE " + ASIDE);
        comments.forEach(this::execute);
    }

    private void requireUnreferenced() {
        List<List<String>> keys =
                select("SELECT k.schema_name || '.' || k.table_name FROM duckdb_constraints() AS k, (SELECT"
                        + " database_name, schema_name, table_name FROM duckdb_tables() WHERE " + place + ") AS t"
                        + " WHERE k.constraint_type = 'FOREIGN KEY' AND k.referenced_table = t.table_name"
                        + " AND k.database_name = t.database_name AND k.schema_name = t.schema_name"
                        + " AND k.table_name <> t.table_name LIMIT 1");
        if (!keys.isEmpty()) {
            throw new SqlException(
                            SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                            "cannot change the length of column \"" + change.column()
                                    + "\" because other tables refer to its table")
                    .withDetail("A foreign key of table " + keys.get(0).get(0) + " refers to it.")
                    .withHint("Drop that table first, or make it without the foreign key.");
        }
    }

    private List<String> comments() {
        List<String> statements = new ArrayList<>();
        for (List<String> row :
                select("SELECT comment FROM duckdb_tables() WHERE " + place + " AND comment IS NOT NULL")) {
            statements.add("COMMENT ON TABLE " + table + " IS " + SqlText.quoteLiteral(row.get(0)));
        }
        for (List<String> row : select(
                "SELECT column_name, comment FROM duckdb_columns() WHERE " + place + " AND comment IS NOT NULL")) {
            statements.add("COMMENT ON COLUMN " + table + "." + SqlText.quoteIdentifier(row.get(0)) + " IS "
                    + SqlText.quoteLiteral(row.get(1)));
        }
        return statements;
    }

    private void execute(String sql) {
        session.warehouse().execute(sql);
    }

    /** Texts by row and column. */
    private List<List<String>> select(String sql) {
        List<List<String>> found = new ArrayList<>();
        try (PreparedQuery query = session.warehouse().prepare(sql, List.of());
                RowStream rows = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream()) {
            for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
                for (int row = 0; row < batch.rows(); row++) {
                    List<String> values = new ArrayList<>();
                    for (int column = 0; column < rows.columns().size(); column++) {
                        boolean text = rows.columns().get(column).type().isText();
                        values.add(text ? batch.textAt(column, row) : "");
                    }
                    found.add(values);
                }
            }
        }
        return found;
    }
}
