package io.auspex.model.transform;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The grams of {@link TextGrams} that count, each with a weight: of rare ones a larger one than of those that stand in every text (Salton
 * and Buckley, "Term-weighting approaches in automatic text retrieval", 1988). Immutable; {@link #vectorizer} makes vectors of texts.
 */
public final class TextVocabulary {
    /** Of how often a gram is found in a text, mostly a few times; logarithms take long. */
    private static final double[] LOGARITHMS =
            IntStream.range(0, 64).mapToDouble(StrictMath::log).toArray();

    private final int[] grams;
    private final float[] weights;
    /** Grams with the same leading bits stand from here on among {@code grams}; where the last ones end. */
    private final int[] starts;

    /** Bits of a gram's number that are not leading ones: so few that about every second start has a gram. */
    private final int trailing;

    /** Where the words end. */
    private final int firstRun;

    /**
     * @param grams numbers of grams, ascending, at least one
     * @param weights one a gram, positive and finite
     * @throws IllegalArgumentException if they are not so
     */
    public TextVocabulary(int[] grams, float[] weights) {
        this.grams = grams.clone();
        this.weights = weights.clone();
        if (grams.length == 0 || grams.length != weights.length) {
            throw new IllegalArgumentException(
                    "A vocabulary has " + grams.length + " grams and " + weights.length + " weights");
        }
        int previous = -1;
        for (int position = 0; position < grams.length; position++) {
            int gram = grams[position];
            if (gram <= previous || gram >= TextGrams.BUCKETS) {
                throw new IllegalArgumentException("Gram " + gram + " of a vocabulary is out of order or range");
            }
            if (!(weights[position] > 0) || Float.isInfinite(weights[position])) {
                throw new IllegalArgumentException("The weight " + weights[position] + " of a gram is not positive");
            }
            previous = gram;
        }
        int run = Arrays.binarySearch(grams, TextGrams.FIRST_RUN);
        this.firstRun = run < 0 ? -1 - run : run;
        int leading = Integer.SIZE - Integer.numberOfLeadingZeros(grams.length);
        this.trailing = Math.max(0, Integer.numberOfTrailingZeros(TextGrams.BUCKETS) - leading);
        this.starts = new int[(TextGrams.BUCKETS >> trailing) + 1];
        for (int gram : grams) {
            starts[(gram >> trailing) + 1]++;
        }
        for (int block = 1; block < starts.length; block++) {
            starts[block] += starts[block - 1];
        }
    }

    /** Position of a gram, or -1. */
    private int position(int gram) {
        int block = gram >> trailing;
        for (int position = starts[block]; position < starts[block + 1]; position++) {
            if (grams[position] == gram) {
                return position;
            }
        }
        return -1;
    }

    /** How many grams count. */
    public int size() {
        return grams.length;
    }

    /** A copy. */
    public int[] grams() {
        return grams.clone();
    }

    /** One a gram, a copy. */
    public float[] weights() {
        return weights.clone();
    }

    /** Makes vectors of texts, by one thread. */
    public Vectorizer vectorizer() {
        return new Vectorizer();
    }

    /**
     * A text as a sparse vector: for each gram that occurs {@code (1 + ln(how often)) * weight}. The part of the words and that of the runs
     * of characters are brought to the same length, {@code sqrt(1/2)}, since there are many more runs than words. A part without a known
     * gram is zero.
     */
    public final class Vectorizer {
        private final TextGrams reader = new TextGrams();
        private final int[] counts = new int[grams.length];
        private int[] found = new int[256];
        private float[] values = new float[256];

        private Vectorizer() {}

        /** @return how many elements are not zero */
        public int read(String text) {
            int read = reader.read(text);
            int[] all = reader.grams();
            int size = 0;
            for (int index = 0; index < read; index++) {
                int position = position(all[index]);
                if (position >= 0 && counts[position]++ == 0) {
                    if (size == found.length) {
                        found = Arrays.copyOf(found, 2 * size);
                    }
                    found[size++] = position;
                }
            }
            if (values.length < size) {
                values = new float[found.length];
            }
            double wordSquares = 0;
            double runSquares = 0;
            for (int index = 0; index < size; index++) {
                int position = found[index];
                double value = counts[position] == 1
                        ? weights[position]
                        : (1 + logarithm(counts[position])) * weights[position];
                counts[position] = 0;
                values[index] = (float) value;
                if (position < firstRun) {
                    wordSquares += value * value;
                } else {
                    runSquares += value * value;
                }
            }
            double wordLength = Math.sqrt(2 * wordSquares);
            double runLength = Math.sqrt(2 * runSquares);
            for (int index = 0; index < size; index++) {
                values[index] = (float) (values[index] / (found[index] < firstRun ? wordLength : runLength));
            }
            return size;
        }

        /** Exact on every machine, as Math.log need not be. */
        private static double logarithm(int count) {
            return count < LOGARITHMS.length ? LOGARITHMS[count] : StrictMath.log(count);
        }

        /** Positions of the elements among the vocabulary's grams, in the order of the text; valid until the next text. */
        public int[] positions() {
            return found;
        }

        /** The elements; valid until the next text. */
        public float[] values() {
            return values;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextVocabulary that
                && Arrays.equals(grams, that.grams)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(grams) + Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return "TextVocabulary[" + grams.length + " grams]";
    }
}
