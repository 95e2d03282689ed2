package io.auspex.model.compile;

import io.auspex.model.kernel.TreeProgram;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sets of categories that several nodes of a program ask about. A feature of few categories has few sets, which boosted trees ask about
 * thousands of times: each such set has a column of its own, filled once for a block of rows before any tree, instead of one instruction
 * at each node.
 */
final class SharedSets {
    /** So many columns stay in the second-level cache beside those of numbers. */
    private static final int MOST = 256;

    /** Of a feature and a set as kernels look into it. */
    private final Map<ByteBuffer, Integer> columns;

    private SharedSets(Map<ByteBuffer, Integer> columns) {
        this.columns = columns;
    }

    /** Told of every node that asks about a set. */
    static final class Tally {
        private final Map<ByteBuffer, Integer> counts = new LinkedHashMap<>();

        void add(int feature, byte[] set) {
            counts.merge(key(feature, set), 1, Integer::sum);
        }

        /**
         * Those asked about more than once; of too many those asked about most.
         *
         * @param first the first column
         * @param room how many columns there may be
         */
        SharedSets from(int first, int room) {
            List<Map.Entry<ByteBuffer, Integer>> asked = new ArrayList<>(counts.entrySet());
            asked.removeIf(set -> set.getValue() < 2);
            // A stable order: equals stay in that of the nodes.
            asked.sort(Comparator.comparingInt(set -> -set.getValue()));
            Map<ByteBuffer, Integer> columns = new LinkedHashMap<>();
            for (Map.Entry<ByteBuffer, Integer> set : asked.subList(0, Math.min(asked.size(), Math.min(MOST, room)))) {
                columns.put(set.getKey(), first + columns.size());
            }
            return new SharedSets(columns);
        }
    }

    private static ByteBuffer key(int feature, byte[] set) {
        return ByteBuffer.allocate(Integer.BYTES + TreeProgram.SET_BYTES)
                .putInt(feature)
                .put(set)
                .flip();
    }

    int count() {
        return columns.size();
    }

    /** The column of a set, or -1. */
    int column(int feature, byte[] set) {
        return columns.getOrDefault(key(feature, set), -1);
    }

    /** What {@link #forEach} calls. */
    interface Visitor {
        void visit(int feature, byte[] set, int column);
    }

    void forEach(Visitor visitor) {
        columns.forEach((key, column) -> {
            byte[] set = new byte[TreeProgram.SET_BYTES];
            key.get(Integer.BYTES, set);
            visitor.visit(key.getInt(0), set, column);
        });
    }
}
