package io.auspex.model.artifact;

import io.auspex.model.Background;
import io.auspex.model.CandidateRecord;
import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.decision.Calibration;
import io.auspex.model.decision.Confidences;
import io.auspex.model.decision.Decision;
import io.auspex.model.decision.Uncertainty;
import io.auspex.model.predict.CategorySets;
import io.auspex.model.predict.Centroids;
import io.auspex.model.predict.CodeEmbedding;
import io.auspex.model.predict.Covers;
import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.MlpPredictor;
import io.auspex.model.predict.NearestNeighbors;
import io.auspex.model.predict.RandomTrees;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.predict.TreeNodes;
import io.auspex.model.predict.VectorTrees;
import io.auspex.model.transform.ArithmeticFeatures;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.CategoryNumbers;
import io.auspex.model.transform.DateTimeCycles;
import io.auspex.model.transform.DateTimeCycles.Cycle;
import io.auspex.model.transform.DateTimeParts;
import io.auspex.model.transform.DateTimeParts.Part;
import io.auspex.model.transform.FeatureCuts;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.ImputedNumber;
import io.auspex.model.transform.ImputedText;
import io.auspex.model.transform.LevelTable;
import io.auspex.model.transform.MissingIndicator;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.model.transform.NumberRemainder;
import io.auspex.model.transform.NumberScaler;
import io.auspex.model.transform.OneHotCategories;
import io.auspex.model.transform.PiecewiseLinear;
import io.auspex.model.transform.PrincipalComponents;
import io.auspex.model.transform.ScaledFeatures;
import io.auspex.model.transform.ScaledNumber;
import io.auspex.model.transform.TargetEncoding;
import io.auspex.model.transform.TextGrams;
import io.auspex.model.transform.TextProjection;
import io.auspex.model.transform.TextShape;
import io.auspex.model.transform.TextVocabulary;
import io.auspex.model.transform.ThresholdRanks;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Models that together use every transformer, predictor and task. */
final class SampleModels {
    static final List<Field> INPUTS = List.of(
            new Field("age", ColumnType.INTEGER),
            new Field("Größe \"in\" cm", ColumnType.DOUBLE),
            new Field("state", ColumnType.VARCHAR),
            new Field("since", ColumnType.DATE),
            new Field("last_call", ColumnType.TIMESTAMPTZ),
            new Field("active", ColumnType.BOOLEAN));

    static final List<String> STATES = List.of("CA", "new\nline", "Ελλάς", "", "🦆");

    private SampleModels() {}

    /** A linear member with scaled and one-hot features beside a tree member. */
    static Model binary() {
        FeaturePipeline forLinear = new FeaturePipeline(List.of(
                new NumberScaler(0, 40.125, 1.0 / 3, -0.0, true),
                new NumberScaler(1, 2e-3, 1e22, 4.9e-324, false),
                new OneHotCategories(2, STATES),
                new OneHotCategories(5, List.of("t"))));
        double[] weights = {1, -2.5e-7, 1.0 / 3, 0, -0.0, 4, 5, 6, 7};
        FeaturePipeline forTrees = new FeaturePipeline(List.of(
                new NumberPassthrough(0),
                new CategoryCodes(2, STATES),
                new CategoryCodes(0, List.of("30", "40")),
                new DateTimeParts(3, ColumnType.DATE, Part.of(ColumnType.DATE)),
                new DateTimeParts(4, ColumnType.TIMESTAMPTZ, List.of(Part.HOUR, Part.EPOCH_DAYS))));
        return new Model(
                INPUTS,
                new Task.Classification(List.of("no", "yes"), ColumnType.VARCHAR),
                List.of(
                        new Member(
                                0.3,
                                forLinear,
                                new LinearPredictor(new double[][] {weights}, new double[] {0.1}),
                                Link.LOGISTIC),
                        new Member(
                                0.7,
                                forTrees,
                                new RandomTrees(new Random(1), forTrees.width(), 1, 9, 4).flat(),
                                Link.LOGISTIC)),
                OptionalDouble.of(0.4375),
                provenance());
    }

    static Model multiclass() {
        FeaturePipeline pipeline = new FeaturePipeline(List.of(new NumberPassthrough(0), new NumberPassthrough(1)));
        return new Model(
                INPUTS,
                new Task.Classification(List.of("1", "2", "10"), ColumnType.SMALLINT),
                List.of(
                        new Member(1, pipeline, new RandomTrees(new Random(2), 2, 3, 12, 5).flat(), Link.SOFTMAX),
                        new Member(
                                2,
                                pipeline,
                                new LinearPredictor(new double[][] {{1, 2}, {3, 4}, {5, 6}}, new double[] {7, 8, 9}),
                                Link.SOFTMAX)),
                OptionalDouble.empty(),
                new Provenance(Map.of(), List.of()),
                Optional.of(new Background(batch(20))));
    }

    /** Small enough to be read as a whole by a person. */
    static Model regression() {
        FeaturePipeline pipeline = new FeaturePipeline(List.of(
                new NumberPassthrough(1),
                new CategoryCodes(2, List.of("CA", "NY")),
                new OneHotCategories(0, List.of("5", "7")),
                new DateTimeParts(3, ColumnType.DATE, List.of(Part.EPOCH_DAYS, Part.WEEKDAY)),
                new NumberScaler(0, 1.5, 2, 0, true)));
        return new Model(
                INPUTS,
                new Task.Regression(ColumnType.DECIMAL),
                List.of(
                        new Member(1, pipeline, new RandomTrees(new Random(3), 8, 1, 2, 1).flat(), Link.EXP),
                        new Member(
                                1, pipeline, new LinearPredictor(new double[1][8], new double[] {0.5}), Link.IDENTITY)),
                OptionalDouble.empty(),
                provenance());
    }

    /** Behind what PREPROCESSORS can ask for. */
    static Model preprocessed() {
        FeaturePipeline pipeline = new FeaturePipeline(
                List.of(
                        new ScaledNumber(0, 40.125, 1.0 / 3),
                        new ImputedNumber(new ScaledNumber(1, 2e-3, 1e22), -0.5),
                        new ScaledFeatures(
                                new ImputedText(new OneHotCategories(2, List.of("CA", "missing")), "missing"),
                                List.of(0.25, 0.5),
                                List.of(1.0, 4.9e-324)),
                        new DateTimeCycles(3, ColumnType.DATE, Cycle.of(ColumnType.DATE)),
                        new MissingIndicator(2)),
                List.of(
                        new PrincipalComponents(List.of(3, 1), new double[] {0.5, -1}, new double[][] {{0.6, 0.8}}),
                        new PrincipalComponents(List.of(0), new double[] {3}, new double[][] {{1}})),
                List.of(new ArithmeticFeatures(List.of(
                        new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.DIVIDE, 0, 1),
                        new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.ADD, 1, 1)))));
        return new Model(
                INPUTS,
                new Task.Regression(ColumnType.DOUBLE),
                List.of(new Member(
                        1, pipeline, new RandomTrees(new Random(4), pipeline.width(), 1, 3, 2).flat(), Link.IDENTITY)),
                OptionalDouble.empty(),
                provenance());
    }

    /** Features of several columns: arithmetic of three numbers, and means of the target by category and by two together. */
    static Model derived() {
        FeaturePipeline pipeline = new FeaturePipeline(
                List.of(
                        new NumberPassthrough(0),
                        new NumberPassthrough(1),
                        new CategoryCodes(2, STATES),
                        new NumberPassthrough(5)),
                List.of(),
                List.of(
                        new ArithmeticFeatures(List.of(
                                new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.MULTIPLY, 0, 1),
                                new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.SUBTRACT, -1, 3))),
                        new TargetEncoding(
                                List.of(
                                        FeatureCuts.ofCodes(2, STATES.size() + 1),
                                        new FeatureCuts(0, new float[] {20.5f, 40})),
                                List.of(
                                        new LevelTable(
                                                List.of(0),
                                                new int[] {0, 1, 2, 5, 6},
                                                new float[] {0.25f, 1, 2, 3, 4, 5, 6, 7, 8, 9},
                                                new float[] {0.5f, 6.5f}),
                                        new LevelTable(
                                                List.of(0, 1),
                                                new int[] {0, 7, 27},
                                                new float[] {1, 2, 3, 4, 5, 6},
                                                new float[] {-0.5f, 0})))));
        return new Model(
                INPUTS,
                new Task.Classification(List.of("no", "yes"), ColumnType.VARCHAR),
                List.of(new Member(
                        1, pipeline, new RandomTrees(new Random(6), pipeline.width(), 1, 8, 4).flat(), Link.LOGISTIC)),
                OptionalDouble.empty(),
                provenance());
    }

    /** Plain, piecewise and embedded features in a net. */
    static Model net() {
        FeaturePipeline pipeline = new FeaturePipeline(List.of(
                new NumberScaler(0, 40, 10, 40, true),
                new CategoryCodes(2, STATES),
                new PiecewiseLinear(1, List.of(-50.5, 0.0, 1e3)),
                new CategoryCodes(5, List.of("t"))));
        Random random = new Random(5);
        MlpPredictor net = new MlpPredictor(
                new InputScale(
                        new int[] {0, 1, 3, 4}, new double[] {0, 0.5, 0.25, -1e300}, new double[] {1, 1, 1e-300, 2}),
                List.of(
                        new CodeEmbedding(2, 3, floats(random, 3 * (STATES.size() + 2))),
                        new CodeEmbedding(5, 1, floats(random, 3))),
                List.of(
                        new DenseLayer(floats(random, 8 * 5), floats(random, 5)),
                        new DenseLayer(floats(random, 5 * 2), floats(random, 2))));
        return new Model(
                INPUTS,
                new Task.Classification(List.of("no", "yes"), ColumnType.VARCHAR),
                List.of(new Member(1, pipeline, net, Link.SOFTMAX)),
                OptionalDouble.empty(),
                provenance());
    }

    /** Texts taken apart, beside other columns. */
    static Model texts() {
        TextVocabulary words = new TextVocabulary(wordGrams(), new float[] {1.5f, 1, 2, 1.0f / 3});
        FeaturePipeline pipeline = new FeaturePipeline(List.of(
                new TextProjection(2, words, new float[] {1, -1, 2, 1e-20f, -3, 4, 5, -0.0f}),
                new NumberPassthrough(0),
                new TextShape(2),
                new TextProjection(2, words, new float[] {0.5f, -0.25f, 3, 1})));
        return new Model(
                INPUTS,
                new Task.Classification(List.of("no", "yes"), ColumnType.VARCHAR),
                List.of(new Member(
                        1, pipeline, new RandomTrees(new Random(6), pipeline.width(), 1, 9, 4).flat(), Link.LOGISTIC)),
                OptionalDouble.empty(),
                provenance());
    }

    /** Of words among the states. */
    private static int[] wordGrams() {
        TextGrams reader = new TextGrams();
        reader.read("new line Ελλάς");
        return Arrays.stream(reader.grams(), 0, 4).sorted().toArray();
    }

    /** A calibrated decision and tables of errors: of two classes, of three, of a regression. */
    static List<Model> settled() {
        Model two = binary();
        Model three = multiclass();
        Model numbers = preprocessed();
        Decision beta = new Decision(
                Optional.of(new Calibration.Beta(1.0 / 3, 2, -0.125)), OptionalDouble.of(0.4375), List.of());
        Decision weighted = new Decision(
                Optional.of(new Calibration.Scaled(0.75, List.of(0.0, 1e-3, -2.0))),
                OptionalDouble.empty(),
                List.of(1.0, 1.0 / 3, 2.5));
        List<Double> rising = IntStream.range(0, Confidences.LEVELS)
                .mapToObj(i -> 1 + i / 7.0)
                .toList();
        List<Double> falling = rising.stream().map(number -> -number).toList();
        List<Double> cuts = rising.stream().map(number -> 1 / (1 + number)).toList();
        Uncertainty sets = new Uncertainty.LabelSets(cuts);
        Uncertainty intervals =
                new Uncertainty.Intervals(List.of(-1.5, 0.1, 7.0), List.of(0.5, 1.0 / 3, 2.0), falling, rising);
        return List.of(
                new Model(INPUTS, two.task(), two.members(), beta, Optional.of(sets), provenance(), Optional.empty()),
                new Model(
                        INPUTS,
                        three.task(),
                        three.members(),
                        weighted,
                        Optional.of(sets),
                        provenance(),
                        Optional.empty()),
                new Model(
                        INPUTS,
                        numbers.task(),
                        numbers.members(),
                        Decision.PLAIN,
                        Optional.of(intervals),
                        provenance(),
                        Optional.empty()));
    }

    static Model clustering() {
        FeaturePipeline pipeline = new FeaturePipeline(List.of(new NumberPassthrough(0), new NumberPassthrough(1)));
        return new Model(
                INPUTS,
                new Task.Clustering(3),
                List.of(new Member(
                        1,
                        pipeline,
                        new Centroids(new double[][] {{1, 2}, {1.0 / 3, -4}, {5e-9, 6e9}}),
                        Link.IDENTITY)),
                OptionalDouble.empty(),
                provenance());
    }

    /** What models of other libraries have: categories, covers, 64-bit leaves and linear ones. */
    static Model imported() {
        FeaturePipeline pipeline = new FeaturePipeline(List.of(
                new ThresholdRanks(1, new double[] {-1.5, 0, 1.0 / 3}, true),
                new CategoryNumbers(0),
                new NumberPassthrough(1),
                new NumberRemainder(1)));
        TreeNodes nodes = new TreeNodes(
                4,
                4,
                new int[] {0, ~3},
                new int[] {0, 1},
                new float[] {2, 0},
                new int[] {1, ~0},
                new int[] {~2, ~1},
                BitSet.valueOf(new long[] {1}),
                new CategorySets(new int[] {1}, new int[] {0, 2}, new int[] {0x40000002, 1}),
                Optional.of(new Covers(new float[] {10, 6}, new float[] {4, 2, 4, 10})));
        Leaves constants = new Leaves.Doubles(new double[] {1.0 / 3, -1e-9, 2, 0.1});
        Leaves linear = new Leaves.Linear(
                new double[] {1, 2, 3, 4},
                new double[] {5, 6, 7, 1.0 / 7},
                new int[] {0, 2, 2, 2, 3},
                new int[] {2, 3, 1},
                new double[] {0.5, 0.5, -1.0 / 3});
        int[] outputs = {0, 0};
        return new Model(
                INPUTS,
                new Task.Regression(ColumnType.DOUBLE),
                List.of(
                        new Member(
                                1, pipeline, new TreeEnsemble(nodes, new float[1], outputs, constants), Link.SOFTPLUS),
                        new Member(
                                1,
                                pipeline,
                                new TreeEnsemble(nodes, new float[] {0.5f}, outputs, linear),
                                Link.SIGNED_SQUARE)),
                OptionalDouble.empty(),
                new Provenance(Map.of(), List.of()));
    }

    /** Trees whose leaves are shares of classes. */
    static Model forest() {
        Random random = new Random(6);
        FeaturePipeline pipeline = new FeaturePipeline(
                List.of(new NumberScaler(0, 30, 10, 30, false), new NumberScaler(1, 0, 50, 0, false)));
        return new Model(
                INPUTS,
                new Task.Classification(List.of("1", "2", "10"), ColumnType.SMALLINT),
                List.of(new Member(
                        1,
                        pipeline,
                        VectorTrees.of(new RandomTrees(random, 2, 1, 9, 4).flat(), 3, random)
                                .vectors(),
                        Link.PROBABILITY)),
                OptionalDouble.empty(),
                provenance());
    }

    /** Points with weights that answer for numbers, and others that answer for classes. */
    static List<Model> neighbors() {
        FeaturePipeline pipeline = new FeaturePipeline(List.of(new NumberPassthrough(0), new NumberPassthrough(1)));
        Random random = new Random(7);
        InputScale scale = new InputScale(new int[] {0, 1}, new double[] {30, 1.0 / 3}, new double[] {10, 100});
        float[][] points = {floats(random, 40), floats(random, 40)};
        double[] numbers = random.doubles(40).toArray();
        double[] weights = random.doubles(40, 0.1, 2).toArray();
        double[] classes = random.ints(40, 0, 2).asDoubleStream().toArray();
        return List.of(
                new Model(
                        INPUTS,
                        new Task.Regression(ColumnType.DOUBLE),
                        List.of(new Member(
                                1,
                                pipeline,
                                new NearestNeighbors(scale, points, numbers, weights, 0, 3),
                                Link.IDENTITY)),
                        OptionalDouble.empty(),
                        provenance()),
                new Model(
                        INPUTS,
                        new Task.Classification(List.of("no", "yes"), ColumnType.VARCHAR),
                        List.of(new Member(
                                1,
                                pipeline,
                                new NearestNeighbors(scale, points, classes, new double[0], 2, 5),
                                Link.PROBABILITY)),
                        OptionalDouble.empty(),
                        provenance()));
    }

    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static List<Model> all() {
        List<Model> plain = List.of(
                binary(),
                multiclass(),
                regression(),
                imported(),
                preprocessed(),
                derived(),
                net(),
                texts(),
                clustering(),
                forest(),
                neighbors().get(0),
                neighbors().get(1));
        return Stream.concat(plain.stream(), settled().stream()).toList();
    }

    private static Provenance provenance() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("statement", "CREATE MODEL m FROM t TARGET y FUNCTION f IAM_ROLE default SETTINGS (S3_BUCKET 'b')");
        facts.put("rows", "3333");
        facts.put("auspex", "0.1.0");
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("max_depth", "6");
        parameters.put("eta", "0.3");
        return new Provenance(
                facts,
                List.of(
                        new CandidateRecord("xgboost 1", parameters, "validation:f1", 0.8125, 1.5),
                        new CandidateRecord("linear", Map.of(), "validation:f1", Double.NaN, 0)));
    }

    static ColumnBatch batch(int rows) {
        Random random = new Random(rows);
        double[][] numbers = new double[INPUTS.size()][rows];
        String[] states = new String[rows];
        for (int row = 0; row < rows; row++) {
            numbers[0][row] = random.nextInt(60);
            numbers[1][row] = random.nextGaussian() * 100;
            numbers[3][row] = random.nextInt(40_000) - 5000;
            numbers[4][row] = (double) (random.nextLong() >> 12);
            numbers[5][row] = random.nextInt(2);
            states[row] = random.nextInt(4) == 0
                    ? null
                    : STATES.get(random.nextInt(STATES.size())) + (row % 9 == 0 ? "?" : "");
            numbers[random.nextInt(INPUTS.size())][row] = Double.NaN;
        }
        return new ColumnBatch(
                rows,
                List.of(
                        new ColumnVector.Numbers(numbers[0]),
                        new ColumnVector.Numbers(numbers[1]),
                        new ColumnVector.Texts(states),
                        new ColumnVector.Numbers(numbers[3]),
                        new ColumnVector.Numbers(numbers[4]),
                        new ColumnVector.Numbers(numbers[5])));
    }
}
