package io.auspex.learn.text;

import io.auspex.model.transform.TextGrams;
import java.util.Arrays;

/** Some of many texts, so that long ones do not cost more time than short ones. */
final class TextSample {
    /** Texts whose length is looked at. */
    private static final int MEASURED = 512;
    /** Grams that a text has for each of its characters, about. */
    private static final int GRAMS_A_CHARACTER = 3;

    private static final int FEWEST = 500;

    private TextSample() {}

    /**
     * Evenly spaced texts.
     *
     * @param texts by row; null is NULL
     * @param grams how many they may have together, about
     * @return rows, ascending, with a text
     */
    static int[] rows(String[] texts, long grams) {
        int[] present = new int[texts.length];
        int count = 0;
        for (int row = 0; row < texts.length; row++) {
            if (texts[row] != null) {
                present[count++] = row;
            }
        }
        long characters = 0;
        int measured = Math.min(count, MEASURED);
        for (int index = 0; index < measured; index++) {
            int row = present[(int) ((long) index * count / measured)];
            characters += Math.min(texts[row].length(), TextGrams.MOST_CHARACTERS);
        }
        long each = Math.max(1, GRAMS_A_CHARACTER * characters / Math.max(1, measured));
        int most = (int) Math.min(count, Math.max(FEWEST, grams / each));
        int[] rows = new int[most];
        for (int index = 0; index < most; index++) {
            rows[index] = present[(int) ((long) index * count / most)];
        }
        return rows;
    }

    static String[] select(String[] texts, int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> texts[row]).toArray(String[]::new);
    }
}
