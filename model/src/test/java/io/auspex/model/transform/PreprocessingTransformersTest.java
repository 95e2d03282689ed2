package io.auspex.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.transform.DateTimeCycles.Cycle;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What PREPROCESSORS are made of once they are fitted (redshift-ml.md §3). */
@DisplayName("Issue 4 point 1: fitted preprocessors")
class PreprocessingTransformersTest {
    private static final float NAN = Float.NaN;
    private static final List<Field> INPUTS = List.of(
            new Field("city", ColumnType.VARCHAR),
            new Field("age", ColumnType.INTEGER),
            new Field("since", ColumnType.DATE));

    @Test
    @DisplayName("Imputer: NULL becomes the replacement, other values stay; unseen categories stay unseen")
    void fillsMissingValues() {
        ColumnBatch batch = batch(new String[] {"Rome", null, "Oslo"}, 30, Double.NaN, 50);
        assertThat(apply(new ImputedNumber(new NumberPassthrough(1), 40), batch))
                .isDeepEqualTo(new float[][] {{30, 40, 50}});
        assertThat(apply(new ImputedNumber(new OneHotCategories(1, List.of("40", "30")), 40), batch))
                .isDeepEqualTo(new float[][] {{0, 1, 0}, {1, 0, 0}});
        assertThat(apply(new ImputedText(new OneHotCategories(0, List.of("Rome", "missing")), "missing"), batch))
                .isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 1, 0}});
        assertThat(batch.numbers(1)[1]).as("the caller's column is untouched").isNaN();
        assertThat(batch.texts(0)[1]).isNull();
    }

    @Test
    @DisplayName("ImputerWithIndicator: one more feature tells what was NULL")
    void tellsWhatWasMissing() {
        ColumnBatch batch = batch(new String[] {"Rome", null, "Oslo"}, 30, Double.NaN, 50);
        assertThat(apply(new MissingIndicator(1), batch)).isDeepEqualTo(new float[][] {{0, 1, 0}});
        assertThat(apply(new MissingIndicator(0), batch)).isDeepEqualTo(new float[][] {{0, 1, 0}});
        assertThat(new MissingIndicator(0).featureNames(INPUTS)).containsExactly("city.missing");
    }

    @Test
    @DisplayName("StandardScaler, MinMax, Normalizer: double arithmetic, NULL stays missing, out of range goes on")
    void scalesNumbers() {
        ColumnBatch batch = batch(new String[4], 1_000_000_001, Double.NaN, 1_000_000_003, Double.POSITIVE_INFINITY);
        assertThat(apply(new ScaledNumber(1, 1_000_000_000, 2), batch)[0])
                .containsExactly(0.5f, NAN, 1.5f, Float.MAX_VALUE);
    }

    @Test
    @DisplayName("StandardScaler behind an encoder scales each feature of the column")
    void scalesFeatures() {
        ColumnBatch batch = batch(new String[] {"Rome", null, "Paris"}, 0, 0, 0);
        ColumnTransformer codes = new CategoryCodes(0, List.of("Oslo", "Rome"));
        assertThat(apply(new ScaledFeatures(codes, List.of(1.0), List.of(0.5)), batch)[0])
                .containsExactly(0, NAN, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScaledFeatures(codes, List.of(1.0, 2.0), List.of(1.0, 1.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ScaledFeatures(codes, List.of(1.0), List.of(0.0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImputedText(new ScaledFeatures(codes, List.of(1.0), List.of(1.0)), "x"));
    }

    @Test
    @DisplayName("DateTimeVectorizer: the end of a cycle lies beside its start")
    void bendsCycles() {
        double january = LocalDate.of(2024, 1, 15).toEpochDay();
        double april = LocalDate.of(2024, 4, 15).toEpochDay();
        double december = LocalDate.of(2024, 12, 15).toEpochDay();
        DateTimeCycles months = new DateTimeCycles(2, ColumnType.DATE, List.of(Cycle.MONTH));
        float[][] circle = apply(
                months,
                new ColumnBatch(
                        5,
                        List.of(
                                new ColumnVector.Texts(new String[5]),
                                new ColumnVector.Numbers(new double[5]),
                                new ColumnVector.Numbers(
                                        new double[] {january, april, december, Double.NaN, Double.NEGATIVE_INFINITY
                                        }))));
        assertThat(new float[] {circle[0][0], circle[1][0]}).containsExactly(0, 1);
        assertThat(circle[0][1]).isEqualTo(1);
        assertThat(circle[1][1]).isCloseTo(0, within(1e-6f));
        assertThat(Math.hypot(circle[0][2] - circle[0][0], circle[1][2] - circle[1][0]))
                .as("December is a twelfth of the circle away from January")
                .isCloseTo(2 * Math.sin(Math.PI / 12), within(1e-6));
        for (int row = 3; row < 5; row++) {
            assertThat(new float[] {circle[0][row], circle[1][row]}).containsExactly(NAN, NAN);
        }
        assertThat(months.featureNames(INPUTS)).containsExactly("since.month.sin", "since.month.cos");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DateTimeCycles(2, ColumnType.DATE, List.of(Cycle.HOUR)));
    }

    @Test
    void everyCycleTakesEveryMoment() {
        DateTimeCycles all = new DateTimeCycles(0, ColumnType.TIMESTAMP, Cycle.of(ColumnType.TIMESTAMP));
        double[] moments = new double[50_000];
        for (int row = 0; row < moments.length; row++) {
            moments[row] = -2.1e15 + row * 1.0e11 + row * 61e6;
        }
        float[][] features = apply(all, new ColumnBatch(moments.length, List.of(new ColumnVector.Numbers(moments))));
        for (int feature = 0; feature < features.length; feature += 2) {
            for (int row = 0; row < moments.length; row++) {
                assertThat(Math.hypot(features[feature][row], features[feature + 1][row]))
                        .isCloseTo(1, within(1e-6));
            }
        }
    }

    @Test
    @DisplayName("PCA: components stand behind the features that are not projected; NULL counts as the mean")
    void projects() {
        FeaturePipeline pipeline = new FeaturePipeline(
                List.of(
                        new NumberPassthrough(1),
                        new OneHotCategories(0, List.of("Rome", "Oslo")),
                        new NumberPassthrough(2)),
                List.of(new PrincipalComponents(List.of(3, 0), new double[] {10, 40}, new double[][] {{0.6, 0.8}})),
                List.of());
        ColumnBatch batch = new ColumnBatch(
                3,
                List.of(
                        new ColumnVector.Texts(new String[] {"Rome", "Paris", null}),
                        new ColumnVector.Numbers(new double[] {45, Double.NaN, Double.POSITIVE_INFINITY}),
                        new ColumnVector.Numbers(new double[] {20, 20, Double.NEGATIVE_INFINITY})));
        assertThat(pipeline.width()).isEqualTo(3);
        assertThat(pipeline.featureNames(INPUTS)).containsExactly("city=Rome", "city=Oslo", "pca1");
        assertThat(pipeline.sources()).containsExactly(List.of(0), List.of(0), List.of(1, 2));
        float[][] features = pipeline.transform(batch);
        assertThat(features[0]).containsExactly(1, 0, 0);
        assertThat(features[1]).containsExactly(0, 0, 0);
        assertThat(features[2][0]).isEqualTo(10);
        assertThat(features[2][1]).isEqualTo(6);
        assertThat(features[2][2]).isFinite();
    }

    @Test
    void refusesProjectionsThatDoNotFit() {
        List<ColumnTransformer> two = List.of(new NumberPassthrough(0), new NumberPassthrough(1));
        PrincipalComponents first = new PrincipalComponents(List.of(0), new double[1], new double[][] {{1}});
        PrincipalComponents third = new PrincipalComponents(List.of(2), new double[1], new double[][] {{1}});
        assertThatIllegalArgumentException().isThrownBy(() -> new FeaturePipeline(two, List.of(third), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeaturePipeline(two, List.of(first, first), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrincipalComponents(List.of(0, 0), new double[2], new double[][] {{1, 1}}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrincipalComponents(List.of(0), new double[1], new double[][] {{Double.NaN}}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrincipalComponents(List.of(0), new double[1], new double[][] {{1}, {1}}));
    }

    private static ColumnBatch batch(String[] cities, double... ages) {
        return new ColumnBatch(cities.length, List.of(new ColumnVector.Texts(cities), new ColumnVector.Numbers(ages)));
    }

    private static float[][] apply(ColumnTransformer transformer, ColumnBatch batch) {
        float[][] features = new float[transformer.width()][batch.rows()];
        transformer.apply(batch, features, 0);
        return features;
    }
}
