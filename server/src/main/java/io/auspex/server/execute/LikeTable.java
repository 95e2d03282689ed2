package io.auspex.server.execute;

import io.auspex.language.dialect.IdentityDefault;
import io.auspex.language.dialect.LikeClause;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.SqlText;
import io.auspex.language.type.SqlType;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.PreparedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * CREATE TABLE (LIKE other) with the columns of the other written out: their types with the lengths of texts, NOT NULL and, if
 * they are wanted, defaults. Keys and other constraints are not copied, as in Redshift.
 *
 * @param statement what is to be run instead
 * @param defaults statements for the engine that give the new table its defaults
 */
record LikeTable(EngineStatement statement, List<String> defaults) {
    /** @param nullable whether it may be NULL */
    private record Column(String name, String type, boolean nullable, Optional<String> defaultExpression) {}

    /**
     * Empty for a statement without LIKE.
     *
     * @throws io.auspex.language.error.SqlException UNDEFINED_TABLE if the other is not there, INSUFFICIENT_PRIVILEGE if the user
     *     may not read it
     */
    static Optional<LikeTable> of(SessionContext session, EngineStatement statement) {
        return LikeClause.of(statement).map(clause -> of(session, statement, clause));
    }

    private static LikeTable of(SessionContext session, EngineStatement statement, LikeClause clause) {
        String other = clause.other().stream().map(SqlText::quoteIdentifier).collect(Collectors.joining("."));
        List<Column> columns;
        try (PreparedQuery query = EngineQuery.of(
                        session, new EngineStatement(EngineKind.SELECT, "SELECT * FROM " + other))
                .prepare(List.of())) {
            columns = TablePlace.of(session, clause.other())
                    .map(place -> columns(session, place))
                    // A view of the catalog.
                    .orElseGet(() -> query.columns().stream()
                            .map(column ->
                                    new Column(column.name(), column.type().toString(), true, Optional.empty()))
                            .toList());
        }
        String definitions = columns.stream()
                .map(column -> definition(session, column, clause.defaults()))
                .collect(Collectors.joining(", "));
        String text = statement.text().substring(0, clause.start())
                + definitions
                + statement.text().substring(clause.end());
        EngineStatement written = new EngineStatement(EngineKind.CREATE_TABLE, text);
        return new LikeTable(written, clause.defaults() ? defaults(session, written, columns) : List.of());
    }

    private static List<Column> columns(SessionContext session, TablePlace place) {
        TextLengths lengths = TextLengths.of(session, place.schema(), place.table());
        return CatalogTransaction.within(session.warehouse())
                .query(
                        "SELECT column_name, data_type, is_nullable, column_default FROM duckdb_columns() WHERE "
                                + place.condition() + " ORDER BY column_index",
                        row -> new Column(
                                row.text(0),
                                type(row.text(1), lengths.typeOf(row.text(0), SqlType.VARCHAR)),
                                row.truth(2),
                                row.optionalText(3)));
    }

    /** A text without a length gets none, where VARCHAR alone would have 256 bytes. */
    private static String type(String engineType, SqlType declared) {
        if (!engineType.startsWith("VARCHAR")) {
            return engineType;
        }
        return declared.equals(SqlType.VARCHAR)
                ? "string" + engineType.substring("VARCHAR".length())
                : declared.toString();
    }

    private static String definition(SessionContext session, Column column, boolean defaults) {
        Optional<String> identity = column.defaultExpression()
                .filter(expression -> defaults)
                .flatMap(IdentityDefault::of)
                .flatMap(found -> identity(session, found));
        return SqlText.quoteIdentifier(column.name()) + " " + column.type()
                + identity.map(clause -> " " + clause).orElse("")
                + (column.nullable() ? "" : " NOT NULL");
    }

    /** It counts by itself, from where the other began. */
    private static Optional<String> identity(SessionContext session, IdentityDefault identity) {
        return CatalogTransaction.within(session.warehouse())
                .query(
                        "SELECT start_value || ', ' || increment_by FROM duckdb_sequences() WHERE sequence_name = $1",
                        row -> (identity.takesValues() ? "GENERATED BY DEFAULT AS IDENTITY(" : "IDENTITY(")
                                + row.text(0) + ")",
                        identity.sequence())
                .stream()
                .findFirst();
    }

    /** Nothing for a table that is there already, which IF NOT EXISTS leaves as it is. */
    private static List<String> defaults(SessionContext session, EngineStatement written, List<Column> columns) {
        Definition definition = Definition.of(written);
        List<String> parts = definition.names().get(0);
        String name = parts.get(parts.size() - 1);
        QualifiedName table = definition.temporary()
                ? QualifiedName.of("temp", name)
                : (parts.size() > 1 ? QualifiedName.of(parts.get(parts.size() - 2), name) : QualifiedName.of(name))
                        .in(session.currentSchema());
        boolean exists = definition.temporary()
                ? MissingRelation.isTemporary(session, QualifiedName.of(name))
                : session.warehouse().catalog().relation(table).isPresent();
        List<String> statements = new ArrayList<>();
        for (Column column : exists ? List.<Column>of() : columns) {
            column.defaultExpression()
                    .filter(expression -> IdentityDefault.of(expression).isEmpty())
                    .ifPresent(expression -> statements.add("ALTER TABLE " + table.quoted() + " ALTER COLUMN "
                            + SqlText.quoteIdentifier(column.name()) + " SET DEFAULT " + expression));
        }
        return statements;
    }
}
