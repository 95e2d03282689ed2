package io.auspex.model.compile;

import io.auspex.model.kernel.Thresholds;
import io.auspex.model.predict.CategorySets;

/**
 * The trees of several ensembles to be walked, eight or more ways at a time, without a branch at any numeric node: for few rows, where tiles do
 * not pay, and for trees that are too big for tiles.
 *
 * <p>A row is a row of integers, the slots: one for each feature and way of NaN, its value's key, or the category. A numeric node sends
 * right where {@code slot > key}, the key being one less than its threshold's. NaN is the smallest
 * or the largest integer, whichever leads its default way. Slot 0 always holds the smallest.
 *
 * <pre>
 *   node   63..32 key       31..16 slot   15..0 distance to the left child; the right one is behind it
 *   leaf   63..32 its number          0               0     so that a walk stays there
 *   sets   63..32 where its words begin in {@link #sets}, the first being their count; slots from {@link #firstSet} on
 * </pre>
 *
 * A category slot holds the category, or {@link #LEFT} or {@link #RIGHT} where there is none to look up.
 */
final class WalkedTrees {
    /** Slots and distances are 16 bits. */
    static final int MOST = 0xffff;

    /** How many trees or rows are walked at a time. */
    static final int WAYS = 8;

    /** What is in no set. */
    static final int RIGHT = -1;

    /** A missing category that goes left. */
    static final int LEFT = -2;

    /** A root of a tree that has too many nodes or features for this form. */
    static final int NONE = -1;

    final long[] nodes;

    /** Of each tree its first node, or {@link #NONE}. */
    final int[] roots;

    /** Of each tree whether it looks at categories. */
    final boolean[] hasSets;

    /** Of each slot but slot 0 its feature; in order. */
    final int[] slotFeatures;

    /** Of each slot whether NaN goes right. */
    final boolean[] slotMissingRight;

    final int firstSet;
    final int[] sets;

    WalkedTrees(
            long[] nodes,
            int[] roots,
            boolean[] hasSets,
            int[] slotFeatures,
            boolean[] slotMissingRight,
            int firstSet,
            int[] sets) {
        this.nodes = nodes;
        this.roots = roots;
        this.hasSets = hasSets;
        this.slotFeatures = slotFeatures;
        this.slotMissingRight = slotMissingRight;
        this.firstSet = firstSet;
        this.sets = sets;
    }

    /** Whether some trees can all be walked without a look at categories. */
    boolean areNumeric(int first, int end) {
        for (int tree = first; tree < end; tree++) {
            if (roots[tree] == NONE || hasSets[tree]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a tree can be walked here. */
    boolean has(int tree) {
        return roots[tree] != NONE;
    }

    /** How many slots a row has. */
    int slots() {
        return slotFeatures.length;
    }

    /**
     * Fills the slots of some rows.
     *
     * @param features {@code float[feature][row]}; NaN is missing
     * @param start the first row
     * @param to room for {@code rows * slots()}
     */
    void fill(float[][] features, int start, int rows, int[] to) {
        int width = slots();
        for (int row = 0; row < rows; row++) {
            to[row * width] = Integer.MIN_VALUE;
        }
        for (int slot = 1; slot < width; slot++) {
            float[] values = features[slotFeatures[slot]];
            if (slot < firstSet) {
                int missing = slotMissingRight[slot] ? Integer.MAX_VALUE : Integer.MIN_VALUE;
                for (int row = 0, at = slot; row < rows; row++, at += width) {
                    float value = values[start + row];
                    to[at] = Float.isNaN(value) ? missing : Thresholds.key(value);
                }
            } else {
                int missing = slotMissingRight[slot] ? RIGHT : LEFT;
                for (int row = 0, at = slot; row < rows; row++, at += width) {
                    float value = values[start + row];
                    boolean category = value >= 0 && value < CategorySets.MOST_CATEGORIES;
                    to[at] = category ? (int) value : Float.isNaN(value) ? missing : RIGHT;
                }
            }
        }
    }

    /**
     * Walks one row through {@link #WAYS} numeric trees, or as many as there are: twice as many cache misses under way as with four.
     *
     * @param slots those of the row begin at {@code row}
     * @param last the tree that stands for those behind it
     * @param leaves from {@code to} on the leaves' numbers, always {@link #WAYS} of them
     */
    void walkTrees(int[] slots, int row, int tree, int last, int[] leaves, int to) {
        walk(
                slots,
                row,
                0,
                roots[tree],
                roots[Math.min(tree + 1, last)],
                roots[Math.min(tree + 2, last)],
                roots[Math.min(tree + 3, last)],
                roots[Math.min(tree + 4, last)],
                roots[Math.min(tree + 5, last)],
                roots[Math.min(tree + 6, last)],
                roots[Math.min(tree + 7, last)],
                leaves,
                to);
    }

    /** Walks {@link #WAYS} rows that follow each other through one numeric tree, likewise. */
    void walkRows(int[] slots, int row, int tree, int[] leaves, int to) {
        int root = roots[tree];
        walk(slots, row, slots(), root, root, root, root, root, root, root, root, leaves, to);
    }

    private void walk(
            int[] slots,
            int row,
            int stride,
            int root0,
            int root1,
            int root2,
            int root3,
            int root4,
            int root5,
            int root6,
            int root7,
            int[] leaves,
            int to) {
        long[] all = nodes;
        int row1 = row + stride;
        int row2 = row1 + stride;
        int row3 = row2 + stride;
        int row4 = row3 + stride;
        int row5 = row4 + stride;
        int row6 = row5 + stride;
        int row7 = row6 + stride;
        int at0 = root0;
        int at1 = root1;
        int at2 = root2;
        int at3 = root3;
        int at4 = root4;
        int at5 = root5;
        int at6 = root6;
        int at7 = root7;
        long node0 = all[at0];
        long node1 = all[at1];
        long node2 = all[at2];
        long node3 = all[at3];
        long node4 = all[at4];
        long node5 = all[at5];
        long node6 = all[at6];
        long node7 = all[at7];
        while (((node0 | node1 | node2 | node3 | node4 | node5 | node6 | node7) & MOST) != 0) {
            at0 += next(node0, slots, row);
            at1 += next(node1, slots, row1);
            at2 += next(node2, slots, row2);
            at3 += next(node3, slots, row3);
            at4 += next(node4, slots, row4);
            at5 += next(node5, slots, row5);
            at6 += next(node6, slots, row6);
            at7 += next(node7, slots, row7);
            node0 = all[at0];
            node1 = all[at1];
            node2 = all[at2];
            node3 = all[at3];
            node4 = all[at4];
            node5 = all[at5];
            node6 = all[at6];
            node7 = all[at7];
        }
        leaves[to] = (int) (node0 >>> 32);
        leaves[to + 1] = (int) (node1 >>> 32);
        leaves[to + 2] = (int) (node2 >>> 32);
        leaves[to + 3] = (int) (node3 >>> 32);
        leaves[to + 4] = (int) (node4 >>> 32);
        leaves[to + 5] = (int) (node5 >>> 32);
        leaves[to + 6] = (int) (node6 >>> 32);
        leaves[to + 7] = (int) (node7 >>> 32);
    }

    /**
     * Walks many rows through one numeric tree, all of them one step down before any takes the next: no step waits for another, so that as
     * many cache misses are under way as the processor can have. Rows at a leaf step no more. It costs more instructions than {@link
     * #walkRows}, and pays where the tree has more nodes than the rows will have in the cache for each other.
     *
     * @param slots those of the rows, from the first on
     * @param leaves by row
     * @param walking room for the numbers of the rows
     * @param places room for as many places
     */
    void walkLevels(int[] slots, int rows, int tree, int[] leaves, int[] walking, int[] places) {
        int root = roots[tree];
        for (int row = 0; row < rows; row++) {
            walking[row] = row;
            places[row] = root;
        }
        int left = rows;
        while (left > 0) {
            left = walkLevel(slots, left, leaves, walking, places);
        }
    }

    /**
     * Walks many rows on, each from a place of its own: as {@link #walkLevels} from the root.
     *
     * @param numbers of each row from {@code at} on, unsigned
     * @param starts from {@code first} on by number the place to walk on from, an inner node or a leaf
     */
    void walkOn(
            int[] slots,
            int rows,
            byte[] numbers,
            int at,
            int[] starts,
            int first,
            int[] leaves,
            int[] walking,
            int[] places) {
        long[] all = nodes;
        int left = 0;
        for (int row = 0; row < rows; row++) {
            int place = starts[first + (numbers[at + row] & 0xff)];
            long node = all[place];
            leaves[row] = (int) (node >>> 32);
            walking[left] = row;
            places[left] = place;
            left += (int) (-(node & MOST) >>> 63);
        }
        while (left > 0) {
            left = walkLevel(slots, left, leaves, walking, places);
        }
    }

    /** One step; what is not at a leaf behind it comes to the front of {@code walking} and {@code places}. Returns how many rows that are. */
    private int walkLevel(int[] slots, int rows, int[] leaves, int[] walking, int[] places) {
        long[] all = nodes;
        int width = slots();
        int kept = 0;
        for (int i = 0; i < rows; i++) {
            int row = walking[i];
            int at = places[i];
            at += next(all[at], slots, row * width);
            long node = all[at];
            // A number that no leaf has is overwritten when the row is at one.
            leaves[row] = (int) (node >>> 32);
            walking[kept] = row;
            places[kept] = at;
            kept += (int) (-(node & MOST) >>> 63);
        }
        return kept;
    }

    private static int next(long node, int[] slots, int row) {
        long right = ((node >> 32) - slots[row + ((int) node >>> 16)]) >>> 63;
        return (int) (node & MOST) + (int) right;
    }

    /** Walks one row through one tree of any kind and returns the leaf's number. */
    int walkOne(int[] slots, int row, int tree) {
        int at = roots[tree];
        long node = nodes[at];
        while ((node & MOST) != 0) {
            int low = (int) node;
            int slot = low >>> 16;
            int value = slots[row + slot];
            int key = (int) (node >>> 32);
            boolean right = slot < firstSet ? value > key : !contains(key, value);
            at += (low & MOST) + (right ? 1 : 0);
            node = nodes[at];
        }
        return (int) (node >>> 32);
    }

    private boolean contains(int set, int category) {
        if (category < 0) {
            return category == LEFT;
        }
        int word = category >> 5;
        return word < sets[set] && ((sets[set + 1 + word] >>> (category & 31)) & 1) != 0;
    }
}
