package io.auspex.server.storage;

import java.io.Closeable;
import java.io.IOException;

/** The records of one file, one after the other. */
interface RecordReader extends Closeable {
    /** The next record, or null at the end. */
    TextRecord next() throws IOException;
}
