package io.auspex.server.audit;

import io.auspex.language.error.SqlException;
import io.auspex.server.session.StatementJournal;
import io.auspex.server.session.StatementRecord;
import io.auspex.warehouse.Warehouse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who connected and what was run, in tables and in files. Sessions only put entries into a queue of bounded size; a thread of
 * its own writes what has gathered, a few times a second at most. When the disk cannot keep up, sessions wait for a moment,
 * and then entries are lost: how many is written, too. What a crash leaves unwritten is what the last moment brought.
 */
public final class AuditLog implements StatementJournal, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AuditLog.class.getName());

    private static final int MOST_ENTRIES = 20_000;
    private static final long MOST_CHARACTERS = 16L << 20;

    /** How long a session waits for room. */
    private static final long PATIENCE_NANOS = Duration.ofMillis(100).toNanos();

    /** How long entries gather, so that each batch is worth its transaction. */
    private static final long GATHERING_NANOS = Duration.ofMillis(200).toNanos();

    private static final Duration BETWEEN_DELETIONS = Duration.ofMinutes(10);

    /** The first comes later than the first statements, which would have to share the processor with it. */
    private static final Duration UNTIL_FIRST_DELETION = Duration.ofMinutes(1);

    private static final int ENTRIES_BETWEEN_DELETIONS = 50_000;

    /** Of an entry without its text. */
    private static final int ENTRY_CHARACTERS = 200;

    private final AuditFile file;
    private final AuditTables tables;
    private final AtomicLong numbers;
    private final Thread writer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<ConnectionRecord> connections = new ArrayList<>();
    private List<StatementRecord> statements = new ArrayList<>();
    private long characters;
    private long lost;
    private boolean closed;

    // The writer's own.
    private Instant deleted = Instant.now().minus(BETWEEN_DELETIONS).plus(UNTIL_FIRST_DELETION);
    private long sinceDeletion;

    private AuditLog(AuditFile file, AuditTables tables) {
        this.file = file;
        this.tables = tables;
        this.numbers = new AtomicLong(tables.lastNumber());
        this.writer = new Thread(this::writeAll, "audit-log");
        writer.setDaemon(true);
    }

    /** @throws IOException if the folder of the files cannot be used */
    public static AuditLog open(Warehouse warehouse, AuditSettings settings) throws IOException {
        AuditFile file = new AuditFile(settings);
        AuditLog log = new AuditLog(file, new AuditTables(warehouse, settings));
        log.writer.start();
        return log;
    }

    @Override
    public long nextNumber() {
        return numbers.incrementAndGet();
    }

    @Override
    public void record(StatementRecord statement) {
        put(() -> statements.add(statement), ENTRY_CHARACTERS + statement.text().length());
    }

    public void record(ConnectionRecord connection) {
        put(() -> connections.add(connection), ENTRY_CHARACTERS);
    }

    private void put(Runnable entry, int size) {
        lock.lock();
        try {
            long patience = PATIENCE_NANOS;
            while (isFull(size) && !closed && patience > 0) {
                patience = changed.awaitNanos(patience);
            }
            if (closed || isFull(size)) {
                lost++;
                return;
            }
            boolean first = connections.isEmpty() && statements.isEmpty();
            entry.run();
            characters += size;
            if (first) {
                changed.signalAll();
            }
        } catch (InterruptedException e) {
            lost++;
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(int size) {
        int entries = connections.size() + statements.size();
        return entries >= MOST_ENTRIES || (entries > 0 && characters + size > MOST_CHARACTERS);
    }

    /** What has gathered. */
    private record Batch(
            List<ConnectionRecord> connections, List<StatementRecord> statements, long lost, boolean last) {}

    private Batch take() throws InterruptedException {
        lock.lock();
        try {
            while (connections.isEmpty() && statements.isEmpty() && lost == 0 && !closed) {
                changed.await();
            }
            long gathering = GATHERING_NANOS;
            while (!closed && gathering > 0 && !isFull(ENTRY_CHARACTERS)) {
                gathering = changed.awaitNanos(gathering);
            }
            Batch batch = new Batch(connections, statements, lost, closed);
            connections = new ArrayList<>();
            statements = new ArrayList<>();
            characters = 0;
            lost = 0;
            changed.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        try {
            // What the first entries need is loaded before there are any.
            write(new Batch(List.of(), List.of(), 0, false));
            Batch batch;
            do {
                batch = take();
                write(batch);
            } while (!batch.last());
        } catch (InterruptedException e) {
            // Nobody interrupts it but the end of the process.
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be written is told to the operator; the server goes on. */
    private void write(Batch batch) {
        try {
            for (ConnectionRecord connection : batch.connections()) {
                file.write(connection);
            }
            for (StatementRecord statement : batch.statements()) {
                file.write(statement);
            }
            if (batch.lost() > 0) {
                LOG.log(System.Logger.Level.WARNING, "The audit log lost " + batch.lost() + " entries");
                file.writeLoss(Instant.now(), batch.lost());
            }
            file.flush();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The audit log's file cannot be written", e);
        }
        try {
            tables.append(batch.connections(), batch.statements());
            sinceDeletion += batch.connections().size() + batch.statements().size();
            Instant now = Instant.now();
            if (sinceDeletion >= ENTRIES_BETWEEN_DELETIONS
                    || deleted.plus(BETWEEN_DELETIONS).isBefore(now)) {
                deleted = now;
                sinceDeletion = 0;
                tables.deleteOld(now);
                file.deleteOld(now);
            }
        } catch (SqlException e) {
            LOG.log(System.Logger.Level.WARNING, "The audit log's tables cannot be written", e);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Old files of the audit log cannot be deleted", e);
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            writer.join();
            tables.close();
            file.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The audit log's file did not close", e);
        }
    }
}
