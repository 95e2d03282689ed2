package io.auspex.server.execute;

import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.language.type.SqlType;
import io.auspex.server.access.AccessControl;
import io.auspex.server.admission.QueueChoice;
import io.auspex.server.admission.ServiceClass;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.ColumnOrigin;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.ResultColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives the columns of a result the lengths of the VARCHAR(n) and CHAR(n) columns that they are, as drivers read them from
 * RowDescription. The engine knows of them as constraints only, so its plan says which column of which table each is. What is
 * computed has none, as in PostgreSQL.
 */
final class ResultLengths {
    private static final int MOST_STATEMENTS = 1_000;
    private static final int LONGEST_STATEMENT = 4_000;

    /** The engine's plan of a longer one, a list of constants mostly, is too much to write down for the lengths of columns. */
    private static final int LONGEST_ANALYSED = 50_000;

    private final AccessControl access;
    private volatile Known known = new Known(-1);

    /** What has been asked of the engine under one version of the definitions, because asking takes as long as a short statement. */
    private record Known(
            long version,
            Map<QualifiedName, TextLengths> tables,
            Map<StatementText, List<Set<ColumnOrigin>>> statements) {
        Known(long version) {
            this(version, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    /** All that says where a statement's columns come from. */
    private record StatementText(String shape, List<String> searchPath, List<SqlType> parameters) {}

    ResultLengths(AccessControl access) {
        this.access = access;
    }

    /** @param sql the statement in the engine's dialect */
    List<ResultColumn> of(SessionContext session, EngineStatement statement, String sql, PreparedQuery prepared) {
        List<ResultColumn> columns = prepared.columns();
        boolean readsTables = statement.kind() != EngineKind.EXPLAIN
                && sql.length() <= LONGEST_ANALYSED
                && !QueueChoice.of(statement).equals(Optional.of(ServiceClass.SHORT));
        if (!readsTables || columns.stream().noneMatch(column -> column.type().isText())) {
            return columns;
        }
        Known current = current(session);
        List<Set<ColumnOrigin>> origins = origins(session, current, sql, prepared.parameters(), columns.size());
        if (origins.size() != columns.size()) {
            return columns;
        }
        List<ResultColumn> declared = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ResultColumn column = columns.get(i);
            declared.add(
                    column.type().isText()
                            ? new ResultColumn(column.name(), type(session, current, origins.get(i), column.type()))
                            : column);
        }
        return List.copyOf(declared);
    }

    /** What is remembered for all, or nothing for a transaction that sees other definitions. */
    private Known current(SessionContext session) {
        // The version is taken first: a change meanwhile makes it move on, and what was asked under it counts no more.
        long version = access.definitionsVersion();
        if (!access.seesCurrentDefinitions(session)) {
            return new Known(version);
        }
        Known current = known;
        if (current.version() != version) {
            current = new Known(version);
            known = current;
        }
        return current;
    }

    private static List<Set<ColumnOrigin>> origins(
            SessionContext session, Known current, String sql, List<SqlType> parameters, int columns) {
        if (session.hasTemporaryObjects() || sql.length() > LONGEST_STATEMENT) {
            return session.warehouse().origins(sql, parameters);
        }
        StatementText text = new StatementText(shape(sql), List.copyOf(session.searchPath()), parameters);
        List<Set<ColumnOrigin>> origins = current.statements().get(text);
        if (origins == null) {
            origins = session.warehouse().origins(sql, parameters);
            if (current.statements().size() >= MOST_STATEMENTS) {
                current.statements().clear();
            }
            // What cannot be told may be told of the same statement with other constants.
            if (origins.size() == columns) {
                current.statements().put(text, origins);
            }
        }
        return origins;
    }

    /** The text without its constants, on which it does not depend what the columns are: many statements differ in them alone. */
    private static String shape(String sql) {
        StringBuilder shape = new StringBuilder(sql.length());
        for (Token token : Lexer.tokenize(sql)) {
            if (token.isWord("columns") || token.isWord("pivot") || token.isWord("unpivot")) {
                return sql; // Here constants say which columns there are.
            }
            switch (token.kind()) {
                case STRING, BIT_STRING -> shape.append("''");
                case NUMBER -> shape.append('0');
                default -> shape.append(sql, token.start(), token.end());
            }
            shape.append(' ');
        }
        return shape.toString();
    }

    /** The length that a column has wherever it comes from. */
    private static SqlType type(SessionContext session, Known current, Set<ColumnOrigin> origins, SqlType text) {
        List<SqlType> types = origins.stream()
                .map(origin -> lengths(session, current, origin).typeOf(origin.column(), text))
                .distinct()
                .toList();
        return types.size() == 1 ? types.get(0) : text;
    }

    private static TextLengths lengths(SessionContext session, Known current, ColumnOrigin origin) {
        String table = origin.table().name();
        if (origin.temporary()) {
            return TextLengths.of(session, Optional.empty(), table);
        }
        TextLengths lengths = current.tables().get(origin.table());
        if (lengths == null) {
            lengths = TextLengths.of(session, origin.table().schema(), table);
            current.tables().put(origin.table(), lengths);
        }
        return lengths;
    }
}
