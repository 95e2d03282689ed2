package io.auspex.model.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows that share their texts are transformed as if each had its own. */
class DictionaryColumnTest {
    private static final List<String> TEXTS = List.of(
            "Rome", "Paris", "", "t", "12", "a long text with $5, and more: www.example.com", "über", "rome", "東京 🦆");

    private static final List<ColumnTransformer> TRANSFORMERS = List.of(
            new CategoryCodes(0, List.of("Paris", "Rome", "12")),
            new OneHotCategories(0, List.of("über", "Rome")),
            new OneHotHashes(0, List.of(hash("Paris"), hash(""), hash("nowhere"))),
            new MissingIndicator(0),
            new TextShape(0),
            projection(),
            new ImputedText(new CategoryCodes(0, List.of("none", "Rome")), "none"),
            new ImputedText(new OneHotCategories(0, List.of("none", "Rome")), "none"),
            new ImputedText(new TextShape(0), "www.none.com"),
            new ScaledFeatures(new CategoryCodes(0, List.of("Paris", "Rome")), List.of(0.5), List.of(2.0)));

    private static int hash(String text) {
        return (int) CityHash.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TextProjection projection() {
        TextGrams reader = new TextGrams();
        int count = reader.read("a long text");
        int[] grams =
                Arrays.stream(reader.grams(), 0, count).distinct().sorted().toArray();
        float[] weights = new float[grams.length];
        Arrays.fill(weights, 1.5f);
        float[] directions = new float[2 * grams.length];
        for (int index = 0; index < directions.length; index++) {
            directions[index] = index % 7 - 3;
        }
        return new TextProjection(0, new TextVocabulary(grams, weights), directions);
    }

    /** Texts in random order, some twice, some of no row. */
    private static ColumnVector.Dictionary dictionary(Random random, int rows) {
        List<String> texts = new ArrayList<>();
        for (int position = random.nextInt(12); position > 0; position--) {
            texts.add(TEXTS.get(random.nextInt(TEXTS.size())));
        }
        int size = texts.size();
        // Arrays are longer than what counts.
        texts.add("beyond");
        int[] codes = new int[rows + random.nextInt(3)];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = random.nextInt(size + 1) - 1;
        }
        return new ColumnVector.Dictionary(codes, texts.toArray(new String[0]), size);
    }

    @Test
    void givesTheFeaturesOfTheTexts() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            int rows = random.nextInt(40);
            ColumnVector.Dictionary dictionary = dictionary(random, rows);
            ColumnBatch shared = new ColumnBatch(rows, List.of(dictionary));
            ColumnBatch own = new ColumnBatch(rows, List.of(new ColumnVector.Texts(dictionary.spread(rows))));
            assertThat(shared.texts(0)).isEqualTo(own.texts(0));
            for (ColumnTransformer transformer : TRANSFORMERS) {
                assertThat(transformer.accepts(ColumnType.VARCHAR)).isTrue();
                FeaturePipeline pipeline = new FeaturePipeline(List.of(transformer));
                assertThat(Arrays.deepEquals(pipeline.transform(shared), pipeline.transform(own)))
                        .as("%s", transformer)
                        .isTrue();
            }
        }
    }

    @Test
    void partsOfABatchHaveTheirOwnRows() {
        ColumnVector.Dictionary dictionary =
                new ColumnVector.Dictionary(new int[] {1, -1, 0, 1}, new String[] {"a", "b"}, 2);
        ColumnBatch batch = new ColumnBatch(
                4,
                List.of(
                        dictionary,
                        new ColumnVector.Numbers(new double[] {1, 2, 3, 4}),
                        new ColumnVector.Texts(new String[] {"w", "x", null, "z"})));
        ColumnBatch part = batch.part(1, 3);
        assertThat(part.texts(0)).containsExactly(null, "a", "b");
        assertThat(part.numbers(1)).containsExactly(2, 3, 4);
        assertThat(part.texts(2)).containsExactly("x", null, "z");
        assertThat(part.text(0, 1)).isEqualTo("a");
        assertThat(part.text(2, 1)).isNull();
    }

    /** What is made of a text takes as long whether rows have it or not: a batch in parts would take a multiple of the time. */
    @Test
    void partsOfABatchHaveNoTextsOfOtherRows() {
        ColumnVector.Dictionary dictionary = new ColumnVector.Dictionary(
                new int[] {0, 3, 3, -1, 1, 0}, new String[] {"a", "b", "unused", "c", "behind"}, 4);
        ColumnBatch batch = new ColumnBatch(6, List.of(dictionary));
        ColumnVector.Dictionary first =
                (ColumnVector.Dictionary) batch.part(0, 3).columns().get(0);
        assertThat(first.size()).isEqualTo(2);
        assertThat(first.spread(3)).containsExactly("a", "c", "c");
        ColumnVector.Dictionary second =
                (ColumnVector.Dictionary) batch.part(3, 3).columns().get(0);
        assertThat(second.size()).isEqualTo(2);
        assertThat(second.spread(3)).containsExactly(null, "b", "a");
        ColumnVector.Dictionary missing =
                (ColumnVector.Dictionary) batch.part(3, 1).columns().get(0);
        assertThat(missing.size()).isZero();
        assertThat(missing.spread(1)).containsExactly((String) null);
    }
}
