package io.auspex.benchmark.predict.sample;

import java.util.Arrays;
import java.util.List;

/**
 * Rows to train a model on and to predict with it.
 *
 * @param names of the features
 * @param columns {@code float[feature][row]}; NaN is missing, a category is its number
 * @param target of each row; a class is its number
 * @param classes 0 where the target is a number
 * @param categorical which features are categories
 */
public record Sample(
        String name, List<String> names, float[][] columns, float[] target, int classes, List<Integer> categorical) {
    public Sample {
        names = List.copyOf(names);
        categorical = List.copyOf(categorical);
    }

    /** How many rows there are. */
    public int rows() {
        return target.length;
    }

    /** How many features there are. */
    public int features() {
        return columns.length;
    }

    /** How many numbers a model predicts before they become probabilities. */
    public int outputs() {
        return classes > 2 ? classes : 1;
    }

    /** The first rows only, or all where there are fewer. */
    public Sample first(int most) {
        int kept = Math.min(most, rows());
        float[][] shorter = new float[columns.length][];
        for (int feature = 0; feature < shorter.length; feature++) {
            shorter[feature] = Arrays.copyOf(columns[feature], kept);
        }
        return new Sample(name, names, shorter, Arrays.copyOf(target, kept), classes, categorical);
    }

    /** Row after row, {@code float[row * features + feature]}: what the other libraries take. */
    public float[] rowMajor(int from, int count) {
        float[] values = new float[count * columns.length];
        for (int feature = 0; feature < columns.length; feature++) {
            float[] column = columns[feature];
            int next = feature;
            int row = from % column.length;
            for (int i = 0; i < count; i++) {
                values[next] = column[row];
                next += columns.length;
                row = row + 1 == column.length ? 0 : row + 1;
            }
        }
        return values;
    }
}
