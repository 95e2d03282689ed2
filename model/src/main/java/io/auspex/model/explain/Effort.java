package io.auspex.model.explain;

import io.auspex.model.Member;
import io.auspex.model.predict.DenseNet;
import io.auspex.model.predict.MlpPredictor;
import io.auspex.model.predict.NearestNeighbors;
import io.auspex.model.predict.Predictor;
import io.auspex.model.predict.TreeEnsemble;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much work the explanation of one row may be, whatever the model is: counted, not measured, so that the same model gives
 * the same explanation on every machine.
 */
final class Effort {
    /** Of all trees of a model, as {@link TreeSampling} counts: some ten to thirty milliseconds. */
    static final double TREE_STEPS = 10e6;

    /** Predictions that kernel SHAP asks for where they are cheap. */
    static final int MOST_EVALUATIONS = 8_192;

    /** With fewer, fewer members are asked. */
    static final int ENOUGH_EVALUATIONS = 2_048;

    private static final int LEAST_EVALUATIONS = 64;
    /** Multiplications of all predictions of one row's explanation: some ten to fifty milliseconds. */
    private static final double OPERATIONS = 100e6;
    /** A step down a tree is a jump in memory. */
    private static final double OPERATIONS_PER_SPLIT = 10;

    private static final double OPERATIONS_PER_FEATURE = 10;

    private Effort() {}

    /**
     * Divides the steps of a row among members: none gets more than it needs, and what one leaves is for those who need more.
     *
     * @param needed steps of each
     * @return steps of each
     */
    static double[] treeSteps(List<Double> needed) {
        double[] steps = new double[needed.size()];
        int[] order = IntStream.range(0, steps.length)
                .boxed()
                .sorted(Comparator.comparing(needed::get))
                .mapToInt(Integer::intValue)
                .toArray();
        double left = TREE_STEPS;
        for (int place = 0; place < order.length; place++) {
            double most = left / (order.length - place);
            steps[order[place]] = Math.min(most, needed.get(order[place]));
            left -= steps[order[place]];
        }
        return steps;
    }

    /** @param operations of a prediction */
    static int evaluations(double operations) {
        return (int) Math.max(LEAST_EVALUATIONS, Math.min(MOST_EVALUATIONS, OPERATIONS / operations));
    }

    /** Multiplications of one prediction, about. */
    static double operations(Member member) {
        return OPERATIONS_PER_FEATURE * Math.max(1, member.pipeline().width()) + operations(member.predictor());
    }

    private static double operations(Predictor predictor) {
        if (predictor instanceof TreeEnsemble trees) {
            double leaves = (double) trees.leafValues().count() / Math.max(1, trees.treeRoots().length);
            return OPERATIONS_PER_SPLIT * trees.treeRoots().length * Math.max(1, Math.log(leaves) / Math.log(2));
        }
        if (predictor instanceof MlpPredictor net) {
            return net.layers().stream()
                    .mapToDouble(layer -> (double) layer.units() * layer.inputs())
                    .sum();
        }
        if (predictor instanceof DenseNet net) {
            return net.layers().stream()
                    .mapToDouble(layer -> (double) layer.units() * layer.inputs())
                    .sum();
        }
        if (predictor instanceof NearestNeighbors neighbors) {
            return (double) neighbors.points().length * neighbors.points()[0].length;
        }
        return (double) predictor.features() * predictor.outputs();
    }
}
