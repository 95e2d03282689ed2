package io.auspex.model.explain;

import io.auspex.model.predict.CategorySets;
import io.auspex.model.predict.Covers;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.predict.TreeNodes;
import java.util.Optional;
import java.util.Random;

/** Trees with made-up covers: some leaves that many rows reached, some that none did. */
final class CoveredTrees {
    private CoveredTrees() {}

    static TreeEnsemble of(TreeEnsemble trees, Random random) {
        float[] leafCovers = new float[trees.leaves().length];
        for (int leaf = 0; leaf < leafCovers.length; leaf++) {
            leafCovers[leaf] = random.nextInt(6) == 0 ? 0 : random.nextInt(100);
        }
        float[] nodeCovers = new float[trees.splitFeatures().length];
        for (int node = 0; node < nodeCovers.length; node++) {
            nodeCovers[node] = cover(trees, node, leafCovers);
        }
        TreeNodes nodes = new TreeNodes(
                trees.features(),
                trees.leaves().length,
                trees.treeRoots(),
                trees.splitFeatures(),
                trees.thresholds(),
                trees.leftChildren(),
                trees.rightChildren(),
                trees.defaultLeft(),
                CategorySets.NONE,
                Optional.of(new Covers(nodeCovers, leafCovers)));
        return new TreeEnsemble(nodes, trees.baseMargins(), trees.treeOutputs(), trees.leafValues());
    }

    private static float cover(TreeEnsemble trees, int child, float[] leafCovers) {
        return child < 0
                ? leafCovers[~child]
                : cover(trees, trees.leftChildren()[child], leafCovers)
                        + cover(trees, trees.rightChildren()[child], leafCovers);
    }
}
