package io.auspex.server.catalog;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.WarehouseSession;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The server's own tables: schema {@code auspex} in the embedded database, so that one backup has data, users and models.
 * All access goes through one warehouse session and one transaction at a time: what the server does to its catalog is
 * short, and taking turns means that it never conflicts with itself. It may still conflict with a user's DDL when it
 * creates functions, and then tries again.
 */
public final class CatalogDatabase implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    private final WarehouseSession session;

    private CatalogDatabase(WarehouseSession session) {
        this.session = session;
    }

    /** Opens the catalog, creating it on the first start. */
    public static CatalogDatabase open(Warehouse warehouse) {
        CatalogDatabase database = new CatalogDatabase(warehouse.openSession());
        try {
            database.change(CatalogTables::bringForward);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Makes what users see of the catalog, where it is not there; the functions that the views call are known to the engine by now. */
    public synchronized void createViews() {
        if (!CatalogViews.areMade(CatalogTransaction.within(session))) {
            change(CatalogViews::create);
        }
    }

    /** Runs the work in one transaction, again from its beginning where somebody else's change came first. */
    public synchronized <T> T transact(Function<CatalogTransaction, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                session.begin(false);
                T result = work.apply(new CatalogTransaction(session));
                session.commit();
                return result;
            } catch (SqlException e) {
                rollback(e);
                if (e.state() != SqlState.SERIALIZATION_FAILURE || attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(5L * attempt).toNanos());
            } catch (RuntimeException e) {
                rollback(e);
                throw e;
            }
        }
    }

    public void change(Consumer<CatalogTransaction> work) {
        transact(transaction -> {
            work.accept(transaction);
            return Boolean.TRUE;
        });
    }

    private void rollback(RuntimeException cause) {
        try {
            if (session.inTransaction()) {
                session.rollback();
            }
        } catch (SqlException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public synchronized void close() {
        session.close();
    }
}
