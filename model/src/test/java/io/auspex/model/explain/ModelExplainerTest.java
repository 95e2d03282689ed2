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
import io.auspex.model.predict.CategorySets;
import io.auspex.model.predict.Covers;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.Predictor;
import io.auspex.model.predict.RandomTrees;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.predict.TreeNodes;
import io.auspex.model.transform.ArithmeticFeatures;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeatureCuts;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.LevelTable;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.model.transform.NumberScaler;
import io.auspex.model.transform.OneHotCategories;
import io.auspex.model.transform.PrincipalComponents;
import io.auspex.model.transform.TargetEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Issue point 7: contributions and expected value add up to the margin, for every kind of member and task. */
class ModelExplainerTest {
    private static final int ROWS = 100;
    private static final List<String> STATES = List.of("CA", "NY", "TX");
    private static final Task BINARY = new Task.Classification(List.of("no", "yes"), ColumnType.VARCHAR);
    private static final Task REGRESSION = new Task.Regression(ColumnType.DOUBLE);

    private static final FeaturePipeline SCALED = new FeaturePipeline(
            List.of(new NumberScaler(0, 1, 2, 0, true), new OneHotCategories(1, STATES), new NumberPassthrough(2)));

    private final Random random = new Random(5);

    private static Model model(Task task, Optional<Background> background, Member... members) {
        int columns = 1
                + Arrays.stream(members)
                        .flatMap(member -> member.pipeline().transformers().stream())
                        .mapToInt(ColumnTransformer::column)
                        .max()
                        .orElseThrow();
        List<Field> inputs = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            inputs.add(new Field("c" + column, column == 1 ? ColumnType.VARCHAR : ColumnType.DOUBLE));
        }
        return new Model(
                inputs,
                task,
                List.of(members),
                OptionalDouble.empty(),
                new Provenance(Map.of(), List.of()),
                background);
    }

    private ColumnBatch rows(int rows, int columns) {
        List<ColumnVector> vectors = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            double[] numbers = new double[rows];
            String[] texts = new String[rows];
            for (int row = 0; row < rows; row++) {
                boolean missing = random.nextInt(9) == 0;
                numbers[row] = missing ? Double.NaN : random.nextGaussian();
                texts[row] = missing ? null : STATES.get(random.nextInt(3)) + (row % 11 == 0 ? "?" : "");
            }
            vectors.add(column == 1 ? new ColumnVector.Texts(texts) : new ColumnVector.Numbers(numbers));
        }
        return new ColumnBatch(rows, vectors);
    }

    private LinearPredictor linear(int outputs, int features) {
        double[][] weights = new double[outputs][features];
        double[] intercepts = new double[outputs];
        for (int output = 0; output < outputs; output++) {
            intercepts[output] = random.nextGaussian();
            weights[output] = random.doubles(features, -2, 2).toArray();
        }
        return new LinearPredictor(weights, intercepts);
    }

    private Predictor covered(int features, int outputs) {
        return CoveredTrees.of(new RandomTrees(random, features, outputs, 6, 4).flat(), random);
    }

    private Predictor uncovered(int features, int outputs) {
        return new RandomTrees(random, features, outputs, 6, 4).flat();
    }

    private Explanation assertAddsUp(Model model) {
        ModelExplainer explainer = ModelExplainer.of(model).orElseThrow();
        Explanation explanation = explainer.explain(rows(ROWS, model.inputs().size()));
        for (int output = 0; output < explainer.outputs(); output++) {
            for (int row = 0; row < ROWS; row++) {
                double sum = explainer.expected()[output];
                for (double[] column : explanation.contributions()[output]) {
                    sum += column[row];
                }
                assertThat(sum).isCloseTo(explanation.margins()[output][row], within(1e-4));
            }
        }
        return explanation;
    }

    private Optional<Background> background(int rows, int columns) {
        return Optional.of(new Background(rows(rows, columns)));
    }

    @Test
    void linearModelsAddUpExactly() {
        assertAddsUp(model(REGRESSION, background(50, 3), new Member(1, SCALED, linear(1, 6), Link.IDENTITY)));
        assertAddsUp(model(BINARY, background(50, 3), new Member(1, SCALED, linear(1, 6), Link.LOGISTIC)));
    }

    @Test
    void aLinearModelIsExplainedAsKernelShapWouldExplainIt() {
        Background background = background(8, 3).orElseThrow();
        LinearPredictor linear = linear(1, 6);
        ColumnBatch in = rows(ROWS, 3);
        float[][] features = SCALED.transform(in);
        double[][][] exact = new double[1][3][ROWS];
        new LinearContributions(linear, SCALED, FeatureOwners.of(SCALED).orElseThrow(), background)
                .add(in, features, exact);
        double[][][] asked = new double[1][3][ROWS];
        new KernelContributions(
                        batch -> {
                            float[][] margins = new float[1][batch.rows()];
                            linear.margins(SCALED.transform(batch), batch.rows(), margins);
                            double[][] wide = new double[1][batch.rows()];
                            for (int row = 0; row < batch.rows(); row++) {
                                wide[0][row] = margins[0][row];
                            }
                            return wide;
                        },
                        new int[] {0, 1, 2},
                        background)
                .add(in, features, asked);
        for (int column = 0; column < 3; column++) {
            for (int row = 0; row < ROWS; row++) {
                assertThat(asked[0][column][row]).isCloseTo(exact[0][column][row], within(1e-4));
            }
        }
    }

    @Test
    void severalMembersOfDifferentKindsAddUpToTheirMeanMargin() {
        Model mixed = model(
                BINARY,
                background(20, 3),
                new Member(1, SCALED, covered(6, 1), Link.LOGISTIC),
                new Member(2, SCALED, linear(1, 6), Link.LOGISTIC),
                new Member(3, SCALED, uncovered(6, 1), Link.LOGISTIC),
                new Member(1, SCALED, linear(2, 6), Link.SOFTMAX));
        assertAddsUp(mixed);
    }

    @Test
    void everyLabelOfSeveralIsExplained() {
        Task three = new Task.Classification(List.of("a", "b", "c"), ColumnType.VARCHAR);
        Explanation explanation = assertAddsUp(model(
                three,
                background(20, 3),
                new Member(1, SCALED, covered(6, 3), Link.SOFTMAX),
                new Member(1, SCALED, linear(3, 6), Link.SOFTMAX)));
        assertThat(explanation.margins()).hasDimensions(3, ROWS);
    }

    @Test
    void membersWithoutMarginsInCommonAreExplainedByTheirValue() {
        Model model = model(
                REGRESSION,
                background(20, 3),
                new Member(1, SCALED, covered(6, 1), Link.EXP),
                new Member(1, SCALED, linear(1, 6), Link.IDENTITY));
        ModelExplainer explainer = ModelExplainer.of(model).orElseThrow();
        assertThat(explainer.explainsValues()).isTrue();
        ColumnBatch in = rows(ROWS, 3);
        double[] values = new double[ROWS];
        model.values(in, values);
        double[] margins = explainer.explain(in).margins()[0];
        for (int row = 0; row < ROWS; row++) {
            assertThat(margins[row]).isCloseTo(values[row], withinPercentage(1e-4));
        }
        assertAddsUp(model);
    }

    /** What a feature of several columns adds is shared among them, and needs no background rows. */
    @Test
    void featuresOfSeveralColumnsAddUp() {
        FeaturePipeline mixed = new FeaturePipeline(
                List.of(
                        new NumberScaler(0, 1, 2, 0, false),
                        new CategoryCodes(1, STATES),
                        new NumberScaler(2, 0, 1, 0, false)),
                List.of(),
                List.of(
                        new ArithmeticFeatures(List.of(
                                new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.MULTIPLY, 0, 2),
                                new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.SUBTRACT, -1, 0))),
                        new TargetEncoding(
                                List.of(
                                        FeatureCuts.ofCodes(1, STATES.size() + 1),
                                        new FeatureCuts(0, new float[] {-0.5f, 0.5f})),
                                List.of(new LevelTable(
                                        List.of(0, 1),
                                        new int[] {0, 1, 2, 5, 6},
                                        new float[] {1, 2, -1, 0.5f, -2},
                                        new float[] {0})))));
        assertAddsUp(model(BINARY, Optional.empty(), new Member(1, mixed, covered(6, 1), Link.LOGISTIC)));
        assertAddsUp(model(
                REGRESSION,
                background(20, 3),
                new Member(1, mixed, covered(6, 1), Link.IDENTITY),
                new Member(2, mixed, linear(1, 6), Link.IDENTITY)));
    }

    /** A tree that looks at one feature of two columns: both are needed to know it, so both get half. */
    @Test
    void theColumnsOfAFeatureShareAlike() {
        FeaturePipeline product = new FeaturePipeline(
                List.of(new NumberPassthrough(0), new NumberPassthrough(2)),
                List.of(),
                List.of(new ArithmeticFeatures(
                        List.of(new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.MULTIPLY, 0, 1)))));
        TreeNodes stump = new TreeNodes(
                3,
                2,
                new int[] {0},
                new int[] {2},
                new float[] {0},
                new int[] {~0},
                new int[] {~1},
                new BitSet(),
                CategorySets.NONE,
                Optional.of(new Covers(new float[] {4}, new float[] {1, 3})));
        TreeEnsemble trees =
                new TreeEnsemble(stump, new float[1], new int[] {0}, new Leaves.Floats(new float[] {8, 0}));
        Model model = model(REGRESSION, Optional.empty(), new Member(1, product, trees, Link.IDENTITY));
        ModelExplainer explainer = ModelExplainer.of(model).orElseThrow();
        assertThat(explainer.expected()[0]).isEqualTo(2);
        Explanation explanation = explainer.explain(new ColumnBatch(
                1,
                List.of(
                        new ColumnVector.Numbers(new double[] {-1}),
                        new ColumnVector.Texts(new String[] {"CA"}),
                        new ColumnVector.Numbers(new double[] {1}))));
        assertThat(explanation.contributions()[0]).isDeepEqualTo(new double[][] {{3}, {0}, {3}});
    }

    /** Components have no single column: such members are asked like any other function. */
    @Test
    void membersOnPrincipalComponentsAddUp() {
        PrincipalComponents components =
                new PrincipalComponents(List.of(0, 4), new double[] {0, 0}, new double[][] {{0.6, 0.8}});
        FeaturePipeline projected = new FeaturePipeline(
                List.of(
                        new NumberScaler(0, 1, 2, 0, false),
                        new OneHotCategories(1, STATES),
                        new NumberScaler(2, 0, 1, 0, false)),
                List.of(components),
                List.of());
        assertThat(FeatureOwners.of(projected)).isEmpty();
        assertAddsUp(model(
                BINARY,
                background(20, 3),
                new Member(1, projected, covered(4, 1), Link.LOGISTIC),
                new Member(1, projected, linear(1, 4), Link.LOGISTIC)));
    }

    @Test
    void manyColumnsAreSampledAndStillAddUp() {
        List<ColumnTransformer> transformers = new ArrayList<>();
        for (int column = 2; column < 20; column++) {
            transformers.add(new NumberPassthrough(column));
        }
        FeaturePipeline wide = new FeaturePipeline(transformers);
        Explanation explanation = assertAddsUp(
                model(REGRESSION, background(20, 20), new Member(1, wide, uncovered(18, 1), Link.IDENTITY)));
        assertThat(explanation.contributions()[0][0])
                .as("a column that is not read")
                .containsOnly(0);
    }

    @Test
    void sampledValuesOfAWeightedSumAreRight() {
        CoalitionDesign design = new CoalitionDesign(14, 1_024, 1);
        double[] worths = new double[design.size()];
        for (int coalition = 0; coalition < worths.length; coalition++) {
            worths[coalition] = 3;
            for (int player = 0; player < 14; player++) {
                worths[coalition] += design.has(coalition, player) ? player : 0;
            }
        }
        double[] values = design.solve(worths, 3, 3 + 13 * 14 / 2.0);
        for (int player = 0; player < 14; player++) {
            assertThat(values[player]).isCloseTo(player, within(1e-8));
        }
    }

    @Test
    void withoutBackgroundOnlyCoveredTreesAreExplained() {
        Member trees = new Member(1, SCALED, covered(6, 1), Link.LOGISTIC);
        assertThat(ModelExplainer.of(model(BINARY, Optional.empty(), trees))).isPresent();
        assertThat(ModelExplainer.of(
                        model(BINARY, Optional.empty(), trees, new Member(1, SCALED, linear(1, 6), Link.LOGISTIC))))
                .isEmpty();
    }
}
