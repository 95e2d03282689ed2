package io.auspex.server.session;

import io.auspex.warehouse.RowStream;

/** What executing a statement gives. */
public sealed interface Result {
    /**
     * Rows to stream and close.
     *
     * @param commandTag first word or words of CommandComplete; the front door appends the number of rows it sent
     */
    record Rows(RowStream stream, String commandTag) implements Result {}

    /** @param commandTag complete: {@code INSERT 0 5}, {@code CREATE TABLE}, {@code BEGIN} */
    record Completed(String commandTag) implements Result {}

    /** The statement was empty. */
    record Nothing() implements Result {}
}
