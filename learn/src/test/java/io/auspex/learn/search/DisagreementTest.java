package io.auspex.learn.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Models whose predictions are known, and how much worse fewer of them are. */
class DisagreementTest {
    private static final int ROWS = 250;
    private static final int MODELS = 6;
    private static final double UNIT = 4;

    private final Random random = new Random(11);
    private final Map<String, List<double[][]>> said = new HashMap<>();

    private final PredictionThrift.Costs costs = new PredictionThrift.Costs() {
        @Override
        public double microseconds(List<CandidateResult> results) {
            throw new AssertionError("not asked for");
        }

        @Override
        public boolean asksFolds(CandidateResult result) {
            return said.containsKey(result.candidate().name());
        }

        @Override
        public List<double[][]> said(CandidateResult result, int[] rows) {
            assertThat(rows).hasSize(ROWS);
            return said.get(result.candidate().name());
        }

        @Override
        public Stream<CandidateResult> lighter(CandidateResult result) {
            return Stream.empty();
        }
    };

    private CandidateResult result(String name, double[][] outOfFold) {
        return KnownResults.of(
                name,
                MODELS,
                new OutOfFold(IntStream.range(0, ROWS).toArray(), new int[] {ROWS}, outOfFold),
                new Score(UNIT, List.of(UNIT), UNIT, OptionalDouble.empty()));
    }

    /** Models of numbers that err by chance, and by something that the models of other parts err by as well. */
    private CandidateResult numbers(String name, double deviation, double[][] common) {
        List<double[][]> models = new ArrayList<>();
        for (int model = 0; model < MODELS; model++) {
            double[] values = new double[ROWS];
            for (int row = 0; row < ROWS; row++) {
                values[row] = deviation * random.nextGaussian() + common[model][row];
            }
            models.add(new double[][] {values});
        }
        said.put(name, models);
        return result(name, new double[1][ROWS]);
    }

    private Disagreement of(Assembly.Part... parts) {
        return new Disagreement(
                new Assembly(
                        List.of(parts),
                        parts[0].result().outOfFold(),
                        parts[0].result().score()),
                costs);
    }

    private static List<Assembly.Part> with(int models, Assembly.Part... parts) {
        return Stream.of(parts)
                .map(part -> new Assembly.Part(part.result().withModels(models), part.weight()))
                .toList();
    }

    /** The mean of m models of M varies by V (1/m - 1/M) about that of all. */
    @Test
    void squaredErrorGrowsByTheVarianceOfTheMean() {
        double[][] nothing = new double[MODELS][ROWS];
        Assembly.Part heavy = new Assembly.Part(numbers("heavy", 1, nothing), 0.75);
        Assembly.Part light = new Assembly.Part(numbers("light", 1, nothing), 0.25);
        Disagreement disagreement = of(heavy, light);
        double squares = 0.75 * 0.75 + 0.25 * 0.25;
        for (int models = 1; models <= MODELS; models++) {
            assertThat(disagreement.change(with(models, heavy, light)))
                    .as("instead of one, which is what was seen")
                    .isCloseTo(squares * (1.0 / models - 1) / UNIT, within(0.04));
        }
    }

    /** Where the models of a fold err alike, whatever they are, the parts do not make up for each other. */
    @Test
    void whatAFoldErrsByIsNotAveragedAway() {
        double[][] common = new double[MODELS][ROWS];
        for (double[] fold : common) {
            for (int row = 0; row < ROWS; row++) {
                fold[row] = random.nextGaussian();
            }
        }
        Assembly.Part one = new Assembly.Part(numbers("one", 0, common), 0.5);
        Assembly.Part other = new Assembly.Part(numbers("other", 0, common), 0.5);
        assertThat(of(one, other).change(List.of(one, other))).isCloseTo((1.0 / MODELS - 1) / UNIT, within(0.04));
    }

    /** What is seen of two parts has chance averaged over both of them; one of them alone gains the more by its other models. */
    @Test
    void aPartAloneProfitsMoreOfItsModels() {
        double[][] nothing = new double[MODELS][ROWS];
        Assembly.Part one = new Assembly.Part(numbers("one", 1, nothing), 0.5);
        Assembly.Part other = new Assembly.Part(numbers("other", 1, nothing), 0.5);
        Disagreement disagreement = of(one, other);
        double gain = (1 - 1.0 / MODELS) / UNIT;
        assertThat(disagreement.change(List.of(one, other))).isCloseTo(-gain / 2, within(0.04));
        assertThat(disagreement.change(List.of(new Assembly.Part(one.result(), 1))))
                .isCloseTo(-gain, within(0.04));
    }

    /** Two models sure of different classes in a tenth of the rows: one of them alone is sure of what both together are not. */
    @Test
    void logarithmicLossGrowsByTheDivergence() {
        List<double[][]> models = List.of(new double[2][ROWS], new double[2][ROWS]);
        for (int row = 0; row < ROWS; row++) {
            models.get(0)[0][row] = row % 10 == 0 ? 0.2 : 0.9;
            models.get(1)[0][row] = row % 10 == 0 ? 0.8 : 0.9;
            for (double[][] model : models) {
                model[1][row] = 1 - model[0][row];
            }
        }
        said.put("net", models);
        Assembly.Part net = new Assembly.Part(result("net", new double[2][ROWS]).withModels(2), 1);
        double divergence = 0.5 * Math.log(0.5 / 0.2) + 0.5 * Math.log(0.5 / 0.8);
        Disagreement disagreement = of(net);
        assertThat(disagreement.change(List.of(net))).isCloseTo(-0.1 * divergence / UNIT, within(1e-12));
        assertThat(disagreement.change(with(1, net))).isCloseTo(0, within(1e-12));
    }

    /** What is trained once more on all rows says what its models said of rows that they had not learnt from. */
    @Test
    void partsWithoutModelsOfFoldsStayAsTheyAre() {
        Assembly.Part net = new Assembly.Part(numbers("net", 1, new double[MODELS][ROWS]), 0.5);
        Assembly.Part forest = new Assembly.Part(result("forest", new double[1][ROWS]), 0.5);
        Disagreement disagreement = of(net, forest);
        assertThat(disagreement.change(List.of(net, forest))).isCloseTo(0.25 * (1.0 / MODELS - 1) / UNIT, within(0.04));
        assertThat(disagreement.change(List.of(new Assembly.Part(forest.result(), 1))))
                .isZero();
    }
}
