package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.importer.LightGBMFeatures.Use;
import io.auspex.model.predict.CategorySets;
import java.util.Arrays;

/**
 * One tree of a LightGBM text model ({@code include/LightGBM/tree.h} and {@code src/io/tree.cpp}). Inner nodes and leaves
 * are numbered apart there; here leaf {@code l} is node {@code inner nodes + l}.
 *
 * <p>Bit 0 of a decision type: the threshold names a set of categories. Bit 1: a missing value goes left. Bits 2 and 3: what
 * is missing, 0 nothing (NaN is then 0), 1 zero and NaN, 2 NaN. In categorical nodes NaN always goes right.
 */
final class LightGBMTree implements SourceTree {
    private static final int NOTHING = 0;
    private static final int ZERO = 1;
    private static final int MOST_LEAVES = 1 << 24;

    private final LightGBMFeatures features;
    private final int inner;
    private final int[] splitFeatures;
    private final double[] thresholds;
    private final int[] decisions;
    private final int[] left;
    private final int[] right;
    private final int[] setStarts;
    private final int[] setWords;
    private final double[] innerCovers;
    private final double[] leafCovers;
    private final double[] leafValues;
    private final boolean linear;
    private final double[] leafConstants;
    private final int[] termStarts;
    private final int[] termFeatures;
    private final double[] coefficients;

    /** @param features is told what the tree looks at */
    LightGBMTree(LightGBMText.Section tree, LightGBMFeatures features) {
        this.features = features;
        int leaves = tree.integer("num_leaves");
        if (leaves < 1 || leaves > MOST_LEAVES) {
            throw new ArtifactException("The LightGBM model has " + leaves + " leaves in " + tree.name());
        }
        inner = leaves - 1;
        leafValues = requireLength(tree, "leaf_value", tree.numbers("leaf_value"), leaves);
        leafCovers = tree.has("leaf_count") ? tree.numbers("leaf_count") : new double[0];
        innerCovers = tree.has("internal_count") ? tree.numbers("internal_count") : new double[0];
        if (inner == 0) {
            splitFeatures = new int[0];
            thresholds = new double[0];
            decisions = new int[0];
            left = new int[0];
            right = new int[0];
        } else {
            splitFeatures = requireLength(tree, "split_feature", tree.integers("split_feature"));
            thresholds = requireLength(tree, "threshold", tree.numbers("threshold"), inner);
            decisions = requireLength(tree, "decision_type", tree.integers("decision_type"));
            left = requireLength(tree, "left_child", tree.integers("left_child"));
            right = requireLength(tree, "right_child", tree.integers("right_child"));
        }
        boolean categorical = tree.has("num_cat") && tree.integer("num_cat") > 0;
        setStarts = categorical ? tree.integers("cat_boundaries") : new int[1];
        setWords = categorical ? tree.words("cat_threshold") : new int[0];
        linear = tree.has("is_linear") && tree.integer("is_linear") != 0;
        leafConstants = linear ? requireLength(tree, "leaf_const", tree.numbers("leaf_const"), leaves) : leafValues;
        int[] termCounts = linear ? tree.integers("num_features") : new int[leaves];
        termFeatures = linear ? tree.integers("leaf_features") : new int[0];
        coefficients = linear ? tree.numbers("leaf_coeff") : new double[0];
        termStarts = termStarts(tree, termCounts);
        collect();
    }

    private static double[] requireLength(LightGBMText.Section tree, String key, double[] values, int length) {
        if (values.length != length) {
            throw new ArtifactException("The LightGBM model has " + values.length + " values of " + key + " in "
                    + tree.name() + ", not " + length);
        }
        return values;
    }

    private int[] requireLength(LightGBMText.Section tree, String key, int[] values) {
        if (values.length != inner) {
            throw new ArtifactException("The LightGBM model has " + values.length + " values of " + key + " in "
                    + tree.name() + ", not " + inner);
        }
        return values;
    }

    private int[] termStarts(LightGBMText.Section tree, int[] counts) {
        int[] starts = new int[counts.length + 1];
        boolean sound = counts.length == leafValues.length && termFeatures.length == coefficients.length;
        for (int leaf = 0; sound && leaf < counts.length; leaf++) {
            sound = counts[leaf] >= 0 && counts[leaf] <= termFeatures.length - starts[leaf];
            starts[leaf + 1] = starts[leaf] + Math.max(0, counts[leaf]);
        }
        if (!sound || starts[counts.length] != termFeatures.length) {
            throw new ArtifactException(
                    "The LightGBM model has linear leaves that do not fit together in " + tree.name());
        }
        return starts;
    }

    private void collect() {
        for (int node = 0; node < inner; node++) {
            if ((decisions[node] >> 2 & 3) == 3) {
                throw new ArtifactException("The LightGBM model has the unknown decision type " + decisions[node]);
            }
            features.collect(splitFeatures[node], use(node), isCategorical(node) ? 0 : thresholds[node]);
        }
        for (int feature : termFeatures) {
            features.collect(feature, Use.NUMBER, 0);
            features.collect(feature, Use.REMAINDER, 0);
        }
    }

    private boolean isCategorical(int node) {
        return (decisions[node] & 1) != 0;
    }

    private int missing(int node) {
        return decisions[node] >> 2 & 3;
    }

    private Use use(int node) {
        if (isCategorical(node)) {
            return Use.CATEGORY;
        }
        return missing(node) == ZERO ? Use.RANKS_WITHOUT_ZERO : Use.RANKS;
    }

    @Override
    public int count() {
        return inner + leafValues.length;
    }

    @Override
    public boolean isLeaf(int node) {
        return node >= inner;
    }

    @Override
    public int left(int node) {
        return child(left[node]);
    }

    @Override
    public int right(int node) {
        return child(right[node]);
    }

    /** What is out of range stays out of range. */
    private int child(int child) {
        if (child >= 0) {
            return child < inner ? child : -1;
        }
        return ~child < leafValues.length ? inner + ~child : -1;
    }

    @Override
    public int feature(int node) {
        return features.position(splitFeatures[node], use(node));
    }

    @Override
    public float threshold(int node) {
        return features.rank(splitFeatures[node], use(node), thresholds[node]);
    }

    @Override
    public boolean missingGoesLeft(int node) {
        if (isCategorical(node)) {
            return false;
        }
        return missing(node) == NOTHING ? 0 <= thresholds[node] : (decisions[node] & 2) != 0;
    }

    @Override
    public int[] categories(int node) {
        if (!isCategorical(node)) {
            return null;
        }
        int set = (int) thresholds[node];
        boolean sound = set == thresholds[node] && set >= 0 && set < setStarts.length - 1;
        if (!sound
                || setStarts[set] < 0
                || setStarts[set] > setStarts[set + 1]
                || setStarts[set + 1] > setWords.length
                || setStarts[set + 1] - setStarts[set] > CategorySets.MOST_CATEGORIES / Integer.SIZE) {
            throw new ArtifactException("The LightGBM model has no sound set of categories " + thresholds[node]);
        }
        return Arrays.copyOfRange(setWords, setStarts[set], setStarts[set + 1]);
    }

    @Override
    public float cover(int node) {
        if (inner == 0) {
            return 1;
        }
        double[] covers = node < inner ? innerCovers : leafCovers;
        int index = node < inner ? node : node - inner;
        return index < covers.length ? (float) covers[index] : Float.NaN;
    }

    boolean isLinear() {
        return linear;
    }

    /** The constant of a leaf that is one, and of a linear leaf what stands in where a feature is missing. */
    double value(int node) {
        return leafValues[node - inner];
    }

    /** What a leaf adds before its terms. */
    double constant(int node) {
        return leafConstants[node - inner];
    }

    /** Adds the terms of a leaf; a 64-bit feature is two of 32 bits. */
    void addTerms(int node, double scale, IntList toFeatures, NumberList toCoefficients) {
        int leaf = node - inner;
        for (int term = termStarts[leaf]; term < termStarts[leaf + 1]; term++) {
            for (Use part : new Use[] {Use.NUMBER, Use.REMAINDER}) {
                toFeatures.add(features.position(termFeatures[term], part));
                toCoefficients.add(scale * coefficients[term]);
            }
        }
    }
}
