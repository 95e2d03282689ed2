package io.auspex.learn.search;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * By how much the loss of a blend changes with the number of models that answer, reckoned without a look at the truth: by how far what they say
 * is from what all models say. The squared error of a mean of models is larger by the square of that distance, the logarithmic loss by the
 * divergence (Krogh and Vedelsby, "Neural network ensembles, cross validation, and active learning", NIPS 1995; Kullback and Leibler, "On
 * information and sufficiency", 1951).
 *
 * <p>The rows are some that most of the models had learnt from. Boosters and nets differ there about as much as on other rows: on 19 open
 * data sets mostly by 0.6 to 1.5 times that.
 */
final class Disagreement {
    /** Thousands of trees take their time, at the end of a search when others wait for it. */
    private static final int MOST_ROWS = 250;

    private static final double SMALLEST_PROBABILITY = 1e-15;

    private final PredictionThrift.Costs costs;
    private final double unit;
    private final int[] positions;
    private final IdentityHashMap<OutOfFold, List<double[][]>> said = new IdentityHashMap<>();
    private final Map<List<Voice>, Whole> wholes = new HashMap<>();

    /**
     * What all models of some parts say.
     *
     * @param ofOne by how much the loss is larger where of each part the model of one fold answers, the same fold for all: as what is known of
     *     rows not learnt from
     */
    private record Whole(double[][] blend, double ofOne) {}

    /** @param blend with all models of its parts */
    Disagreement(Assembly blend, PredictionThrift.Costs costs) {
        this.costs = costs;
        this.unit = blend.score().loss();
        int[] all = blend.outOfFold().rows();
        int step = (all.length + MOST_ROWS - 1) / MOST_ROWS;
        this.positions = IntStream.iterate(0, position -> position < all.length, position -> position + step)
                .toArray();
        int[] rows = IntStream.of(positions).map(position -> all[position]).toArray();
        for (Assembly.Part part : blend.parts()) {
            CandidateResult result = part.result();
            if (costs.asksFolds(result)) {
                said.put(result.outOfFold(), costs.said(result, rows));
            }
        }
    }

    /**
     * By how much the loss of these parts differs from what was seen of it on rows not learnt from, of which one model of each part had a say.
     * As a share of the mean squared error or the logarithmic loss of the blend; mostly negative.
     */
    double change(List<Assembly.Part> parts) {
        Whole whole = whole(parts);
        return distance(whole.blend(), blended(parts, this::asked)) - whole.ofOne();
    }

    private Whole whole(List<Assembly.Part> parts) {
        return wholes.computeIfAbsent(Voice.of(parts), unused -> {
            double[][] all = blended(parts, this::models);
            int folds =
                    parts.stream().mapToInt(part -> models(part).size()).max().orElseThrow();
            double ofOne = IntStream.range(0, folds)
                    .mapToDouble(fold -> distance(all, blended(parts, part -> ofFold(part, fold))))
                    .average()
                    .orElseThrow();
            return new Whole(all, ofOne);
        });
    }

    /** What is trained once more on all rows counts as one model, which says what its models said of rows that they had not learnt from. */
    private List<double[][]> models(Assembly.Part part) {
        OutOfFold outOfFold = part.result().outOfFold();
        return said.computeIfAbsent(
                outOfFold,
                unused -> Collections.singletonList(Arrays.stream(outOfFold.predictions())
                        .map(all -> IntStream.of(positions)
                                .mapToDouble(position -> all[position])
                                .toArray())
                        .toArray(double[][]::new)));
    }

    private List<double[][]> asked(Assembly.Part part) {
        List<double[][]> models = models(part);
        return costs.asksFolds(part.result())
                ? models.subList(0, part.result().folds().size())
                : models;
    }

    private List<double[][]> ofFold(Assembly.Part part, int fold) {
        List<double[][]> models = models(part);
        int one = fold % models.size();
        return models.subList(one, one + 1);
    }

    private double[][] blended(List<Assembly.Part> parts, Function<Assembly.Part, List<double[][]>> models) {
        double[][] blend = new double[parts.get(0).result().outOfFold().predictions().length][positions.length];
        for (Assembly.Part part : parts) {
            List<double[][]> asked = models.apply(part);
            for (double[][] model : asked) {
                for (int output = 0; output < blend.length; output++) {
                    for (int row = 0; row < positions.length; row++) {
                        blend[output][row] += part.weight() / asked.size() * model[output][row];
                    }
                }
            }
        }
        return blend;
    }

    /** By how much the loss is larger where {@code some} is said than where {@code all} is. */
    private double distance(double[][] all, double[][] some) {
        double sum = 0;
        for (int output = 0; output < all.length; output++) {
            for (int row = 0; row < positions.length; row++) {
                double most = all[output][row];
                double fewer = some[output][row];
                sum += all.length == 1 ? (most - fewer) * (most - fewer) : most * (log(most) - log(fewer));
            }
        }
        return Math.max(0, sum / positions.length / unit);
    }

    private static double log(double probability) {
        return Math.log(Math.max(SMALLEST_PROBABILITY, probability));
    }
}
