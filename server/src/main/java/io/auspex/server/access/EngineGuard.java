package io.auspex.server.access;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.token.CreatedQuery;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.language.type.SqlType;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.session.SessionContext;
import io.auspex.server.session.StatementGuard;
import io.auspex.warehouse.Catalog;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.WarehouseSession;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lets nothing through to the engine that the session's user may not do. Superusers pass at the cost of a look into a map;
 * for others the answer to a prepared statement is remembered until rules, definitions or the search path change.
 */
public final class EngineGuard implements StatementGuard {
    private final AccessControl access;
    private final Definitions.Memory known;

    public EngineGuard(AccessControl access, CatalogDatabase database) {
        this.access = access;
        this.known = new Definitions.Memory(access, database);
    }

    @Override
    public void requireUser(SessionContext session) {
        access.requireUser(session);
    }

    /**
     * Whether somebody may run a query, by the rights and definitions that are committed.
     *
     * @param warehouse a session without a transaction, whose search path is set
     * @param sql in the engine's dialect
     */
    public boolean mayRead(String user, WarehouseSession warehouse, List<String> searchPath, String sql) {
        AccessRules rules = access.rules();
        if (rules.isSuperuser(user)) {
            return true;
        }
        try {
            new StatementCheck(new StatementCheck.Asker(user, warehouse, searchPath), rules, known.committed(warehouse))
                    .check(sql, List.of(), false);
            return true;
        } catch (SqlException e) {
            if (e.state() == SqlState.INSUFFICIENT_PRIVILEGE) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public PreparedQuery guard(SessionContext session, EngineKind kind, String sql, PreparedQuery prepared) {
        GuardedQuery guarded = new GuardedQuery(session, kind, sql, prepared);
        try {
            guarded.requirePermission();
            return guarded;
        } catch (RuntimeException e) {
            prepared.close();
            throw e;
        }
    }

    @Override
    public SqlException discreet(SessionContext session, String sql, SqlException error) {
        AccessRules rules = access.rules(session);
        if (error.hint().isEmpty() || rules.isSuperuser(session.user())) {
            return error;
        }
        if (session.warehouse().inTransaction()) {
            // The engine has given the transaction up, and tells nothing of its catalog any more.
            return error.withHint(null);
        }
        String hint = error.hint().get().toLowerCase(Locale.ROOT);
        Set<String> words = new HashSet<>();
        for (Token token : Lexer.tokenize(sql)) {
            words.add(token.text().toLowerCase(Locale.ROOT));
        }
        return concernsWhatIsHidden(session, rules, hint, words) ? error.withHint(null) : error;
    }

    /** Whether a guess names a relation or a function that the user may not know of, or is about such a relation's columns. */
    private boolean concernsWhatIsHidden(SessionContext session, AccessRules rules, String hint, Set<String> words) {
        Catalog catalog = session.warehouse().catalog();
        for (String schema : catalog.schemas()) {
            for (Catalog.Relation relation : catalog.relations(schema)) {
                String name = relation.name().toLowerCase(Locale.ROOT);
                Securable table = Securable.table(QualifiedName.of(relation.schema(), relation.name()));
                if ((words.contains(name) || hint.contains(name)) && !rules.sees(session.user(), table)) {
                    return true;
                }
            }
        }
        for (ModelDefinition model : known.of(session).models().values()) {
            boolean named = model.functionNames().stream()
                    .anyMatch(function -> hint.contains(function.name().toLowerCase(Locale.ROOT)));
            if (named && !access.mayExecute(session, model)) {
                return true;
            }
        }
        return false;
    }

    private final class GuardedQuery implements PreparedQuery {
        private final SessionContext session;
        private final EngineKind kind;
        private final String sql;
        private final PreparedQuery prepared;

        /** Under which the answer was yes; null before the first. */
        private AccessRules allowedBy;

        private String allowedUser;
        private long allowedAt;
        private List<String> allowedOn = List.of();

        GuardedQuery(SessionContext session, EngineKind kind, String sql, PreparedQuery prepared) {
            this.session = session;
            this.kind = kind;
            this.sql = sql;
            this.prepared = prepared;
        }

        void requirePermission() {
            AccessRules rules = access.rules(session);
            if (rules.isSuperuser(session.user())) {
                return;
            }
            long definitions = access.definitionsVersion();
            List<String> path = session.searchPath();
            boolean current = access.seesCurrentDefinitions(session);
            if (current
                    && session.user().equals(allowedUser)
                    && rules == allowedBy
                    && definitions == allowedAt
                    && path.equals(allowedOn)) {
                return;
            }
            StatementCheck check = new StatementCheck(
                    new StatementCheck.Asker(session.user(), session.warehouse(), path), rules, known.of(session));
            switch (kind) {
                case SELECT, INSERT, UPDATE, DELETE, MERGE -> check.check(sql, prepared.parameters(), false);
                case EXPLAIN -> check.check(explained(sql), prepared.parameters(), false);
                case TRUNCATE -> check.check(sql, List.of(), true);
                case CREATE_TABLE_AS, CREATE_VIEW -> check.check(CreatedQuery.of(sql), prepared.parameters(), false);
                case CREATE_TABLE, ALTER_TABLE -> check.checkCalls(sql);
                case CREATE_SCHEMA, DROP_TABLE, DROP_VIEW, DROP_SCHEMA, COMMENT -> {
                    // What they name has been checked by who executes them; they call nothing.
                }
                case CREATE_SEQUENCE, DROP_SEQUENCE ->
                    throw new SqlException(
                                    SqlState.INSUFFICIENT_PRIVILEGE, "must be superuser to create or drop sequences")
                            .withHint("Columns that count are declared IDENTITY(1, 1).");
            }
            if (kind != EngineKind.CREATE_TABLE) {
                // An IDENTITY column has become a default by now; what the user wrote has been checked by who executes
                // it.
                SequenceRights.requireNone(sql);
            }
            // What an older transaction sees may be another thing for the next one.
            allowedBy = current ? rules : null;
            allowedUser = session.user();
            allowedAt = definitions;
            allowedOn = List.copyOf(path);
        }

        @Override
        public List<ResultColumn> columns() {
            return prepared.columns();
        }

        @Override
        public List<SqlType> parameters() {
            return prepared.parameters();
        }

        @Override
        public Outcome execute(List<Object> values) {
            requirePermission();
            return prepared.execute(values);
        }

        @Override
        public void close() {
            prepared.close();
        }
    }

    /** Without EXPLAIN and its options. */
    private static String explained(String sql) {
        List<Token> tokens = Lexer.tokenize(sql);
        int i = 1;
        while (tokens.get(i).isWord("analyze") || tokens.get(i).isWord("verbose")) {
            i++;
        }
        return sql.substring(tokens.get(i).start());
    }
}
