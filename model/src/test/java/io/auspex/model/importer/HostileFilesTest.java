package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.model.artifact.ArtifactException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Issue 4, BYOM: every file is hostile until validated. */
class HostileFilesTest {
    private static final int MOST_PLACES = 1200;

    private static final List<String> NAMES = List.of(
            "xgboost-3.2.0/titanic.json",
            "xgboost-3.2.0/titanic.ubj",
            "xgboost-3.2.0/dart.json",
            "xgboost-3.2.0/linear.ubj",
            "xgboost-3.2.0/categories_partition.ubj",
            "xgboost-3.2.0/named_categories.json",
            "xgboost-3.2.0/vector_leaf.ubj",
            "xgboost-1.7.6/titanic.deprecated",
            "xgboost-1.7.6/dart.deprecated",
            "xgboost-1.0.2/linear.deprecated",
            "xgboost-1.0.2/titanic.pickle2",
            "xgboost-1.0.2/pickled0.pickle0",
            "xgboost-3.2.0/titanic.pickle4",
            "lightgbm-4.7.0/titanic.txt",
            "lightgbm-4.7.0/categories.txt",
            "lightgbm-4.7.0/linear_tree.txt",
            "lightgbm-4.7.0/multiclass.txt",
            "lightgbm-4.7.0/named_categories.txt",
            "lightgbm-4.7.0/titanic.pickle4");

    static List<LibraryModel> some() {
        List<LibraryModel> models = LibraryModel.all().stream()
                .filter(model -> NAMES.contains(model.toString()))
                .toList();
        assertThat(models).hasSameSizeAs(NAMES);
        return models;
    }

    @Timeout(120)
    @DisplayName("a file that ends too early")
    @ParameterizedTest(name = "{0}")
    @MethodSource("some")
    void readsOrRefusesWhateverEndsEarly(LibraryModel model) {
        byte[] whole = model.bytes();
        int refused = 0;
        int step = Math.max(1, whole.length / MOST_PLACES);
        for (int length = 0; length < whole.length; length += step) {
            refused += readsOrRefuses(Arrays.copyOf(whole, length), model) ? 0 : 1;
        }
        // LightGBM's own parameters behind the trees are not looked at.
        assertThat(refused).isGreaterThan(whole.length / step / 4);
    }

    @Timeout(120)
    @DisplayName("a file with any byte changed")
    @ParameterizedTest(name = "{0}")
    @MethodSource("some")
    void readsOrRefusesWhateverIsChanged(LibraryModel model) {
        byte[] whole = model.bytes();
        Random random = new Random(1);
        int step = Math.max(1, whole.length / MOST_PLACES);
        for (int place = 0; place < whole.length; place += step) {
            for (byte value : new byte[] {0, -1, '9', '-', ' ', (byte) random.nextInt()}) {
                byte[] changed = whole.clone();
                changed[place] = value;
                readsOrRefuses(changed, model);
            }
        }
        for (int round = 0; round < 500; round++) {
            byte[] changed = whole.clone();
            int from = random.nextInt(whole.length);
            int to = Math.min(whole.length, from + 1 + random.nextInt(16));
            int source = random.nextInt(whole.length - (to - from) + 1);
            System.arraycopy(whole, source, changed, from, to - from);
            readsOrRefuses(changed, model);
        }
    }

    /** Whether it was read, and then also predicts. */
    private static boolean readsOrRefuses(byte[] file, LibraryModel model) {
        try {
            ImportedModel imported = ModelFileImporter.read(file, "model");
            if (imported.features().size() <= model.columns('x').length && imported.outputs() < 100) {
                float[][] margins = new float[imported.outputs()][model.rows()];
                imported.predictor().margins(imported.pipeline().transform(model.batch()), model.rows(), margins);
                imported.link().apply(margins, model.rows());
            }
            return true;
        } catch (ArtifactException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n");
            return false;
        }
    }

    @Test
    void refusesWhatIsNoModel() {
        assertRefused(new byte[0], "of no kind that can be imported");
        assertRefused("hello".getBytes(UTF_8), "The file model.bin is of no kind that can be imported: XGBoost JSON, ");
        assertRefused("{\"a\": 1}".getBytes(UTF_8), "of no kind");
        assertRefused("tree\nversion=v4\n".getBytes(UTF_8), "there is no line \"end of trees\"");
        assertRefused("tree\nnum_class=1\nend of trees\n".getBytes(UTF_8), "before version 2");
    }

    @Test
    void neverExecutesAPickle() {
        // os.system("touch /tmp/x"), as protocol 2 and behind the start of an older protocol
        byte[] command = pickled("cposix\nsystem\nX\f\0\0\0touch /tmp/x\u0085R.");
        assertRefused(command, "The pickle holds no model of XGBoost or LightGBM");
        assertRefused("ccopy_reg\nloads\n(I1\ntR.".getBytes(ISO_8859_1), "The pickle holds no model");
        assertRefused(pickled("X\u00ff\u00ff\u00ff\u00ffabc."), "The pickle ends too early");
        assertRefused(pickled("\u008e\0\0\0\0\0\0\0\u0080abc."), "The pickle ends too early");
        assertRefused(pickled("?"), "The pickle has an unknown instruction before byte 3");
        assertRefused(pickled("}}}}"), "The pickle ends too early");
    }

    @Test
    void refusesAPickleOfSeveralModels() {
        byte[] model = stump("1").getBytes(UTF_8);
        String once =
                "X" + (char) (model.length & 0xff) + (char) (model.length >> 8) + "\0\0" + new String(model, US_ASCII);
        assertThat(ModelFileImporter.read(pickled(once + "."), "p").objective()).isEqualTo("regression");
        assertRefused(pickled(once + once + "."), "The pickle holds several models");
    }

    private static byte[] pickled(String program) {
        return ("\u0080\u0002" + program).getBytes(ISO_8859_1);
    }

    @Test
    void refusesLightGBMTreesThatAreNone() {
        assertThat(ModelFileImporter.read(stump("1").getBytes(UTF_8), "s")
                        .predictor()
                        .features())
                .isEqualTo(1);
        assertStumpRefused("left_child=-1", "left_child=0", "node 0 has the child 0");
        assertStumpRefused("left_child=-1", "left_child=-9", "node 0 has the child -1");
        assertStumpRefused("left_child=-1", "left_child=-2", "node 0 has the child 2");
        assertStumpRefused("split_feature=0", "split_feature=7", "looks at feature 7 of 2");
        assertStumpRefused("threshold=0.5", "threshold=nan", "the threshold NaN");
        assertStumpRefused("threshold=0.5", "threshold=x", "a wrong threshold in tree 0");
        assertStumpRefused("num_leaves=2", "num_leaves=2000000000", "2000000000 leaves");
        assertStumpRefused("num_leaves=2", "num_leaves=3", "2 values of leaf_value in tree 0, not 3");
        assertStumpRefused("leaf_value=1 2", "leaf_value=1 inf", "Leaf 1 is Infinity");
        assertStumpRefused("decision_type=2", "decision_type=12", "unknown decision type 12");
        assertStumpRefused("decision_type=2", "decision_type=1", "no sound set of categories");
        assertStumpRefused("max_feature_idx=1", "max_feature_idx=2000000000", "max_feature_idx of 2000000000");
        assertStumpRefused("num_tree_per_iteration=1", "num_tree_per_iteration=2", "1 trees for 2 outputs");
        assertStumpRefused("objective=regression", "objective=magic", "objective magic is not supported");
        assertStumpRefused("objective=regression", "objective=binary sigmoid:-1", "a wrong sigmoid:-1");
    }

    private static String stump(String left) {
        return "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nmax_feature_idx=1\nobjective=regression\n\n"
                + "Tree=0\nnum_leaves=2\nnum_cat=0\nsplit_feature=0\nthreshold=0.5\ndecision_type=2\nleft_child=-1\n"
                + "right_child=-2\nleaf_value=" + left + " 2\n\nend of trees\n";
    }

    private static void assertStumpRefused(String from, String to, String message) {
        assertThat(stump("1")).contains(from);
        assertRefused(stump("1").replace(from, to).getBytes(UTF_8), message);
    }

    private static void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> ModelFileImporter.read(file, "model.bin"))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining(message);
    }
}
