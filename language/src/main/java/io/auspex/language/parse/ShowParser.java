package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement;
import io.auspex.language.statement.Statement.MetadataKind;
import io.auspex.language.statement.Statement.NameArgument;
import io.auspex.language.token.Token;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every SHOW statement: models, session parameters, and the metadata family with which Redshift's drivers and dbt read the
 * catalog. There the names may be statement parameters: {@code SHOW COLUMNS FROM TABLE $1.$2.$3 LIKE $4}.
 */
final class ShowParser {
    private static final int MAX_PATH = 3;

    private ShowParser() {}

    static Statement parse(TokenCursor cursor) {
        Token show = cursor.next();
        Token what = cursor.peek();
        if (what.kind() != Kind.WORD || cursor.peek(1).isSymbol('.')) {
            return ParameterParser.show(cursor);
        }
        switch (what.text()) {
            case "model":
                return model(cursor);
            case "databases":
                cursor.next();
                return metadata(cursor, MetadataKind.DATABASES);
            case "schemas":
                cursor.next();
                return metadata(cursor, MetadataKind.SCHEMAS, "from", "database");
            case "tables":
                cursor.next();
                return metadata(cursor, MetadataKind.TABLES, "from", "schema");
            case "columns":
                cursor.next();
                return metadata(cursor, MetadataKind.COLUMNS, "from", "table");
            case "functions":
                cursor.next();
                return metadata(cursor, MetadataKind.FUNCTIONS, "from", "schema");
            case "procedures":
                cursor.next();
                return metadata(cursor, MetadataKind.PROCEDURES, "from", "schema");
            case "constraints":
                return constraints(cursor);
            case "parameters":
                return parameters(cursor);
            case "grants":
                cursor.next();
                return grants(cursor);
            case "column":
                cursor.next();
                cursor.expect("grants");
                return metadata(cursor, MetadataKind.COLUMN_GRANTS, "on", "table");
            case "table", "view", "procedure", "external", "datashares", "schema", "create":
                throw StatementParser.notSupported(
                        "SHOW " + Keywords.shown(what.text()) + " is not supported",
                        "SHOW COLUMNS FROM TABLE database.schema.table lists the columns of a table or view.",
                        show.start());
            default:
                return ParameterParser.show(cursor);
        }
    }

    private static Statement model(TokenCursor cursor) {
        cursor.next();
        if (cursor.atEnd()) {
            throw cursor.unexpected("expected a model name or ALL");
        }
        if (cursor.accept("all")) {
            return new Statement.ShowAllModels();
        }
        return new Statement.ShowModel(cursor.qualifiedName("a model name or ALL"));
    }

    private static Statement constraints(TokenCursor cursor) {
        cursor.next();
        MetadataKind kind;
        if (cursor.accept("primary", "keys")) {
            kind = MetadataKind.PRIMARY_KEYS;
        } else if (cursor.accept("foreign", "keys")) {
            kind = cursor.accept("exported") ? MetadataKind.EXPORTED_FOREIGN_KEYS : MetadataKind.FOREIGN_KEYS;
        } else {
            throw cursor.unexpected("expected PRIMARY KEYS or FOREIGN KEYS");
        }
        return metadata(cursor, kind, "from", "table");
    }

    private static Statement parameters(TokenCursor cursor) {
        cursor.next();
        cursor.expect("of");
        if (cursor.looksAt("function") || cursor.looksAt("procedure")) {
            MetadataKind kind = cursor.next().isWord("function")
                    ? MetadataKind.FUNCTION_PARAMETERS
                    : MetadataKind.PROCEDURE_PARAMETERS;
            List<NameArgument> path = path(cursor);
            if (cursor.peek().isSymbol('(')) {
                cursor.skipParentheses("Close the list of argument types with a parenthesis.");
            }
            return new Statement.ShowMetadata(kind, path, like(cursor));
        }
        throw cursor.unexpected("expected FUNCTION or PROCEDURE");
    }

    /** Redshift (Database Developer Guide, SHOW GRANTS): on an object, or for whom they are granted to. */
    private static Statement grants(TokenCursor cursor) {
        if (cursor.accept("for", "role")) {
            return metadata(cursor, MetadataKind.ROLE_GRANTS);
        }
        if (cursor.accept("for")) {
            return metadata(cursor, MetadataKind.USER_GRANTS);
        }
        cursor.expect("on");
        Token object = cursor.peek();
        MetadataKind kind =
                switch (object.text()) {
                    case "table" -> MetadataKind.GRANTS;
                    case "schema" -> MetadataKind.SCHEMA_GRANTS;
                    case "database" -> MetadataKind.DATABASE_GRANTS;
                    case "function" -> MetadataKind.FUNCTION_GRANTS;
                    default ->
                        throw cursor.unexpected("expected TABLE, SCHEMA, DATABASE or FUNCTION")
                                .withHint("SVV_ML_MODEL_PRIVILEGES lists the grants on models.");
                };
        cursor.next();
        List<NameArgument> path = path(cursor);
        if (kind == MetadataKind.FUNCTION_GRANTS && cursor.peek().isSymbol('(')) {
            cursor.skipParentheses("Close the list of argument types with a parenthesis.");
        }
        return new Statement.ShowMetadata(kind, path, Optional.empty());
    }

    /** The rest of a statement whose names follow the given words; without them it means all there are. */
    private static Statement metadata(TokenCursor cursor, MetadataKind kind, String... introduction) {
        List<NameArgument> path = List.of();
        if (kind == MetadataKind.USER_GRANTS || kind == MetadataKind.ROLE_GRANTS) {
            path = List.of(argument(cursor, "the name of a user or role"));
        } else if (introduction.length > 0 && cursor.looksAt(introduction[0])) {
            for (String word : introduction) {
                cursor.expect(word);
            }
            path = path(cursor);
        } else if (mustNameTable(kind)) {
            throw cursor.unexpected("expected " + Keywords.shown(String.join(" ", introduction)));
        }
        return new Statement.ShowMetadata(kind, path, like(cursor));
    }

    private static boolean mustNameTable(MetadataKind kind) {
        return switch (kind) {
            case DATABASES, SCHEMAS, TABLES, FUNCTIONS, PROCEDURES -> false;
            default -> true;
        };
    }

    private static List<NameArgument> path(TokenCursor cursor) {
        List<NameArgument> path = new ArrayList<>();
        do {
            path.add(argument(cursor, "a name"));
        } while (path.size() < MAX_PATH && cursor.acceptSymbol('.'));
        return path;
    }

    private static Optional<NameArgument> like(TokenCursor cursor) {
        return cursor.accept("like") ? Optional.of(argument(cursor, "a pattern in single quotes")) : Optional.empty();
    }

    private static NameArgument argument(TokenCursor cursor, String what) {
        Token token = cursor.peek();
        switch (token.kind()) {
            case WORD, QUOTED_IDENTIFIER, STRING -> {
                cursor.next();
                return new NameArgument.Literal(token.text());
            }
            case PARAMETER -> {
                cursor.next();
                return new NameArgument.Parameter(parameterNumber(token));
            }
            default -> throw cursor.unexpected("expected " + what + " or a parameter");
        }
    }

    private static int parameterNumber(Token token) {
        int number = token.text().length() > 5 ? 0 : Integer.parseInt(token.text());
        if (number < 1 || number > 0xFFFF) {
            throw new SqlException(SqlState.UNDEFINED_PARAMETER, "there is no parameter $" + token.text())
                    .at(token.start());
        }
        return number;
    }
}
