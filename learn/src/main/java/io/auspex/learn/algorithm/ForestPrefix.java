package io.auspex.learn.algorithm;

import io.auspex.model.predict.TreeEnsemble;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The first trees of an ensemble: what early stopping keeps. Relies on the importer numbering nodes tree after tree; were it not so,
 * the constructor of {@link TreeEnsemble} would refuse.
 */
final class ForestPrefix {
    private ForestPrefix() {}

    static TreeEnsemble of(TreeEnsemble whole, int trees) {
        int[] roots = Arrays.copyOf(whole.treeRoots(), trees);
        int[] left = whole.leftChildren();
        int[] right = whole.rightChildren();
        int nodes = 0;
        int leaves = 0;
        int[] stack = new int[left.length + 2];
        for (int root : roots) {
            int depth = 0;
            stack[depth++] = root;
            while (depth > 0) {
                int child = stack[--depth];
                if (child < 0) {
                    leaves = Math.max(leaves, ~child + 1);
                } else {
                    nodes = Math.max(nodes, child + 1);
                    stack[depth++] = left[child];
                    stack[depth++] = right[child];
                }
            }
        }
        BitSet defaultLeft = whole.defaultLeft();
        return new TreeEnsemble(
                whole.features(),
                whole.baseMargins(),
                roots,
                Arrays.copyOf(whole.treeOutputs(), trees),
                Arrays.copyOf(whole.splitFeatures(), nodes),
                Arrays.copyOf(whole.thresholds(), nodes),
                Arrays.copyOf(left, nodes),
                Arrays.copyOf(right, nodes),
                defaultLeft.get(0, nodes),
                Arrays.copyOf(whole.leaves(), leaves));
    }
}
