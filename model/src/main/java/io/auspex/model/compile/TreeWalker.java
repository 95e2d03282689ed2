package io.auspex.model.compile;

import io.auspex.model.kernel.RowBlock;
import java.util.List;

/**
 * Walks rows through {@link WalkedTrees}: few rows one by one through all trees, many rows tree by tree. Trees that have no such form go the way
 * of the reference. Safe to call from several threads at once.
 */
final class TreeWalker {
    /** The slots of rows that are walked together fit into the second-level cache. */
    private static final int MOST_SLOTS = 1 << 16;

    private final List<SourceTrees> ensembles;
    private final List<LeafSums> sums;
    private final WalkedTrees trees;

    /** Of each ensemble its first tree; one more at the end. */
    private final int[] firstTrees;

    /** Of each ensemble whether none of its trees needs more than comparisons. */
    private final boolean[] numeric;

    /** Of any ensemble. */
    private final int mostTrees;

    private final int rowsTogether;
    private final Pool<int[]> slots;

    TreeWalker(List<SourceTrees> ensembles, int features) {
        this.ensembles = ensembles;
        this.sums = ensembles.stream().map(LeafSums::of).toList();
        this.trees = WalkCompiler.compile(ensembles, features);
        this.firstTrees = new int[ensembles.size() + 1];
        this.numeric = new boolean[ensembles.size()];
        for (int e = 0; e < ensembles.size(); e++) {
            firstTrees[e + 1] = firstTrees[e] + ensembles.get(e).trees();
            numeric[e] = trees.areNumeric(firstTrees[e], firstTrees[e + 1]);
        }
        this.mostTrees = ensembles.stream().mapToInt(SourceTrees::trees).max().orElse(0);
        this.rowsTogether = Math.max(4, Math.min(RowBlock.ROWS, MOST_SLOTS / trees.slots() / 4 * 4));
        int room = rowsTogether * trees.slots();
        this.slots = new Pool<>(() -> new int[room]);
    }

    /**
     * Fills the margins of a few rows, each of them by itself.
     *
     * @param margins {@code float[ensemble][output][row]}
     */
    void margins(float[][] features, int start, int rows, float[][][] margins) {
        int[] found = new int[mostTrees + 3];
        int[] filled = slots.take();
        try {
            for (int first = 0; first < rows; first += rowsTogether) {
                int together = Math.min(rowsTogether, rows - first);
                trees.fill(features, start + first, together, filled);
                for (int row = 0; row < together; row++) {
                    for (int e = 0; e < sums.size(); e++) {
                        int batchRow = start + first + row;
                        walk(e, filled, row * trees.slots(), features, batchRow, found);
                        sums.get(e).sumRow(found, features, batchRow, margins[e]);
                    }
                }
            }
        } finally {
            slots.give(filled);
        }
    }

    /** Finds the leaves of one row in all trees of an ensemble; {@code found} has room for three more. */
    private void walk(int ensemble, int[] filled, int at, float[][] features, int row, int[] found) {
        int first = firstTrees[ensemble];
        int count = firstTrees[ensemble + 1] - first;
        int eights = 0;
        while (eights + 8 <= count && numeric[ensemble]) {
            trees.walkEight(filled, at, first + eights, found, eights);
            eights += 8;
        }
        for (int tree = eights; tree < count; tree += 4) {
            int last = count - 1;
            int tree1 = first + Math.min(tree + 1, last);
            int tree2 = first + Math.min(tree + 2, last);
            int tree3 = first + Math.min(tree + 3, last);
            if (trees.has(first + tree) && trees.has(tree1) && trees.has(tree2) && trees.has(tree3)) {
                trees.walkTrees(filled, at, first + tree, tree1, tree2, tree3, found, tree);
            } else {
                for (int one = tree; one < Math.min(count, tree + 4); one++) {
                    found[one] = ensembles.get(ensemble).ensemble.nodes().leafOf(one, features, row);
                }
            }
        }
    }

    /**
     * Adds consecutive trees of one ensemble to the sums of a block.
     *
     * @param first among the ensemble's own trees
     * @param start the row of the batch that is the first of the block
     * @param columns the column of the block in which the ensemble's output 0 is summed
     */
    void add(int ensemble, int first, int end, float[][] features, int start, int rows, RowBlock block, int columns) {
        int[] found = new int[rowsTogether + 3];
        int[] filled = slots.take();
        try {
            for (int at = 0; at < rows; at += rowsTogether) {
                int together = Math.min(rowsTogether, rows - at);
                trees.fill(features, start + at, together, filled);
                for (int tree = first; tree < end; tree++) {
                    leaves(ensemble, tree, filled, together, features, start + at, found);
                    sums.get(ensemble).addTree(tree, found, together, features, start, at, block, columns);
                }
            }
        } finally {
            slots.give(filled);
        }
    }

    private void leaves(int ensemble, int tree, int[] filled, int rows, float[][] features, int start, int[] found) {
        int number = firstTrees[ensemble] + tree;
        if (!trees.has(number)) {
            for (int row = 0; row < rows; row++) {
                found[row] = ensembles.get(ensemble).ensemble.nodes().leafOf(tree, features, start + row);
            }
            return;
        }
        int width = trees.slots();
        int last = (rows - 1) * width;
        for (int row = 0, at = 0; row < rows; row += 4, at += 4 * width) {
            trees.walkRows(
                    filled,
                    at,
                    Math.min(at + width, last),
                    Math.min(at + 2 * width, last),
                    Math.min(at + 3 * width, last),
                    number,
                    found,
                    row);
        }
    }

    /** Adds the leaves that tiles have numbered. */
    void addNumbered(
            int ensemble,
            int tree,
            int[] numbered,
            int from,
            int rows,
            float[][] features,
            int start,
            RowBlock block,
            int leafColumn,
            int columns) {
        int[] found = new int[rows];
        int at = block.byteColumn(leafColumn);
        for (int row = 0; row < rows; row++) {
            found[row] = numbered[from + (block.bytes[at + row] & 0xff)];
        }
        sums.get(ensemble).addTree(tree, found, rows, features, start, 0, block, columns);
    }
}
