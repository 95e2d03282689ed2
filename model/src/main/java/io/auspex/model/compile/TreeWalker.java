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

    /** Of a whole block: it is walked on at once, where the tiles of a head leave it, and may take a place in the third-level cache. */
    private static final int MOST_SLOTS_OF_BLOCK = 1 << 19;

    private final List<TreeFacts> ensembles;
    private final List<LeafSums> sums;
    private final WalkedTrees trees;

    /** Of each ensemble its first tree; one more at the end. */
    private final int[] firstTrees;

    /** Of each ensemble whether none of its trees needs more than comparisons. */
    private final boolean[] numeric;

    /** Of any ensemble. */
    private final int mostTrees;

    private final int rowsTogether;
    private final Pool<Scratch> scratch;
    private final Pool<Scratch> blockScratch;

    /**
     * What is needed while rows are walked together. Behind the last row is room for those that are walked only because {@link
     * WalkedTrees#WAYS} are; where their slots are left from earlier rows does not matter.
     */
    private record Scratch(int[] slots, int[] leaves, int[] walking, int[] places) {
        Scratch(int rows, int width) {
            this(
                    new int[(rows + WalkedTrees.WAYS - 1) * width],
                    new int[rows + WalkedTrees.WAYS - 1],
                    new int[rows],
                    new int[rows]);
        }
    }

    /**
     * @param leafStarts of each tree where its numbers begin in {@code numbered}
     * @param numbered of each tree with a head what its numbers stand for; they become places to walk on from
     */
    TreeWalker(List<SourceTrees> sources, int features, int[] leafStarts, int[] numbered) {
        this.ensembles = sources.stream().map(TreeFacts::of).toList();
        this.sums = sources.stream().map(LeafSums::of).toList();
        this.trees = WalkCompiler.compile(sources, features, leafStarts, numbered);
        this.firstTrees = new int[ensembles.size() + 1];
        this.numeric = new boolean[ensembles.size()];
        for (int e = 0; e < ensembles.size(); e++) {
            firstTrees[e + 1] = firstTrees[e] + ensembles.get(e).trees();
            numeric[e] = trees.areNumeric(firstTrees[e], firstTrees[e + 1]);
        }
        this.mostTrees = ensembles.stream().mapToInt(TreeFacts::trees).max().orElse(0);
        int fitting = MOST_SLOTS / trees.slots() / WalkedTrees.WAYS * WalkedTrees.WAYS;
        this.rowsTogether = Math.max(WalkedTrees.WAYS, Math.min(RowBlock.ROWS, fitting));
        this.scratch = new Pool<>(() -> new Scratch(rowsTogether, trees.slots()));
        this.blockScratch =
                rowsTogether == RowBlock.ROWS ? scratch : new Pool<>(() -> new Scratch(RowBlock.ROWS, trees.slots()));
    }

    /**
     * Fills the margins of a few rows, each of them by itself.
     *
     * @param margins {@code float[ensemble][output][row]}
     */
    void margins(float[][] features, int start, int rows, float[][][] margins) {
        int[] found = new int[mostTrees + WalkedTrees.WAYS - 1];
        Scratch own = scratch.take();
        try {
            for (int first = 0; first < rows; first += rowsTogether) {
                int together = Math.min(rowsTogether, rows - first);
                trees.fill(features, start + first, together, own.slots());
                for (int row = 0; row < together; row++) {
                    for (int e = 0; e < sums.size(); e++) {
                        int batchRow = start + first + row;
                        walk(e, own.slots(), row * trees.slots(), features, batchRow, found);
                        sums.get(e).sumRow(found, features, batchRow, margins[e]);
                    }
                }
            }
        } finally {
            scratch.give(own);
        }
    }

    /** Finds the leaves of one row in all trees of an ensemble; {@code found} has room for those that are walked again to be eight. */
    private void walk(int ensemble, int[] filled, int at, float[][] features, int row, int[] found) {
        int first = firstTrees[ensemble];
        int end = firstTrees[ensemble + 1];
        for (int tree = first; tree < end; tree += WalkedTrees.WAYS) {
            int some = Math.min(WalkedTrees.WAYS, end - tree);
            if (numeric[ensemble] || trees.areNumeric(tree, tree + some)) {
                trees.walkTrees(filled, at, tree, end - 1, found, tree - first);
            } else {
                for (int one = tree; one < tree + some; one++) {
                    found[one - first] = trees.has(one)
                            ? trees.walkOne(filled, at, one)
                            : ensembles.get(ensemble).ensemble().nodes().leafOf(one - first, features, row);
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
        Scratch own = scratch.take();
        try {
            for (int at = 0; at < rows; at += rowsTogether) {
                int together = Math.min(rowsTogether, rows - at);
                trees.fill(features, start + at, together, own.slots());
                for (int tree = first; tree < end; tree++) {
                    leaves(ensemble, tree, own, together, features, start + at);
                    sums.get(ensemble).addTree(tree, own.leaves(), together, features, start, at, block, columns);
                }
            }
        } finally {
            scratch.give(own);
        }
    }

    /** Whether rows that leave the head of a tree can be walked on. */
    boolean walksOn(int tree) {
        return trees.has(tree) && (long) trees.slots() * RowBlock.ROWS <= MOST_SLOTS_OF_BLOCK;
    }

    /** Runs the tiles of a head, which leave the numbers of its exits in the block. */
    interface Heads {
        void run(int tree);
    }

    /**
     * Adds consecutive trees of one ensemble that are walked on from where their heads end.
     *
     * @param first among all trees
     * @param heads told a tree's number among all
     * @param leafStarts of each tree where its {@code places} begin
     * @param numbers where the column of exit numbers begins in the block's bytes
     */
    void addHeads(
            int ensemble,
            int first,
            int end,
            Heads heads,
            int[] leafStarts,
            int[] places,
            float[][] features,
            int start,
            int rows,
            RowBlock block,
            int numbers,
            int columns) {
        Scratch own = blockScratch.take();
        try {
            trees.fill(features, start, rows, own.slots());
            for (int tree = first; tree < end; tree++) {
                heads.run(tree);
                trees.walkOn(
                        own.slots(),
                        rows,
                        block.bytes,
                        numbers,
                        places,
                        leafStarts[tree],
                        own.leaves(),
                        own.walking(),
                        own.places());
                sums.get(ensemble)
                        .addTree(tree - firstTrees[ensemble], own.leaves(), rows, features, start, 0, block, columns);
            }
        } finally {
            blockScratch.give(own);
        }
    }

    private void leaves(int ensemble, int tree, Scratch own, int rows, float[][] features, int start) {
        int number = firstTrees[ensemble] + tree;
        int width = trees.slots();
        int[] found = own.leaves();
        TreeFacts facts = ensembles.get(ensemble);
        if (!trees.has(number)) {
            for (int row = 0; row < rows; row++) {
                found[row] = facts.ensemble().nodes().leafOf(tree, features, start + row);
            }
        } else if (trees.hasSets[number]) {
            for (int row = 0; row < rows; row++) {
                found[row] = trees.walkOne(own.slots(), row * width, number);
            }
        } else if (facts.leafCounts()[tree] > rows) {
            // Most nodes are seen by one row or none, so most steps miss the cache.
            trees.walkLevels(own.slots(), rows, number, found, own.walking(), own.places());
        } else {
            for (int row = 0; row < rows; row += WalkedTrees.WAYS) {
                trees.walkRows(own.slots(), row * width, number, found, row);
            }
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
