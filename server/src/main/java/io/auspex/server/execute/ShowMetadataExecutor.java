package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.MetadataKind;
import io.auspex.language.statement.Statement.NameArgument;
import io.auspex.language.statement.Statement.ShowMetadata;
import io.auspex.language.type.SqlType;
import io.auspex.model.data.Field;
import io.auspex.server.access.AccessControl;
import io.auspex.server.access.Securable;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.prediction.ColumnTypes;
import io.auspex.server.prediction.FunctionSignature;
import io.auspex.server.session.Plan;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SHOW statements from which Redshift's drivers and dbt read the catalog, with the columns of {@link MetadataColumns}. Names
 * are values here, never SQL text.
 */
final class ShowMetadataExecutor {
    private final CatalogDatabase database;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();

    ShowMetadataExecutor(CatalogDatabase database, AccessControl access) {
        this.database = database;
        this.access = access;
    }

    Plan plan(SessionContext session, ShowMetadata statement) {
        List<SqlType> parameters = new ArrayList<>();
        Stream.concat(statement.path().stream(), statement.like().stream()).forEach(argument -> {
            if (argument instanceof NameArgument.Parameter parameter) {
                while (parameters.size() < parameter.number()) {
                    parameters.add(SqlType.VARCHAR);
                }
            }
        });
        return new RowsPlan("SHOW", MetadataColumns.of(statement.kind()), parameters, values -> {
            session.transaction().enter();
            List<String> path = statement.path().stream()
                    .map(argument -> value(argument, values))
                    .toList();
            Optional<Pattern> like = statement.like().map(argument -> pattern(value(argument, values)));
            return rows(session, statement.kind(), path, like);
        });
    }

    private static String value(NameArgument argument, List<Object> values) {
        if (argument instanceof NameArgument.Literal literal) {
            return literal.value();
        }
        Object value = values.get(((NameArgument.Parameter) argument).number() - 1);
        if (value == null) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "A name in SHOW cannot be NULL");
        }
        return value.toString();
    }

    /** LIKE: {@code %} any text, {@code _} any character, backslash before either for itself. */
    private static Pattern pattern(String like) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                if (c == '\\' && i + 1 < like.length()) {
                    c = like.charAt(++i);
                }
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private List<Object[]> rows(SessionContext session, MetadataKind kind, List<String> path, Optional<Pattern> like) {
        List<Object[]> rows = new ArrayList<>();
        Catalog catalog = session.warehouse().catalog();
        switch (kind) {
            case DATABASES -> {
                if (matches(like, SessionContext.DATABASE)) {
                    rows.add(new Object[] {SessionContext.DATABASE});
                }
            }
            case SCHEMAS -> {
                requireDatabase(path, 1);
                for (String schema : catalog.schemas()) {
                    if (matches(like, schema) && sees(session, Securable.schema(schema))) {
                        rows.add(new Object[] {SessionContext.DATABASE, schema});
                    }
                }
            }
            case TABLES -> tables(session, schemasOf(session, path), like, rows);
            case COLUMNS -> columns(session, tableOf(path), like, rows);
            case FUNCTIONS -> functions(session, schemasOf(session, path), like, rows);
            case FUNCTION_PARAMETERS -> functionParameters(session, tableOf(path), like, rows);
            case PRIMARY_KEYS, FOREIGN_KEYS, EXPORTED_FOREIGN_KEYS -> rows.addAll(keys(session, kind, tableOf(path)));
            case GRANTS, SCHEMA_GRANTS, DATABASE_GRANTS, FUNCTION_GRANTS, USER_GRANTS, ROLE_GRANTS ->
                rows.addAll(grants(session, kind, path));
            // There are no procedures, and privileges are on whole tables.
            case PROCEDURES, PROCEDURE_PARAMETERS, COLUMN_GRANTS -> requireDatabase(path, 3);
        }
        return rows;
    }

    private static List<Object[]> keys(SessionContext session, MetadataKind kind, QualifiedName table) {
        QualifiedName name = table.in(session.currentSchema());
        String schema = name.schema().orElseThrow();
        return switch (kind) {
            case PRIMARY_KEYS -> MetadataQueries.primaryKeys(session, schema, name.name());
            case FOREIGN_KEYS -> MetadataQueries.foreignKeys(session, schema, name.name());
            default -> MetadataQueries.exportedKeys(session, schema, name.name());
        };
    }

    private static List<Object[]> grants(SessionContext session, MetadataKind kind, List<String> path) {
        String last = path.get(path.size() - 1);
        switch (kind) {
            case SCHEMA_GRANTS -> {
                requireDatabase(path, 2);
                return MetadataQueries.grantsOn(session, "SCHEMA", last, "");
            }
            case DATABASE_GRANTS -> {
                requireDatabase(path, 1);
                return MetadataQueries.grantsOn(session, "DATABASE", "", last);
            }
            case USER_GRANTS -> {
                return last.equalsIgnoreCase("public")
                        ? MetadataQueries.grantsFor(session, "public", "public")
                        : MetadataQueries.grantsFor(session, "user", last);
            }
            case ROLE_GRANTS -> {
                return MetadataQueries.grantsFor(session, "role", last);
            }
            default -> {
                QualifiedName name = tableOf(path).in(session.currentSchema());
                String schema = name.schema().orElseThrow();
                return kind == MetadataKind.FUNCTION_GRANTS
                        ? MetadataQueries.grantsOnFunction(session, schema, name.name())
                        : MetadataQueries.grantsOn(session, "TABLE", schema, name.name());
            }
        }
    }

    private void tables(SessionContext session, List<String> schemas, Optional<Pattern> like, List<Object[]> rows) {
        for (String schema : schemas) {
            Map<String, String> remarks = MetadataQueries.tableRemarks(session, schema);
            for (Catalog.Relation relation : session.warehouse().catalog().relations(schema)) {
                Securable known = Securable.table(QualifiedName.of(relation.schema(), relation.name()));
                if (matches(like, relation.name()) && sees(session, known)) {
                    boolean table = relation.kind() == Catalog.RelationKind.TABLE;
                    rows.add(new Object[] {
                        SessionContext.DATABASE,
                        schema,
                        relation.name(),
                        table ? "TABLE" : "VIEW",
                        remarks.get(relation.name()),
                        access.rules(session).owner(known),
                        null,
                        null,
                        null,
                        table ? "REGULAR TABLE" : "REGULAR VIEW"
                    });
                }
            }
        }
    }

    private boolean sees(SessionContext session, Securable object) {
        return access.rules(session).sees(session.user(), object);
    }

    private void columns(SessionContext session, QualifiedName table, Optional<Pattern> like, List<Object[]> rows) {
        QualifiedName name = table.in(session.currentSchema());
        boolean temporary = table.schema().isEmpty() && MissingRelation.isTemporary(session, table);
        if (!temporary && !sees(session, Securable.table(name))) {
            return;
        }
        long position = 0;
        Map<Long, String> remarks =
                MetadataQueries.columnRemarks(session, name.schema().orElseThrow(), name.name());
        Map<Long, SqlType> texts =
                MetadataQueries.textTypes(session, name.schema().orElseThrow(), name.name());
        for (Catalog.Column column : session.warehouse().catalog().columns(name)) {
            position++;
            if (!matches(like, column.name())) {
                continue;
            }
            SqlType type = texts.getOrDefault(position, column.type());
            Object length = type.isText() && type.precision() > 0 ? (long) type.precision() : null;
            rows.add(new Object[] {
                SessionContext.DATABASE,
                name.schema().orElseThrow(),
                name.name(),
                column.name(),
                position,
                column.defaultExpression().orElse(null),
                column.nullable() ? "YES" : "NO",
                type.kind().displayName(),
                length,
                numericPrecision(type),
                numericScale(type),
                remarks.get(position),
                null,
                null,
                null,
                null,
                null
            });
        }
    }

    /** The models whose functions the session's user may call. */
    private List<ModelEntry> models(SessionContext session) {
        return database.transact(models::all).stream()
                .filter(model -> access.mayExecute(session, model.definition()))
                .toList();
    }

    private void functions(SessionContext session, List<String> schemas, Optional<Pattern> like, List<Object[]> rows) {
        for (ModelEntry model : models(session)) {
            for (FunctionSignature function : FunctionSignature.of(model)) {
                String schema = function.name().schema().orElseThrow();
                if (schemas.contains(schema) && matches(like, function.name().name())) {
                    rows.add(new Object[] {
                        SessionContext.DATABASE,
                        schema,
                        function.name().name(),
                        (long) function.parameters().size(),
                        function.parameters().stream()
                                .map(field -> typeName(field))
                                .collect(Collectors.joining(", ")),
                        function.returns().kind().displayName(),
                        "Prediction function of model " + model.definition().name()
                    });
                }
            }
        }
    }

    private void functionParameters(
            SessionContext session, QualifiedName name, Optional<Pattern> like, List<Object[]> rows) {
        for (ModelEntry model : models(session)) {
            for (FunctionSignature function : FunctionSignature.of(model)) {
                boolean meant = function.name().name().equals(name.name())
                        && (name.schema().isEmpty() || function.name().schema().equals(name.schema()));
                if (meant) {
                    parametersOf(function, like, rows);
                }
            }
        }
    }

    private static void parametersOf(FunctionSignature function, Optional<Pattern> like, List<Object[]> rows) {
        long position = 0;
        for (Field field : function.parameters()) {
            position++;
            if (matches(like, field.name())) {
                rows.add(new Object[] {
                    SessionContext.DATABASE,
                    function.name().schema().orElseThrow(),
                    function.name().name(),
                    field.name(),
                    position,
                    "IN",
                    typeName(field),
                    null,
                    null,
                    null
                });
            }
        }
    }

    private static String typeName(Field field) {
        return ColumnTypes.sqlType(field.type()).kind().displayName();
    }

    private static Object numericPrecision(SqlType type) {
        return switch (type.kind()) {
            case SMALLINT -> 16L;
            case INTEGER -> 32L;
            case BIGINT -> 64L;
            case REAL -> 24L;
            case DOUBLE -> 53L;
            case DECIMAL -> type.precision() > 0 ? (Object) (long) type.precision() : null;
            default -> null;
        };
    }

    private static Object numericScale(SqlType type) {
        return switch (type.kind()) {
            case SMALLINT, INTEGER, BIGINT -> 0L;
            case DECIMAL -> type.scale() >= 0 ? (Object) (long) type.scale() : null;
            default -> null;
        };
    }

    private static boolean matches(Optional<Pattern> like, String name) {
        return like.isEmpty() || like.get().matcher(name).matches();
    }

    /** The schema that a path names, or all of the search path where it names none. */
    private static List<String> schemasOf(SessionContext session, List<String> path) {
        if (path.isEmpty()) {
            return session.searchPath();
        }
        requireDatabase(path, 2);
        return List.of(path.get(path.size() - 1));
    }

    private static QualifiedName tableOf(List<String> path) {
        requireDatabase(path, 3);
        String name = path.get(path.size() - 1);
        return path.size() > 1 ? QualifiedName.of(path.get(path.size() - 2), name) : QualifiedName.of(name);
    }

    /** A path of full length starts with the database, and there is only one. */
    private static void requireDatabase(List<String> path, int fullLength) {
        if (path.size() == fullLength && !path.get(0).equalsIgnoreCase(SessionContext.DATABASE)) {
            throw new SqlException(SqlState.INVALID_CATALOG_NAME, "database \"" + path.get(0) + "\" does not exist")
                    .withHint("This server has one database, " + SessionContext.DATABASE + ".");
        }
    }
}
