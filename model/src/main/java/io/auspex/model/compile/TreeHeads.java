package io.auspex.model.compile;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The upper parts of trees that are too big for tiles: each has as many exits as a byte numbers, chosen so that rows leave as deep as can be.
 * Tiles lead a row through the head in a fiftieth of a walk's time; it is walked on from the exit.
 */
final class TreeHeads {
    /** Inner nodes at which a head ends. */
    final BitSet exits = new BitSet();

    /** Of each tree the mean number of nodes that a row meets in its head; 0 if it has none. */
    final float[] depths;

    private TreeHeads(int trees) {
        this.depths = new float[trees];
    }

    /** Where a head that grows ends as yet. */
    private record Place(int node, float weight, int number) {}

    /** Of the trees that have more leaves than tiles can number and look at no categories. */
    static TreeHeads of(SourceTrees source) {
        TreeHeads heads = new TreeHeads(source.trees());
        float[] weights = null;
        for (int tree = 0; tree < source.trees(); tree++) {
            if (source.leafCounts[tree] > SourceTrees.MOST_TILED_LEAVES && source.isNumeric(tree)) {
                weights = weights == null ? weights(source) : weights;
                heads.depths[tree] = heads.grow(source, tree, weights);
            }
        }
        return heads;
    }

    /** Opens the place where most rows are, until there are as many as have numbers. Returns the mean depth. */
    private float grow(SourceTrees source, int tree, float[] weights) {
        PriorityQueue<Place> open = new PriorityQueue<>(
                Comparator.comparingDouble((Place place) -> -place.weight()).thenComparingInt(Place::number));
        int root = source.roots[tree];
        float all = Math.max(weights[root], Float.MIN_NORMAL);
        double steps = 0;
        int number = 0;
        open.add(new Place(root, all, number));
        for (int places = 1; places < SourceTrees.MOST_TILED_LEAVES; places++) {
            Place place = open.remove();
            steps += place.weight();
            for (int child : new int[] {source.left[place.node()], source.right[place.node()]}) {
                if (child >= 0) {
                    open.add(new Place(child, weights[child], ++number));
                }
            }
        }
        open.forEach(place -> exits.set(place.node()));
        return (float) (steps / all);
    }

    /** Of each inner node how many training rows came there or, where that is not known, how many leaves it has. */
    private static float[] weights(SourceTrees source) {
        if (source.ensemble.hasCovers()) {
            return source.ensemble.nodeCovers();
        }
        float[] leaves = new float[source.features.length];
        int[] order = new int[source.features.length];
        for (int tree = 0; tree < source.trees(); tree++) {
            int[] count = {0};
            source.forEachNode(tree, new BitSet(), node -> order[count[0]++] = node);
            for (int i = count[0] - 1; i >= 0; i--) {
                int node = order[i];
                leaves[node] = leaves(source.left[node], leaves) + leaves(source.right[node], leaves);
            }
        }
        return leaves;
    }

    private static float leaves(int child, float[] leaves) {
        return child < 0 ? 1 : leaves[child];
    }

    boolean has(int tree) {
        return depths[tree] > 0;
    }

    boolean isExit(int node) {
        return exits.get(node);
    }

    /** No heads from now on. */
    void clear() {
        exits.clear();
        Arrays.fill(depths, 0);
    }
}
