package io.auspex.learn.forest;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Grows one tree after the other, depth first with a stack of its own. The rows of a node lie side by side in one array, in their
 * first order, which keeps reads of the columns going forward. One a thread.
 */
final class TreeGrower {
    /** Paths in a tree end here; nothing but a long row of nearly useless splits comes so deep. */
    private static final int DEEPEST = 100;

    private static final int FRAME = 6;

    private final ForestRows data;
    private final boolean bootstrap;
    private final NodeTargets targets;
    private final SplitSearch search;
    private final int least;
    private final int leastParted;
    private final TreeArrays tree = new TreeArrays();
    private final int[] rows;
    private final int[] aside;
    private final double[] weights;
    /** From, to, constant features, depth, parent, whether left: of each node that waits. */
    private final int[] stack = new int[FRAME * (DEEPEST + 2)];

    private int waiting;

    /**
     * @param least rows of each side of a split
     * @param leastParted what the rows of a node count together at least for it to be parted
     */
    TreeGrower(ForestRows data, boolean bootstrap, int tries, int least, int leastParted) {
        this.data = data;
        this.bootstrap = bootstrap;
        this.least = least;
        this.leastParted = leastParted;
        this.targets = data.targets();
        this.search = bootstrap
                ? new BestSplitSearch(targets, data.ranked(), data.rows(), tries, least)
                : new RandomSplitSearch(targets, data.columns(), data.rows(), tries, least);
        this.rows = new int[data.rows()];
        this.aside = new int[data.rows()];
        this.weights = new double[data.rows()];
    }

    GrownTree grow(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        tree.clear();
        search.reset();
        waiting = 0;
        push(0, draw(random), 0, 0, TreeArrays.NO_PARENT, true);
        while (waiting > 0) {
            waiting -= FRAME;
            int from = stack[waiting];
            int to = stack[waiting + 1];
            int constant = stack[waiting + 2];
            int depth = stack[waiting + 3];
            int parent = stack[waiting + 4];
            boolean left = stack[waiting + 5] == 1;
            targets.load(rows, from, to, weights);
            boolean partable = to - from >= 2 * least
                    && (float) targets.totalWeight >= leastParted
                    && depth < DEEPEST
                    && !targets.isPure();
            if (partable) {
                constant = search.find(rows, from, to, constant, random);
            }
            if (partable && search.split.found()) {
                int middle = part(from, to);
                int node = addNode(from, middle, to);
                tree.attach(parent, left, node);
                push(middle, to, constant, depth + 1, node, false);
                push(from, middle, constant, depth + 1, node, true);
            } else {
                targets.writeLeaf(tree);
                tree.attach(parent, left, tree.lastLeaf());
            }
        }
        return tree.grown();
    }

    private void push(int from, int to, int constant, int depth, int parent, boolean left) {
        stack[waiting] = from;
        stack[waiting + 1] = to;
        stack[waiting + 2] = constant;
        stack[waiting + 3] = depth;
        stack[waiting + 4] = parent;
        stack[waiting + 5] = left ? 1 : 0;
        waiting += FRAME;
    }

    /** Fills {@link #rows} and {@link #weights}: all rows, or as many drawn with replacement. */
    private int draw(SplittableRandom random) {
        Arrays.fill(weights, bootstrap ? 0 : 1);
        if (bootstrap) {
            for (int i = 0; i < weights.length; i++) {
                weights[random.nextInt(weights.length)]++;
            }
        }
        int count = 0;
        for (int row = 0; row < weights.length; row++) {
            if (weights[row] > 0) {
                rows[count++] = row;
                weights[row] *= data.weight(row);
            }
        }
        return count;
    }

    /** Rows that go left first, each side in the order it had. */
    private int part(int from, int to) {
        Split split = search.split;
        float[] column = data.columns()[split.feature()];
        float threshold = split.threshold();
        boolean missingLeft = split.missingSeen() && split.missingLeft();
        int middle = from;
        int right = 0;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            float value = column[row];
            if (value < threshold || (missingLeft && Float.isNaN(value))) {
                rows[middle++] = row;
            } else {
                aside[right++] = row;
            }
        }
        System.arraycopy(aside, 0, rows, middle, right);
        return middle;
    }

    /** A value that is missing where no training row misses it goes the way of the most rows. */
    private int addNode(int from, int middle, int to) {
        Split split = search.split;
        boolean missingLeft = split.missingSeen() ? split.missingLeft() : middle - from >= to - middle;
        return tree.addNode(split.feature(), split.threshold(), missingLeft, (float) targets.totalWeight);
    }
}
