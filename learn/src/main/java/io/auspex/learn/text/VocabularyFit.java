package io.auspex.learn.text;

import io.auspex.model.transform.TextGrams;
import io.auspex.model.transform.TextVocabulary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Chooses the grams that count: those that stand in several texts, the more frequent ones first. The weight of a gram is
 * {@code ln((1 + texts) / (1 + texts with it)) + 1} (Sparck Jones, "A statistical interpretation of term specificity and its application
 * in retrieval", 1972, smoothed).
 */
final class VocabularyFit {
    private VocabularyFit() {}

    /**
     * Looks at texts.
     *
     * @param least in how many texts a gram must stand
     * @param most grams at most
     * @return empty if no gram stands in so many texts
     */
    static Optional<TextVocabulary> fit(String[] texts, int least, int most) {
        int[] frequencies = frequencies(texts);
        int bound = bound(frequencies, least, most);
        int[] grams = new int[most];
        int count = 0;
        for (int gram = 0; gram < frequencies.length && count < most; gram++) {
            if (frequencies[gram] >= bound) {
                grams[count++] = gram;
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        float[] weights = new float[count];
        for (int index = 0; index < count; index++) {
            weights[index] = (float) (StrictMath.log((1.0 + texts.length) / (1.0 + frequencies[grams[index]])) + 1);
        }
        return Optional.of(new TextVocabulary(Arrays.copyOf(grams, count), weights));
    }

    /**
     * The most frequent words and pairs of words, but for those that nearly all texts have.
     *
     * @param share of the texts, above which a word is left out
     * @return positions in the vocabulary, at most so many
     */
    static int[] frequentWords(TextVocabulary vocabulary, int most, double share) {
        int[] grams = vocabulary.grams();
        float[] weights = vocabulary.weights();
        double least = 1 - StrictMath.log(share);
        return IntStream.range(0, grams.length)
                .filter(position -> TextGrams.isOfWords(grams[position]) && weights[position] >= least)
                .boxed()
                .sorted(Comparator.comparingDouble(position -> weights[position]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** In how many texts each gram stands. */
    private static int[] frequencies(String[] texts) {
        int[] frequencies = new int[TextGrams.BUCKETS];
        int[] lastText = new int[TextGrams.BUCKETS];
        TextGrams reader = new TextGrams();
        for (int index = 0; index < texts.length; index++) {
            int count = reader.read(texts[index]);
            int[] grams = reader.grams();
            for (int at = 0; at < count; at++) {
                int gram = grams[at];
                if (lastText[gram] != index + 1) {
                    lastText[gram] = index + 1;
                    frequencies[gram]++;
                }
            }
        }
        return frequencies;
    }

    /** The smallest frequency from which on there are not too many grams. */
    private static int bound(int[] frequencies, int least, int most) {
        int[] sorted = frequencies.clone();
        Arrays.sort(sorted);
        int firstTooMany = sorted[sorted.length - 1 - Math.min(most, sorted.length - 1)];
        return Math.max(least, firstTooMany + 1);
    }
}
