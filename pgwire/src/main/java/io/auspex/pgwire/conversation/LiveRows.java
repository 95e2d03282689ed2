package io.auspex.pgwire.conversation;

import io.auspex.pgwire.message.MessageWriter;
import io.auspex.pgwire.message.WireBuffer;
import io.auspex.pgwire.type.RowEncoder;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.io.IOException;

/**
 * Rows as the warehouse produces them: encoded batch by batch, so that memory stays flat however many there are. Closed as
 * soon as the last one has been read, since the session can do nothing else until then.
 */
final class LiveRows implements RowSource {
    private final RowStream stream;
    private final RowEncoder encoder;
    private RowBatch batch;
    private int rows;
    private int next;
    private boolean ended;

    LiveRows(RowStream stream, RowEncoder encoder) {
        this.stream = stream;
        this.encoder = encoder;
    }

    @Override
    public long send(long most, MessageWriter writer) throws IOException {
        long sent = 0;
        WireBuffer buffer = writer.buffer();
        while (sent < most && advance()) {
            int end = (int) Math.min(rows, next + (most - sent));
            sent += end - next;
            while (next < end) {
                encoder.encode(batch, next, buffer);
                next++;
                writer.flushIfFull();
            }
        }
        return sent;
    }

    /** Reads what is left, so that the session is free; gives the rows in the form in which they will go out. */
    SpooledRows spool(ConversationLimits limits) {
        SpooledRows spooled = new SpooledRows(limits);
        boolean complete = false;
        try {
            while (advance()) {
                while (next < rows) {
                    encoder.encode(batch, next, spooled.buffer());
                    next++;
                    spooled.rowAdded();
                }
            }
            complete = true;
        } finally {
            if (!complete) {
                spooled.close();
            }
        }
        return spooled;
    }

    private boolean advance() {
        while (next == rows) {
            if (ended) {
                return false;
            }
            batch = stream.next();
            next = 0;
            rows = batch == null ? 0 : batch.rows();
            if (batch == null) {
                close();
            }
        }
        return true;
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            next = rows;
            stream.close();
        }
    }
}
