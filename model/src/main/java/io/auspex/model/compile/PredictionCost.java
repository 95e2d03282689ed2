package io.auspex.model.compile;

import io.auspex.model.predict.Centroids;
import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.DenseNet;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.MlpPredictor;
import io.auspex.model.predict.NarrowProduct;
import io.auspex.model.predict.NearestNeighbors;
import io.auspex.model.predict.NetLayer;
import io.auspex.model.predict.Predictor;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.OneHotCategories;
import java.util.List;

/**
 * About how long compiled members take for a row among thousands, on one core with AVX-512, read off their structure alone: so that who
 * chooses by it chooses the same on every machine and at every load. Good to a factor of two or so; what matters is how members compare.
 *
 * <p>Each number stands for a measurement on an AMD Zen 5 core, of ensembles that AUTO ON made of {@code flights_delay_10k}, {@code credit_g},
 * {@code vehicle} and {@code adult}, in blocks of 2,048 rows: docs/prediction-kernels.md has them. In nanoseconds a row.
 */
public final class PredictionCost {
    /** Seven nodes in a tile. */
    private static final double TILE = 0.09;
    /** Irregular trees fill tiles of seven nodes with five. */
    private static final double NODES_IN_TILE = 5;
    /** A node that asks for a category; where many ask for the same set less. */
    private static final double CATEGORY = 0.02;
    /** Looking a leaf up and adding it in 64 bits, for the trees whose table lies in vectors and for others. */
    private static final double DOUBLE_LEAF = 0.1;

    private static final double FAR_DOUBLE_LEAF = 0.6;
    private static final int LEAVES_IN_VECTORS = 64;

    /**
     * A tree that is too big for tiles: its nodes and leaves come from the second and third cache anew for each block, and so does the
     * row's place in it.
     */
    private static final double BIG_TREE = 15;
    /** A step below the tiles of its head, mostly a cache miss; several are under way. */
    private static final double STEP = 8;
    /** Of random forests and extra-trees the mean depth of a leaf is the binary logarithm of their number by this, and between 1.3 and 1.45. */
    private static final double DEPTH_BY_LOGARITHM = 1.4;
    /** Finding which classes a leaf has shares of, and each but the first. */
    private static final double SHARES = 20;

    private static final double LEAF_TERM = 0.5;

    private static final double LINEAR_TERM = 0.3;
    static final double MULTIPLICATION = 0.025;
    /** The same where a layer has so many units that its weights come from the second cache for each row. */
    private static final double FAR_MULTIPLICATION = 0.05;

    private static final int NEAR_UNITS = 512;
    /** The same of a layer of few units, which plain Java multiplies. */
    private static final double NARROW_MULTIPLICATION = 0.2;

    private static final double UNIT = 0.4;

    /** A coordinate of a point, which comes from the second or third cache for each row, and whether the point is among the nearest. */
    private static final double COORDINATE = 0.09;

    private static final double NEIGHBOR = 1;
    /** A coordinate of one of the nearest, whose distance is measured exactly, that of a column's categories one by one. */
    private static final double NEAREST_COORDINATE = 1.5;

    /** From a margin to the mean: a link, mostly an exponential, and a sum. */
    private static final double ANSWER = 25;
    /** Of each class once for all members: a logarithm and an exponential for its calibration. */
    private static final double CALIBRATED = 30;

    /** A statement's row, whatever the model; a column of numbers that it hands over, and one of texts, whose equal ones it finds. */
    private static final double ROW = 60;

    private static final double NUMBER_COLUMN = 10;
    private static final double TEXT_COLUMN = 40;

    private PredictionCost() {}

    /**
     * Of members that answer together, without {@link #call}; what their pipelines have in common is made once. Who asks for many combinations of
     * the same members adds {@link #answering} and {@link FeatureCosts} up.
     */
    public static double nanoseconds(List<Part> parts) {
        return new FeatureCosts().nanoseconds(parts)
                + parts.stream().mapToDouble(PredictionCost::answering).sum();
    }

    /** What one member takes beside its features. */
    public static double answering(Part part) {
        Predictor predictor = part.predictor();
        return own(predictor, terms(part.pipeline(), predictor)) + ANSWER * predictor.outputs();
    }

    /**
     * What a row of a statement takes beside the members.
     *
     * @param numbers columns of any type but text
     * @param texts columns of texts
     * @param classes 0 of a regression
     */
    public static double call(int numbers, int texts, int classes) {
        return ROW + NUMBER_COLUMN * numbers + TEXT_COLUMN * texts + CALIBRATED * classes;
    }

    /** How many features of a row are read where one level stands for those of a column, as {@link FeaturePlan} has it. */
    private static int terms(FeaturePipeline pipeline, Predictor predictor) {
        if (!pipeline.projections().isEmpty()) {
            return predictor.features();
        }
        int saved = 0;
        for (ColumnTransformer transformer : pipeline.transformers()) {
            saved += transformer instanceof OneHotCategories ? Math.max(0, transformer.width() - 1) : 0;
        }
        return Math.max(1, predictor.features() - saved);
    }

    /**
     * From features to margins.
     *
     * @param terms how many of the features are not 0 for what adds up
     */
    static double own(Predictor predictor, int terms) {
        if (predictor instanceof TreeEnsemble trees) {
            return trees(trees);
        }
        if (predictor instanceof LinearPredictor) {
            return LINEAR_TERM * terms * predictor.outputs();
        }
        if (predictor instanceof MlpPredictor net) {
            int units = net.layers().get(0).units();
            double sum = layer(Math.min(terms, net.layers().get(0).inputs()), units);
            for (DenseLayer layer : net.layers().subList(1, net.layers().size())) {
                sum += layer(layer.inputs(), layer.units());
            }
            return sum;
        }
        if (predictor instanceof DenseNet net) {
            double sum = 0;
            for (NetLayer layer : net.layers()) {
                sum += layer(layer.inputs(), layer.units());
            }
            return sum;
        }
        if (predictor instanceof NearestNeighbors neighbors) {
            return (NEIGHBOR + COORDINATE * terms) * neighbors.targets().length
                    + NEAREST_COORDINATE * neighbors.features() * neighbors.neighbors();
        }
        return COORDINATE * predictor.features() * ((Centroids) predictor).centers().length;
    }

    private static double trees(TreeEnsemble ensemble) {
        int count = ensemble.nodes().trees();
        if (count == 0) {
            return 0;
        }
        double leaves = (double) ensemble.leafValues().count() / count;
        double categories = (double) ensemble.categories().nodes().length / count;
        double tiled = TILE * (1 + Math.min(leaves, SourceTrees.MOST_TILED_LEAVES) / NODES_IN_TILE);
        if (leaves > SourceTrees.MOST_TILED_LEAVES) {
            double below = DEPTH_BY_LOGARITHM * (log2(leaves) - log2(SourceTrees.MOST_TILED_LEAVES));
            return count * (tiled + BIG_TREE + STEP * below + terms(ensemble));
        }
        return count * (tiled + CATEGORY * categories + terms(ensemble));
    }

    private static double log2(double number) {
        return Math.log(number) / Math.log(2);
    }

    /** Adding what one leaf of a tree is worth. */
    private static double terms(TreeEnsemble ensemble) {
        Leaves leaves = ensemble.leafValues();
        if (leaves instanceof Leaves.Floats) {
            return 0;
        }
        boolean far =
                leaves.count() > (double) LEAVES_IN_VECTORS * ensemble.nodes().trees();
        double first = far || !(leaves instanceof Leaves.Doubles) ? FAR_DOUBLE_LEAF : DOUBLE_LEAF;
        return leaves instanceof Leaves.Vectors vectors
                ? first + SHARES + LEAF_TERM * ((double) vectors.values().length / vectors.count() - 1)
                : first;
    }

    private static double layer(int inputs, int units) {
        double multiplication = units <= NarrowProduct.MOST_UNITS
                ? NARROW_MULTIPLICATION
                : units > NEAR_UNITS ? FAR_MULTIPLICATION : MULTIPLICATION;
        return multiplication * inputs * units + UNIT * units;
    }
}
