package io.auspex.server;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.model.kernel.KernelChoice;
import io.auspex.server.access.AccessControl;
import io.auspex.server.access.Accounts;
import io.auspex.server.access.CatalogSight;
import io.auspex.server.access.EngineGuard;
import io.auspex.server.access.PasswordFile;
import io.auspex.server.access.User;
import io.auspex.server.admission.Admission;
import io.auspex.server.admission.QueueList;
import io.auspex.server.audit.AuditLog;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.TypeNumbers;
import io.auspex.server.execute.ExecutorPlanner;
import io.auspex.server.metrics.ServerMetrics;
import io.auspex.server.object.LocalObjectStore;
import io.auspex.server.object.ObjectStores;
import io.auspex.server.prediction.ModelInstaller;
import io.auspex.server.prediction.ModelRefresh;
import io.auspex.server.prediction.WarmUp;
import io.auspex.server.session.PreparedStatement;
import io.auspex.server.session.Result;
import io.auspex.server.session.Session;
import io.auspex.server.session.SessionDirectory;
import io.auspex.server.session.SessionListener;
import io.auspex.server.session.SessionRegistry;
import io.auspex.server.session.SessionSignals;
import io.auspex.server.session.SessionUser;
import io.auspex.server.training.JobFolders;
import io.auspex.server.training.KeptJobs;
import io.auspex.server.training.ModelRecovery;
import io.auspex.server.training.TrainingQueue;
import io.auspex.server.training.WorkerSettings;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.WarehouseSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The server behind all front doors: opens sessions on one warehouse, trains models, and remembers both. */
public final class AuspexServer implements AutoCloseable {
    /** The user that every new data folder has. */
    public static final String SUPERUSER = User.FIRST;

    private static final String FIRST_STATEMENT =
            "SELECT max(t.x) AS x FROM (SELECT 1.5 AS x, CAST('a' AS varchar) AS y) AS t WHERE t.y <> 'b' LIMIT 1";

    /** How long after a user's last sign of life the next statement is expected. */
    private static final Duration EXPECTATION = Duration.ofMillis(250);

    private final Warehouse warehouse;
    private final CatalogDatabase database;
    private final Accounts accounts;
    private final AccessControl access;
    private final TrainingQueue queue;
    private final SessionRegistry sessions;
    private final ObjectStores stores;
    private final AuditLog audit;
    private final ServerMetrics metrics;
    private volatile boolean closing;
    private volatile Instant lastKnock = Instant.EPOCH;
    private final WarmUp warmUp;

    private AuspexServer(
            Warehouse warehouse,
            CatalogDatabase database,
            Accounts accounts,
            AccessControl access,
            TrainingQueue queue,
            SessionRegistry sessions,
            AuditLog audit,
            ServerMetrics metrics,
            ObjectStores stores,
            WarmUp warmUp) {
        this.warehouse = warehouse;
        this.metrics = metrics;
        this.database = database;
        this.accounts = accounts;
        this.access = access;
        this.queue = queue;
        this.sessions = sessions;
        this.audit = audit;
        this.stores = stores;
        this.warmUp = warmUp;
    }

    /** A server that predicts by plain Java. */
    public static AuspexServer start(ServerSettings settings, Warehouse warehouse) {
        return start(settings, warehouse, KernelChoice.scalar());
    }

    /**
     * Brings a data folder to life: makes or checks the catalog and the superuser, puts READY models back to work and queues
     * those that were training.
     *
     * @param warehouse stays the caller's, who closes it after the server
     * @param kernels what predictions go by
     * @throws SqlException IO_ERROR if the data folder cannot be used
     */
    public static AuspexServer start(ServerSettings settings, Warehouse warehouse, KernelChoice kernels) {
        CatalogDatabase database = CatalogDatabase.open(warehouse);
        try {
            return start(settings, warehouse, kernels, database);
        } catch (IOException e) {
            database.close();
            throw new SqlException(
                            SqlState.IO_ERROR,
                            "The data folder " + settings.dataFolder() + " cannot be used: " + e.getMessage())
                    .causedBy(e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static AuspexServer start(
            ServerSettings settings, Warehouse warehouse, KernelChoice kernels, CatalogDatabase database)
            throws IOException {
        Accounts accounts = new Accounts(database);
        new PasswordFile(settings.dataFolder()).apply(accounts, SUPERUSER, settings.password());

        ServerMetrics metrics = new ServerMetrics();
        AccessControl access = new AccessControl(database);
        JobFolders folders = new JobFolders(settings.dataFolder().resolve("jobs"));
        ObjectStores stores =
                new ObjectStores(new LocalObjectStore(settings.dataFolder().resolve("s3")), settings.s3());
        WarmUp warmUp = new WarmUp(warehouse);
        ModelInstaller installer =
                new ModelInstaller(database, warehouse, kernels, warmUp, access::definitionsChanged, metrics);
        EngineGuard guard = new EngineGuard(access, database);
        ModelRefresh.publish(database, warehouse, guard::mayRead);
        SessionDirectory directory = new SessionDirectory();
        SessionSignals signals =
                new SessionSignals(directory, user -> access.rules().isSuperuser(user));
        signals.publish(warehouse);
        CatalogSight.publish(access, warehouse);
        TypeNumbers.publish(warehouse);
        Admission admission = new Admission(settings.admission());
        QueueList.publish(admission, warehouse);
        database.createViews();
        WorkerSettings workers = settings.workers();
        TrainingQueue queue = new TrainingQueue(workers, installer, folders, new KeptJobs(stores));
        try {
            ModelRecovery.recover(database, installer, folders, queue);
        } catch (IOException | RuntimeException e) {
            queue.close();
            throw e;
        }
        AuditLog audit;
        try {
            audit = AuditLog.open(warehouse, settings.audit());
        } catch (IOException | RuntimeException e) {
            queue.close();
            throw e;
        }
        ExecutorPlanner planner = new ExecutorPlanner(
                warehouse,
                settings.dataFolder().resolve("tmp"),
                database,
                installer,
                queue,
                folders,
                workers,
                stores,
                access,
                signals);
        SessionRegistry sessions = new SessionRegistry(
                warehouse, planner, guard, audit, directory, admission, metrics, settings.maxSessions());
        ServerGauges.register(metrics, sessions, admission, queue, warehouse);
        return new AuspexServer(warehouse, database, accounts, access, queue, sessions, audit, metrics, stores, warmUp);
    }

    /** Who connects and what is run. */
    public AuditLog audit() {
        return audit;
    }

    /** Calls models shortly, before users can connect; to be asked for once, and only where {@link #warmUp} follows. */
    public void warmUpShortly() {
        warmUp.shortly(this::firstStatement);
    }

    /**
     * Calls models in the background before users do, so that the first predictions are not slow ones; to be asked for once, when users
     * can connect.
     *
     * @param afterwards is run once, in the background too, when the models that are READY now are warm
     */
    public void warmUp(Runnable afterwards) {
        // Who has waited for the server to start is likely to come now.
        expectUser();
        warmUp.start(sessions::isBusy, this::isAwaitingUsers, this::firstStatement, afterwards);
    }

    /** To be said by a front door when somebody connects, even before it is known who: what is done in the background stands back. */
    public void expectUser() {
        lastKnock = Instant.now();
    }

    private boolean isAwaitingUsers() {
        Instant moment = Instant.now().minus(EXPECTATION);
        return lastKnock.isAfter(moment) || sessions.isAwake(moment);
    }

    /** To be said when loops of the models have been exchanged for others, which then have not been called yet. */
    public void warmUpAgain() {
        warmUp.again();
    }

    /** Whether statements of users run now. */
    public boolean isBusy() {
        return sessions.isBusy();
    }

    /** What every statement goes through. */
    private void firstStatement() {
        User superuser = access.rules().user(SUPERUSER).orElseThrow();
        try (Session session = sessions.openUnseen(sessionUser(superuser));
                PreparedStatement statement = session.prepare(FIRST_STATEMENT, List.of())) {
            if (session.execute(statement, List.of()) instanceof Result.Rows rows) {
                try (RowStream stream = rows.stream()) {
                    while (stream.next() != null) {
                        // Only that it has been computed counts.
                    }
                }
            }
        }
    }

    public Accounts accounts() {
        return accounts;
    }

    /**
     * Opens a session for a user whom the front door has authenticated.
     *
     * @param startupParameters as the client sent them
     * @throws SqlException TOO_MANY_CONNECTIONS, or INVALID_AUTHORIZATION if there is no such user
     */
    public Session openSession(String user, Map<String, String> startupParameters, SessionListener listener) {
        User account = access.rules()
                .user(user)
                .orElseThrow(
                        () -> new SqlException(SqlState.INVALID_AUTHORIZATION, "user \"" + user + "\" does not exist"));
        if (account.validUntil().filter(Instant.now()::isAfter).isPresent()) {
            throw new SqlException(SqlState.INVALID_PASSWORD, "the password of user \"" + user + "\" has expired")
                    .withHint("A superuser can ALTER USER " + user + " VALID UNTIL a later time.");
        }
        Map<String, String> parameters = new LinkedHashMap<>(account.settings());
        parameters.putAll(startupParameters);
        return sessions.open(sessionUser(account), parameters, listener);
    }

    private static SessionUser sessionUser(User account) {
        return new SessionUser(
                account.id(),
                account.name(),
                account.superuser(),
                account.connectionLimit(),
                Duration.ofSeconds(account.sessionTimeout().orElse(0)));
    }

    /** Cancels what a session is running; a no-op for an unknown session or a wrong key. */
    public void cancel(int processId, int secretKey) {
        sessions.cancel(processId, secretKey);
    }

    /** What the server counts about itself. */
    public ServerMetrics metrics() {
        return metrics;
    }

    /** Whether statements can be served: the engine answers, and the server is not on its way out. */
    public boolean isReady() {
        if (closing) {
            return false;
        }
        try (WarehouseSession session = warehouse.openSession()) {
            session.execute("SELECT 1");
            return true;
        } catch (SqlException e) {
            return false;
        }
    }

    /** Sessions that are open. */
    public int sessions() {
        return sessions.size();
    }

    /** Stops workers and statements; jobs go on at the next start. The warehouse stays open: it belongs to the caller. */
    @Override
    public void close() {
        closing = true;
        warmUp.close();
        sessions.close();
        queue.close();
        audit.close();
        stores.close();
        database.close();
    }
}
