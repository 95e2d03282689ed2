package io.auspex.model.compile;

import io.auspex.model.predict.Centroids;
import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.DenseNet;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.MlpPredictor;
import io.auspex.model.predict.NearestNeighbors;
import io.auspex.model.predict.NetLayer;
import io.auspex.model.predict.Predictor;
import io.auspex.model.predict.TreeEnsemble;

/**
 * About how long a compiled predictor takes for a row among thousands, on one core with AVX-512, read off its structure alone: so that who
 * chooses by it chooses the same on every machine and at every load. Good to a factor of two or so; what matters is how predictors compare.
 *
 * <p>Each number stands for a measurement on an AMD Zen 5 core at 3.8 GHz: trees in tiles 0.05 ns for seven nodes, walks 2 ns a step where
 * nodes come from the second-level cache, dense layers 25 multiplications a nanosecond with what comes with them.
 */
public final class PredictionCost {
    private static final double TILE = 0.05;
    /** Irregular trees fill tiles of seven nodes with five. */
    private static final double NODES_IN_TILE = 5;

    private static final double STEP = 2;
    /** Of random forests and extra-trees the mean depth of a leaf is the binary logarithm of their number by this, and between 1.3 and 1.45. */
    private static final double DEPTH_BY_LOGARITHM = 1.4;

    private static final double LEAF_TERM = 0.5;
    private static final double FEATURE = 2;
    private static final double LINEAR_TERM = 0.3;
    private static final double MULTIPLICATION = 0.04;
    private static final double UNIT = 1.5;

    private PredictionCost() {}

    /** In nanoseconds a row, features included as far as all have them to be made. */
    public static double nanoseconds(Predictor predictor) {
        double own;
        if (predictor instanceof TreeEnsemble trees) {
            own = trees(trees);
        } else if (predictor instanceof LinearPredictor) {
            own = LINEAR_TERM * predictor.features() * predictor.outputs();
        } else if (predictor instanceof MlpPredictor net) {
            own = 0;
            for (DenseLayer layer : net.layers()) {
                own += layer(layer.inputs(), layer.units());
            }
        } else if (predictor instanceof DenseNet net) {
            own = 0;
            for (NetLayer layer : net.layers()) {
                own += layer(layer.inputs(), layer.units());
            }
        } else if (predictor instanceof NearestNeighbors neighbors) {
            own = MULTIPLICATION * neighbors.features() * neighbors.targets().length;
        } else {
            own = MULTIPLICATION * predictor.features() * ((Centroids) predictor).centers().length;
        }
        return own + FEATURE * predictor.features();
    }

    private static double trees(TreeEnsemble ensemble) {
        int count = ensemble.nodes().trees();
        if (count == 0) {
            return 0;
        }
        double leaves = (double) ensemble.leafValues().count() / count;
        double tree = leaves <= SourceTrees.MOST_TILED_LEAVES
                ? TILE * (1 + leaves / NODES_IN_TILE)
                : STEP * (1 + DEPTH_BY_LOGARITHM * Math.log(leaves) / Math.log(2));
        double terms = ensemble.leafValues() instanceof Leaves.Vectors vectors
                ? (double) vectors.values().length / vectors.count()
                : 1;
        return count * (tree + LEAF_TERM * (terms - 1));
    }

    private static double layer(int inputs, int units) {
        return MULTIPLICATION * inputs * units + UNIT * units;
    }
}
