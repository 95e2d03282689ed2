package io.auspex.model.compile;

import io.auspex.model.kernel.Thresholds;
import java.util.Arrays;
import java.util.List;

/** Writes trees as {@link WalkedTrees}, level by level, so that the two children of a node lie side by side. */
final class WalkCompiler {
    private final List<SourceTrees> ensembles;

    /** Two a feature, NaN to the left and to the right; then two a feature for its categories: the slot, or 0. */
    private final int[] slots;

    private int[] slotFeatures;
    private boolean[] slotMissingRight;
    private int firstSet;
    private int slotCount;

    private long[] nodes = new long[1 << 10];
    private int nodeCount;
    private int[] sets = new int[0];
    private int setLength;

    /** Of the ensemble that is written where each exit of a head and each leaf is; empty if no tree has a head. */
    private int[] exitPlaces = new int[0];

    private int[] leafPlaces = new int[0];

    private WalkCompiler(List<SourceTrees> ensembles, int features) {
        this.ensembles = ensembles;
        this.slots = new int[4 * features];
    }

    /**
     * @param leafStarts of each tree where its numbers begin in {@code numbered}
     * @param numbered of each tree with a head what its numbers stand for, {@code ~node} or a leaf; they become the places to walk on from
     */
    static WalkedTrees compile(List<SourceTrees> ensembles, int features, int[] leafStarts, int[] numbered) {
        return new WalkCompiler(ensembles, features).compile(leafStarts, numbered);
    }

    private WalkedTrees compile(int[] leafStarts, int[] numbered) {
        int trees = 0;
        for (SourceTrees source : ensembles) {
            trees += source.trees();
            for (int node = 0; node < source.features.length; node++) {
                slots[use(source, node)] = 1;
            }
        }
        int[] roots = new int[trees];
        boolean[] hasSets = new boolean[trees];
        numberSlots();
        int tree = 0;
        for (SourceTrees source : ensembles) {
            boolean heads = !source.heads.exits.isEmpty();
            exitPlaces = new int[heads ? source.features.length : 0];
            leafPlaces = new int[heads ? source.leaves.count() : 0];
            for (int own = 0; own < source.trees(); own++) {
                int setsBefore = setLength;
                roots[tree] = slotCount > WalkedTrees.MOST ? WalkedTrees.NONE : write(source, own);
                if (source.heads.has(own) && roots[tree] != WalkedTrees.NONE) {
                    place(numbered, leafStarts[tree]);
                }
                hasSets[tree++] = setLength > setsBefore;
            }
        }
        return new WalkedTrees(
                Arrays.copyOf(nodes, nodeCount),
                roots,
                hasSets,
                slotFeatures,
                slotMissingRight,
                firstSet,
                Arrays.copyOf(sets, setLength));
    }

    private int use(SourceTrees source, int node) {
        int categorical = source.isCategorical(node) ? slots.length / 2 : 0;
        return categorical + 2 * source.features[node] + (source.defaultLeft.get(node) ? 0 : 1);
    }

    private void numberSlots() {
        slotCount = 1;
        for (int use : slots) {
            slotCount += use;
        }
        slotFeatures = new int[slotCount];
        slotMissingRight = new boolean[slotCount];
        int next = 1;
        firstSet = slotCount;
        for (int use = 0; use < slots.length; use++) {
            if (use >= slots.length / 2) {
                firstSet = Math.min(firstSet, next);
            }
            if (slots[use] != 0) {
                slotFeatures[next] = use % (slots.length / 2) / 2;
                slotMissingRight[next] = use % 2 == 1;
                slots[use] = next++;
            }
        }
    }

    /** Returns the place of the root, or {@link WalkedTrees#NONE} and leaves nothing if a child is too far from its parent. */
    private int write(SourceTrees source, int tree) {
        int size = 2 * source.leafCounts[tree] - 1;
        if (nodeCount + size > nodes.length) {
            nodes = Arrays.copyOf(nodes, Math.max(2 * nodes.length, nodeCount + size));
        }
        int[] level = new int[size];
        level[0] = source.roots[tree];
        int next = 1;
        for (int at = 0; at < size; at++) {
            int child = level[at];
            if (child < 0) {
                nodes[nodeCount + at] = (long) ~child << 32;
                if (leafPlaces.length > 0) {
                    leafPlaces[~child] = nodeCount + at;
                }
                continue;
            }
            if (source.heads.isExit(child)) {
                exitPlaces[child] = nodeCount + at;
            }
            int distance = next - at;
            if (distance > WalkedTrees.MOST) {
                return WalkedTrees.NONE;
            }
            long key = source.isCategorical(child) ? set(source, child) : Thresholds.key(source.thresholds[child]) - 1;
            nodes[nodeCount + at] = key << 32 | (long) slots[use(source, child)] << 16 | distance;
            level[next++] = source.left[child];
            level[next++] = source.right[child];
        }
        int root = nodeCount;
        nodeCount += size;
        return root;
    }

    /** Puts the places of what the numbers of a head stand for. */
    private void place(int[] numbered, int start) {
        for (int i = start; i < start + SourceTrees.MOST_TILED_LEAVES; i++) {
            numbered[i] = numbered[i] < 0 ? exitPlaces[~numbered[i]] : leafPlaces[numbered[i]];
        }
    }

    private int set(SourceTrees source, int node) {
        int position = source.categoryPositions[node];
        int start = source.setStarts[position];
        int count = source.setStarts[position + 1] - start;
        if (setLength + count + 1 > sets.length) {
            sets = Arrays.copyOf(sets, Math.max(2 * sets.length, setLength + count + 1));
        }
        int at = setLength;
        sets[at] = count;
        System.arraycopy(source.setWords, start, sets, at + 1, count);
        setLength += count + 1;
        return at;
    }
}
