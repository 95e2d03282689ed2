package io.auspex.pgwire.conversation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.HashMap;
import java.util.Map;

/** The prepared statements of a connection, by the names that the client gave them. */
final class Statements {
    private static final System.Logger LOG = System.getLogger(Statements.class.getName());

    private final int limit;
    private final Portals portals;
    private final Map<String, NamedStatement> byName = new HashMap<>();

    Statements(int limit, Portals portals) {
        this.limit = limit;
        this.portals = portals;
    }

    /** Says whether a statement may be made under this name; makes room where it is the unnamed one. */
    void claim(String name) {
        if (name.isEmpty()) {
            forget(name);
        } else if (byName.containsKey(name)) {
            throw new SqlException(
                    SqlState.DUPLICATE_PREPARED_STATEMENT, "prepared statement \"" + name + "\" already exists");
        }
        if (byName.size() >= limit) {
            throw new SqlException(
                            SqlState.INSUFFICIENT_RESOURCES, "A connection may have " + limit + " prepared statements")
                    .withHint("Close statements that are no longer needed, or use DEALLOCATE ALL.");
        }
    }

    void add(NamedStatement statement) {
        byName.put(statement.name(), statement);
    }

    NamedStatement get(String name) {
        NamedStatement statement = byName.get(name);
        if (statement == null) {
            throw new SqlException(
                    SqlState.INVALID_STATEMENT_NAME, "prepared statement \"" + name + "\" does not exist");
        }
        return statement;
    }

    /** Closes it together with its portals, as the Close message does; a no-op if there is none of that name. */
    void close(String name) {
        NamedStatement statement = byName.get(name);
        if (statement != null) {
            portals.closeThoseOf(statement);
            forget(name);
        }
    }

    /** Closes it as soon as no portal needs it any longer; a no-op if there is none of that name. */
    void forget(String name) {
        NamedStatement statement = byName.remove(name);
        if (statement != null) {
            statement.release();
        }
    }

    void forgetAll() {
        for (NamedStatement statement : byName.values()) {
            try {
                statement.release();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "A prepared statement could not be closed", e);
            }
        }
        byName.clear();
    }
}
