package io.auspex.model.compile;

import io.auspex.model.predict.CategorySets;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.predict.TreeNodes;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;

/**
 * A made-up forest and rows to send through it. The first features are numeric, the others categorical; thresholds and values are the awkward
 * ones: equal, neighbours, zeros of both signs, denormals, infinities, missing, unseen.
 */
final class GrownForest {
    /** How trees grow. */
    enum Shape {
        /** All leaves at the greatest depth. */
        PERFECT,
        /** Leaves anywhere. */
        RAGGED,
        /** As many leaves at any depth: some ways are short, others long. */
        DEEP,
        /** One way down, leaves on both sides of it. */
        CHAIN
    }

    /** What leaves are. */
    enum Kind {
        FLOATS,
        DOUBLES,
        LINEAR,
        VECTORS
    }

    private final Random random;
    private final int numeric;
    private final int categorical;
    private final float[][] pools;
    private final int mostCategories;

    private int[] features = new int[64];
    private float[] thresholds = new float[64];
    private int[] left = new int[64];
    private int[] right = new int[64];
    private final BitSet defaultLeft = new BitSet();
    private int nodes;
    private int leaves;

    /**
     * @param distinct how many thresholds a numeric feature may have
     * @param mostCategories categories that sets name are below it
     */
    GrownForest(Random random, int numeric, int categorical, int distinct, int mostCategories) {
        this.random = random;
        this.numeric = numeric;
        this.categorical = categorical;
        this.mostCategories = mostCategories;
        this.pools = new float[numeric][distinct];
        for (float[] pool : pools) {
            for (int i = 0; i < distinct; i++) {
                pool[i] = threshold();
            }
        }
    }

    private float threshold() {
        return switch (random.nextInt(24)) {
            case 0 -> Float.POSITIVE_INFINITY;
            case 1 -> Float.NEGATIVE_INFINITY;
            case 2 -> -0.0f;
            case 3 -> 0.0f;
            case 4 -> Float.MIN_VALUE;
            case 5 -> -Float.MIN_VALUE * random.nextInt(100);
            case 6 -> Float.MAX_VALUE;
            case 7 -> (float) Math.exp(40 * random.nextGaussian());
            case 8, 9, 10 -> random.nextInt(10);
            default -> (float) random.nextGaussian();
        };
    }

    TreeEnsemble ensemble(int trees, int outputs, Shape shape, int depth, Kind kind) {
        int[] roots = new int[trees];
        int[] treeOutputs = new int[trees];
        nodes = 0;
        leaves = 0;
        defaultLeft.clear();
        for (int tree = 0; tree < trees; tree++) {
            roots[tree] = grow(shape, depth);
            treeOutputs[tree] = kind == Kind.VECTORS ? 0 : random.nextInt(outputs);
        }
        float[] base = new float[outputs];
        for (int output = 0; output < outputs; output++) {
            base[output] = (float) random.nextGaussian();
        }
        TreeNodes ways = new TreeNodes(
                numeric + categorical,
                leaves,
                roots,
                Arrays.copyOf(features, nodes),
                Arrays.copyOf(thresholds, nodes),
                Arrays.copyOf(left, nodes),
                Arrays.copyOf(right, nodes),
                defaultLeft,
                sets(),
                Optional.empty());
        return new TreeEnsemble(ways, base, treeOutputs, leaves(kind, outputs));
    }

    private int grow(Shape shape, int depth) {
        boolean ends = depth == 0
                || (shape == Shape.RAGGED && random.nextInt(7) == 0)
                || (shape == Shape.DEEP && random.nextInt(16) < 7);
        if (ends) {
            return ~leaves++;
        }
        int node = nodes++;
        if (node == features.length) {
            features = Arrays.copyOf(features, 2 * node);
            thresholds = Arrays.copyOf(thresholds, 2 * node);
            left = Arrays.copyOf(left, 2 * node);
            right = Arrays.copyOf(right, 2 * node);
        }
        features[node] = random.nextInt(numeric + categorical);
        thresholds[node] = features[node] < numeric ? pools[features[node]][random.nextInt(pools[0].length)] : 0;
        defaultLeft.set(node, random.nextBoolean());
        boolean downLeft = random.nextBoolean();
        int toLeft = shape == Shape.CHAIN && !downLeft ? ~leaves++ : grow(shape, depth - 1);
        int toRight = shape == Shape.CHAIN && downLeft ? ~leaves++ : grow(shape, depth - 1);
        left[node] = toLeft;
        right[node] = toRight;
        return node;
    }

    private CategorySets sets() {
        BitSet categoricalNodes = new BitSet();
        for (int node = 0; node < nodes; node++) {
            categoricalNodes.set(node, features[node] >= numeric);
        }
        int[] of = categoricalNodes.stream().toArray();
        int[] starts = new int[of.length + 1];
        int[] words = new int[of.length * (mostCategories / 32 + 1)];
        for (int i = 0; i < of.length; i++) {
            int count = random.nextInt(mostCategories / 32 + 2);
            for (int word = 0; word < count; word++) {
                int last = Math.min(31, mostCategories - 1 - word * 32);
                words[starts[i] + word] = last < 0 ? 0 : random.nextInt() & (-1 >>> (31 - last));
            }
            starts[i + 1] = starts[i] + count;
        }
        return new CategorySets(of, starts, Arrays.copyOf(words, starts[of.length]));
    }

    private Leaves leaves(Kind kind, int outputs) {
        return switch (kind) {
            case FLOATS -> new Leaves.Floats(floats(leaves));
            case DOUBLES -> new Leaves.Doubles(doubles(leaves));
            case LINEAR -> linear();
            case VECTORS -> vectors(outputs);
        };
    }

    private Leaves linear() {
        int[] starts = new int[leaves + 1];
        for (int leaf = 0; leaf < leaves; leaf++) {
            starts[leaf + 1] = starts[leaf] + random.nextInt(3);
        }
        int[] terms = new int[starts[leaves]];
        for (int term = 0; term < terms.length; term++) {
            terms[term] = random.nextInt(numeric);
        }
        return new Leaves.Linear(doubles(leaves), doubles(leaves), starts, terms, doubles(terms.length));
    }

    private Leaves vectors(int outputs) {
        int[] starts = new int[leaves + 1];
        for (int leaf = 0; leaf < leaves; leaf++) {
            starts[leaf + 1] = starts[leaf] + random.nextInt(outputs + 1);
        }
        int[] terms = new int[starts[leaves]];
        for (int term = 0; term < terms.length; term++) {
            terms[term] = random.nextInt(outputs);
        }
        return new Leaves.Vectors(outputs, starts, terms, floats(terms.length));
    }

    private float[] floats(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private double[] doubles(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    /** Returns {@code float[feature][row]}; some features have no NaN. */
    float[][] rows(int rows) {
        float[][] columns = new float[numeric + categorical][rows];
        for (int feature = 0; feature < columns.length; feature++) {
            boolean missing = random.nextBoolean();
            for (int row = 0; row < rows; row++) {
                if (missing && random.nextInt(6) == 0) {
                    columns[feature][row] = Float.NaN;
                } else {
                    columns[feature][row] = feature < numeric ? number(pools[feature]) : category();
                }
            }
        }
        return columns;
    }

    private float number(float[] pool) {
        float threshold = pool[random.nextInt(pool.length)];
        return switch (random.nextInt(8)) {
            case 0 -> threshold;
            case 1 -> Math.nextUp(threshold);
            case 2 -> Math.nextDown(threshold);
            default -> threshold();
        };
    }

    private float category() {
        return switch (random.nextInt(16)) {
            case 0 -> -1;
            case 1 -> -0.0f;
            case 2 -> random.nextInt(mostCategories) + 0.75f;
            case 3 -> mostCategories + random.nextInt(100);
            case 4 -> CategorySets.MOST_CATEGORIES;
            case 5 -> Float.POSITIVE_INFINITY;
            case 6 -> -0.5f;
            default -> random.nextInt(mostCategories);
        };
    }
}
