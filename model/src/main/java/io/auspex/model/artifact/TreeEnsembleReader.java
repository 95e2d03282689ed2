package io.auspex.model.artifact;

import io.auspex.model.artifact.Manifest.CategoriesEntry;
import io.auspex.model.artifact.Manifest.CoversEntry;
import io.auspex.model.artifact.Manifest.ElementType;
import io.auspex.model.artifact.Manifest.LinearLeavesEntry;
import io.auspex.model.artifact.Manifest.TreeEnsembleEntry;
import io.auspex.model.artifact.Manifest.VectorLeavesEntry;
import io.auspex.model.predict.CategorySets;
import io.auspex.model.predict.Covers;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.predict.TreeNodes;
import java.util.Optional;

/** Puts the arrays of a tree ensemble together. */
final class TreeEnsembleReader {
    private TreeEnsembleReader() {}

    /** @throws IllegalArgumentException if the arrays make no sound forest */
    static TreeEnsemble read(TreeEnsembleEntry trees, ArrayReader arrays) {
        float[] baseMargins = arrays.floats(trees.baseMargins());
        int[] treeOutputs = arrays.ints(trees.treeOutputs());
        Leaves leaves = leaves(trees, baseMargins.length, arrays);
        TreeNodes nodes = new TreeNodes(
                trees.features(),
                leaves.count(),
                arrays.ints(trees.treeRoots()),
                arrays.ints(trees.splitFeatures()),
                arrays.floats(trees.thresholds()),
                arrays.ints(trees.leftChildren()),
                arrays.ints(trees.rightChildren()),
                arrays.bits(trees.defaultLeft()),
                categories(trees.categories(), arrays),
                covers(trees.covers(), arrays));
        return new TreeEnsemble(nodes, baseMargins, treeOutputs, leaves);
    }

    private static Leaves leaves(TreeEnsembleEntry trees, int outputs, ArrayReader arrays) {
        VectorLeavesEntry vectors = trees.vectorLeaves();
        if (vectors != null && trees.linearLeaves() != null) {
            throw new ArtifactException("The artifact's leaves are both linear and vectors");
        }
        if (vectors != null) {
            return new Leaves.Vectors(
                    outputs,
                    arrays.ints(vectors.starts()),
                    arrays.ints(vectors.outputs()),
                    arrays.floats(trees.leaves()));
        }
        LinearLeavesEntry linear = trees.linearLeaves();
        if (linear != null) {
            return new Leaves.Linear(
                    arrays.doubles(trees.leaves()),
                    arrays.doubles(linear.constants()),
                    arrays.ints(linear.starts()),
                    arrays.ints(linear.features()),
                    arrays.doubles(linear.coefficients()));
        }
        return arrays.is(trees.leaves(), ElementType.FLOAT64)
                ? new Leaves.Doubles(arrays.doubles(trees.leaves()))
                : new Leaves.Floats(arrays.floats(trees.leaves()));
    }

    private static CategorySets categories(CategoriesEntry entry, ArrayReader arrays) {
        return entry == null
                ? CategorySets.NONE
                : new CategorySets(arrays.ints(entry.nodes()), arrays.ints(entry.starts()), arrays.ints(entry.words()));
    }

    private static Optional<Covers> covers(CoversEntry entry, ArrayReader arrays) {
        return Optional.ofNullable(entry)
                .map(covers -> new Covers(arrays.floats(covers.nodes()), arrays.floats(covers.leaves())));
    }
}
