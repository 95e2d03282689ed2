package io.auspex.model.transform;

import io.auspex.model.transform.TextCharacters.Kind;
import java.util.Arrays;

/**
 * Takes texts apart into words, pairs of neighbouring words, and runs of 3 to 5 characters within words, and gives each a number by
 * its hash (Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009). Of a text nothing is copied, and only
 * its first {@value #MOST_CHARACTERS} UTF-16 units are looked at, so that one long text costs no more than a few milliseconds.
 *
 * <p>A reader holds its own working memory: one for each thread.
 */
public final class TextGrams {
    /** Grams have numbers from 0 to this, exclusive. */
    public static final int BUCKETS = 1 << 19;

    /** Words and pairs of words have smaller numbers, runs of characters these and larger ones. */
    static final int FIRST_RUN = BUCKETS / 2;

    /** UTF-16 units of a text that are looked at. */
    public static final int MOST_CHARACTERS = 1 << 15;

    private static final int SHORTEST = 3;
    private static final int LONGEST = 5;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long MIXER = 0xD6E8FEB86659FD93L;
    private static final long START = 1;

    private int[] grams = new int[256];
    private int count;
    /** The word with a blank on either side. */
    private int[] word = new int[64];

    /**
     * Reads a text.
     *
     * @return how many grams there are, those that occur several times counted as often
     */
    public int read(String text) {
        count = 0;
        word[0] = ' ';
        int length = 0;
        long before = 0;
        int end = Math.min(text.length(), MOST_CHARACTERS);
        int at = 0;
        while (at < end) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            Kind kind = TextCharacters.kind(character);
            if (kind == Kind.LETTER) {
                if (length + 2 >= word.length) {
                    word = Arrays.copyOf(word, 2 * word.length);
                }
                word[++length] = TextCharacters.lower(character);
                continue;
            }
            if (length > 0) {
                before = finish(length, before);
                length = 0;
            }
            if (kind == Kind.ALONE) {
                word[1] = character;
                before = finish(1, before);
            }
        }
        if (length > 0) {
            finish(length, before);
        }
        return count;
    }

    /** Whether a gram is a word or a pair of words, and not a run of characters. */
    public static boolean isOfWords(int gram) {
        return gram < FIRST_RUN;
    }

    /** The number of each gram, in the order of the text; only as many as {@link #read} said count, and only until the next text. */
    public int[] grams() {
        return grams;
    }

    /**
     * Adds the grams of a word.
     *
     * @param before state of the word before, 0 if there is none
     * @return state of this word
     */
    private long finish(int length, long before) {
        long state = START;
        for (int index = 1; index <= length; index++) {
            state = next(state, word[index]);
        }
        add(state, 0);
        if (before != 0) {
            add(next(next(before, ' '), state), 0);
        }
        if (length > 1) {
            word[length + 1] = ' ';
            int last = length + 1;
            for (int start = 0; start + SHORTEST - 1 <= last; start++) {
                long run = START;
                int runEnd = Math.min(last, start + LONGEST - 1);
                for (int index = start; index <= runEnd; index++) {
                    run = next(run, word[index]);
                    if (index - start + 1 >= SHORTEST) {
                        add(run, FIRST_RUN);
                    }
                }
            }
        }
        return state;
    }

    private static long next(long state, long character) {
        return (state ^ character) * MULTIPLIER;
    }

    private void add(long state, int first) {
        if (count == grams.length) {
            grams = Arrays.copyOf(grams, 2 * count);
        }
        long mixed = (state ^ (state >>> 32)) * MIXER;
        grams[count++] = first + (int) (mixed >>> (Long.SIZE - Integer.numberOfTrailingZeros(FIRST_RUN)));
    }
}
