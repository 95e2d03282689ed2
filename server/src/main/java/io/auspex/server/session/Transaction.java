package io.auspex.server.session;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.warehouse.WarehouseSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The transaction state of a session, kept here and not asked of the engine: an engine may abort a transaction on some
 * errors and not on others, and users must see PostgreSQL's rules.
 *
 * <pre>
 *              BEGIN                    error
 *   (none) ─────────────► explicit ──────────────► failed
 *     ▲  ▲                   │                       │
 *     │  └── COMMIT/ROLLBACK ┘                       │
 *     └───────────────── COMMIT (answers ROLLBACK)/ROLLBACK
 * </pre>
 *
 * Beside that a front door opens an implicit scope around the statements of one message. The engine's transaction in it
 * starts with the first statement that needs one, so that a lone SELECT costs nothing extra.
 */
public final class Transaction {
    private final WarehouseSession warehouse;
    private final SessionParameters parameters;
    private final CursorPlace cursors;

    // Written by the session's thread, read by those who list the sessions.
    private volatile boolean explicit;
    private boolean implicit;
    private volatile boolean failed;
    private boolean readOnly;
    private long started;
    private List<Runnable> endings = new ArrayList<>();

    Transaction(WarehouseSession warehouse, SessionParameters parameters, CursorPlace cursors) {
        this.warehouse = warehouse;
        this.parameters = parameters;
        this.cursors = cursors;
    }

    TransactionStatus status() {
        if (!explicit) {
            return TransactionStatus.IDLE;
        }
        return failed ? TransactionStatus.FAILED : TransactionStatus.IN_TRANSACTION;
    }

    public boolean failed() {
        return failed;
    }

    /** Whether what runs now must not write. */
    public boolean readOnly() {
        return explicit ? readOnly : parameters.readOnly();
    }

    /** @return false if a block is open already; nothing has changed then */
    public boolean begin(boolean readOnlyBlock) {
        if (explicit) {
            return false;
        }
        readOnly = readOnlyBlock || parameters.readOnly();
        if (!warehouse.inTransaction()) {
            start(readOnly);
        }
        explicit = true;
        return true;
    }

    /** What came of an attempt to end a block. */
    public enum End {
        COMMITTED,
        ROLLED_BACK,
        /** There was no block; whatever the implicit scope had done has been committed or undone all the same. */
        NO_BLOCK
    }

    public End commit() {
        boolean hadBlock = explicit;
        if (failed) {
            rollback();
            return End.ROLLED_BACK;
        }
        explicit = false;
        if (warehouse.inTransaction()) {
            finish(true);
        }
        return hadBlock ? End.COMMITTED : End.NO_BLOCK;
    }

    public End rollback() {
        boolean hadBlock = explicit;
        explicit = false;
        failed = false;
        if (warehouse.inTransaction()) {
            finish(false);
        }
        return hadBlock ? End.ROLLED_BACK : End.NO_BLOCK;
    }

    void beginImplicit() {
        implicit = true;
    }

    void endImplicit(boolean commit) {
        implicit = false;
        if (explicit) {
            return;
        }
        boolean keep = commit && !failed;
        failed = false;
        if (warehouse.inTransaction()) {
            finish(keep);
        }
    }

    /** Call before the engine runs anything. */
    public void enter() {
        if ((implicit || explicit) && !warehouse.inTransaction()) {
            start(readOnly());
        }
    }

    /** Runs work that is one change for its observers: in the open transaction, or in one of its own. */
    public <T> T atomically(Supplier<T> work) {
        enter();
        if (warehouse.inTransaction()) {
            return work.get();
        }
        start(readOnly());
        T result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            finish(false);
            throw e;
        }
        finish(true);
        return result;
    }

    /**
     * For statements that cannot be undone: refused inside a block that the user opened, while what an implicit scope has
     * done so far is committed first.
     */
    public void leave(String command) {
        if (explicit) {
            throw new SqlException(SqlState.ACTIVE_TRANSACTION, command + " cannot run inside a transaction block")
                    .withHint("End the block with COMMIT or ROLLBACK first.");
        }
        if (warehouse.inTransaction()) {
            finish(true);
        }
    }

    /** A statement ended in an error: nothing of the transaction can stay. */
    void fail() {
        failed = explicit || implicit;
        if (warehouse.inTransaction()) {
            finish(false);
        }
    }

    /** Runs an action once, when the engine's transaction that is open has ended, however it ended. */
    public void whenEnded(Runnable action) {
        endings.add(action);
    }

    /**
     * Whether the engine's transaction that is open, or was the last one, sees all that was committed at that time.
     *
     * @param nanoTime of the system's clock
     */
    public boolean startedAfter(long nanoTime) {
        return started - nanoTime > 0;
    }

    private void start(boolean readOnlyTransaction) {
        started = System.nanoTime();
        warehouse.begin(readOnlyTransaction);
        parameters.remember();
    }

    private void finish(boolean commit) {
        boolean committed = false;
        cursors.transactionEnds();
        try {
            if (commit) {
                warehouse.commit();
                committed = true;
            } else {
                warehouse.rollback();
            }
        } finally {
            if (committed) {
                parameters.keep();
            } else {
                parameters.restore();
            }
            List<Runnable> due = endings;
            endings = new ArrayList<>();
            due.forEach(Runnable::run);
        }
    }
}
