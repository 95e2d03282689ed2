package io.auspex.model.compile;

import io.auspex.model.kernel.Thresholds;
import io.auspex.model.predict.CategorySets;

/**
 * The trees of several ensembles to be walked, four or eight ways at a time, without a branch at any numeric node: for few rows, where tiles do
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

    /** Whether some trees can go by {@link #walkEight}. */
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
     * Walks one row through four trees.
     *
     * @param slots those of the row begin at {@code row}
     * @param leaves at {@code to} to {@code to + 3}: the leaves' numbers
     */
    void walkTrees(int[] slots, int row, int tree0, int tree1, int tree2, int tree3, int[] leaves, int to) {
        if (hasSets[tree0] || hasSets[tree1] || hasSets[tree2] || hasSets[tree3]) {
            leaves[to] = walkSets(slots, row, roots[tree0]);
            leaves[to + 1] = walkSets(slots, row, roots[tree1]);
            leaves[to + 2] = walkSets(slots, row, roots[tree2]);
            leaves[to + 3] = walkSets(slots, row, roots[tree3]);
        } else {
            walk(slots, row, row, row, row, roots[tree0], roots[tree1], roots[tree2], roots[tree3], leaves, to);
        }
    }

    /** Walks four rows through one tree, likewise. */
    void walkRows(int[] slots, int row0, int row1, int row2, int row3, int tree, int[] leaves, int to) {
        int root = roots[tree];
        if (hasSets[tree]) {
            leaves[to] = walkSets(slots, row0, root);
            leaves[to + 1] = walkSets(slots, row1, root);
            leaves[to + 2] = walkSets(slots, row2, root);
            leaves[to + 3] = walkSets(slots, row3, root);
        } else {
            walk(slots, row0, row1, row2, row3, root, root, root, root, leaves, to);
        }
    }

    private void walk(
            int[] slots,
            int row0,
            int row1,
            int row2,
            int row3,
            int root0,
            int root1,
            int root2,
            int root3,
            int[] leaves,
            int to) {
        long[] all = nodes;
        int at0 = root0;
        int at1 = root1;
        int at2 = root2;
        int at3 = root3;
        long node0 = all[at0];
        long node1 = all[at1];
        long node2 = all[at2];
        long node3 = all[at3];
        while (((node0 | node1 | node2 | node3) & MOST) != 0) {
            at0 += next(node0, slots, row0);
            at1 += next(node1, slots, row1);
            at2 += next(node2, slots, row2);
            at3 += next(node3, slots, row3);
            node0 = all[at0];
            node1 = all[at1];
            node2 = all[at2];
            node3 = all[at3];
        }
        leaves[to] = (int) (node0 >>> 32);
        leaves[to + 1] = (int) (node1 >>> 32);
        leaves[to + 2] = (int) (node2 >>> 32);
        leaves[to + 3] = (int) (node3 >>> 32);
    }

    /** Walks one row through eight trees that look at no categories: twice as many cache misses under way as with four. */
    void walkEight(int[] slots, int row, int tree, int[] leaves, int to) {
        long[] all = nodes;
        int at0 = roots[tree];
        int at1 = roots[tree + 1];
        int at2 = roots[tree + 2];
        int at3 = roots[tree + 3];
        int at4 = roots[tree + 4];
        int at5 = roots[tree + 5];
        int at6 = roots[tree + 6];
        int at7 = roots[tree + 7];
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
            at1 += next(node1, slots, row);
            at2 += next(node2, slots, row);
            at3 += next(node3, slots, row);
            at4 += next(node4, slots, row);
            at5 += next(node5, slots, row);
            at6 += next(node6, slots, row);
            at7 += next(node7, slots, row);
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

    private static int next(long node, int[] slots, int row) {
        long right = ((node >> 32) - slots[row + ((int) node >>> 16)]) >>> 63;
        return (int) (node & MOST) + (int) right;
    }

    private int walkSets(int[] slots, int row, int start) {
        int at = start;
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
