package io.auspex.learn.search;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * By how much a blend's loss grows where fewer models of its parts answer, reckoned without a look at the truth: by how far what they say is
 * from what all models say. The squared error of a mean of models grows by the square of that distance, the logarithmic loss by its
 * divergence (Krogh and Vedelsby, "Neural network ensembles, cross validation, and active learning", NIPS 1995; Kullback and Leibler, "On
 * information and sufficiency", 1951).
 *
 * <p>The rows are some that most of the models had learnt from. Boosters and nets differ there about as much as on other rows: on 19 open
 * data sets mostly by 0.6 to 1.5 times that.
 */
final class Disagreement {
    private static final int MOST_ROWS = 1000;
    private static final double SMALLEST_PROBABILITY = 1e-15;

    private final PredictionThrift.Costs costs;
    private final double unit;
    private final int[] positions;
    private final int[] rows;
    private final IdentityHashMap<OutOfFold, List<double[][]>> said = new IdentityHashMap<>();

    /** @param whole with all models of its parts */
    Disagreement(Assembly whole, PredictionThrift.Costs costs) {
        this.costs = costs;
        this.unit = whole.score().loss();
        int[] all = whole.outOfFold().rows();
        int step = (all.length + MOST_ROWS - 1) / MOST_ROWS;
        this.positions = IntStream.range(0, (all.length + step - 1) / step)
                .map(index -> index * step)
                .toArray();
        this.rows = IntStream.of(positions).map(position -> all[position]).toArray();
        for (Assembly.Part part : whole.parts()) {
            if (costs.asksFolds(part.result())) {
                said.put(part.result().outOfFold(), costs.said(part.result(), rows));
            }
        }
    }

    /** As a share of the mean squared error or the logarithmic loss of the whole blend; 0 where all models of the parts answer. */
    double growth(List<Assembly.Part> parts) {
        double[][] all = blended(parts, false);
        double[][] some = blended(parts, true);
        double sum = 0;
        for (int output = 0; output < all.length; output++) {
            for (int row = 0; row < rows.length; row++) {
                double most = all[output][row];
                double fewer = some[output][row];
                sum += all.length == 1 ? (most - fewer) * (most - fewer) : most * (log(most) - log(fewer));
            }
        }
        return Math.max(0, sum / rows.length / unit);
    }

    private static double log(double probability) {
        return Math.log(Math.max(SMALLEST_PROBABILITY, probability));
    }

    /** What the parts say together, with all their models or with those that are left. */
    private double[][] blended(List<Assembly.Part> parts, boolean left) {
        double[][] blend = new double[parts.get(0).result().outOfFold().predictions().length][rows.length];
        for (Assembly.Part part : parts) {
            CandidateResult result = part.result();
            if (costs.asksFolds(result)) {
                List<double[][]> models = said.get(result.outOfFold());
                int count = left ? result.folds().size() : models.size();
                for (double[][] model : models.subList(0, count)) {
                    add(model, IntStream.range(0, rows.length).toArray(), part.weight() / count, blend);
                }
            } else {
                add(result.outOfFold().predictions(), positions, part.weight(), blend);
            }
        }
        return blend;
    }

    private static void add(double[][] predictions, int[] positions, double weight, double[][] to) {
        for (int output = 0; output < to.length; output++) {
            for (int index = 0; index < positions.length; index++) {
                to[output][index] += weight * predictions[output][positions[index]];
            }
        }
    }
}
