package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.auspex.model.artifact.ArtifactException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads the older binary form of boosters, which XGBoost wrote until 3.0: the C++ structures of {@code learner.cc},
 * {@code gbtree_model.h}, {@code tree_model.h} and {@code gblinear_model.h} one after the other, little-endian, without
 * padding between them. The first four bytes {@code binf} may be absent.
 *
 * <pre>
 * learner   base_score f4, num_feature u4, num_class i4, extra_attributes i4, eval_metrics i4, version 2 x u4,
 *           num_target u4, boost_from_average i4, reserved: 136 bytes
 * names     objective, booster: length u8 and characters
 * gbtree    num_trees i4, reserved: 160 bytes; the trees; of each tree its output i4
 * tree      reserved 4, num_nodes i4, reserved 8, num_feature i4, size_leaf_vector i4, reserved: 148 bytes
 * node      parent i4, left i4, right i4, feature u4 with the default direction in its highest bit,
 *           leaf value or threshold f4
 * statistic loss_change f4, sum_hessian f4, base_weight f4, leaf_children i4, after all nodes of a tree
 * dart      as gbtree, then the weight of each tree: length u8, f4 each
 * gblinear  136 bytes, then weights: length u8, f4 each
 * </pre>
 */
final class BoosterBinary {
    private static final byte[] HEADER = "binf".getBytes(US_ASCII);
    private static final byte[] CONFIGURED = "CONFIG-offset:".getBytes(US_ASCII);
    private static final Set<String> BOOSTERS = Set.of("gbtree", "dart", "gblinear");
    private static final int LEARNER_BYTES = 136;
    private static final int FOREST_BYTES = 160;
    private static final int TREE_BYTES = 148;
    private static final int NODE_BYTES = 20;
    private static final int STATISTIC_BYTES = 16;
    private static final int LINEAR_BYTES = 136;
    private static final int LONGEST_NAME = 64;

    private final ByteBuffer bytes;

    private BoosterBinary(byte[] file) {
        int start = startsWith(file, HEADER) ? HEADER.length : 0;
        bytes = ByteBuffer.wrap(file, start, file.length - start).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether the objective and the kind of booster are named where this format has them. */
    static boolean looksLike(byte[] file) {
        try {
            BoosterBinary reader = new BoosterBinary(file);
            reader.skip(LEARNER_BYTES);
            reader.name();
            return BOOSTERS.contains(reader.name());
        } catch (BufferUnderflowException | ArtifactException other) {
            return false;
        }
    }

    /** Whether this is what pickles of XGBoost 1.x hold: a model, and the parameters of training behind it. */
    static boolean hasConfiguration(byte[] file) {
        return startsWith(file, CONFIGURED);
    }

    /** The model alone. */
    static byte[] withoutConfiguration(byte[] file) {
        int start = CONFIGURED.length + Long.BYTES;
        if (file.length < start) {
            throw new ArtifactException("The booster ends too early");
        }
        long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(CONFIGURED.length);
        if (length < 0 || length > file.length - start) {
            throw new ArtifactException("The booster says that it has " + length + " bytes, but ends before");
        }
        return Arrays.copyOfRange(file, start, start + (int) length);
    }

    private static boolean startsWith(byte[] file, byte[] start) {
        return file.length >= start.length && Arrays.equals(file, 0, start.length, start, 0, start.length);
    }

    static Booster read(byte[] file) {
        try {
            return new BoosterBinary(file).booster();
        } catch (BufferUnderflowException truncated) {
            throw new ArtifactException("The booster ends too early", truncated);
        }
    }

    private Booster booster() {
        int learner = bytes.position();
        skip(LEARNER_BYTES);
        float baseScore = bytes.getFloat(learner);
        int features = XGBoostImporter.requireFeatures(bytes.getInt(learner + 4));
        int majorVersion = bytes.getInt(learner + 20);
        int classes = bytes.getInt(learner + 8);
        int targets = majorVersion >= 1 ? bytes.getInt(learner + 28) : 1;
        int outputs = XGBoostImporter.requireOutputs(Math.max(classes, targets));
        String objective = name();
        String booster = name();
        Booster.Content content = booster.equals("gblinear") ? linear() : trees(booster.equals("dart"));
        return new Booster(
                objective,
                outputs,
                features,
                new float[] {baseScore},
                new Booster.Version(majorVersion, bytes.getInt(learner + 24)),
                List.of(),
                List.of(),
                content);
    }

    private Booster.Content linear() {
        skip(LINEAR_BYTES);
        return new Booster.Linear(floats());
    }

    private Booster.Content trees(boolean dart) {
        int start = bytes.position();
        skip(FOREST_BYTES);
        int count = bytes.getInt(start);
        if (count < 0 || count > bytes.remaining() / TREE_BYTES) {
            throw new ArtifactException("The booster has " + count + " trees, but too few bytes for them");
        }
        BinaryTree[] trees = new BinaryTree[count];
        for (int number = 0; number < count; number++) {
            trees[number] = tree(number);
        }
        int[] outputs = new int[count];
        for (int number = 0; number < count; number++) {
            outputs[number] = bytes.getInt();
        }
        double[] weights = dart ? floats() : new double[count];
        if (weights.length != count) {
            throw new ArtifactException("The booster has " + count + " trees, but weights for " + weights.length);
        }
        ForestBuilder forest = new ForestBuilder();
        FloatList leaves = new FloatList();
        for (int number = 0; number < count; number++) {
            BinaryTree tree = trees[number];
            float weight = dart ? (float) weights[number] : 1;
            forest.append(tree, outputs[number], leaf -> leaves.add(weight * tree.threshold(leaf)));
        }
        return new Booster.Trees(forest, XGBoostImporter.leaves(leaves));
    }

    private BinaryTree tree(int number) {
        int start = bytes.position();
        skip(TREE_BYTES);
        int count = bytes.getInt(start + 4);
        if (count < 1 || count > bytes.remaining() / (NODE_BYTES + STATISTIC_BYTES)) {
            throw new ArtifactException(
                    "Tree " + number + " of the booster has " + count + " nodes, but too few bytes for them");
        }
        if (bytes.getInt(start + 20) > 1) {
            throw new ArtifactException("The booster has leaves with several values, which its format cannot hold");
        }
        int nodes = bytes.position();
        skip(count * (NODE_BYTES + STATISTIC_BYTES));
        return new BinaryTree(bytes, nodes, count);
    }

    private double[] floats() {
        long count = bytes.getLong();
        if (count < 0 || count > bytes.remaining() / Float.BYTES) {
            throw new ArtifactException("The booster has a list of " + count + " numbers, but too few bytes for it");
        }
        double[] floats = new double[(int) count];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = bytes.getFloat();
        }
        return floats;
    }

    private String name() {
        long length = bytes.getLong();
        if (length < 0 || length > LONGEST_NAME) {
            throw new ArtifactException("The booster has a name of " + length + " characters");
        }
        byte[] name = new byte[(int) length];
        bytes.get(name);
        return new String(name, ISO_8859_1);
    }

    private void skip(int length) {
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        bytes.position(bytes.position() + length);
    }

    /** @param nodes where the nodes start in the bytes */
    private record BinaryTree(ByteBuffer bytes, int nodes, int count) implements SourceTree {
        private static final int LEFT = 4;
        private static final int RIGHT = 8;
        private static final int FEATURE = 12;
        private static final int VALUE = 16;

        @Override
        public boolean isLeaf(int node) {
            return left(node) == -1;
        }

        @Override
        public int left(int node) {
            return bytes.getInt(nodes + node * NODE_BYTES + LEFT);
        }

        @Override
        public int right(int node) {
            return bytes.getInt(nodes + node * NODE_BYTES + RIGHT);
        }

        @Override
        public int feature(int node) {
            return bytes.getInt(nodes + node * NODE_BYTES + FEATURE) & Integer.MAX_VALUE;
        }

        @Override
        public float threshold(int node) {
            return bytes.getFloat(nodes + node * NODE_BYTES + VALUE);
        }

        @Override
        public boolean missingGoesLeft(int node) {
            return bytes.getInt(nodes + node * NODE_BYTES + FEATURE) < 0;
        }

        @Override
        public int[] categories(int node) {
            return null;
        }

        @Override
        public float cover(int node) {
            return bytes.getFloat(nodes + count * NODE_BYTES + node * STATISTIC_BYTES + 4);
        }
    }
}
