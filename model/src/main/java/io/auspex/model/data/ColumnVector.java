package io.auspex.model.data;

import static java.util.Objects.requireNonNull;

/** One column of a batch. The arrays may be longer than the batch and are reused: read them, never keep them. */
public sealed interface ColumnVector {
    /** Whether the column is CHAR or VARCHAR. */
    default boolean isText() {
        return !(this instanceof Numbers);
    }

    /** Any type but text, as {@link ColumnType} says; NaN is NULL. */
    record Numbers(double[] values) implements ColumnVector {
        public Numbers {
            requireNonNull(values, "values is null");
        }
    }

    /** CHAR and VARCHAR; null is NULL. */
    record Texts(String[] values) implements ColumnVector {
        public Texts {
            requireNonNull(values, "values is null");
        }
    }

    /**
     * CHAR and VARCHAR whose rows share their texts, so that what is made of a text is made once and not once a row: in all but
     * the freest columns a batch has far fewer texts than rows.
     *
     * @param codes of each row the position of its text, {@link #NULL} for NULL
     * @param texts none is null; mostly distinct, but the same text may stand at two positions
     * @param size how many leading texts count; some may belong to no row
     */
    record Dictionary(int[] codes, String[] texts, int size) implements ColumnVector {
        public static final int NULL = -1;

        public Dictionary {
            requireNonNull(codes, "codes is null");
            requireNonNull(texts, "texts is null");
            if (size < 0 || size > texts.length) {
                throw new IllegalArgumentException("A dictionary of " + size + " texts has " + texts.length);
            }
        }

        /** The text of a row, or null. */
        public String text(int row) {
            return codes[row] == NULL ? null : texts[codes[row]];
        }

        /** The texts of the leading rows, a new array. */
        public String[] spread(int rows) {
            String[] values = new String[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = text(row);
            }
            return values;
        }

        /**
         * Gives each row what belongs to its text.
         *
         * @param perText one for each of the texts that count
         * @param missing for NULL
         */
        public void gather(float[] perText, float missing, int rows, float[] out) {
            for (int row = 0; row < rows; row++) {
                int code = codes[row];
                out[row] = code == NULL ? missing : perText[code];
            }
        }

        /**
         * Gives each row what belongs to its text.
         *
         * @param perText one for each of the texts that count
         * @param missing for NULL
         */
        public void gather(int[] perText, int missing, int rows, int[] out) {
            for (int row = 0; row < rows; row++) {
                int code = codes[row];
                out[row] = code == NULL ? missing : perText[code];
            }
        }
    }
}
