package io.auspex.model.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.artifact.ArtifactReader;
import io.auspex.model.artifact.ArtifactWriter;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.transform.FeaturePipeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 4, BYOM: what can be done with an imported model. */
class ImportedModelTest {
    static List<LibraryModel> ofOneNumber() {
        return LibraryModel.all().stream()
                .filter(model -> model.toString().matches("(xgboost-3.2.0|lightgbm-4.7.0)/.*"))
                .filter(model -> model.read().outputs() == 1)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofOneNumber")
    void predictsTheSameFromAnArtifact(LibraryModel file) throws IOException {
        ImportedModel imported = file.read();
        List<Field> inputs = new ArrayList<>();
        for (ImportedFeature feature : imported.features()) {
            inputs.add(new Field(feature.name(), ColumnType.DOUBLE));
        }
        Model model = new Model(
                inputs,
                new Task.Regression(ColumnType.DOUBLE),
                List.of(new Member(1, imported.pipeline(), imported.predictor(), imported.link())),
                OptionalDouble.empty(),
                new Provenance(Map.of(), List.of()));
        ByteArrayOutputStream artifact = new ByteArrayOutputStream();
        ArtifactWriter.write(model, artifact);
        Model read = ArtifactReader.read(artifact.toByteArray());
        assertThat(read).isEqualTo(model);
        double[] values = new double[file.rows()];
        read.values(file.batch(), values);
        double[] expected = file.columns('p')[0];
        for (int row = 0; row < values.length; row++) {
            assertThat(Math.abs(values[row] - expected[row]))
                    .isLessThanOrEqualTo(1e-6 * Math.max(0.1, Math.abs(expected[row])));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xgboost-3.2.0/named_categories.json", "lightgbm-4.7.0/named_categories.txt"})
    void takesTextsWhereTheFileKeepsThem(String name) {
        LibraryModel file = named(name);
        ImportedModel model = file.read();
        assertThat(model.features()).extracting(ImportedFeature::name).startsWith("age", "fare", "embarked", "sex");
        assertThat(model.features().get(2).categories()).contains(List.of("C", "Q", "S"));
        assertThat(model.features().get(3).categories()).contains(List.of("female", "male"));
        List<ColumnType> types = new ArrayList<>();
        List<ColumnVector> columns = new ArrayList<>();
        double[][] inputs = file.columns('x');
        for (int column = 0; column < inputs.length; column++) {
            boolean text = column == 2 || column == 3;
            types.add(text ? ColumnType.VARCHAR : ColumnType.DOUBLE);
            columns.add(
                    text
                            ? new ColumnVector.Texts(
                                    texts(inputs[column], model.features().get(column)))
                            : new ColumnVector.Numbers(inputs[column]));
        }
        FeaturePipeline pipeline = model.pipeline(types);
        float[][] margins = new float[1][file.rows()];
        model.predictor().margins(pipeline.transform(new ColumnBatch(file.rows(), columns)), file.rows(), margins);
        model.link().apply(margins, file.rows());
        for (int row = 0; row < file.rows(); row++) {
            assertThat(Math.abs(margins[0][row] - file.columns('p')[0][row])).isLessThan(1e-6);
        }
    }

    private static String[] texts(double[] codes, ImportedFeature feature) {
        String[] texts = new String[codes.length];
        for (int row = 0; row < codes.length; row++) {
            texts[row] = Double.isNaN(codes[row])
                    ? null
                    : feature.categories().orElseThrow().get((int) codes[row]);
        }
        return texts;
    }

    @Test
    void refusesColumnsThatItCannotTake() {
        ImportedModel model = named("xgboost-3.2.0/named_categories.json").read();
        assertThatThrownBy(() -> model.pipeline(List.of(ColumnType.DOUBLE)))
                .isInstanceOf(ArtifactException.class)
                .hasMessage("The model has 5 features, but 1 columns are given");
        List<ColumnType> texts = List.of(
                ColumnType.VARCHAR, ColumnType.REAL, ColumnType.VARCHAR, ColumnType.VARCHAR, ColumnType.INTEGER);
        assertThatThrownBy(() -> model.pipeline(texts))
                .isInstanceOf(ArtifactException.class)
                .hasMessage("Feature 1 of the model, age, is a number, but the column given for it is varchar");
    }

    @Test
    void keepsHowMuchOfTheTrainingRowsReachedEachNode() {
        for (String name : List.of(
                "xgboost-3.2.0/titanic.json",
                "xgboost-1.7.6/titanic.deprecated",
                "xgboost-3.2.0/titanic.ubj",
                "lightgbm-4.7.0/titanic.txt")) {
            TreeEnsemble trees = (TreeEnsemble) named(name).read().predictor();
            assertThat(trees.hasCovers()).as(name).isTrue();
            float[] nodes = trees.nodeCovers();
            float[] leaves = trees.leafCovers();
            int[] left = trees.leftChildren();
            int[] right = trees.rightChildren();
            for (int node = 0; node < nodes.length; node++) {
                float below = cover(left[node], nodes, leaves) + cover(right[node], nodes, leaves);
                assertThat(Math.abs(below - nodes[node])).isLessThan(1e-3f * nodes[node]);
            }
        }
    }

    private static float cover(int child, float[] nodes, float[] leaves) {
        return child >= 0 ? nodes[child] : leaves[~child];
    }

    @Test
    void keepsTheFirstTreesWithTheirCategories() {
        LibraryModel file = named("xgboost-3.2.0/categories_partition.json");
        TreeEnsemble whole = (TreeEnsemble) file.read().predictor();
        TreeEnsemble first = whole.first(2);
        assertThat(first.nodes().trees()).isEqualTo(2);
        assertThat(whole.first(whole.nodes().trees())).isEqualTo(whole);
        float[][] features = file.read().pipeline().transform(file.batch());
        for (int tree = 0; tree < 2; tree++) {
            for (int row = 0; row < file.rows(); row++) {
                assertThat(first.nodes().leafOf(tree, features, row))
                        .isEqualTo(whole.nodes().leafOf(tree, features, row));
            }
        }
    }

    private static LibraryModel named(String name) {
        return LibraryModel.all().stream()
                .filter(model -> model.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
