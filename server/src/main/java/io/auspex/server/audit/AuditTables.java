package io.auspex.server.audit;

import io.auspex.language.error.SqlException;
import io.auspex.language.statement.QualifiedName;
import io.auspex.server.session.QueueStay;
import io.auspex.server.session.StatementRecord;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.WarehouseSession;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The log as the tables that the views {@code stl_connection_log}, {@code stl_query} and their kin show. A session of its own,
 * because a statement that is logged must never wait for the catalog's. One thread.
 */
final class AuditTables implements AutoCloseable {
    private static final QualifiedName CONNECTIONS = QualifiedName.of("auspex", "log_connections");
    private static final QualifiedName STATEMENTS = QualifiedName.of("auspex", "log_statements");

    private final WarehouseSession session;
    private final AuditSettings settings;

    AuditTables(Warehouse warehouse, AuditSettings settings) {
        this.session = warehouse.openSession();
        this.settings = settings;
    }

    /** The greatest number that a statement has had. */
    long lastNumber() {
        return number("SELECT coalesce(max(id), 0) FROM auspex.log_statements");
    }

    private long number(String sql) {
        try (PreparedQuery query = session.prepare(sql, List.of());
                RowStream rows = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream()) {
            RowBatch batch = rows.next();
            return batch.longAt(0, 0);
        }
    }

    /** @throws SqlException if they cannot be written; then none is */
    void append(List<ConnectionRecord> connections, List<StatementRecord> statements) {
        transact(() -> {
            session.append(
                    CONNECTIONS, connections.stream().map(AuditTables::row).iterator());
            session.append(STATEMENTS, statements.stream().map(AuditTables::row).iterator());
        });
    }

    private static Object[] row(ConnectionRecord entry) {
        return new Object[] {
            micros(entry.moment()),
            entry.event().shown(),
            entry.userId().isPresent() ? (Long) entry.userId().getAsLong() : null,
            entry.user(),
            (long) entry.processId(),
            entry.remoteHost(),
            (long) entry.remotePort(),
            entry.database(),
            entry.method(),
            micros(entry.duration()),
            entry.tls().map(ConnectionRecord.Tls::version).orElse(null),
            entry.tls().map(ConnectionRecord.Tls::cipher).orElse(null),
            entry.parameter("application_name"),
            entry.parameter("os_version"),
            entry.parameter("driver_version")
        };
    }

    private static Object[] row(StatementRecord entry) {
        return new Object[] {
            entry.number(),
            entry.userId(),
            entry.user(),
            (long) entry.processId(),
            entry.transaction(),
            entry.category().name(),
            entry.kind(),
            entry.label(),
            micros(entry.started()),
            micros(entry.ended()),
            entry.outcome().name(),
            entry.error().orElse(null),
            entry.rows(),
            entry.text(),
            entry.queue().map(stay -> (Long) (long) stay.serviceClass()).orElse(null),
            entry.queue().map(QueueStay::name).orElse(null),
            entry.queue().map(stay -> (Long) (long) stay.slots()).orElse(null),
            entry.queue().map(QueueStay::waitedMicros).orElse(null)
        };
    }

    private static Long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    private static Long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    /** Deletes what is too old, and the oldest of what is too much. */
    void deleteOld(Instant now) {
        long oldest = micros(now.minus(settings.retention()));
        transact(() -> {
            session.execute("DELETE FROM auspex.log_connections WHERE recorded < $1", oldest);
            session.execute("DELETE FROM auspex.log_statements WHERE ended < $1", oldest);
            session.execute("DELETE FROM auspex.log_users WHERE recorded < $1", oldest);
            keepNewest("log_connections", "recorded");
            keepNewest("log_users", "recorded");
            keepNewest("log_statements", "id");
        });
    }

    /** Table and column are this class's own. */
    private void keepNewest(String table, String column) {
        session.execute("DELETE FROM auspex." + table + " WHERE " + column + " <= (SELECT " + column + " FROM auspex."
                + table + " ORDER BY " + column + " DESC LIMIT 1 OFFSET " + settings.rows() + ")");
    }

    private void transact(Runnable work) {
        session.begin(false);
        try {
            work.run();
            session.commit();
        } catch (RuntimeException e) {
            if (session.inTransaction()) {
                session.rollback();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
