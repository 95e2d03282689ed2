package io.auspex.server.catalog;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.WarehouseSession;
import java.time.Duration;
import java.util.List;
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
    /** The version of the tables below; a newer one on disk is refused, an older one is brought forward. */
    private static final int VERSION = 1;

    private static final int ATTEMPTS = 20;

    private static final List<String> TABLES = List.of(
            "CREATE SCHEMA IF NOT EXISTS auspex",
            "CREATE TABLE auspex.version (version INTEGER NOT NULL)",
            """
            CREATE TABLE auspex.users (
                name VARCHAR NOT NULL, superuser BOOLEAN NOT NULL, verifier VARCHAR, created TIMESTAMP NOT NULL)""",
            """
            CREATE TABLE auspex.models (
                id VARCHAR NOT NULL, schema_name VARCHAR NOT NULL, model_name VARCHAR NOT NULL, owner VARCHAR NOT NULL,
                created TIMESTAMP NOT NULL, statement VARCHAR NOT NULL, source_kind VARCHAR NOT NULL,
                source_text VARCHAR NOT NULL, target VARCHAR NOT NULL, target_type VARCHAR NOT NULL,
                function_schema VARCHAR NOT NULL, function_name VARCHAR NOT NULL, parameters VARCHAR NOT NULL,
                auto BOOLEAN NOT NULL, requested_model_type VARCHAR, requested_problem_type VARCHAR,
                requested_objective VARCHAR, preprocessors VARCHAR, iam_role VARCHAR, settings VARCHAR NOT NULL,
                hyperparameters VARCHAR NOT NULL, job_name VARCHAR NOT NULL, row_count BIGINT NOT NULL,
                state VARCHAR NOT NULL, phase VARCHAR NOT NULL, failure_reason VARCHAR, failure_hint VARCHAR,
                finished TIMESTAMP, problem_type VARCHAR, objective VARCHAR, model_type VARCHAR, metric_name VARCHAR,
                metric_value DOUBLE, cost DOUBLE, trained_rows BIGINT, cut_off BOOLEAN, artifact VARCHAR)""",
            // A large artifact in one value would have to fit into memory several times over.
            """
            CREATE TABLE auspex.artifacts (
                hash VARCHAR NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL)""",
            "INSERT INTO auspex.version VALUES (" + VERSION + ")");

    private final WarehouseSession session;

    private CatalogDatabase(WarehouseSession session) {
        this.session = session;
    }

    /** Opens the catalog, creating it on the first start. */
    public static CatalogDatabase open(Warehouse warehouse) {
        CatalogDatabase database = new CatalogDatabase(warehouse.openSession());
        try {
            database.change(CatalogDatabase::bootstrap);
            database.change(CatalogViews::create);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static void bootstrap(CatalogTransaction transaction) {
        if (!transaction.exists("auspex", "version")) {
            for (String statement : TABLES) {
                transaction.execute(statement);
            }
            return;
        }
        long version = transaction
                .query("SELECT max(version) FROM auspex.version", row -> row.number(0))
                .get(0);
        if (version != VERSION) {
            throw new SqlException(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            "The data folder has catalog version " + version + ", but this program knows version "
                                    + VERSION)
                    .withHint("Start the version of Auspex that wrote the folder, or a newer one.");
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
