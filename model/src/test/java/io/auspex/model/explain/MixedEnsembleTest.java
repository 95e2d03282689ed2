package io.auspex.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.auspex.model.Background;
import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.MlpPredictor;
import io.auspex.model.predict.NearestNeighbors;
import io.auspex.model.predict.Predictor;
import io.auspex.model.predict.RandomTrees;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberScaler;
import io.auspex.model.transform.OneHotCategories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ensembles of families whose margins have nothing in common: the answer itself is explained, and it adds up. */
class MixedEnsembleTest {
    private static final int ROWS = 60;
    private static final int FEATURES = 6;
    private static final List<String> STATES = List.of("CA", "NY", "TX");
    private static final List<Field> INPUTS = List.of(
            new Field("a", ColumnType.DOUBLE), new Field("b", ColumnType.VARCHAR), new Field("c", ColumnType.DOUBLE));
    private static final Task REGRESSION = new Task.Regression(ColumnType.DOUBLE);

    private static final FeaturePipeline SCALED = new FeaturePipeline(List.of(
            new NumberScaler(0, 1, 2, 0, true), new OneHotCategories(1, STATES), new NumberScaler(2, 0, 1, 0, false)));

    private final Random random = new Random(11);

    private static Task classes(int labels) {
        return new Task.Classification(
                IntStream.range(0, labels).mapToObj(code -> "label " + code).toList(), ColumnType.VARCHAR);
    }

    private Model model(Task task, Member... members) {
        return new Model(
                INPUTS,
                task,
                List.of(members),
                OptionalDouble.empty(),
                new Provenance(Map.of(), List.of()),
                Optional.of(new Background(rows(20))));
    }

    /** With NULLs, categories never seen, and numbers far out. */
    private ColumnBatch rows(int rows) {
        List<ColumnVector> columns = new ArrayList<>();
        for (int column = 0; column < 3; column++) {
            double[] numbers = new double[rows];
            String[] texts = new String[rows];
            for (int row = 0; row < rows; row++) {
                boolean missing = random.nextInt(9) == 0;
                numbers[row] = missing ? Double.NaN : random.nextGaussian() * (row % 13 == 0 ? 1e6 : 1);
                texts[row] = missing ? null : STATES.get(random.nextInt(3)) + (row % 11 == 0 ? "?" : "");
            }
            columns.add(column == 1 ? new ColumnVector.Texts(texts) : new ColumnVector.Numbers(numbers));
        }
        return new ColumnBatch(rows, columns);
    }

    private LinearPredictor linear(int outputs) {
        double[][] weights = new double[outputs][];
        for (int output = 0; output < outputs; output++) {
            weights[output] = random.doubles(FEATURES, -2, 2).toArray();
        }
        return new LinearPredictor(weights, random.doubles(outputs, -1, 1).toArray());
    }

    private TreeEnsemble trees(int outputs) {
        return CoveredTrees.of(new RandomTrees(random, FEATURES, outputs, 6 * outputs, 4).flat(), random);
    }

    /** Trees whose margins are often beyond 0 and 1, so that the link cuts them. */
    private Member forest(double weight, int outputs) {
        return new Member(weight, SCALED, trees(outputs), Link.PROBABILITY);
    }

    private MlpPredictor net(int outputs) {
        int units = 8;
        return new MlpPredictor(
                new InputScale(IntStream.range(0, FEATURES).toArray(), new double[FEATURES], ones(FEATURES)),
                List.of(),
                List.of(layer(FEATURES, units), layer(units, outputs)));
    }

    private DenseLayer layer(int inputs, int units) {
        float[] weights = new float[inputs * units];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        return new DenseLayer(weights, new float[units]);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private NearestNeighbors neighbors(int classes) {
        int points = 40;
        float[][] coordinates = new float[FEATURES][points];
        double[] targets = new double[points];
        for (int point = 0; point < points; point++) {
            targets[point] = classes == 0 ? random.nextGaussian() : point % classes;
            for (float[] column : coordinates) {
                column[point] = (float) random.nextGaussian();
            }
        }
        InputScale scale = new InputScale(IntStream.range(0, FEATURES).toArray(), new double[FEATURES], ones(FEATURES));
        return new NearestNeighbors(scale, coordinates, targets, new double[0], classes, 5);
    }

    private Member member(double weight, Predictor predictor, Link link) {
        return new Member(weight, SCALED, predictor, link);
    }

    private static Explanation assertAddsUp(Model model, ColumnBatch in) {
        ModelExplainer explainer = ModelExplainer.of(model).orElseThrow();
        Explanation explanation = explainer.explain(in);
        for (int output = 0; output < explainer.outputs(); output++) {
            for (int row = 0; row < in.rows(); row++) {
                double sum = explainer.expected()[output];
                for (double[] column : explanation.contributions()[output]) {
                    assertThat(column[row]).isFinite();
                    sum += column[row];
                }
                double margin = explanation.margins()[output][row];
                assertThat(sum).isCloseTo(margin, within(1e-6 * Math.max(1, Math.abs(margin))));
            }
        }
        return explanation;
    }

    private static double logarithm(double probability) {
        return Math.log(Math.max(ModelExplainer.LEAST_PROBABILITY, probability));
    }

    @Test
    void twoLabelsAreExplainedInLogOddsOfTheMeanProbability() {
        Model model = model(
                classes(2),
                member(3, trees(1), Link.LOGISTIC),
                forest(1, 1),
                member(2, linear(2), Link.SOFTMAX),
                member(1, net(1), Link.LOGISTIC),
                member(1, neighbors(2), Link.PROBABILITY));
        ColumnBatch in = rows(ROWS);
        double[][] probabilities = new double[2][ROWS];
        model.probabilities(in, probabilities);
        double[] margins = assertAddsUp(model, in).margins()[0];
        for (int row = 0; row < ROWS; row++) {
            double logOdds = logarithm(probabilities[1][row]) - logarithm(probabilities[0][row]);
            assertThat(margins[row]).isCloseTo(logOdds, within(1e-4));
        }
    }

    @Test
    void moreLabelsAreExplainedInLogarithmsOfTheirMeanProbabilities() {
        Model model = model(
                classes(4),
                member(3, trees(4), Link.SOFTMAX),
                forest(1, 4),
                member(2, linear(4), Link.SOFTMAX),
                member(1, trees(4), Link.LOGISTIC_SHARES),
                member(1, net(4), Link.SOFTMAX),
                member(1, neighbors(4), Link.PROBABILITY));
        ColumnBatch in = rows(ROWS);
        double[][] probabilities = new double[4][ROWS];
        model.probabilities(in, probabilities);
        Explanation explanation = assertAddsUp(model, in);
        for (int label = 0; label < 4; label++) {
            for (int row = 0; row < ROWS; row++) {
                assertThat(explanation.margins()[label][row])
                        .isCloseTo(logarithm(probabilities[label][row]), within(1e-4));
            }
        }
    }

    @Test
    void numbersAreExplainedByTheirMean() {
        Model model = model(
                REGRESSION,
                member(3, trees(1), Link.IDENTITY),
                member(1, trees(1), Link.EXP),
                member(1, trees(1), Link.SIGNED_SQUARE),
                member(1, trees(1), Link.SOFTPLUS),
                member(2, net(1), Link.IDENTITY),
                member(1, neighbors(0), Link.IDENTITY));
        ColumnBatch in = rows(ROWS);
        double[] values = new double[ROWS];
        model.values(in, values);
        double[] margins = assertAddsUp(model, in).margins()[0];
        for (int row = 0; row < ROWS; row++) {
            assertThat(margins[row]).isCloseTo(values[row], within(1e-5 * Math.max(1, Math.abs(values[row]))));
        }
        assertThat(ModelExplainer.of(model).orElseThrow().explainsValues()).isTrue();
    }

    /** The way through probabilities and back leaves a booster's own Shapley values as they were. */
    @Test
    void aBoosterBesideItselfIsExplainedLikeItself() {
        for (int outputs : new int[] {1, 2}) {
            Member booster = member(1, trees(outputs), outputs == 1 ? Link.LOGISTIC : Link.SOFTMAX);
            ColumnBatch in = rows(ROWS);
            Explanation alone = assertAddsUp(model(classes(2), booster), in);
            Explanation twice = assertAddsUp(model(classes(2), booster, booster), in);
            for (int column = 0; column < 3; column++) {
                for (int row = 0; row < ROWS; row++) {
                    assertThat(twice.contributions()[0][column][row])
                            .isCloseTo(alone.contributions()[0][column][row], within(1e-3));
                }
            }
        }
    }

    /** A softmax of three is what it is of the differences to any of them; the integral knows that as well. */
    @Test
    void integratedGradientsOfASoftmaxAddUpBeforeTheyAreCorrected() {
        double[] from = {0.5, -1, 2};
        double[][] margins = {{40, 3}, {-7, 2.5}, {1, 2}};
        double[][][] contributions = new double[3][2][2];
        for (int output = 0; output < 3; output++) {
            for (int row = 0; row < 2; row++) {
                double change = margins[output][row] - from[output];
                contributions[output][0][row] = change;
                contributions[output][1][row] = 0;
            }
        }
        LinkPath path = new LinkPath(Link.SOFTMAX, from);
        path.carry(margins, contributions);
        double[] expected = path.expected();
        for (int output = 0; output < 3; output++) {
            for (int row = 0; row < 2; row++) {
                assertThat(contributions[output][0][row])
                        .isCloseTo(margins[output][row] - expected[output], within(1e-9));
                assertThat(contributions[output][1][row]).isZero();
            }
        }
        assertThat(margins[0][0]).isCloseTo(1, within(1e-12));
    }

    /** No change to divide by: the slope of the function stands in, and what cancels out stays large. */
    @Test
    void contributionsThatCancelOutAreKept() {
        double[] arguments = {0, 1e-13};
        double[][] columns = {{2, 2}, {-2, -2}};
        Rescaling.carry(margin -> 1 / (1 + Math.exp(-margin)), 0, arguments, columns);
        assertThat(columns[0]).containsExactly(new double[] {0.5, 0.5}, within(1e-6));
        assertThat(columns[1]).containsExactly(new double[] {-0.5, -0.5}, within(1e-6));
    }

    @Test
    void aSingleForestIsExplainedInLogOddsToo() {
        Model model = model(classes(2), forest(1, 1));
        ColumnBatch in = rows(ROWS);
        double[][] probabilities = new double[2][ROWS];
        model.probabilities(in, probabilities);
        double[] margins = assertAddsUp(model, in).margins()[0];
        for (int row = 0; row < ROWS; row++) {
            assertThat(margins[row] > 0).isEqualTo(probabilities[1][row] > 0.5);
            assertThat(Math.abs(margins[row])).isLessThan(14);
        }
    }

    /** Two nets of a run of folds where one is asked: sums are those of both. */
    @Test
    void oneFoldStandsForItsRun() {
        Member first = member(1, net(1), Link.IDENTITY);
        Member second = member(1, net(1), Link.IDENTITY);
        Member other = member(2, net(1), Link.IDENTITY);
        ComparedMembers all = new ComparedMembers(
                List.of(
                        new ComparedMembers.Weighted(0.25, first),
                        new ComparedMembers.Weighted(0.25, second),
                        new ComparedMembers.Weighted(0.5, other)),
                1);
        ComparedMembers asked = all.oneOfEachRun();
        assertThat(asked.size()).isEqualTo(2);
        Background background = new Background(rows(20));
        KernelContributions kernel =
                new KernelContributions(all::answers, asked::answers, new int[] {0, 1, 2}, background, 100);
        ColumnBatch in = rows(ROWS);
        double[][][] contributions = new double[1][3][ROWS];
        kernel.add(in, new float[0][], contributions);
        double[] answers = all.answers(in)[0];
        for (int row = 0; row < ROWS; row++) {
            double sum = kernel.expected()[0]
                    + contributions[0][0][row]
                    + contributions[0][1][row]
                    + contributions[0][2][row];
            assertThat(sum).isCloseTo(answers[row], within(1e-9));
        }
    }

    /** Rows are asked many at once; alone they get the same. */
    @Test
    void rowsDoNotDependOnTheirCompany() {
        Model model = model(classes(2), member(1, net(1), Link.LOGISTIC), forest(1, 1));
        ModelExplainer explainer = ModelExplainer.of(model).orElseThrow();
        ColumnBatch in = rows(ROWS);
        Explanation together = explainer.explain(in);
        for (int row = 0; row < ROWS; row += 17) {
            int only = row;
            Explanation alone = explainer.explain(new ColumnBatch(
                    1,
                    List.of(
                            new ColumnVector.Numbers(new double[] {in.numbers(0)[only]}),
                            new ColumnVector.Texts(new String[] {in.texts(1)[only]}),
                            new ColumnVector.Numbers(new double[] {in.numbers(2)[only]}))));
            for (int column = 0; column < 3; column++) {
                assertThat(alone.contributions()[0][column][0])
                        .isCloseTo(together.contributions()[0][column][row], withinPercentage(1e-4));
            }
        }
    }
}
