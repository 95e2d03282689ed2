package io.auspex.learn.text;

import io.auspex.model.transform.TextVocabulary;
import java.util.Arrays;

/**
 * Texts as sparse rows.
 *
 * @param columns grams of the vocabulary
 * @param starts where the elements of each row start, and where the last ones end
 * @param positions column of each element
 * @param values each element
 */
record TextRows(int columns, int[] starts, int[] positions, float[] values) {
    /** @param texts null is a row of zeros */
    static TextRows of(TextVocabulary vocabulary, String[] texts) {
        TextVocabulary.Vectorizer vectorizer = vocabulary.vectorizer();
        int[] starts = new int[texts.length + 1];
        int[] positions = new int[1024];
        float[] values = new float[1024];
        int end = 0;
        for (int row = 0; row < texts.length; row++) {
            int size = texts[row] == null ? 0 : vectorizer.read(texts[row]);
            if (end + size > positions.length) {
                int capacity = Math.max(end + size, 2 * end);
                positions = Arrays.copyOf(positions, capacity);
                values = Arrays.copyOf(values, capacity);
            }
            System.arraycopy(vectorizer.positions(), 0, positions, end, size);
            System.arraycopy(vectorizer.values(), 0, values, end, size);
            end += size;
            starts[row + 1] = end;
        }
        return new TextRows(vocabulary.size(), starts, positions, values);
    }

    int rows() {
        return starts.length - 1;
    }

    /** A row times a dense vector. */
    double times(int row, double[] vector) {
        double sum = 0;
        for (int at = starts[row]; at < starts[row + 1]; at++) {
            sum += values[at] * vector[positions[at]];
        }
        return sum;
    }

    /** Adds a multiple of a row to a dense vector. */
    void addTo(int row, double factor, double[] vector) {
        for (int at = starts[row]; at < starts[row + 1]; at++) {
            vector[positions[at]] += factor * values[at];
        }
    }

    /** All rows times a dense matrix {@code [column * width + index]}: {@code [row * width + index]}. */
    float[] times(float[] matrix, int width) {
        float[] products = new float[rows() * width];
        for (int row = 0; row < rows(); row++) {
            int to = row * width;
            for (int at = starts[row]; at < starts[row + 1]; at++) {
                int from = positions[at] * width;
                float value = values[at];
                for (int index = 0; index < width; index++) {
                    products[to + index] += value * matrix[from + index];
                }
            }
        }
        return products;
    }

    /** The transpose of all rows times a dense matrix {@code [row * width + index]}: {@code [column * width + index]}. */
    float[] transposedTimes(float[] matrix, int width) {
        float[] products = new float[columns * width];
        for (int row = 0; row < rows(); row++) {
            int from = row * width;
            for (int at = starts[row]; at < starts[row + 1]; at++) {
                int to = positions[at] * width;
                float value = values[at];
                for (int index = 0; index < width; index++) {
                    products[to + index] += value * matrix[from + index];
                }
            }
        }
        return products;
    }
}
