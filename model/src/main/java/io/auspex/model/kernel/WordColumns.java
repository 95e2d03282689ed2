package io.auspex.model.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Byte columns of a block once more, eight rows in each long, every column in an array of its own. Of a short loop over such arrays JIT compilers
 * make vector instructions; of one over views of a byte array, or over stretches of one array, they do not.
 *
 * <p>A column is read from the block when it is asked for, once between two calls of {@link #begin}.
 */
final class WordColumns {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final RowBlock block;
    private final long[][] columns;
    /** In which reading a column was read or filled; no reading is 0. */
    private final long[] readings;

    private final long[][] scratch = new long[4][RowBlock.ROWS / Long.BYTES];
    private long reading;
    private int count;

    WordColumns(RowBlock block) {
        this.block = block;
        this.columns = new long[block.byteColumns][];
        this.readings = new long[block.byteColumns];
    }

    /** Forgets what was read: the block's columns may be others now. */
    void begin(int rows) {
        reading++;
        count = (rows + Long.BYTES - 1) / Long.BYTES;
    }

    RowBlock block() {
        return block;
    }

    /** How many elements of each column are of use. */
    int count() {
        return count;
    }

    /** A column as it was filled last, here or in the block. */
    long[] read(int column) {
        if (readings[column] != reading) {
            long[] words = target(column);
            byte[] bytes = block.bytes;
            int from = block.byteColumn(column);
            for (int word = 0; word < count; word++) {
                words[word] = (long) WORDS.get(bytes, from + word * Long.BYTES);
            }
            filled(column);
        }
        return columns[column];
    }

    /** A column to fill; {@link #filled} is to be called then. */
    long[] target(int column) {
        if (columns[column] == null) {
            columns[column] = new long[RowBlock.ROWS / Long.BYTES];
        }
        return columns[column];
    }

    void filled(int column) {
        readings[column] = reading;
    }

    /** The block's own column is newer. */
    void filledInBlock(int column) {
        readings[column] = 0;
    }

    /** Brings a column that was filled here to the block. */
    void bringToBlock(int column) {
        long[] words = columns[column];
        byte[] bytes = block.bytes;
        int to = block.byteColumn(column);
        for (int word = 0; word < count; word++) {
            WORDS.set(bytes, to + word * Long.BYTES, words[word]);
        }
    }

    /** One of four arrays for what is on the way. */
    long[] scratch(int index) {
        return scratch[index];
    }
}
