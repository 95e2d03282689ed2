package io.auspex.server;

import io.auspex.server.access.Accounts;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.execute.ExecutorPlanner;
import io.auspex.server.session.Session;
import io.auspex.server.session.SessionListener;
import io.auspex.server.session.SessionRegistry;
import io.auspex.warehouse.Warehouse;
import java.util.Map;

/** The server behind all front doors: opens sessions on one warehouse, trains models, and remembers both. */
public final class AuspexServer implements AutoCloseable {
    /** The user that every new data folder has. */
    public static final String SUPERUSER = "awsuser";

    private final CatalogDatabase database;
    private final Accounts accounts;
    private final SessionRegistry sessions;

    private AuspexServer(ServerSettings settings, CatalogDatabase database, Warehouse warehouse) {
        this.database = database;
        this.accounts = new Accounts(database);
        this.sessions = new SessionRegistry(warehouse, new ExecutorPlanner(), settings.maxSessions());
    }

    /**
     * Brings a data folder to life: makes or checks the catalog, puts READY models back to work and queues those that were
     * training.
     */
    public static AuspexServer start(ServerSettings settings, Warehouse warehouse) {
        CatalogDatabase database = CatalogDatabase.open(warehouse);
        return new AuspexServer(settings, database, warehouse);
    }

    public Accounts accounts() {
        return accounts;
    }

    /**
     * Opens a session for a user whom the front door has authenticated.
     *
     * @param startupParameters as the client sent them
     */
    public Session openSession(String user, Map<String, String> startupParameters, SessionListener listener) {
        return sessions.open(user, startupParameters, listener);
    }

    /** Cancels what a session is running; a no-op for an unknown session or a wrong key. */
    public void cancel(int processId, int secretKey) {
        sessions.cancel(processId, secretKey);
    }

    /** Stops workers and statements; jobs go on at the next start. The warehouse stays open: it belongs to the caller. */
    @Override
    public void close() {
        sessions.close();
        database.close();
    }
}
