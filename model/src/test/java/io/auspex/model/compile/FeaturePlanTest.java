package io.auspex.model.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.transform.ArithmeticFeatures;
import io.auspex.model.transform.FeatureCuts;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.LevelTable;
import io.auspex.model.transform.PrincipalComponents;
import io.auspex.model.transform.TargetEncoding;
import io.auspex.model.transform.TextGrams;
import io.auspex.model.transform.TextProjection;
import io.auspex.model.transform.TextVocabulary;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeaturePlanTest {
    private static FeaturePlan.Use use(FeaturePipeline pipeline, boolean levels) {
        return new FeaturePlan.Use(pipeline, levels, new BitSet());
    }

    /** The same transformers with sums, products and target means behind them, and some of the features projected. */
    private static FeaturePipeline derived(float target) {
        return new FeaturePipeline(
                MixedColumns.codes().transformers(),
                List.of(new PrincipalComponents(List.of(2, 4), new double[] {0.5, 0.25}, new double[][] {{0.8, -0.6}})),
                List.of(
                        new ArithmeticFeatures(List.of(
                                new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.MULTIPLY, 0, 1),
                                new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.DIVIDE, -1, 0))),
                        new TargetEncoding(
                                List.of(FeatureCuts.ofCodes(6, 7)),
                                List.of(new LevelTable(
                                        List.of(0), new int[] {0, 3}, new float[] {target, 2}, new float[] {0.5f})))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 2048, 5000})
    void givesWhatThePipelinesGive(int rows) {
        ColumnBatch batch = MixedColumns.batch(new Random(rows), rows);
        List<FeaturePipeline> pipelines =
                List.of(MixedColumns.codes(), derived(1), MixedColumns.scaled(), derived(3), MixedColumns.codes());
        FeaturePlan plan = FeaturePlan.of(
                pipelines.stream().map(pipeline -> use(pipeline, false)).toList());
        for (int again = 0; again < 2; again++) {
            FeatureScratch scratch = plan.fill(batch);
            for (int i = 0; i < pipelines.size(); i++) {
                assertThat(MixedColumns.bits(scratch.rows[i].columns(), rows))
                        .isDeepEqualTo(MixedColumns.bits(pipelines.get(i).transform(batch), rows));
            }
            plan.giveBack(scratch);
        }
    }

    @Test
    void runsEqualTransformersOnce() {
        FeaturePlan plan = FeaturePlan.of(List.of(use(MixedColumns.codes(), false), use(derived(1), false)));
        FeatureScratch scratch = plan.fill(MixedColumns.batch(new Random(1), 10));
        assertThat(scratch.rows[1].columns()[0]).isSameAs(scratch.rows[0].columns()[0]);
        // Seven encoded features, a component, two results and a mean.
        assertThat(scratch.columns).hasNumberOfRows(7 + 1 + 2 + 1);
    }

    @Test
    void tellsFeaturesByLevels() {
        int rows = 500;
        ColumnBatch batch = MixedColumns.batch(new Random(3), rows);
        FeaturePipeline pipeline = MixedColumns.scaled();
        float[][] expected = pipeline.transform(batch);
        FeaturePlan plan = FeaturePlan.of(List.of(use(pipeline, true)));
        FeatureRows features = plan.fill(batch).rows[0];
        int leveled = 0;
        for (FeatureLayout.Segment segment : plan.layout(0).segments()) {
            for (int feature = segment.first(); feature < segment.first() + segment.width(); feature++) {
                for (int row = 0; row < rows; row++) {
                    assertThat(value(segment, features, feature, row)).isEqualTo((Float) expected[feature][row]);
                }
                leveled += segment instanceof FeatureLayout.Columns ? 0 : 1;
            }
        }
        assertThat(leveled).isEqualTo(4 + 4 + 7);
    }

    private static float value(FeatureLayout.Segment segment, FeatureRows features, int feature, int row) {
        int index = feature - segment.first();
        if (segment instanceof FeatureLayout.OneOf levels) {
            return features.levels()[levels.place()][row] == index ? 1 : 0;
        }
        if (segment instanceof FeatureLayout.Bends bends) {
            int level = features.levels()[bends.place()][row];
            float share = features.shares()[bends.place()][row];
            return level < 0 || level == index ? share : index < level ? 1 : 0;
        }
        return features.columns()[feature][row];
    }

    @Test
    void whatADerivationReadsIsAColumn() {
        FeaturePlan plan = FeaturePlan.of(List.of(new FeaturePlan.Use(
                new FeaturePipeline(
                        MixedColumns.codes().transformers(),
                        List.of(),
                        List.of(new ArithmeticFeatures(
                                List.of(new ArithmeticFeatures.Term(ArithmeticFeatures.Operator.ADD, 2, 3))))),
                true,
                new BitSet())));
        assertThat(plan.layout(0).segments()).hasOnlyElementsOfType(FeatureLayout.Columns.class);
    }

    /** Several projections of one column's texts are made together, and are what each alone makes; those of other columns are apart. */
    @Test
    void readsTextsOnceForAllTheirProjections() {
        TextVocabulary vocabulary = vocabulary("money at home", "home again, again and again");
        List<FeaturePipeline> pipelines = List.of(
                texts(projection(0, vocabulary, 3)),
                texts(projection(0, vocabulary, 8), projection(1, vocabulary, 3)),
                texts(projection(0, vocabulary("again"), 2), projection(0, vocabulary, 3)));
        String[] texts = {"Money again", "at home again, again", "nothing known"};
        int[] codes = {1, 0, ColumnVector.Dictionary.NULL, 2, 1};
        String[] others = {"home", null, "money", "home money home", ""};
        ColumnBatch batch = new ColumnBatch(
                codes.length,
                List.of(new ColumnVector.Dictionary(codes, texts, texts.length), new ColumnVector.Texts(others)));
        FeaturePlan plan = FeaturePlan.of(
                pipelines.stream().map(pipeline -> use(pipeline, false)).toList());
        FeatureScratch scratch = plan.fill(batch);
        for (int i = 0; i < pipelines.size(); i++) {
            assertThat(MixedColumns.bits(scratch.rows[i].columns(), codes.length))
                    .isDeepEqualTo(MixedColumns.bits(pipelines.get(i).transform(batch), codes.length));
        }
        assertThat(scratch.rows[0].columns()[0][0]).isNotZero();
        // Three, which the last one shares, eight, three of another column and two of other grams.
        assertThat(scratch.columns).hasNumberOfRows(3 + 8 + 3 + 2);
    }

    private static FeaturePipeline texts(TextProjection... projections) {
        return new FeaturePipeline(List.of(projections));
    }

    /** Of a column with a vocabulary and a width always the same. */
    private static TextProjection projection(int column, TextVocabulary vocabulary, int width) {
        Random random = new Random(width);
        float[] directions = new float[vocabulary.size() * width];
        for (int index = 0; index < directions.length; index++) {
            directions[index] = (float) random.nextGaussian();
        }
        return new TextProjection(column, vocabulary, directions);
    }

    private static TextVocabulary vocabulary(String... texts) {
        TextGrams reader = new TextGrams();
        int[] grams = Arrays.stream(texts)
                .flatMapToInt(text -> {
                    int size = reader.read(text);
                    return Arrays.stream(reader.grams().clone(), 0, size);
                })
                .sorted()
                .distinct()
                .toArray();
        float[] weights = new float[grams.length];
        Arrays.fill(weights, 1.5f);
        return new TextVocabulary(grams, weights);
    }
}
