package io.auspex.pgwire.conversation;

import io.auspex.pgwire.message.MessageWriter;
import java.io.IOException;

/** The rows of a portal that have not gone out yet. */
interface RowSource extends AutoCloseable {
    /**
     * Sends rows.
     *
     * @param most how many at most
     * @return how many there were; fewer than asked for only at the end
     */
    long send(long most, MessageWriter writer) throws IOException;

    @Override
    void close();
}
