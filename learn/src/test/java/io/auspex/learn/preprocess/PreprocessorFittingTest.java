package io.auspex.learn.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.TrainingException;
import io.auspex.learn.frame.Frame;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 4 point 1, redshift-ml.md §3: each transformer, fitted")
class PreprocessorFittingTest {
    private static final double NULL = Double.NaN;
    private static final float NAN = Float.NaN;

    private final List<Field> fields = new ArrayList<>();
    private final List<ColumnVector> columns = new ArrayList<>();

    @Test
    @DisplayName("OneHotEncoder: the frequent first; rare, unseen and NULL are all zeros")
    void oneHotEncoder() {
        texts("city", "Oslo", "Rome", "Rome", "Oslo", "Rome", null, "Paris");
        FeaturePipeline fitted = fit("city", "OneHotEncoder");
        assertThat(fitted.featureNames(fields)).containsExactly("city=Rome", "city=Oslo");
        texts("city", "Rome", "Oslo", "Paris", "Berlin", null);
        assertThat(transform(fitted)).isDeepEqualTo(new float[][] {{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}});
    }

    @Test
    @DisplayName("OneHotEncoder and Imputer: NULL is a category of its own")
    void oneHotEncoderBehindImputer() {
        texts("city", "Oslo", null, "Rome", "Oslo", null, "Rome", null);
        FeaturePipeline fitted = fit("city", "OneHotEncoder\", \"Imputer");
        assertThat(fitted.featureNames(fields)).containsExactly("city=missing", "city=Oslo", "city=Rome");
        texts("city", null, "Oslo", "Berlin");
        assertThat(transform(fitted)).isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 0}});
    }

    @Test
    @DisplayName("OrdinalEncoder: codes in ascending order, one reserved for what was never seen; NULL stays missing")
    void ordinalEncoder() {
        numbers("size", ColumnType.INTEGER, 10, 9, 100, 9, NULL);
        FeaturePipeline fitted = fit("size", "OrdinalEncoder");
        numbers("size", ColumnType.INTEGER, 9, 10, 100, 11, NULL, Double.POSITIVE_INFINITY);
        assertThat(transform(fitted)[0]).containsExactly(0, 1, 2, 3, NAN, 3);
    }

    @Test
    @DisplayName("NumericPassthrough: the number, NULL stays missing")
    void numericPassthrough() {
        numbers("x", ColumnType.DOUBLE, 1, 2, 3);
        FeaturePipeline fitted = fit("x", "NumericPassthrough");
        numbers("x", ColumnType.DOUBLE, 2.5, NULL, -1e9);
        assertThat(transform(fitted)[0]).containsExactly(2.5f, NAN, -1e9f);
    }

    @Test
    @DisplayName("Imputer: the median of the training rows")
    void imputer() {
        numbers("x", ColumnType.DOUBLE, 100, 1, NULL, 3, 2);
        FeaturePipeline fitted = fit("x", "NumericPassthrough\",\"Imputer");
        numbers("x", ColumnType.DOUBLE, NULL, 7);
        assertThat(transform(fitted)[0]).containsExactly(2, 7);
    }

    @Test
    @DisplayName("Imputer alone: the model's own encoding sees the filled column")
    void imputerAlone() {
        texts("city", "Oslo", null, "Rome");
        Preprocessors parsed = parse("city", "Imputer");
        Frame frame = frame();
        PreprocessorFitting fitting = new PreprocessorFitting(parsed, frame);
        assertThat(fitting.filled().texts(0)).containsExactly("Oslo", "missing", "Rome");
        assertThat(frame.texts(0)[1]).as("the frame is untouched").isNull();
        assertThat(fitting.encodes(0)).isFalse();
        FeaturePipeline fitted = fitting.fit(column -> List.of(new CategoryCodes(column, List.of("Oslo", "missing"))));
        assertThat(transform(fitted)[0]).containsExactly(0, 1, 2);
    }

    @Test
    @DisplayName("ImputerWithIndicator: one more feature, which no scaler touches")
    void imputerWithIndicator() {
        numbers("x", ColumnType.DOUBLE, 1, NULL, 3, 5);
        FeaturePipeline fitted = fit("x", "MinMax\", \"ImputerWithIndicator");
        assertThat(fitted.featureNames(fields)).containsExactly("x", "x.missing");
        assertThat(transform(fitted)).isDeepEqualTo(new float[][] {{0, 0.5f, 0.5f, 1}, {0, 1, 0, 0}});
    }

    @Test
    @DisplayName("StandardScaler: population deviation; a constant becomes 0; NULL stays missing")
    void standardScaler() {
        numbers("x", ColumnType.DOUBLE, 2, 4, 4, 4, 5, 5, 7, 9);
        FeaturePipeline fitted = fit("x", "StandardScaler");
        assertThat(transform(fitted)[0]).containsExactly(-1.5f, -0.5f, -0.5f, -0.5f, 0, 0, 1, 2);
        numbers("x", ColumnType.DOUBLE, NULL, 15, Double.NEGATIVE_INFINITY);
        assertThat(transform(fitted)[0]).containsExactly(NAN, 5, -Float.MAX_VALUE);

        numbers("x", ColumnType.DOUBLE, 0.1, 0.1, 0.1);
        assertThat(transform(fit("x", "StandardScaler"))[0]).containsExactly(0, 0, 0);
    }

    @Test
    @DisplayName("MinMax: 0 to 1 on the training rows, further outside them")
    void minMax() {
        numbers("x", ColumnType.INTEGER, 10, 20, 30, NULL);
        FeaturePipeline fitted = fit("x", "MinMax");
        numbers("x", ColumnType.INTEGER, 10, 30, 40, 0, NULL);
        assertThat(transform(fitted)[0]).containsExactly(0, 1, 1.5f, -0.5f, NAN);
    }

    @Test
    @DisplayName("Normalizer: median and quartiles, which one wild value does not move")
    void normalizer() {
        numbers("x", ColumnType.DOUBLE, 1, 2, 3, 4, 1e12);
        assertThat(transform(fit("x", "Normalizer"))[0]).containsExactly(-1, -0.5f, 0, 0.5f, (float) (1e12 / 2));
    }

    @Test
    @DisplayName("Large numbers that lie close keep their distance")
    void scalesInDoubleArithmetic() {
        numbers("x", ColumnType.BIGINT, 1_700_000_000_001.0, 1_700_000_000_002.0, 1_700_000_000_003.0);
        assertThat(transform(fit("x", "MinMax"))[0]).containsExactly(0, 0.5f, 1);
    }

    @Test
    @DisplayName("A scaler behind an encoder scales what the encoder gives")
    void scalesEncodedText() {
        texts("grade", "b", "a", "c", "a", "b", "c");
        assertThat(transform(fit("grade", "OrdinalEncoder\",\"MinMax"))[0]).containsExactly(0.5f, 0, 1, 0, 0.5f, 1);
    }

    @Test
    @DisplayName(
            "DateTimeVectorizer: days and year as numbers, periodic parts as points on a circle, constant parts left out")
    void dateTimeVectorizer() {
        double[] days = new double[800];
        for (int day = 0; day < days.length; day++) {
            days[day] = LocalDate.of(2023, 1, 1).toEpochDay() + day;
        }
        numbers("since", ColumnType.DATE, days);
        assertThat(fit("since", "DateTimeVectorizer").featureNames(fields))
                .containsExactly(
                        "since.epoch_days",
                        "since.year",
                        "since.quarter.sin",
                        "since.quarter.cos",
                        "since.month.sin",
                        "since.month.cos",
                        "since.day.sin",
                        "since.day.cos",
                        "since.day_of_year.sin",
                        "since.day_of_year.cos",
                        "since.weekday.sin",
                        "since.weekday.cos");
        numbers("since", ColumnType.DATE, 19_000, 19_001, NULL);
        FeaturePipeline oneYear = fit("since", "DateTimeVectorizer");
        assertThat(oneYear.featureNames(fields))
                .doesNotContain("since.year", "since.month.sin")
                .contains("since.weekday.sin");
        numbers("since", ColumnType.DATE, NULL, Double.POSITIVE_INFINITY);
        for (float[] feature : transform(oneYear)) {
            assertThat(feature).containsExactly(NAN, NAN);
        }
        numbers("since", ColumnType.DATE, 19_000, NULL, 19_010, 19_020);
        assertThat(transform(fit("since", "DateTimeVectorizer\",\"Imputer"))[0])
                .containsExactly(19_000, 19_010, 19_010, 19_020);
    }

    @Test
    @DisplayName("PCA: fewer features that hold 99 % of the variance, not correlated with each other")
    void pca() {
        int rows = 400;
        Random random = new Random(1);
        double[][] values = new double[4][rows];
        for (int row = 0; row < rows; row++) {
            double first = random.nextGaussian();
            double second = random.nextGaussian();
            values[0][row] = 3 * first + second;
            values[1][row] = first - 2 * second;
            values[2][row] = first + second + 0.001 * random.nextGaussian();
            values[3][row] = 2 * first;
        }
        for (int column = 0; column < 4; column++) {
            numbers("x" + column, ColumnType.DOUBLE, values[column]);
        }
        texts("city", new String[rows]);
        FeaturePipeline fitted = fit("x0\", \"x1\", \"x2\", \"x3", "StandardScaler\", \"PCA");
        assertThat(fitted.featureNames(fields)).containsExactly("city", "pca1", "pca2");
        assertThat(fitted.sources()).containsExactly(List.of(4), List.of(0, 1, 2, 3), List.of(0, 1, 2, 3));
        float[][] components = transform(fitted);
        double product = 0;
        double first = 0;
        double second = 0;
        for (int row = 0; row < rows; row++) {
            product += components[1][row] * components[2][row] / rows;
            first += components[1][row] * components[1][row] / rows;
            second += components[2][row] * components[2][row] / rows;
        }
        assertThat(product).isCloseTo(0, within(1e-5));
        assertThat(first + second)
                .as("four scaled features have a variance of 4")
                .isCloseTo(4, within(0.04));
        assertThat(first).isGreaterThan(second);
    }

    @Test
    @DisplayName("PCA of constants and of NULLs is finite")
    void pcaOfNothing() {
        numbers("x", ColumnType.DOUBLE, 3, 3, 3);
        numbers("z", ColumnType.DOUBLE, NULL, NULL, NULL);
        for (float[] component : transform(fit("x\", \"z", "PCA"))) {
            assertThat(component).containsExactly(0, 0, 0);
        }
    }

    @Test
    void pcaOfTooManyFeaturesSaysSo() {
        Random random = new Random(2);
        for (int column = 0; column < 6; column++) {
            String[] values = new String[2000];
            for (int row = 0; row < values.length; row++) {
                values[row] = String.valueOf(random.nextInt(100));
            }
            texts("t" + column, values);
        }
        assertThatThrownBy(() -> fit("*", "OneHotEncoder\",\"PCA"))
                .isInstanceOf(TrainingException.class)
                .hasMessage("PCA in PREPROCESSORS would take 600 features; at most 500 are possible.");
    }

    @Test
    @DisplayName("Columns without a value, and rows that training never saw, never raise")
    void emptyColumnsNeverRaise() {
        for (Transformer transformer : Transformer.values()) {
            for (ColumnType type : ColumnType.values()) {
                fields.clear();
                columns.clear();
                if (type.isText()) {
                    texts("c", null, null, null);
                } else {
                    numbers("c", type, NULL, NULL, NULL);
                }
                Preprocessors parsed;
                try {
                    parsed = parse("c", transformer.displayName());
                } catch (TrainingException notForThisType) {
                    continue;
                }
                FeaturePipeline fitted = new PreprocessorFitting(parsed, frame())
                        .fit(column -> List.of(new CategoryCodes(column, List.of())));
                if (type.isText()) {
                    texts("c", "never", null);
                } else {
                    numbers("c", type, 1e300, NULL, -1e300, Double.POSITIVE_INFINITY);
                }
                for (float[] feature : transform(fitted)) {
                    assertThat(feature).hasSize(type.isText() ? 2 : 4);
                }
            }
        }
    }

    @Test
    void columnsInNoSetAreLeftToTheModel() {
        numbers("x", ColumnType.DOUBLE, 1, 2, 3);
        numbers("z", ColumnType.DOUBLE, 4, 5, 6);
        FeaturePipeline fitted = new PreprocessorFitting(parse("z", "MinMax"), frame())
                .fit(column -> List.of(new NumberPassthrough(column)));
        assertThat(transform(fitted)).isDeepEqualTo(new float[][] {{1, 2, 3}, {0, 0.5f, 1}});
    }

    private FeaturePipeline fit(String columnSet, String transformers) {
        return new PreprocessorFitting(parse(columnSet, transformers), frame())
                .fit(column -> List.of(new CategoryCodes(column, List.of())));
    }

    private Preprocessors parse(String columnSet, String transformers) {
        return Preprocessors.parse(
                String.format(
                        Locale.ROOT,
                        "[{\"ColumnSet\": [\"%s\"], \"Transformers\": [\"%s\"]}]",
                        columnSet,
                        transformers),
                fields,
                Optional.empty(),
                Transformer.all());
    }

    private Frame frame() {
        return Frame.of(fields, batch());
    }

    private ColumnBatch batch() {
        ColumnVector first = columns.get(0);
        int rows = first instanceof ColumnVector.Texts texts
                ? texts.values().length
                : ((ColumnVector.Numbers) first).values().length;
        return new ColumnBatch(rows, columns);
    }

    private float[][] transform(FeaturePipeline pipeline) {
        return pipeline.transform(batch());
    }

    private void texts(String name, String... values) {
        put(new Field(name, ColumnType.VARCHAR), new ColumnVector.Texts(values));
    }

    private void numbers(String name, ColumnType type, double... values) {
        put(new Field(name, type), new ColumnVector.Numbers(values));
    }

    /** A column of a name that is there already takes its place. */
    private void put(Field field, ColumnVector values) {
        int present = fields.indexOf(field);
        if (present >= 0) {
            columns.set(present, values);
        } else {
            fields.add(field);
            columns.add(values);
        }
    }
}
