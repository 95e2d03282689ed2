package io.auspex.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.transform.DateTimeParts.Part;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeaturePipelineTest {
    private static final float NAN = Float.NaN;

    @Test
    void laysTheFeaturesOfItsTransformersSideBySide() {
        FeaturePipeline pipeline = new FeaturePipeline(List.of(
                new NumberPassthrough(1),
                new OneHotCategories(0, List.of("b", "a")),
                new NumberScaler(1, 10, 2, 10, true),
                new CategoryCodes(0, List.of("a", "b"))));
        List<Field> inputs = List.of(new Field("state", ColumnType.VARCHAR), new Field("age", ColumnType.INTEGER));
        ColumnBatch batch =
                new ColumnBatch(4, List.of(texts("a", "b", null, "zz"), numbers(12, Double.NaN, 0.1, 1e300)));

        assertThat(pipeline.featureNames(inputs))
                .containsExactly("age", "state=b", "state=a", "age", "age.missing", "state");
        assertThat(pipeline.width()).isEqualTo(6);
        float[][] features = pipeline.transform(batch);
        assertThat(features[0]).containsExactly(12, NAN, 0.1f, Float.POSITIVE_INFINITY);
        assertThat(features[1]).as("missing and unseen are all zeros").containsExactly(0, 1, 0, 0);
        assertThat(features[2]).containsExactly(1, 0, 0, 0);
        assertThat(features[3]).as("always finite").containsExactly(1, 0, -4.95f, Float.MAX_VALUE);
        assertThat(features[4]).containsExactly(0, 1, 0, 0);
        assertThat(features[5])
                .as("missing is NaN, unseen the number of categories")
                .containsExactly(0, 1, NAN, 2);
    }

    @Test
    void overwritesWhatTheCallersArraysHeld() {
        FeaturePipeline pipeline = new FeaturePipeline(List.of(new OneHotCategories(0, List.of("a", "b"))));
        float[][] features = {{7, 7, 7}, {7, 7, 7}};
        pipeline.transform(new ColumnBatch(2, List.of(texts("a", "a", "b"))), features);
        assertThat(features[0]).containsExactly(1, 1, 7);
        assertThat(features[1]).containsExactly(0, 0, 7);
    }

    @Test
    void numbersAndTruthValuesAreCategoriesByTheirCanonicalText() {
        CategoryCodes codes = new CategoryCodes(0, List.of("5", "0.1", "-3", "0", "12345678901234567000", "x"));
        ColumnBatch batch =
                new ColumnBatch(7, List.of(numbers(5.0, 0.1, -3, -0.0, 1.2345678901234567e19, 6, Double.NaN)));
        assertThat(apply(codes, batch)).containsExactly(0, 1, 2, 3, 4, 6, NAN);

        CategoryCodes truth = new CategoryCodes(0, List.of("t", "f"));
        assertThat(apply(truth, new ColumnBatch(3, List.of(numbers(0, 1, Double.NaN)))))
                .containsExactly(1, 0, NAN);
    }

    @Test
    void everyNumberFindsItsCanonicalTextAgain() {
        double[] values = {0, -0.0, 1, -1, 0.1, 1.0 / 3, 2e-3, 1e15, 9007199254740992d, 1e16, 1e22, 4.9e-324, 123.456f};
        for (double value : values) {
            String text = CanonicalText.of(value, ColumnType.DOUBLE);
            assertThat(CanonicalText.parse(text)).as(text).isEqualTo(value + 0.0);
        }
        assertThat(CanonicalText.of(5, ColumnType.INTEGER)).isEqualTo("5");
        assertThat(CanonicalText.of(-0.0, ColumnType.DOUBLE)).isEqualTo("0");
        assertThat(CanonicalText.of(1, ColumnType.BOOLEAN)).isEqualTo("t");
        assertThat(CanonicalText.of(0, ColumnType.BOOLEAN)).isEqualTo("f");
        assertThat(CanonicalText.of(Double.NaN, ColumnType.BOOLEAN)).isNull();
        assertThat(CanonicalText.parse("1d")).isNaN();
        assertThat(CanonicalText.parse("--1")).isNaN();
        assertThat(CanonicalText.parse("")).isNaN();
    }

    @Test
    void partsOfDatesAgreeWithTheJavaCalendar() {
        List<Part> parts = Part.of(ColumnType.DATE);
        DateTimeParts transformer = new DateTimeParts(0, ColumnType.DATE, parts);
        LocalDate first = LocalDate.of(-401, 2, 27);
        for (int step = 0; step < 20_000; step++) {
            LocalDate date = first.plusDays(step * 53L);
            float[][] features = new float[parts.size()][1];
            transformer.apply(new ColumnBatch(1, List.of(numbers((double) date.toEpochDay()))), features, 0);
            float[] expected = {
                date.toEpochDay(),
                date.getYear(),
                date.get(IsoFields.QUARTER_OF_YEAR),
                date.getMonthValue(),
                date.getDayOfMonth(),
                date.getDayOfYear(),
                date.getDayOfWeek().getValue() - 1,
                date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? 1 : 0
            };
            for (int part = 0; part < expected.length; part++) {
                assertThat(features[part][0])
                        .as("%s of %s", parts.get(part), date)
                        .isEqualTo(expected[part]);
            }
        }
    }

    @Test
    void partsOfMomentsBeforeAndAfterTheEpoch() {
        List<Part> parts = List.of(Part.YEAR, Part.HOUR, Part.MINUTE, Part.SECOND, Part.EPOCH_DAYS);
        DateTimeParts transformer = new DateTimeParts(0, ColumnType.TIMESTAMP, parts);
        for (String text : List.of("1969-12-31T23:59:58.5", "2024-02-29T06:30:15", "1970-01-01T00:00")) {
            LocalDateTime moment = LocalDateTime.parse(text);
            double micros = ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), moment);
            float[][] features = new float[parts.size()][1];
            transformer.apply(new ColumnBatch(1, List.of(numbers(micros))), features, 0);
            assertThat(new float[] {features[0][0], features[1][0], features[2][0], features[3][0]})
                    .containsExactly(moment.getYear(), moment.getHour(), moment.getMinute(), moment.getSecond());
            assertThat(features[4][0]).isEqualTo((float) (micros / 86_400e6));
        }
    }

    @Test
    void missingAndInfiniteMomentsAreMissing() {
        DateTimeParts transformer =
                new DateTimeParts(0, ColumnType.TIMESTAMP, List.of(Part.YEAR, Part.EPOCH_DAYS, Part.WEEKEND));
        ColumnBatch batch =
                new ColumnBatch(3, List.of(numbers(Double.NaN, Double.POSITIVE_INFINITY, -9.223372036854776e19)));
        float[][] features = new float[3][3];
        transformer.apply(batch, features, 0);
        for (float[] feature : features) {
            assertThat(feature).containsExactly(NAN, NAN, NAN);
        }
    }

    @Test
    void refusesWhatCannotBeFitted() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NumberPassthrough(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new NumberScaler(0, 0, 0, 0, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new NumberScaler(0, Double.NaN, 1, 0, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new CategoryCodes(0, List.of("a", "a")));
        assertThatIllegalArgumentException().isThrownBy(() -> new OneHotCategories(0, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new FeaturePipeline(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DateTimeParts(0, ColumnType.DATE, List.of(Part.HOUR)))
                .withMessage("A DATE has no part HOUR");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DateTimeParts(0, ColumnType.TIME, List.of(Part.YEAR)));
    }

    private static float[] apply(ColumnTransformer transformer, ColumnBatch batch) {
        float[][] features = new float[1][batch.rows()];
        transformer.apply(batch, features, 0);
        return features[0];
    }

    private static ColumnVector numbers(double... values) {
        return new ColumnVector.Numbers(values);
    }

    private static ColumnVector texts(String... values) {
        return new ColumnVector.Texts(values);
    }

    @Test
    void derivedFeaturesStandLastAndStemFromTheirOperands() {
        FeaturePipeline pipeline = new FeaturePipeline(
                List.of(new NumberPassthrough(0), new NumberPassthrough(1)),
                List.of(new PrincipalComponents(List.of(0), new double[] {1}, new double[][] {{2}})),
                List.of(new ArithmeticFeatures(List.of(
                        new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.DIVIDE, 1, 0),
                        new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.MULTIPLY, 1, 1)))));
        List<Field> inputs = List.of(new Field("a", ColumnType.DOUBLE), new Field("b", ColumnType.DOUBLE));
        assertThat(pipeline.featureNames(inputs)).containsExactly("b", "pca1", "b/a", "b*b");
        assertThat(pipeline.sources()).containsExactly(List.of(1), List.of(0), List.of(0, 1), List.of(1));
        float[][] features = pipeline.transform(new ColumnBatch(
                4,
                List.of(
                        new ColumnVector.Numbers(new double[] {2, 0, Double.NaN, 1e30}),
                        new ColumnVector.Numbers(new double[] {6, 1, 1, 1e30}))));
        assertThat(features[0]).containsExactly(6, 1, 1, 1e30f);
        assertThat(features[2]).containsExactly(3, NAN, NAN, 1);
        assertThat(features[3]).containsExactly(36, 1, 1, Float.MAX_VALUE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeaturePipeline(
                        List.of(new NumberPassthrough(0)),
                        List.of(),
                        List.of(new ArithmeticFeatures(
                                List.of(new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.ADD, 0, 1))))));
    }

    @Test
    void termsMayTakeEarlierTerms() {
        FeaturePipeline pipeline = new FeaturePipeline(
                List.of(new NumberPassthrough(1), new NumberPassthrough(0), new NumberPassthrough(2)),
                List.of(),
                List.of(new ArithmeticFeatures(List.of(
                        new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.SUBTRACT, 0, 1),
                        new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.DIVIDE, -1, 2),
                        new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.MULTIPLY, 1, -2)))));
        List<Field> inputs = List.of(
                new Field("a", ColumnType.DOUBLE),
                new Field("b", ColumnType.DOUBLE),
                new Field("c", ColumnType.DOUBLE));
        assertThat(pipeline.featureNames(inputs)).containsExactly("b", "a", "c", "b-a", "(b-a)/c", "a*((b-a)/c)");
        assertThat(pipeline.sources().subList(3, 6)).containsExactly(List.of(0, 1), List.of(0, 1, 2), List.of(0, 1, 2));
        float[][] features =
                pipeline.transform(new ColumnBatch(2, List.of(numbers(2, 5), numbers(6, 1), numbers(8, 0))));
        assertThat(features[4]).containsExactly(0.5f, NAN);
        assertThat(features[5]).containsExactly(1, NAN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ArithmeticFeatures(
                        List.of(new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.ADD, 0, -1))))
                .withMessageContaining("not an earlier one");
    }

    /** So that what a forged artifact takes stays small. */
    @Test
    void aTermCombinesEightFeaturesAtMost() {
        List<ArithmeticFeatures.Term> terms = new ArrayList<>();
        terms.add(new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.ADD, 0, 1));
        for (int feature = 2; feature < 8; feature++) {
            terms.add(new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.ADD, -terms.size(), feature));
        }
        assertThat(new ArithmeticFeatures(terms).operands().get(6)).hasSize(8);
        terms.add(new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.ADD, -terms.size(), 8));
        assertThatIllegalArgumentException().isThrownBy(() -> new ArithmeticFeatures(terms));
    }
}
