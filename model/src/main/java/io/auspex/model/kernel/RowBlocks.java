package io.auspex.model.kernel;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Blocks that wait to be used again, by whichever thread and model comes next: engines' threads come and go, so that what is kept for a
 * thread would be kept in vain.
 */
public final class RowBlocks {
    /** A block of more elements in its arrays is dropped after use. */
    private static final int MOST_KEPT_ELEMENTS = 1 << 25;

    private final ConcurrentLinkedQueue<RowBlock> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final int most = Runtime.getRuntime().availableProcessors();

    RowBlocks() {}

    /** A block of at least so many columns, of whatever content but for zeros in byte column 0. */
    public RowBlock take(Kernels kernels, int byteColumns, int floatColumns, int doubleColumns) {
        RowBlock block = waiting.poll();
        if (block == null) {
            return kernels.newBlock(byteColumns, floatColumns, doubleColumns);
        }
        count.decrementAndGet();
        int bytes = block.byteColumns;
        int floats = columns(block.floats.length, block.floatOrigin);
        int doubles = columns(block.doubles.length, block.doubleOrigin);
        if (bytes >= byteColumns && floats >= floatColumns && doubles >= doubleColumns) {
            return block;
        }
        return kernels.newBlock(
                Math.max(bytes, byteColumns), Math.max(floats, floatColumns), Math.max(doubles, doubleColumns));
    }

    /** Gives back what {@link #take} gave. */
    public void give(RowBlock block) {
        long elements = ((long) block.byteColumns << RowBlock.SHIFT) + block.floats.length + block.doubles.length;
        if (elements <= MOST_KEPT_ELEMENTS && count.get() < most) {
            count.incrementAndGet();
            waiting.add(block);
        }
    }

    /** Lets all go. */
    void clear() {
        while (waiting.poll() != null) {
            count.decrementAndGet();
        }
    }

    private static int columns(int length, int origin) {
        return (length - origin) >> RowBlock.SHIFT;
    }
}
