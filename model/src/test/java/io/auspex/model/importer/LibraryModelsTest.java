package io.auspex.model.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.model.predict.TreeEnsemble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Issue 4, BYOM: models trained outside predict the same as their own library. */
class LibraryModelsTest {
    static List<LibraryModel> all() {
        return LibraryModel.all();
    }

    @DisplayName("the library's own prediction within 1e-6")
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void predictsAsTheLibraryDoes(LibraryModel model) {
        ImportedModel imported = model.read();
        float[][] margins = margins(imported, model);
        double[][] expected = model.columns('p');
        if (imported.prediction() == OwnPrediction.CLASS_NUMBER) {
            assertClose(expected, new float[][] {classNumbers(margins, model.rows())});
            return;
        }
        imported.link().apply(margins, model.rows());
        assertClose(expected, margins);
    }

    @DisplayName("XGBoost's margins within 1e-6")
    @ParameterizedTest(name = "{0}")
    @MethodSource("xgboost")
    void addsUpToTheMarginOfXGBoost(LibraryModel model) {
        assertClose(model.columns('m'), margins(model.read(), model));
    }

    static List<LibraryModel> xgboost() {
        // For a class number XGBoost gives the same with and without margins being asked for.
        return all().stream()
                .filter(model -> model.toString().startsWith("xgboost"))
                .toList();
    }

    @DisplayName("the same leaf in every tree")
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void reachesTheLeavesThatTheLibraryReaches(LibraryModel model) {
        ImportedModel imported = model.read();
        if (!(imported.predictor() instanceof TreeEnsemble trees)) {
            assertThat(imported.objective()).isNotBlank();
            assertThat(model.toString()).contains("linear");
            return;
        }
        double[][] expected = model.columns('l');
        // A tree of vector leaves is as many trees here.
        int copies = trees.nodes().trees() / expected.length;
        assertThat(trees.nodes().trees()).isEqualTo(copies * expected.length).isPositive();
        float[][] features = imported.pipeline().transform(model.batch());
        for (int tree = 0; tree < expected.length; tree++) {
            for (int copy = 0; copy < copies; copy++) {
                assertSameLeaves(expected[tree], trees, tree * copies + copy, features);
            }
        }
    }

    /** Leaves are numbered differently, so each of theirs must always be the same one of ours, and no other's. */
    private static void assertSameLeaves(double[] expected, TreeEnsemble trees, int tree, float[][] features) {
        Map<Integer, Integer> ours = new HashMap<>();
        Map<Integer, Integer> theirs = new HashMap<>();
        for (int row = 0; row < expected.length; row++) {
            int leaf = trees.nodes().leafOf(tree, features, row);
            assertThat(ours.computeIfAbsent((int) expected[row], key -> leaf))
                    .as("tree %s, row %s", tree, row)
                    .isEqualTo(leaf);
            int original = (int) expected[row];
            assertThat(theirs.computeIfAbsent(leaf, key -> original))
                    .as("tree %s, row %s", tree, row)
                    .isEqualTo(original);
        }
    }

    private static float[][] margins(ImportedModel imported, LibraryModel model) {
        assertThat(imported.features()).hasSize(model.columns('x').length);
        float[][] margins = new float[imported.outputs()][model.rows()];
        imported.predictor().margins(imported.pipeline().transform(model.batch()), model.rows(), margins);
        return margins;
    }

    private static float[] classNumbers(float[][] margins, int rows) {
        float[] numbers = new float[rows];
        for (int row = 0; row < rows; row++) {
            for (int output = 1; output < margins.length; output++) {
                if (margins[output][row] > margins[(int) numbers[row]][row]) {
                    numbers[row] = output;
                }
            }
        }
        return numbers;
    }

    private static void assertClose(double[][] expected, float[][] actual) {
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        List<String> different = new ArrayList<>();
        for (int output = 0; output < expected.length; output++) {
            for (int row = 0; row < expected[output].length; row++) {
                double difference = Math.abs(actual[output][row] - expected[output][row]);
                if (!(difference <= 1e-6 * Math.max(0.1, Math.abs(expected[output][row])))) {
                    different.add("output " + output + ", row " + row + ": " + expected[output][row] + ", here "
                            + actual[output][row]);
                }
            }
        }
        assertThat(different).isEmpty();
    }
}
