package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compared with XGBoost4J on models that it trains here. */
class XGBoostImporterTest {
    private static final int ROWS = 600;
    private static final int FEATURES = 6;
    private static final int CLASSES = 4;

    /** {@code float[feature][row]}, a sixth of it missing. */
    private final float[][] features = new float[FEATURES][ROWS];

    private final float[] flat = new float[ROWS * FEATURES];
    private final Random random = new Random(7);

    XGBoostImporterTest() {
        for (int row = 0; row < ROWS; row++) {
            for (int feature = 0; feature < FEATURES; feature++) {
                float value = feature < 2 ? random.nextInt(7) : (float) random.nextGaussian();
                value = random.nextInt(6) == 0 ? Float.NaN : value;
                features[feature][row] = value;
                flat[row * FEATURES + feature] = value;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reg:squarederror",
                "reg:squaredlogerror",
                "reg:logistic",
                "reg:pseudohubererror",
                "reg:absoluteerror",
                "reg:tweedie",
                "reg:gamma",
                "count:poisson",
                "binary:logistic",
                "binary:logitraw",
                "binary:hinge",
                "multi:softmax",
                "multi:softprob",
                "rank:pairwise"
            })
    void predictsAsXGBoostDoesForEveryObjective(String objective) throws XGBoostError {
        DMatrix matrix = matrix(labels(objective));
        Booster booster = train(matrix, objective, Map.of());
        for (String format : List.of("json", "ubj")) {
            ImportedModel imported = XGBoostImporter.read(booster.toByteArray(format));
            assertThat(imported.objective()).isEqualTo(objective);
            assertThat(imported.predictor().features()).isEqualTo(FEATURES);
            assertThat(imported.predictor().outputs()).isEqualTo(objective.startsWith("multi") ? CLASSES : 1);

            float[][] margins = margins(imported);
            assertBitEqual(margins, booster.predict(matrix, true));
            if (!objective.equals("multi:softmax")) {
                imported.link().apply(margins, ROWS);
                assertClose(margins, booster.predict(matrix));
            } else {
                assertArgumentOfMaximum(margins, booster.predict(matrix));
            }
        }
        booster.dispose();
        matrix.dispose();
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary:logistic", "binary:hinge", "multi:softmax"})
    void aModelDecidesOnClassesAsXGBoostDoes(String objective) throws XGBoostError {
        DMatrix matrix = matrix(labels(objective));
        Booster booster = train(matrix, objective, Map.of());
        ImportedModel imported = XGBoostImporter.read(booster.toByteArray("ubj"));
        List<Field> inputs = new ArrayList<>();
        List<ColumnTransformer> transformers = new ArrayList<>();
        List<ColumnVector> columns = new ArrayList<>();
        for (int feature = 0; feature < FEATURES; feature++) {
            inputs.add(new Field("x" + feature, ColumnType.REAL));
            transformers.add(new NumberPassthrough(feature));
            double[] column = new double[ROWS];
            for (int row = 0; row < ROWS; row++) {
                column[row] = features[feature][row];
            }
            columns.add(new ColumnVector.Numbers(column));
        }
        List<String> labels = objective.startsWith("multi") ? List.of("0", "1", "2", "3") : List.of("0", "1");
        Model model = new Model(
                inputs,
                new Task.Classification(labels, ColumnType.INTEGER),
                List.of(new Member(1, new FeaturePipeline(transformers), imported.predictor(), imported.link())),
                OptionalDouble.empty(),
                new Provenance(Map.of(), List.of()));
        int[] codes = new int[ROWS];
        model.codes(new ColumnBatch(ROWS, columns), codes);
        float[][] theirs = booster.predict(matrix);
        for (int row = 0; row < ROWS; row++) {
            int expected = objective.startsWith("multi") ? (int) theirs[row][0] : theirs[row][0] > 0.5 ? 1 : 0;
            assertThat(codes[row]).as("row %s", row).isEqualTo(expected);
        }
        assertThat(codes).contains(0, 1);
        booster.dispose();
        matrix.dispose();
    }

    @Test
    void walksDeepTreesAndForestsToTheSameBits() throws XGBoostError {
        for (Map<String, Object> parameters : List.<Map<String, Object>>of(
                Map.of("max_depth", 12, "gamma", 0, "min_child_weight", 0.01, "tree_method", "exact"),
                Map.of("num_parallel_tree", 5, "subsample", 0.6),
                Map.of("max_leaves", 9, "grow_policy", "lossguide", "max_depth", 0),
                Map.of("gamma", 5, "max_depth", 9, "tree_method", "exact"),
                Map.of("base_score", -3.7))) {
            DMatrix matrix = matrix(labels("reg:squarederror"));
            Booster booster = train(matrix, "reg:squarederror", parameters);
            ImportedModel imported = XGBoostImporter.read(booster.toByteArray("ubj"));
            assertBitEqual(margins(imported), booster.predict(matrix, true));
            booster.dispose();
            matrix.dispose();
        }
    }

    @Test
    void readsALinearBooster() throws XGBoostError {
        for (String objective : List.of("reg:squarederror", "binary:logistic", "multi:softprob")) {
            DMatrix matrix = matrix(labels(objective));
            Booster booster = train(matrix, objective, Map.of("booster", "gblinear", "updater", "coord_descent"));
            for (String format : List.of("json", "ubj")) {
                ImportedModel imported = XGBoostImporter.read(booster.toByteArray(format));
                assertClose(margins(imported), booster.predict(matrix, true));
            }
            booster.dispose();
            matrix.dispose();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary:logistic", "reg:logistic", "reg:tweedie", "count:poisson"})
    void turnsBaseScoresIntoMarginsAsXGBoostDoes(String objective) throws XGBoostError {
        float[] labels = labels(objective);
        DMatrix matrix = matrix(labels);
        int different = 0;
        for (int i = 1; i < 400; i++) {
            float score = i / 400f;
            Booster booster = train(matrix, objective, Map.of("base_score", score), 0);
            float theirs = booster.predict(matrix, true)[0][0];
            float ours = margins(XGBoostImporter.read(booster.toByteArray("ubj")))[0][0];
            assertThat(ours).isBetween(Math.nextDown(theirs), Math.nextUp(theirs));
            different += ours == theirs ? 0 : 1;
            booster.dispose();
        }
        // Ours is correctly rounded; a C library's logf may be off by one bit now and then (glibc 2.36: in 1 and 5 of
        // 399).
        assertThat(different).isLessThan(10);
        matrix.dispose();
    }

    @Test
    void readsTheBracketedBaseScoreOfXGBoostThree() {
        String one = document("binary:logistic", "[5E-1]", "0", STUMP);
        assertThat(((TreeEnsemble) XGBoostImporter.read(one.getBytes(UTF_8)).predictor()).baseMargins())
                .containsExactly(-0f);
        String each = document("multi:softprob", "[1E0,-2.5E-1]", "2", STUMP);
        ImportedModel imported = XGBoostImporter.read(each.getBytes(UTF_8));
        assertThat(((TreeEnsemble) imported.predictor()).baseMargins()).containsExactly(1f, -0.25f);
        assertThat(imported.link()).isEqualTo(Link.SOFTMAX);
    }

    @Test
    void addsUpADartBoosterToTheSameMargins() throws XGBoostError {
        DMatrix matrix = matrix(labels("reg:squarederror"));
        Booster dart = train(matrix, "reg:squarederror", Map.of("booster", "dart", "rate_drop", 0.4));
        for (String format : List.of("json", "ubj", "deprecated")) {
            assertClose(margins(XGBoostImporter.read(dart.toByteArray(format))), dart.predict(matrix, true));
        }
        dart.dispose();
        matrix.dispose();
    }

    @Test
    void saysWhatItDoesNotSupport() {
        assertRefused(document("my:own", "0", "0", STUMP), "The booster's objective my:own is not supported");
        assertRefused(
                document(
                        "reg:squarederror",
                        "0",
                        "0",
                        STUMP.replace("\"size_leaf_vector\":\"1\"", "\"size_leaf_vector\":\"3\"")
                                .replace("\"split_type\"", "\"base_weights\":[1,2,3],\"split_type\"")),
                "leaves of 3 values for 1 outputs");
        assertRefused(
                document(
                        "reg:squarederror",
                        "0",
                        "0",
                        STUMP.replace("\"split_type\":[0,0,0]", "\"split_type\":[1,0,0]")),
                "no property learner.gradient_booster.model.trees[0].categories_nodes");
    }

    @Test
    void refusesWhatIsNoSoundBooster() {
        String good = document("reg:squarederror", "0", "0", STUMP);
        assertThat(XGBoostImporter.read(good.getBytes(UTF_8)).predictor().features())
                .isEqualTo(2);
        assertRefused("", "neither a JSON nor a UBJSON object");
        assertRefused("[1]", "neither a JSON nor a UBJSON object");
        assertRefused("{\"learner\":", "not valid JSON");
        assertRefused("{}", "no property learner");
        assertRefused("{\"learner\":3}", "Property learner of the booster is not an object");
        assertRefused(
                good.replace("\"left_children\":[1,", "\"left_children\":[0,"), "is no tree: node 0 has the child 0");
        assertRefused(
                good.replace("\"left_children\":[1,", "\"left_children\":[2,"), "is no tree: node 0 has the child 2");
        assertRefused(
                good.replace("\"left_children\":[1,", "\"left_children\":[3,"), "is no tree: node 0 has the child 3");
        assertRefused(
                good.replace("\"left_children\":[1,", "\"left_children\":[-1,"), "is no tree: node 0 has the child -1");
        assertRefused(
                good.replace("\"left_children\":[1,", "\"left_children\":[1.5,"),
                "left_children[0] of the booster is not");
        assertRefused(good.replace("\"split_indices\":[1,", "\"split_indices\":[2,"), "splits on feature 2 of 2");
        assertRefused(good.replace("[0.5,1.5,", "[0.5,NaN,"), "Leaf 0 is NaN");
        assertRefused(good.replace("[0.5,1.5,", "[0.5,1e39,"), "Leaf 0 is Infinity");
        assertRefused(good.replace("[0.5,1.5,", "[0.5,"), "lists of different lengths");
        assertRefused(good.replace("\"tree_info\":[0]", "\"tree_info\":[1]"), "adds to output 1");
        assertRefused(good.replace("\"tree_info\":[0]", "\"tree_info\":[]"), "1 trees, but says of 0");
        assertRefused(document("binary:logistic", "1", "0", STUMP), "no finite margin");
        assertRefused(document("binary:logistic", "x", "0", STUMP), "base score x is not a number");
        assertRefused(document("multi:softprob", "0", "2000000000", STUMP), "2000000000 outputs");
        assertRefused("[".repeat(100_000), "neither a JSON");
        assertRefused("{\"a\":" + "[".repeat(100_000), "not valid JSON");
    }

    @Test
    void refusesForgedLengthsInUbjson() {
        byte[] list = {'{', 'i', 1, 'a', '[', '$', 'd', '#', 'L', 0x7f, -1, -1, -1, -1, -1, -1, -1};
        assertRefused(list, "too few bytes");
        byte[] negative = {'{', 'i', 1, 'a', '[', '$', 'd', '#', 'i', -1};
        assertRefused(negative, "a length that is no length");
        byte[] text = {'{', 'l', 0x7f, -1, -1, -1, 'a'};
        assertRefused(text, "text of 2147483647 bytes");
        byte[] nothings = {'{', 'i', 1, 'a', '[', '$', 'Z', '#', 'l', 0x7f, -1, -1, -1};
        assertRefused(nothings, "unknown type 90");
        byte[] nested = new byte[100_000];
        Arrays.fill(nested, (byte) '[');
        System.arraycopy(new byte[] {'{', 'i', 1, 'a'}, 0, nested, 0, 4);
        assertRefused(nested, "nested more than 64 deep");
    }

    @Test
    void anyDamageIsRefusedOrHarmless() throws XGBoostError {
        DMatrix matrix = matrix(labels("binary:logistic"));
        Booster booster = train(matrix, "binary:logistic", Map.of(), 2);
        for (String format : List.of("json", "ubj")) {
            byte[] sound = booster.toByteArray(format);
            for (int round = 0; round < 3000; round++) {
                byte[] damaged =
                        random.nextInt(4) == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
                for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                try {
                    ImportedModel imported = XGBoostImporter.read(damaged);
                    if (imported.predictor().features() <= FEATURES) {
                        margins(imported);
                    }
                } catch (ArtifactException refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                }
            }
        }
        booster.dispose();
        matrix.dispose();
    }

    private static final String STUMP = """
            {"tree_param":{"num_deleted":"0","num_feature":"2","num_nodes":"3","size_leaf_vector":"1"},"split_type":[0,0,0],
            "left_children":[1,-1,-1],"right_children":[2,-1,-1],"split_indices":[1,0,0],"default_left":[1,0,0],
            "split_conditions":[0.5,1.5,2.5]}""";

    private static String document(String objective, String baseScore, String classes, String tree) {
        return """
                {"learner":{"objective":{"name":"%s"},
                "learner_model_param":{"base_score":"%s","num_class":"%s","num_feature":"2","num_target":"1"},
                "gradient_booster":{"name":"gbtree","model":{"trees":[%s],"tree_info":[0]}}},"version":[3,1,1]}""".formatted(objective, baseScore, classes, tree);
    }

    private static void assertRefused(String booster, String reason) {
        assertRefused(booster.getBytes(UTF_8), reason);
    }

    private static void assertRefused(byte[] booster, String reason) {
        assertThatThrownBy(() -> XGBoostImporter.read(booster))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining(reason);
    }

    private float[][] margins(ImportedModel imported) {
        float[][] margins = new float[imported.predictor().outputs()][ROWS];
        imported.predictor().margins(features, ROWS, margins);
        return margins;
    }

    private static void assertBitEqual(float[][] ours, float[][] theirs) {
        for (int row = 0; row < ROWS; row++) {
            for (int output = 0; output < ours.length; output++) {
                assertThat(Float.floatToIntBits(ours[output][row]))
                        .as("row %s output %s", row, output)
                        .isEqualTo(Float.floatToIntBits(theirs[row][output]));
            }
        }
    }

    private static void assertClose(float[][] ours, float[][] theirs) {
        for (int row = 0; row < ROWS; row++) {
            for (int output = 0; output < ours.length; output++) {
                float expected = theirs[row][output];
                assertThat(ours[output][row]).isCloseTo(expected, within(1e-6f * Math.max(1, Math.abs(expected))));
            }
        }
    }

    private static void assertArgumentOfMaximum(float[][] margins, float[][] theirs) {
        for (int row = 0; row < ROWS; row++) {
            int largest = 0;
            for (int output = 1; output < margins.length; output++) {
                largest = margins[output][row] > margins[largest][row] ? output : largest;
            }
            assertThat(largest).isEqualTo((int) theirs[row][0]);
        }
    }

    private float[] labels(String objective) {
        float[] labels = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            float signal = (Float.isNaN(features[0][row]) ? 3 : features[0][row])
                    - 2
                    + (Float.isNaN(features[2][row]) ? 0.4f : features[2][row])
                    + (float) random.nextGaussian() * 0.3f;
            labels[row] = switch (objective) {
                case "binary:logistic", "binary:logitraw", "binary:hinge" -> signal > 0 ? 1 : 0;
                case "reg:logistic" -> Math.min(1, Math.max(0, signal / 6 + 0.4f));
                case "multi:softmax", "multi:softprob" -> Math.min(CLASSES - 1, Math.max(0, Math.round(signal)));
                case "reg:squarederror", "reg:pseudohubererror", "reg:absoluteerror" -> signal;
                case "rank:pairwise" -> Math.min(3, Math.max(0, Math.round(signal)));
                default -> Math.abs(signal) + 0.1f;
            };
        }
        return labels;
    }

    private DMatrix matrix(float[] labels) throws XGBoostError {
        DMatrix matrix = new DMatrix(flat, ROWS, FEATURES, Float.NaN);
        matrix.setLabel(labels);
        return matrix;
    }

    private static Booster train(DMatrix matrix, String objective, Map<String, Object> parameters) throws XGBoostError {
        return train(matrix, objective, parameters, 12);
    }

    private static Booster train(DMatrix matrix, String objective, Map<String, Object> parameters, int rounds)
            throws XGBoostError {
        Map<String, Object> all = new HashMap<>(Map.of("objective", objective, "nthread", 1, "max_depth", 5));
        if (objective.startsWith("multi")) {
            all.put("num_class", CLASSES);
        }
        if (objective.startsWith("rank")) {
            List<Integer> groups = new ArrayList<>(List.of(ROWS / 4, ROWS / 4, ROWS / 2));
            matrix.setGroup(groups.stream().mapToInt(Integer::intValue).toArray());
        }
        all.putAll(parameters);
        return XGBoost.train(matrix, all, rounds, Map.of(), null, null);
    }
}
