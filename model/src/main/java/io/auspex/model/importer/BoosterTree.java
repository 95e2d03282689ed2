package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import java.util.Arrays;

/**
 * One tree of a JSON or UBJSON booster ({@code src/tree/tree_model.cc} of XGBoost writes it). A categorical node of XGBoost
 * sends the categories of its set right and all others left, also those that cannot be; here the sides are exchanged, so
 * that the set goes left.
 */
final class BoosterTree implements SourceTree {
    /** Of the sets of categories of one tree: keeps small files from becoming large sets. */
    private static final int MOST_WORDS = 1 << 22;

    private final int[] left;
    private final int[] right;
    private final int[] features;
    private final int[] defaults;
    private final double[] conditions;
    /** Empty if the file has none. */
    private final double[] covers;
    /** Of each node its categories, or null. */
    private final int[][] categories;
    /** Node by node or leaf by leaf, {@link #targets} numbers each; null where the conditions of leaves are their values. */
    private final double[] vectors;

    private final boolean vectorsByLeaf;
    private final int targets;

    /** @throws ArtifactException if the lists do not fit together */
    BoosterTree(BoosterDocument tree, int number) {
        left = tree.integers("left_children");
        right = tree.integers("right_children");
        features = tree.integers("split_indices");
        defaults = tree.integers("default_left");
        conditions = tree.numbers("split_conditions");
        covers = tree.has("sum_hessian") ? tree.numbers("sum_hessian") : new double[0];
        int count = left.length;
        if (count == 0
                || right.length != count
                || features.length != count
                || defaults.length != count
                || conditions.length != count) {
            throw new ArtifactException(
                    "Tree " + number + " of the booster has lists of different lengths, or no node");
        }
        categories = categories(tree, number, count);
        targets = tree.object("tree_param").integer("size_leaf_vector", 1);
        // Since XGBoost 3.1 the vectors are those of the leaves, and a leaf names its own where others name a child.
        vectorsByLeaf = targets > 1 && tree.has("leaf_weights");
        vectors = targets > 1 ? tree.numbers(vectorsByLeaf ? "leaf_weights" : "base_weights") : null;
    }

    private static int[][] categories(BoosterDocument tree, int number, int count) {
        int[][] sets = new int[count][];
        int[] types = tree.has("split_type") ? tree.integers("split_type") : new int[0];
        if (Arrays.stream(types).allMatch(type -> type == 0)) {
            return sets;
        }
        int[] nodes = tree.integers("categories_nodes");
        int[] starts = tree.integers("categories_segments");
        int[] sizes = tree.integers("categories_sizes");
        int[] categories = tree.integers("categories");
        if (types.length != count || starts.length != nodes.length || sizes.length != nodes.length) {
            throw new ArtifactException(
                    "Tree " + number + " of the booster has lists of categories of different lengths");
        }
        int words = 0;
        for (int i = 0; i < nodes.length; i++) {
            boolean sound = nodes[i] >= 0
                    && nodes[i] < count
                    && types[nodes[i]] == 1
                    && sets[nodes[i]] == null
                    && starts[i] >= 0
                    && sizes[i] >= 0
                    && (long) starts[i] + sizes[i] <= categories.length;
            if (!sound) {
                throw new ArtifactException(
                        "Tree " + number + " of the booster has no sound categories for node " + nodes[i]);
            }
            sets[nodes[i]] = CategoryWords.of(categories, starts[i], starts[i] + sizes[i]);
            words += sets[nodes[i]].length;
            if (words > MOST_WORDS) {
                throw new ArtifactException("Tree " + number + " of the booster has too large sets of categories");
            }
        }
        for (int node = 0; node < count; node++) {
            if (types[node] != 0 && sets[node] == null) {
                throw new ArtifactException(
                        "Tree " + number + " of the booster has a categorical node " + node + " without categories");
            }
        }
        return sets;
    }

    /** How many values a leaf has. */
    int targets() {
        return Math.max(1, targets);
    }

    /** @param target which of a leaf's values */
    float value(int leaf, int target) {
        if (vectors == null) {
            return (float) conditions[leaf];
        }
        long index = (vectorsByLeaf ? (long) right[leaf] : leaf) * targets + target;
        if (index < 0 || index >= vectors.length) {
            throw new ArtifactException("The booster has a leaf " + leaf + " without values");
        }
        return (float) vectors[(int) index];
    }

    @Override
    public int count() {
        return left.length;
    }

    @Override
    public boolean isLeaf(int node) {
        return left[node] == -1 && (vectorsByLeaf || right[node] == -1);
    }

    @Override
    public int left(int node) {
        return categories[node] == null ? left[node] : right[node];
    }

    @Override
    public int right(int node) {
        return categories[node] == null ? right[node] : left[node];
    }

    @Override
    public int feature(int node) {
        return features[node];
    }

    @Override
    public float threshold(int node) {
        return (float) conditions[node];
    }

    @Override
    public boolean missingGoesLeft(int node) {
        return (defaults[node] != 0) == (categories[node] == null);
    }

    @Override
    public int[] categories(int node) {
        return categories[node];
    }

    @Override
    public float cover(int node) {
        return node < covers.length ? (float) covers[node] : Float.NaN;
    }
}
