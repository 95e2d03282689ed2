package io.auspex.learn.report;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.profile.ColumnProfile;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The rows that the costly checks look at, in their order: all of them, or of many a random part.
 *
 * @param columns one for each feature
 * @param target what is to be predicted, for each of the rows; absent where nothing is
 */
record RowSample(int rows, List<Column> columns, Optional<TargetValues> target) {
    static final int MOST_ROWS = 20_000;

    RowSample {
        columns = List.copyOf(columns);
    }

    /** A feature and its values. */
    record Column(ColumnProfile profile, ValueBins values) {
        String name() {
            return profile.field().name();
        }
    }

    /**
     * The target.
     *
     * @param values class numbers, or the numbers themselves
     * @param classes how many there are; 0 for numbers
     * @param labels of the classes
     */
    record TargetValues(String name, double[] values, int classes, List<String> labels) {
        boolean isNumber() {
            return classes == 0;
        }

        ValueBins bins() {
            return ValueBins.of(values);
        }
    }

    /** Draws the rows; the same seed draws the same. */
    static RowSample draw(Frame features, DataProfile profile, Optional<Target> target, long seed) {
        int[] chosen = choose(features.rows(), seed);
        Frame sample = chosen.length == features.rows() ? features : features.select(chosen);
        List<Column> columns = new ArrayList<>();
        for (ColumnProfile column : profile.columns()) {
            int place = column.column();
            ValueBins values = column.field().type().isText()
                    ? ValueBins.of(column, Arrays.copyOf(sample.texts(place), sample.rows()))
                    : ValueBins.of(Arrays.copyOf(sample.numbers(place), sample.rows()));
            columns.add(new Column(column, values));
        }
        return new RowSample(chosen.length, columns, target.map(whole -> values(whole, chosen)));
    }

    private static TargetValues values(Target target, int[] chosen) {
        double[] values = new double[chosen.length];
        for (int row = 0; row < chosen.length; row++) {
            values[row] = target.values()[chosen[row]];
        }
        return new TargetValues(target.field().name(), values, target.labels().size(), target.labels());
    }

    /** Selection sampling, as {@link Frame#read(java.nio.file.Path, long, long)} draws. */
    private static int[] choose(int rows, long seed) {
        int wanted = Math.min(rows, MOST_ROWS);
        int[] chosen = new int[wanted];
        SplittableRandom random = new SplittableRandom(seed);
        int count = 0;
        for (int row = 0; row < rows && count < wanted; row++) {
            if ((rows - row) * random.nextDouble() < wanted - count) {
                chosen[count++] = row;
            }
        }
        return Arrays.copyOf(chosen, count);
    }
}
