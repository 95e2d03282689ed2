package io.auspex.learn.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.learn.OpenData;
import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.FitControl;
import io.auspex.learn.algorithm.Fitted;
import io.auspex.learn.algorithm.LearningTask;
import io.auspex.learn.algorithm.LinearLearner;
import io.auspex.learn.algorithm.TrainingRows;
import io.auspex.learn.algorithm.XGBoostLearner;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.preprocess.Preprocessors;
import io.auspex.learn.profile.Profiler;
import io.auspex.learn.profile.Target;
import io.auspex.learn.profile.TargetReader;
import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.artifact.ArtifactReader;
import io.auspex.model.artifact.ArtifactWriter;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.explain.Explanation;
import io.auspex.model.explain.ModelExplainer;
import io.auspex.model.transform.ArithmeticFeatures;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.TargetEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Issue 5 point 2: feature blocks")
class FeatureBlockTest {
    private static final FeatureRecipe PLAIN = new FeatureRecipe(ColumnEncoding.CODES, List.of());

    private static FeatureRecipe with(FeatureBlock... blocks) {
        return new FeatureRecipe(ColumnEncoding.CODES, List.of(blocks));
    }

    private static Target target(Frame all, String name) {
        return TargetReader.read(all, all.indexOf(name), Optional.empty(), Optional.empty());
    }

    private static RecipeRows rows(Frame all, String name) {
        Frame features = all.without(all.indexOf(name));
        PreprocessorFitting fitting = new PreprocessorFitting(Preprocessors.NONE, features);
        return new RecipeRows(fitting, Profiler.profile(features), target(all, name), null, 5);
    }

    private static int[] train(Frame all) {
        return IntStream.range(0, all.rows()).filter(row -> row % 4 != 0).toArray();
    }

    private static int[] held(Frame all) {
        return IntStream.range(0, all.rows()).filter(row -> row % 4 == 0).toArray();
    }

    private static FeatureRows fold(Frame all, String target, FeatureRecipe recipe) {
        return rows(all, target).fold(recipe, train(all), held(all));
    }

    private static Fitted fit(Target target, FeatureRows made, int depth) {
        LearningTask task =
                new LearningTask(target.problemType(), target.labels().size());
        return new XGBoostLearner(Map.of("eta", "0.3", "max_depth", Integer.toString(depth)), 40, 40)
                .fit(task, made.train(), Optional.empty(), new FitControl(1, 1, Deadline.after(1e6), round -> {}));
    }

    private static double heldAuc(Frame all, String name, FeatureRecipe recipe, int depth) {
        Target target = target(all, name);
        FeatureRows made = fold(all, name, recipe);
        TrainingRows held = made.validation();
        float[] scores = fit(target, made, depth).predict(held.features(), held.rows())[0];
        return auc(held.target(), scores);
    }

    private static double auc(double[] target, float[] scores) {
        double[] wide = IntStream.range(0, target.length)
                .mapToDouble(row -> scores[row])
                .toArray();
        return ClassificationMetrics.auc(
                Arrays.stream(target).mapToInt(value -> (int) value).toArray(), wide);
    }

    /** Two columns of text that only together tell the target. */
    private static Frame parity(int rows) {
        Random random = new Random(3);
        String[] left = new String[rows];
        String[] right = new String[rows];
        double[] noise = new double[rows];
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            int one = random.nextInt(8);
            int two = random.nextInt(8);
            left[row] = "l" + one;
            right[row] = "r" + two;
            noise[row] = random.nextGaussian();
            target[row] = (one + two) % 2;
        }
        return Frame.of(
                List.of(
                        new Field("a", ColumnType.VARCHAR),
                        new Field("b", ColumnType.VARCHAR),
                        new Field("noise", ColumnType.DOUBLE),
                        new Field("y", ColumnType.INTEGER)),
                new ColumnBatch(
                        rows,
                        List.of(
                                new ColumnVector.Texts(left),
                                new ColumnVector.Texts(right),
                                new ColumnVector.Numbers(noise),
                                new ColumnVector.Numbers(target))));
    }

    @Test
    void stumpsLearnWhatTwoCategoriesSayTogether() {
        Frame all = parity(2_000);
        assertThat(heldAuc(all, "y", PLAIN, 1)).isLessThan(0.65);
        assertThat(heldAuc(all, "y", with(FeatureBlock.TARGET_ENCODING), 1)).isLessThan(0.65);
        assertThat(heldAuc(all, "y", with(FeatureBlock.CATEGORICAL_INTERACTIONS_TARGET_ENCODED), 1))
                .isGreaterThan(0.99);
    }

    /** The same encoding with each row's own target in it would look as if it knew the target. */
    @Test
    void whatRowsAreToldOfTheirLevelsLeavesOutTheirOwnTarget() {
        Random random = new Random(4);
        int rows = 4_000;
        int[][] levels = {random.ints(rows, 0, 800).toArray()};
        double[] target = random.ints(rows, 0, 2).asDoubleStream().toArray();
        double[] weights = new double[rows];
        Arrays.fill(weights, 1);
        int[] folds = random.ints(rows, 0, EncodingRows.FOLDS).toArray();
        EncodingRows random800 = new EncodingRows(List.of(), levels, new double[][] {target}, weights, folds);
        LevelGroups groups = LevelGroups.of(levels[0]);
        LevelMeans means = new LevelMeans(random800, groups);
        double[] outOfFold = new double[rows];
        means.outOfFold(target, outOfFold);
        double[] whole = means.whole(target);
        int[] truth = Arrays.stream(target).mapToInt(value -> (int) value).toArray();
        double[] naive = IntStream.range(0, rows)
                .mapToDouble(row -> whole[groups.group()[row]])
                .toArray();
        assertThat(ClassificationMetrics.auc(truth, naive)).isGreaterThan(0.7);
        assertThat(ClassificationMetrics.auc(truth, outOfFold)).isBetween(0.4, 0.53);
    }

    @Test
    void meansAreDrawnTowardsThatOfAllRowsByTen() {
        int[][] levels = {{0, 0, 1, 1, 1}};
        double[] target = {4, 6, 0, 0, 0};
        EncodingRows rows = new EncodingRows(
                List.of(), levels, new double[][] {target}, new double[] {1, 1, 1, 1, 1}, new int[] {0, 1, 2, 3, 4});
        LevelMeans means = new LevelMeans(rows, LevelGroups.of(levels[0]));
        assertThat(means.whole(target)).containsExactly((10 + 10 * 2) / 12.0, 10 * 2 / 13.0);
        double[] outOfFold = new double[5];
        means.outOfFold(target, outOfFold);
        assertThat(outOfFold[0]).isCloseTo((6 + 10 * 2) / 11.0, Offset.offset(1e-12));
        assertThat(outOfFold[4]).isCloseTo(10 * 2 / 12.0, Offset.offset(1e-12));
    }

    @Test
    void categoriesWithoutSkillAreLeftOut() {
        Random random = new Random(8);
        int rows = 3_000;
        String[] towns = new String[rows];
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            towns[row] = "town " + random.nextInt(500);
            target[row] = random.nextInt(2);
        }
        Frame all = Frame.of(
                List.of(new Field("town", ColumnType.VARCHAR), new Field("y", ColumnType.INTEGER)),
                new ColumnBatch(rows, List.of(new ColumnVector.Texts(towns), new ColumnVector.Numbers(target))));
        FeatureRows made = fold(all, "y", with(FeatureBlock.TARGET_ENCODING));
        assertThat(made.pipeline().derivations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(FeatureBlock.class)
    void theSameSeedGivesTheSameFeatures(FeatureBlock block) {
        Frame all = OpenData.load("titanic");
        FeatureRows first = fold(all, "survived", with(block));
        FeatureRows second = fold(all, "survived", with(block));
        assertThat(first.pipeline().width())
                .isGreaterThan(fold(all, "survived", PLAIN).pipeline().width());
        assertThat(second.pipeline()).isEqualTo(first.pipeline());
        // NaN equals NaN here.
        assertThat(Arrays.deepEquals(second.train().features(), first.train().features()))
                .isTrue();
        assertThat(Arrays.deepEquals(
                        second.validation().features(), first.validation().features()))
                .isTrue();
    }

    @Test
    void modelsOnAllBlocksAreStoredAnsweredAndExplained() throws IOException {
        Frame all = OpenData.load("titanic");
        Target target = target(all, "survived");
        FeatureRows made = rows(all, "survived").whole(with(FeatureBlock.values()));
        Fitted fitted = fit(target, made, 5);
        Frame features = all.without(all.indexOf("survived"));
        Model model = new Model(
                features.fields(),
                new Task.Classification(target.labels(), ColumnType.INTEGER),
                List.of(new Member(1, made.pipeline(), fitted.predictor(), fitted.link())),
                OptionalDouble.empty(),
                new Provenance(Map.of(), List.of()));
        ByteArrayOutputStream artifact = new ByteArrayOutputStream();
        ArtifactWriter.write(model, artifact);
        Model read = ArtifactReader.read(artifact.toByteArray());
        assertThat(read).isEqualTo(model);

        for (ColumnBatch batch : List.of(features.batch(), strange(features), missing(features))) {
            double[][] expected = new double[2][batch.rows()];
            model.probabilities(batch, expected);
            double[][] actual = new double[2][batch.rows()];
            read.probabilities(batch, actual);
            assertThat(actual).isDeepEqualTo(expected);
            assertThat(Arrays.stream(expected[1]).allMatch(value -> value >= 0 && value <= 1))
                    .isTrue();
        }
        ModelExplainer explainer = ModelExplainer.of(read).orElseThrow();
        Explanation explanation = explainer.explain(features.batch());
        for (int row = 0; row < features.rows(); row++) {
            double sum = explainer.expected()[0];
            for (double[] column : explanation.contributions()[0]) {
                sum += column[row];
            }
            assertThat(sum).isCloseTo(explanation.margins()[0][row], Offset.offset(1e-4));
        }
    }

    /** Texts and numbers that training never saw. */
    private static ColumnBatch strange(Frame features) {
        List<ColumnVector> columns = new ArrayList<>();
        for (Field field : features.fields()) {
            columns.add(
                    field.type().isText()
                            ? new ColumnVector.Texts(new String[] {"", "never seen", "\u0000"})
                            : new ColumnVector.Numbers(new double[] {-1e300, Double.POSITIVE_INFINITY, 0}));
        }
        return new ColumnBatch(3, columns);
    }

    private static ColumnBatch missing(Frame features) {
        List<ColumnVector> columns = new ArrayList<>();
        for (Field field : features.fields()) {
            columns.add(
                    field.type().isText()
                            ? new ColumnVector.Texts(new String[1])
                            : new ColumnVector.Numbers(new double[] {Double.NaN}));
        }
        return new ColumnBatch(1, columns);
    }

    @Test
    void blocksWithoutAnythingToWorkOnAddNothing() {
        Random random = new Random(6);
        Frame numbers = Frame.of(
                List.of(
                        new Field("a", ColumnType.DOUBLE),
                        new Field("b", ColumnType.DOUBLE),
                        new Field("y", ColumnType.DOUBLE)),
                new ColumnBatch(
                        400,
                        List.of(
                                new ColumnVector.Numbers(random.doubles(400).toArray()),
                                new ColumnVector.Numbers(new double[400]),
                                new ColumnVector.Numbers(random.doubles(400).toArray()))));
        for (FeatureBlock block : FeatureBlock.values()) {
            assertThat(fold(numbers, "y", with(block)).pipeline().derivations())
                    .as("one number and a constant: %s", block)
                    .isEmpty();
        }
        Frame categories = OpenData.load("car");
        assertThat(fold(categories, "class", with(FeatureBlock.ARITHMETIC))
                        .pipeline()
                        .derivations())
                .isEmpty();
    }

    @Test
    void manyClassesStayWithinBounds() {
        Frame letter = OpenData.load("letter");
        FeaturePipeline pipeline = fold(letter, "lettr", with(FeatureBlock.CATEGORICAL_INTERACTIONS_TARGET_ENCODED))
                .pipeline();
        TargetEncoding encoding = (TargetEncoding) pipeline.derivations().get(0);
        assertThat(encoding.outputs()).isEqualTo(26);
        assertThat(encoding.width()).isBetween(26, 200);
    }

    /** Two classes with a curved border. */
    @Test
    void aLinearModelBendsWithProducts() {
        Frame all = numbers(1_000, 2, (values, row) -> {
            double one = values[0][row];
            double other = values[1][row];
            return one * other + one * one > 0.5 ? 1 : 0;
        });
        FeatureRecipe plain = new FeatureRecipe(ColumnEncoding.SCALED, List.of());
        FeatureRecipe products = new FeatureRecipe(ColumnEncoding.SCALED, List.of(FeatureBlock.PRODUCTS));
        assertThat(linearAuc(all, plain)).isLessThan(0.7);
        assertThat(linearAuc(all, products)).isGreaterThan(0.99);
    }

    @Test
    void productsOfManyNumbersAreLeftOut() {
        Frame all = numbers(200, 40, (values, row) -> values[0][row] > 0 ? 1 : 0);
        FeatureRecipe plain = new FeatureRecipe(ColumnEncoding.SCALED, List.of());
        FeatureRecipe products = new FeatureRecipe(ColumnEncoding.SCALED, List.of(FeatureBlock.PRODUCTS));
        assertThat(fold(all, "y", products).train().features())
                .hasDimensions(fold(all, "y", plain).train().features().length, train(all).length);
    }

    /** A number with few values does not become a category to nets, which would see no order in it. */
    @Test
    void numbersWithFewValuesStayNumbers() {
        Frame all = numbers(500, 1, (values, row) -> {
            values[0][row] = Math.rint(2 * values[0][row]);
            return values[0][row] > 0 ? 1 : 0;
        });
        assertThat(width(all, ColumnEncoding.EMBEDDED)).isEqualTo(1);
        assertThat(width(all, ColumnEncoding.SCALED)).isEqualTo(1);
        assertThat(width(all, ColumnEncoding.EMBEDDED_PIECEWISE)).isGreaterThan(4);
    }

    private static int width(Frame all, ColumnEncoding encoding) {
        return fold(all, "y", new FeatureRecipe(encoding, List.of())).train().features().length;
    }

    private static double linearAuc(Frame all, FeatureRecipe recipe) {
        FeatureRows made = fold(all, "y", recipe);
        LearningTask task = new LearningTask(ProblemType.BINARY_CLASSIFICATION, 2);
        Fitted fitted = new LinearLearner(Map.of())
                .fit(task, made.train(), Optional.empty(), new FitControl(1, 1, Deadline.after(1e6), round -> {}));
        TrainingRows held = made.validation();
        return auc(held.target(), fitted.predict(held.features(), held.rows())[0]);
    }

    private static Frame numbers(int rows, int columns, ToIntBiFunction<double[][], Integer> label) {
        Random random = new Random(5);
        double[][] values = new double[columns + 1][rows];
        List<Field> fields = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            fields.add(new Field("x" + column, ColumnType.DOUBLE));
        }
        fields.add(new Field("y", ColumnType.INTEGER));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[column][row] = random.nextGaussian();
            }
            values[columns][row] = label.applyAsInt(values, row);
        }
        return Frame.of(
                fields,
                new ColumnBatch(
                        rows,
                        Arrays.stream(values)
                                .<ColumnVector>map(ColumnVector.Numbers::new)
                                .toList()));
    }

    @Test
    void arithmeticSaysEachThingOnce() {
        Random random = new Random(7);
        int rows = 500;
        double[][] columns = new double[5][rows];
        for (int row = 0; row < rows; row++) {
            columns[0][row] = random.nextDouble() + 1;
            columns[1][row] = 3 * columns[0][row];
            columns[2][row] = random.nextInt(20) == 0 ? random.nextDouble() : Double.NaN;
            columns[3][row] = random.nextInt(2);
            columns[4][row] = random.nextDouble();
        }
        List<Field> fields = new ArrayList<>();
        for (String name : List.of("a", "thrice_a", "mostly_missing", "two_values", "y")) {
            fields.add(new Field(name, ColumnType.DOUBLE));
        }
        Frame all = Frame.of(
                fields,
                new ColumnBatch(
                        rows,
                        Arrays.stream(columns)
                                .<ColumnVector>map(ColumnVector.Numbers::new)
                                .toList()));
        assertThat(fold(all, "y", with(FeatureBlock.ARITHMETIC)).pipeline().derivations())
                .isEmpty();
    }

    @Test
    void arithmeticGoesUpToThreeNumbers() {
        FeaturePipeline pipeline = fold(
                        OpenData.load("california_housing"), "median_house_value", with(FeatureBlock.ARITHMETIC))
                .pipeline();
        ArithmeticFeatures arithmetic =
                (ArithmeticFeatures) pipeline.derivations().get(0);
        assertThat(arithmetic.width()).isBetween(50, 100);
        assertThat(arithmetic.operands().stream()
                        .mapToInt(List::size)
                        .distinct()
                        .sorted())
                .containsExactly(2, 3);
    }
}
