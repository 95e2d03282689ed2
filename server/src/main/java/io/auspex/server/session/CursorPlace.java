package io.auspex.server.session;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.Optional;

/** The place for the one cursor that a session may have open at a time, as in Amazon Redshift. It ends with the transaction. */
public final class CursorPlace {
    private static final System.Logger LOG = System.getLogger(CursorPlace.class.getName());

    private Cursor open;

    CursorPlace() {}

    /** @throws SqlException DUPLICATE_CURSOR, or OBJECT_NOT_IN_PREREQUISITE_STATE where there is another one */
    public void requireFree(String name) {
        if (open != null && open.name().equals(name)) {
            throw new SqlException(SqlState.DUPLICATE_CURSOR, "cursor \"" + name + "\" already exists")
                    .withHint("CLOSE " + name + " first.");
        }
        if (open != null) {
            throw new SqlException(
                            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                            "a session can have one open cursor, and \"" + open.name() + "\" is open")
                    .withHint("CLOSE " + open.name() + " first, or use another connection.");
        }
    }

    /** To be called where there is none. */
    public void put(Cursor cursor) {
        open = cursor;
    }

    /** @throws SqlException INVALID_CURSOR_NAME */
    public Cursor get(String name) {
        return find(name).orElseThrow(() -> new SqlException(
                        SqlState.INVALID_CURSOR_NAME, "cursor \"" + name + "\" does not exist")
                .withHint("DECLARE it in the transaction that fetches from it."));
    }

    Optional<Cursor> find(String name) {
        return Optional.ofNullable(open).filter(cursor -> cursor.name().equals(name));
    }

    /**
     * Closes one, or whatever there is.
     *
     * @throws SqlException INVALID_CURSOR_NAME
     */
    public void close(Optional<String> name) {
        name.ifPresent(this::get);
        Cursor closing = open;
        open = null;
        if (closing != null) {
            closing.close();
        }
    }

    /** Called before the engine is asked for anything else. */
    void freeEngine() {
        if (open != null) {
            open.store();
        }
    }

    /** The transaction ends. Never throws: an error that is being reported must not be hidden by one in tidying up. */
    void transactionEnds() {
        try {
            close(Optional.empty());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A cursor could not be closed", e);
        }
    }
}
