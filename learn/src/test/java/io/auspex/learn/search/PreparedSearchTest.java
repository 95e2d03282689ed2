package io.auspex.learn.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.learn.OpenData;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.job.JobSpecification;
import io.auspex.learn.job.TrainedModel;
import io.auspex.learn.job.TrainingJob;
import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.metric.RegressionMetrics;
import io.auspex.learn.objective.ModelType;
import io.auspex.model.Model;
import io.auspex.model.artifact.ArtifactReader;
import io.auspex.model.artifact.ArtifactWriter;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Issue 4 point 1: a search whose columns are prepared by PREPROCESSORS")
class PreparedSearchTest {
    private static TrainedModel search(Frame train, String target, ModelType only, String preprocessors) {
        JobSpecification plain = JobSpecification.autopilot(target, 2);
        return TrainingJob.train(
                new JobSpecification(
                        plain.algorithm(),
                        Optional.of(target),
                        Optional.empty(),
                        Optional.of(target.equals("rings") ? "MSE" : "AUC"),
                        Optional.of(only),
                        Optional.of(preprocessors),
                        Map.of(),
                        Map.of("MAX_MODELS", "2"),
                        8,
                        1,
                        2,
                        plain.maxCells(),
                        0,
                        Map.of()),
                train,
                line -> {});
    }

    @ParameterizedTest
    @EnumSource(
            value = ModelType.class,
            names = {"XGBOOST", "LINEAR_LEARNER"})
    void titanicThroughNineTransformers(ModelType only) throws IOException {
        Frame titanic = OpenData.load("titanic");
        String target = titanic.fields().stream()
                .map(field -> field.name())
                .filter("survived"::equalsIgnoreCase)
                .findFirst()
                .orElseThrow();
        TrainedModel trained = search(OpenData.train(titanic), target, only, """
                [{"ColumnSet": ["sex", "embarked"], "Transformers": ["OneHotEncoder", "Imputer"]},
                 {"ColumnSet": ["cabin"],           "Transformers": ["OrdinalEncoder", "ImputerWithIndicator"]},
                 {"ColumnSet": ["pclass"],          "Transformers": ["NumericPassthrough"]},
                 {"ColumnSet": ["age"],             "Transformers": ["MinMax", "ImputerWithIndicator"]},
                 {"ColumnSet": ["fare"],            "Transformers": ["Normalizer"]},
                 {"ColumnSet": ["sib_sp", "parch"], "Transformers": ["StandardScaler", "PCA"]}]""");
        Frame test = OpenData.test(titanic);
        int column = test.indexOf(target);
        ColumnBatch rows = test.without(column).batch();
        int[] truth = Arrays.stream(test.numbers(column), 0, test.rows())
                .mapToInt(value -> (int) value)
                .toArray();
        assertThat(ClassificationMetrics.auc(truth, probabilities(trained.model(), rows)))
                .isGreaterThan(0.8);
        assertThat(trained.outcome().findings())
                .contains("PREPROCESSORS prepared \"age\" with ImputerWithIndicator, MinMax.");

        ByteArrayOutputStream artifact = new ByteArrayOutputStream();
        ArtifactWriter.write(trained.model(), artifact);
        Model read = ArtifactReader.read(artifact.toByteArray());
        assertThat(read).isEqualTo(trained.model());
        assertThat(probabilities(read, rows)).isEqualTo(probabilities(trained.model(), rows));
        for (double probability : probabilities(read, strange(rows))) {
            assertThat(probability).isBetween(0.0, 1.0);
        }
    }

    @Test
    void abaloneOnItsPrincipalComponents() {
        Frame abalone = OpenData.load("abalone");
        Frame test = OpenData.test(abalone);
        TrainedModel trained = search(OpenData.train(abalone), "rings", ModelType.LINEAR_LEARNER, """
                [{"ColumnSet": ["sex"], "Transformers": ["OneHotEncoder"]},
                 {"ColumnSet": ["*"],   "Transformers": ["StandardScaler", "PCA"]}]""");
        double[] predicted = new double[test.rows()];
        trained.model().values(test.without(test.indexOf("rings")).batch(), predicted);
        double[] truth = Arrays.copyOf(test.numbers(test.indexOf("rings")), test.rows());
        assertThat(RegressionMetrics.mse(truth, predicted)).isLessThan(6.5);
        assertThat(trained.model().members().get(0).pipeline().width())
                .as("three levels and fewer than seven components")
                .isBetween(4, 8);
    }

    /** Components stand behind the other features: the codes of a category, filled or not, stand elsewhere than its transformer. */
    @ParameterizedTest
    @EnumSource(
            value = ModelType.class,
            names = {"XGBOOST", "LINEAR_LEARNER", "MLP"})
    void categoriesBesideFewerComponents(ModelType only) {
        int rows = 600;
        double[][] alike = new double[6][rows];
        String[] towns = new String[rows];
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            for (double[] column : alike) {
                column[row] = row % 17;
            }
            towns[row] = row % 9 == 8 ? null : "town " + row % 30;
            target[row] = row % 30 < 15 ? 1 : 0;
        }
        List<Field> fields = new ArrayList<>();
        List<ColumnVector> columns = new ArrayList<>();
        for (int column = 0; column < alike.length; column++) {
            fields.add(new Field("n" + column, ColumnType.DOUBLE));
            columns.add(new ColumnVector.Numbers(alike[column]));
        }
        for (String name : List.of("town", "home")) {
            fields.add(new Field(name, ColumnType.VARCHAR));
            columns.add(new ColumnVector.Texts(towns));
        }
        fields.add(new Field("leaves", ColumnType.INTEGER));
        columns.add(new ColumnVector.Numbers(target));
        Frame frame = Frame.of(fields, new ColumnBatch(rows, columns));
        TrainedModel trained = search(frame, "leaves", only, """
                [{"ColumnSet": ["n0", "n1", "n2", "n3", "n4", "n5"], "Transformers": ["PCA"]},
                 {"ColumnSet": ["town"], "Transformers": ["Imputer"]}]""");
        int[] truth = Arrays.stream(target).mapToInt(value -> (int) value).toArray();
        ColumnBatch inputs = frame.without(frame.indexOf("leaves")).batch();
        assertThat(ClassificationMetrics.auc(truth, probabilities(trained.model(), inputs)))
                .isGreaterThan(0.9);
    }

    @ParameterizedTest
    @EnumSource(
            value = ModelType.class,
            names = {"XGBOOST", "LINEAR_LEARNER"})
    void infiniteNumbersAndNullsInTheTrainingRowsNeverRaise(ModelType only) {
        int rows = 600;
        double[][] numbers = new double[3][rows];
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            numbers[0][row] = row % 50 == 0 ? Double.POSITIVE_INFINITY : row % 7;
            numbers[1][row] = row % 60 == 1 ? Double.NEGATIVE_INFINITY : row % 11 == 0 ? Double.NaN : row % 5;
            numbers[2][row] = Double.NaN;
            target[row] = row % 7 + row % 5 + 0.5;
        }
        List<Field> fields = new ArrayList<>();
        List<ColumnVector> columns = new ArrayList<>();
        for (int column = 0; column < numbers.length; column++) {
            fields.add(new Field("x" + column, ColumnType.DOUBLE));
            columns.add(new ColumnVector.Numbers(numbers[column]));
        }
        fields.add(new Field("rings", ColumnType.DOUBLE));
        columns.add(new ColumnVector.Numbers(target));
        Frame frame = Frame.of(fields, new ColumnBatch(rows, columns));
        for (String transformer : List.of("NumericPassthrough", "PCA", "Normalizer", "OneHotEncoder")) {
            Model model = search(
                            frame,
                            "rings",
                            only,
                            "[{\"ColumnSet\": [\"*\"], \"Transformers\": [\"" + transformer + "\"]}]")
                    .model();
            double[] values = new double[rows];
            model.values(frame.without(3).batch(), values);
            for (double value : values) {
                assertThat(value).as("%s with %s", transformer, only).isFinite();
            }
        }
    }

    /** The same rows, each column NULL, absurdly large or of a category that nobody has seen, in turn. */
    private static ColumnBatch strange(ColumnBatch rows) {
        List<ColumnVector> columns = new ArrayList<>();
        double[] numbers = {Double.NaN, 1e300, Double.NEGATIVE_INFINITY, -7};
        for (ColumnVector column : rows.columns()) {
            if (column instanceof ColumnVector.Texts) {
                String[] texts = new String[rows.rows()];
                for (int row = 0; row < texts.length; row++) {
                    texts[row] = row % 2 == 0 ? null : "never seen";
                }
                columns.add(new ColumnVector.Texts(texts));
            } else {
                double[] values = new double[rows.rows()];
                for (int row = 0; row < values.length; row++) {
                    values[row] = numbers[row % numbers.length];
                }
                columns.add(new ColumnVector.Numbers(values));
            }
        }
        return new ColumnBatch(rows.rows(), columns);
    }

    private static double[] probabilities(Model model, ColumnBatch rows) {
        double[][] probabilities = new double[2][rows.rows()];
        model.probabilities(rows, probabilities);
        return probabilities[1];
    }
}
