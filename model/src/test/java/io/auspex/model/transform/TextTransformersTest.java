package io.auspex.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextTransformersTest {
    private static final List<Field> INPUTS = List.of(new Field("message", ColumnType.VARCHAR));

    private static int[] grams(String text) {
        TextGrams reader = new TextGrams();
        int count = reader.read(text);
        return Arrays.copyOf(reader.grams(), count);
    }

    private static Map<String, Float> shape(String text) {
        TextShape shape = new TextShape(0);
        float[][] features = new float[shape.width()][1];
        shape.apply(batch(text), features, 0);
        Map<String, Float> named = new HashMap<>();
        for (int feature = 0; feature < features.length; feature++) {
            named.put(shape.featureNames(INPUTS).get(feature), features[feature][0]);
        }
        return named;
    }

    private static ColumnBatch batch(String... texts) {
        return new ColumnBatch(texts.length, List.of(new ColumnVector.Texts(texts)));
    }

    private static float logarithm(int count) {
        return (float) StrictMath.log1p(count);
    }

    @Test
    void takesWordsPairsAndRunsOfCharacters() {
        // One word: itself, and of "␣free␣" the 4 + 3 + 2 runs of 3, 4 and 5 characters.
        assertThat(grams("free")).hasSize(1 + 4 + 3 + 2);
        assertThat(grams("free money")).hasSize(1 + 9 + 1 + (1 + 5 + 4 + 3));
        assertThat(grams("a")).hasSize(1);
        assertThat(grams("")).isEmpty();
        assertThat(grams(" \t\n . , !")).isEmpty();
    }

    @Test
    void caseAndMarksDoNotMatterButOrderDoes() {
        assertThat(grams("FREE, Money!")).isEqualTo(grams("free money"));
        assertThat(grams("ÄRGER ΣΟΦΙΑ ДОМ")).isEqualTo(grams("ärger σοφια дом"));
        assertThat(grams("money free")).isNotEqualTo(grams("free money"));
        assertThat(Arrays.stream(grams("free money")).filter(gram -> gram < TextGrams.FIRST_RUN))
                .hasSize(3);
    }

    @Test
    void signsAndCharactersOfUnspacedScriptsAreWords() {
        assertThat(grams("£")).hasSize(1).isNotEqualTo(grams("$"));
        // Four words of one character and three pairs.
        assertThat(grams("東京大学")).hasSize(4 + 3);
        assertThat(grams("🦆")).hasSize(1).isNotEqualTo(grams("🐈"));
        assertThat(grams("ok🦆")).hasSize(1 + 2 + 1 + 1 + 1);
        assertThat(grams("a\uD83E b")).isEqualTo(grams("a b"));
    }

    /** Guards the format: other numbers would turn stored models to nonsense. */
    @Test
    void theNumbersOfGramsAreForGood() {
        assertThat(Arrays.hashCode(grams("Free entry: win £100 now! Größe 🦆 東京 www.x.de")))
                .isEqualTo(-1610755455);
    }

    @Test
    void doesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            int[] turkish = grams("TITLE İSTANBUL");
            Locale.setDefault(Locale.ROOT);
            assertThat(turkish).isEqualTo(grams("title istanbul"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aLongTextIsCutButShapedWhole() {
        String start = "word ".repeat(TextGrams.MOST_CHARACTERS / 5) + "word ";
        assertThat(grams(start + "more ".repeat(200_000)))
                .isEqualTo(grams(start.substring(0, TextGrams.MOST_CHARACTERS)));
        assertThat(shape("word ".repeat(200_000)).get("message.words")).isEqualTo(logarithm(200_000));
        assertThat(grams("x".repeat(1 << 20)).length).isLessThan(4 * TextGrams.MOST_CHARACTERS);
    }

    @Test
    void tellsTheShapeOfAText() {
        Map<String, Float> shape = shape("WIN £100 now!! Call 08712300220,\nmail a.b@c.org or see www.win.com");
        assertThat(shape.get("message.length")).isEqualTo(logarithm(66));
        assertThat(shape.get("message.currencies")).isEqualTo(logarithm(1));
        assertThat(shape.get("message.exclamations")).isEqualTo(logarithm(2));
        assertThat(shape.get("message.long_numbers")).isEqualTo(logarithm(1));
        assertThat(shape.get("message.links")).isEqualTo(logarithm(1));
        assertThat(shape.get("message.addresses")).isEqualTo(logarithm(1));
        assertThat(shape.get("message.lines")).isEqualTo(logarithm(2));
        assertThat(shape.get("message.digits")).isEqualTo(14 / 66f);
        assertThat(shape.get("message.capitals")).isEqualTo(4 / 66f);
        assertThat(shape.get("message.non_ascii")).isEqualTo(1 / 66f);
        assertThat(shape("").values()).containsOnly(0f);
        assertThat(shape(null).values()).containsOnly(Float.NaN);
    }

    private static TextVocabulary vocabulary(String... texts) {
        int[] grams = Arrays.stream(texts)
                .flatMapToInt(text -> Arrays.stream(grams(text)))
                .distinct()
                .sorted()
                .toArray();
        float[] weights = new float[grams.length];
        for (int index = 0; index < weights.length; index++) {
            weights[index] = 1 + index % 3;
        }
        return new TextVocabulary(grams, weights);
    }

    @Test
    void wordsAndRunsHaveTheSameLength() {
        TextVocabulary.Vectorizer vectorizer = vocabulary("free money now").vectorizer();
        int size = vectorizer.read("Free free money, unknown");
        assertThat(IntStream.range(0, size)
                        .mapToDouble(
                                index -> vectorizer.values()[index] * vectorizer.values()[index])
                        .sum())
                .isCloseTo(1, within(1e-6));
        assertThat(vectorizer.read("nothing")).isLessThan(3);
        assertThat(vectorizer.read("")).isZero();
    }

    @Test
    void projectsAsTheMatrixProductSays() {
        TextVocabulary vocabulary = vocabulary("free money now", "see you at home");
        Random random = new Random(3);
        float[] directions = new float[vocabulary.size() * 3];
        for (int index = 0; index < directions.length; index++) {
            directions[index] = (float) random.nextGaussian();
        }
        TextProjection projection = new TextProjection(0, vocabulary, directions);
        float[][] features = new float[4][4];
        projection.apply(batch("money at home", null, "Money! At... HOME", "?"), features, 1);
        TextVocabulary.Vectorizer vectorizer = vocabulary.vectorizer();
        int size = vectorizer.read("money at home");
        for (int feature = 0; feature < 3; feature++) {
            double expected = 0;
            for (int index = 0; index < size; index++) {
                expected += vectorizer.values()[index] * directions[vectorizer.positions()[index] * 3 + feature];
            }
            assertThat(features[1 + feature][0]).isCloseTo((float) expected, within(1e-5f));
            assertThat(features[1 + feature][2]).isEqualTo(features[1 + feature][0]);
            assertThat(features[1 + feature][1]).isZero();
            assertThat(features[1 + feature][3]).isZero();
        }
        assertThat(projection.featureNames(INPUTS)).containsExactly("message.text1", "message.text2", "message.text3");
    }

    @Test
    void refusesWhatIsNoVocabularyOrProjection() {
        float[] one = {1};
        assertThatThrownBy(() -> new TextVocabulary(new int[0], new float[0])).hasMessageContaining("0 grams");
        assertThatThrownBy(() -> new TextVocabulary(new int[] {TextGrams.BUCKETS}, one))
                .hasMessageContaining("range");
        assertThatThrownBy(() -> new TextVocabulary(new int[] {-1}, one)).hasMessageContaining("range");
        assertThatThrownBy(() -> new TextVocabulary(new int[] {5, 5}, new float[] {1, 1}))
                .hasMessageContaining("order");
        assertThatThrownBy(() -> new TextVocabulary(new int[] {5}, new float[] {Float.NaN}))
                .hasMessageContaining("not positive");
        TextVocabulary two = new TextVocabulary(new int[] {5, 9}, new float[] {1, 1});
        assertThatThrownBy(() -> new TextProjection(0, two, new float[3])).hasMessageContaining("3 weights");
        assertThatThrownBy(() -> new TextProjection(0, two, new float[0])).hasMessageContaining("0 weights");
        assertThatThrownBy(() -> new TextProjection(0, two, new float[] {1, Float.POSITIVE_INFINITY}))
                .hasMessageContaining("not a finite number");
        TextProjection projection = new TextProjection(0, two, new float[2]);
        assertThatThrownBy(() -> new ImputedText(projection, "missing")).hasMessageContaining("stands by itself");
        assertThatThrownBy(() -> new ScaledFeatures(projection, List.of(0.0), List.of(1.0)))
                .hasMessageContaining("stands by itself");
    }
}
