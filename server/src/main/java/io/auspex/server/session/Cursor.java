package io.auspex.server.session;

import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of a DECLAREd query, which FETCH takes in portions. They come straight from the engine as long as the session does
 * nothing but FETCH; before it does anything else, the rest is stored away, because the engine has one open result a session.
 */
public final class Cursor implements AutoCloseable {
    private final String name;
    private final Plan plan;
    private final Path folder;
    private RowStream rows;
    private RowBatch batch;
    private int next;
    private boolean stored;

    /**
     * @param plan of the query, closed with the cursor
     * @param rows of it that have not been asked for anything yet
     * @param folder where rows are kept that have to wait
     */
    public Cursor(String name, Plan plan, RowStream rows, Path folder) {
        this.name = name;
        this.plan = plan;
        this.rows = rows;
        this.folder = folder;
    }

    public String name() {
        return name;
    }

    public List<ResultColumn> columns() {
        return rows.columns();
    }

    /** The next rows, at most so many; what is not read of them is skipped by nobody, and comes next time. */
    public RowStream fetch(long most) {
        return new Portion(most);
    }

    /** Frees the engine from this cursor's rows, which can be fetched all the same. */
    void store() {
        if (!stored) {
            stored = true;
            rows = StoredRows.of(new Rest(), StoredRows.Limits.of(folder));
            batch = null;
            next = 0;
        }
    }

    /** Null at the end. */
    private RowBatch take(long most) {
        if (batch == null || next == batch.rows()) {
            batch = rows.next();
            next = 0;
            if (batch == null) {
                return null;
            }
        }
        int count = (int) Math.min(most, batch.rows() - next);
        RowBatch part = new BatchPart(batch, next, count);
        next += count;
        return part;
    }

    @Override
    public void close() {
        try {
            rows.close();
        } finally {
            plan.close();
        }
    }

    private final class Portion implements RowStream {
        private long left;

        Portion(long most) {
            left = most;
        }

        @Override
        public List<ResultColumn> columns() {
            return Cursor.this.columns();
        }

        @Override
        public RowBatch next() {
            RowBatch part = left == 0 ? null : take(left);
            left = part == null ? 0 : left - part.rows();
            return part;
        }

        @Override
        public void close() {
            left = 0;
        }
    }

    /** All that is left, for storing. */
    private final class Rest implements RowStream {
        private final RowStream source = rows;

        @Override
        public List<ResultColumn> columns() {
            return source.columns();
        }

        @Override
        public RowBatch next() {
            return take(Long.MAX_VALUE);
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
