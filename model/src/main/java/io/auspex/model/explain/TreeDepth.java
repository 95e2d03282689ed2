package io.auspex.model.explain;

import io.auspex.model.predict.TreeEnsemble;

/** How deep the deepest tree is. */
final class TreeDepth {
    private TreeDepth() {}

    /** Splits on the longest path from a root to a leaf; walks without recursion, because a forged tree may be a long chain. */
    static int of(TreeEnsemble trees) {
        int[] left = trees.leftChildren();
        int[] right = trees.rightChildren();
        int[] waiting = new int[left.length + 2];
        int[] depths = new int[left.length + 2];
        int deepest = 0;
        for (int root : trees.treeRoots()) {
            int count = 0;
            waiting[count] = root;
            depths[count++] = 0;
            while (count > 0) {
                int child = waiting[--count];
                int depth = depths[count];
                deepest = Math.max(deepest, depth);
                if (child >= 0) {
                    waiting[count] = left[child];
                    depths[count++] = depth + 1;
                    waiting[count] = right[child];
                    depths[count++] = depth + 1;
                }
            }
        }
        return deepest;
    }
}
