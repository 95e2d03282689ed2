package io.auspex.server.execute;

import io.auspex.language.dialect.TextLength;
import io.auspex.language.token.SqlText;
import io.auspex.language.type.SqlType;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The lengths that VARCHAR and CHAR columns of a table are held to, which the engine knows as constraints only. */
final class TextLengths {
    private final Map<String, TextLength> lengths;

    private TextLengths(Map<String, TextLength> lengths) {
        this.lengths = lengths;
    }

    /** @param schema absent for a temporary table of the session */
    static TextLengths of(SessionContext session, Optional<String> schema, String table) {
        String place = schema.map(name ->
                        "database_name <> 'temp' AND lower(schema_name) = lower(" + SqlText.quoteLiteral(name) + ")")
                .orElse("database_name = 'temp'");
        String sql = "SELECT constraint_column_names[1], constraint_text FROM duckdb_constraints()"
                + " WHERE constraint_type = 'CHECK' AND " + place + " AND lower(table_name) = lower("
                + SqlText.quoteLiteral(table) + ")";
        Map<String, TextLength> lengths = new HashMap<>();
        try (PreparedQuery query = session.warehouse().prepare(sql, List.of());
                RowStream rows = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream()) {
            for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
                for (int row = 0; row < batch.rows(); row++) {
                    String column = batch.isNull(0, row) ? "" : batch.textAt(0, row);
                    TextLength.ofConstraint(batch.textAt(1, row))
                            .ifPresent(length -> lengths.put(column.toLowerCase(Locale.ROOT), length));
                }
            }
        }
        return new TextLengths(lengths);
    }

    /** The type of a column, with its length where it has one. */
    SqlType typeOf(String column, SqlType type) {
        TextLength length = lengths.get(column.toLowerCase(Locale.ROOT));
        return length == null || !type.isText() ? type : length.type();
    }
}
