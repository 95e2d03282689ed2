package io.auspex.model.compile;

import io.auspex.model.kernel.TreeProgram;
import io.auspex.model.predict.CategorySets;
import java.util.Arrays;

/**
 * The categories of one feature that its splits name, numbered from 2: code 0 is any other value, which is in no set, and code 1 is a
 * missing one.
 */
final class SplitCategories {
    static final int MISSING = 1;
    private static final int FIRST = 2;

    /** Up to here codes are looked up in a table. */
    private static final int MOST_IN_TABLE = 1 << 16;

    private final int[] categories;
    private final short[] table;

    private SplitCategories(int[] categories) {
        this.categories = categories;
        int end = categories.length == 0 ? 0 : categories[categories.length - 1] + 1;
        this.table = new short[Math.min(end, MOST_IN_TABLE)];
        for (int i = 0; i < categories.length && categories[i] < table.length; i++) {
            table[categories[i]] = (short) (FIRST + i);
        }
    }

    /** Whether so many categories have a code each. */
    static boolean fits(int[] words) {
        int count = 0;
        for (int word : words) {
            count += Integer.bitCount(word);
        }
        return count <= TreeProgram.MOST_CODES - FIRST;
    }

    /** @param words the categories that sets name, 32 a word; they {@link #fits} */
    static SplitCategories of(int[] words) {
        int[] categories = new int[TreeProgram.MOST_CODES - FIRST];
        int count = 0;
        for (int word = 0; word < words.length; word++) {
            for (int left = words[word]; left != 0; left &= left - 1) {
                categories[count++] = word * Integer.SIZE + Integer.numberOfTrailingZeros(left);
            }
        }
        return new SplitCategories(Arrays.copyOf(categories, count));
    }

    /** The code of a value; NaN is missing. */
    int code(float value) {
        if (!(value >= 0 && value < CategorySets.MOST_CATEGORIES)) {
            return Float.isNaN(value) ? MISSING : 0;
        }
        int category = (int) value;
        if (category < table.length) {
            return table[category];
        }
        if (category < MOST_IN_TABLE) {
            return 0;
        }
        int position = Arrays.binarySearch(categories, category);
        return position < 0 ? 0 : FIRST + position;
    }

    /** Fills the two byte columns of the feature. */
    void fill(float[] values, int start, int rows, byte[] bytes, int high, int bit) {
        for (int row = 0; row < rows; row++) {
            int code = code(values[start + row]);
            bytes[high + row] = (byte) (code >> 3);
            bytes[bit + row] = (byte) (1 << (code & 7));
        }
    }

    /**
     * Writes a set as kernels look codes up in it.
     *
     * @param words 32 categories each, from {@code start} to before {@code end}
     * @param at where its {@link TreeProgram#SET_BYTES} begin
     */
    void write(int[] words, int start, int end, boolean missingLeft, byte[] sets, int at) {
        for (int i = 0; i < categories.length; i++) {
            int word = start + (categories[i] >> 5);
            if (word < end && ((words[word] >>> (categories[i] & 31)) & 1) != 0) {
                set(sets, at, FIRST + i);
            }
        }
        if (missingLeft) {
            set(sets, at, MISSING);
        }
    }

    private static void set(byte[] sets, int at, int code) {
        sets[at + (code >> 3)] |= (byte) (1 << (code & 7));
    }
}
