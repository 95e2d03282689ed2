package io.auspex.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetEncodingTest {
    @Test
    void looksUpLevelsAloneAndTogether() {
        TargetEncoding encoding = new TargetEncoding(
                List.of(FeatureCuts.ofCodes(0, 3), new FeatureCuts(1, new float[] {10, 20})),
                List.of(
                        new LevelTable(List.of(0), new int[] {0, 1, 3}, new float[] {5, 6, 7}, new float[] {-1}),
                        // b below 10, b missing; nothing at 10 and above
                        new LevelTable(List.of(0, 1), new int[] {4, 7}, new float[] {8, 9}, new float[] {-2})));
        FeaturePipeline pipeline = new FeaturePipeline(
                List.of(new CategoryCodes(1, List.of("a", "b")), new NumberPassthrough(0)),
                List.of(),
                List.of(encoding));
        List<Field> inputs = List.of(new Field("size", ColumnType.DOUBLE), new Field("town", ColumnType.VARCHAR));
        assertThat(pipeline.featureNames(inputs)).containsExactly("town", "size", "target(town)", "target(town,size)");
        assertThat(pipeline.sources()).containsExactly(List.of(1), List.of(0), List.of(1), List.of(0, 1));
        float[][] features = pipeline.transform(new ColumnBatch(
                6,
                List.of(
                        new ColumnVector.Numbers(new double[] {9, 9, Double.NaN, 10, -1e300, 5}),
                        new ColumnVector.Texts(new String[] {"a", "b", "b", "b", "new", null}))));
        assertThat(features[2]).containsExactly(5, 6, 6, 6, -1, 7);
        assertThat(features[3]).containsExactly(-2, 8, 9, -2, -2, -2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 40, 5_000})
    void findsTheSameAsAMap(int entries) {
        Random random = new Random(entries);
        for (int spread : new int[] {2, 1_000}) {
            TreeSet<Integer> distinct = new TreeSet<>();
            while (distinct.size() < entries) {
                distinct.add(random.nextInt(entries * spread));
            }
            int[] keys = distinct.stream().mapToInt(Integer::intValue).toArray();
            float[] values = new float[entries];
            Map<Integer, Float> expected = new HashMap<>();
            for (int key = 0; key < entries; key++) {
                values[key] = random.nextFloat();
                expected.put(keys[key], values[key]);
            }
            LevelTable table = new LevelTable(List.of(0), keys, values, new float[] {-1});
            int[] asked = new int[20_000];
            for (int row = 0; row < asked.length; row++) {
                asked[row] = random.nextBoolean() ? keys[random.nextInt(entries)] : random.nextInt(entries * spread);
            }
            float[][] found = new float[1][asked.length];
            table.apply(asked.clone(), asked.length, found, 0);
            for (int row = 0; row < asked.length; row++) {
                assertThat(found[0][row]).isEqualTo(expected.getOrDefault(asked[row], -1f));
            }
        }
    }

    @Test
    void codesAndOtherNumbersAreCutAlike() {
        float[] values = {-5, -0.5f, 0, 0.5f, 1, 2.5f, 3, 4, 1e30f, Float.NaN, Float.POSITIVE_INFINITY};
        int[] codes = new int[values.length];
        FeatureCuts.ofCodes(0, 4).apply(values, values.length, codes);
        assertThat(codes).containsExactly(0, 0, 0, 0, 1, 2, 3, 3, 3, 4, 3);
        int[] cut = new int[values.length];
        new FeatureCuts(0, new float[] {0.75f, 1.5f, 3}).apply(values, values.length, cut);
        assertThat(cut).containsExactly(0, 0, 0, 0, 1, 2, 3, 3, 3, 4, 3);
    }

    @Test
    void refusesTablesThatDoNotFit() {
        List<FeatureCuts> cuts = List.of(FeatureCuts.ofCodes(0, 40_000), FeatureCuts.ofCodes(1, 60_000));
        float[] one = {1};
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new TargetEncoding(cuts, List.of(new LevelTable(List.of(0, 1), new int[] {0}, one, one))))
                .withMessageContaining("more joint levels than an int");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new TargetEncoding(cuts, List.of(new LevelTable(List.of(0), new int[] {40_001}, one, one))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LevelTable(List.of(0), new int[] {3, 3}, new float[] {1, 1}, one));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LevelTable(List.of(0), new int[] {3}, new float[] {Float.NaN}, one));
        assertThatIllegalArgumentException().isThrownBy(() -> new FeatureCuts(0, new float[] {2, 1}));
    }
}
