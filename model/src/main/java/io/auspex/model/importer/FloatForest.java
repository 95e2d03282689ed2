package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.predict.CategorySets;
import io.auspex.model.predict.Covers;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.predict.TreeNodes;
import io.auspex.model.transform.CategoryNumbers;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.model.transform.ThresholdRanks;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A LightGBM model over features that are 32-bit numbers already, as where the search trains it: instead of ranks among thresholds the
 * nodes look at the numbers themselves. For a float {@code x} and a 64-bit threshold {@code t}, {@code x <= t} if and only if {@code x <
 * u}, where {@code u} is the smallest float above {@code t}; so every leaf is the same.
 *
 * <p>Where every number goes left and only the missing ones right, {@code u} would have to lie above infinity; there the children
 * change places, and nothing is below negative infinity. So a positive infinity goes with the other numbers.
 */
final class FloatForest {
    /** Numbers no farther from zero are zero ({@code kZeroThreshold}, include/LightGBM/meta.h). */
    private static final float ZERO = 1e-35f;

    private final TreeEnsemble forest;
    private final List<ColumnTransformer> looks;
    private final int[] features;
    private final float[] thresholds;
    private final int[] left;
    private final int[] right;
    private final BitSet defaultLeft;

    private FloatForest(ImportedModel model, TreeEnsemble forest) {
        this.forest = forest;
        this.looks = model.pipeline().transformers();
        this.features = forest.splitFeatures();
        this.thresholds = forest.thresholds();
        this.left = forest.leftChildren();
        this.right = forest.rightChildren();
        this.defaultLeft = forest.defaultLeft();
    }

    /** @throws ArtifactException if the model treats zero as missing, or its leaves are linear functions of 64-bit numbers */
    static ImportedModel of(ImportedModel model) {
        if (!(model.predictor() instanceof TreeEnsemble forest) || forest.leafValues() instanceof Leaves.Linear) {
            throw new ArtifactException("The LightGBM model has linear leaves, which need 64-bit features");
        }
        FloatForest floats = new FloatForest(model, forest);
        for (int node = 0; node < floats.features.length; node++) {
            floats.replace(node);
        }
        List<ColumnTransformer> columns = new ArrayList<>();
        for (int column = 0; column < model.features().size(); column++) {
            columns.add(new NumberPassthrough(column));
        }
        return new ImportedModel(
                model.format(),
                model.objective(),
                model.features(),
                new FeaturePipeline(columns),
                floats.ensemble(columns.size()),
                model.classes(),
                model.link(),
                model.prediction(),
                model.labels());
    }

    private void replace(int node) {
        ColumnTransformer look = looks.get(features[node]);
        features[node] = look.column();
        if (look instanceof ThresholdRanks ranks && !ranks.zeroIsMissing()) {
            double threshold = thresholds[node] == Float.POSITIVE_INFINITY
                    ? Double.POSITIVE_INFINITY
                    : ranks.thresholds()[(int) thresholds[node] - 1];
            thresholds[node] = above(threshold);
            if (thresholds[node] == Float.POSITIVE_INFINITY) {
                thresholds[node] = Float.NEGATIVE_INFINITY;
                int child = left[node];
                left[node] = right[node];
                right[node] = child;
                defaultLeft.flip(node);
            }
        } else if (!(look instanceof CategoryNumbers)) {
            throw new ArtifactException("The LightGBM model treats zero as missing, which needs 64-bit features");
        }
    }

    /** The smallest float above the threshold; zero is not below a threshold that is less, however little. */
    private static float above(double threshold) {
        if (threshold >= -ZERO && threshold < 0) {
            return -ZERO;
        }
        if (threshold >= 0 && threshold < ZERO) {
            return Math.nextUp(ZERO);
        }
        float nearest = (float) threshold;
        return nearest > threshold ? nearest : Math.nextUp(nearest);
    }

    private TreeEnsemble ensemble(int columns) {
        CategorySets categories = forest.categories();
        Optional<Covers> covers = forest.hasCovers()
                ? Optional.of(new Covers(forest.nodeCovers(), forest.leafCovers()))
                : Optional.empty();
        TreeNodes nodes = new TreeNodes(
                columns,
                forest.leafValues().count(),
                forest.treeRoots(),
                features,
                thresholds,
                left,
                right,
                defaultLeft,
                categories,
                covers);
        return new TreeEnsemble(nodes, forest.baseMargins(), forest.treeOutputs(), forest.leafValues());
    }
}
