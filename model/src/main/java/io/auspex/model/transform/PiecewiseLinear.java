package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * A number as how far it has come through each of several intervals: 0 before an interval, 1 behind it, the share in between. A
 * linear model of these features is a broken line with bends at the knots, and their sum is the number's quantile where the knots are
 * quantiles (Gorishniy, Rubachev and Babenko, "On embeddings for numerical features in tabular deep learning", NeurIPS 2022, §3.2).
 * NULL is 0.5 in every feature; {@code NumberScaler} beside it can tell that it was NULL.
 *
 * @param knots the ends of the intervals, rising, at least two
 */
public record PiecewiseLinear(int column, List<Double> knots) implements ColumnTransformer {
    private static final float MISSING = 0.5f;

    public PiecewiseLinear {
        Inputs.requireColumn(column);
        knots = List.copyOf(knots);
        if (knots.size() < 2) {
            throw new IllegalArgumentException("A broken line needs two knots, not " + knots.size());
        }
        for (int knot = 0; knot < knots.size(); knot++) {
            Inputs.requireFinite(knots.get(knot), "knot");
            if (knot > 0 && knots.get(knot) <= knots.get(knot - 1)) {
                throw new IllegalArgumentException("Knot " + knot + " is not above the one before");
            }
        }
    }

    @Override
    public int width() {
        return knots.size() - 1;
    }

    @Override
    public boolean accepts(ColumnType type) {
        return !type.isText();
    }

    /** {@code column.from0}, with the lower end of the interval. */
    @Override
    public List<String> featureNames(List<Field> inputs) {
        List<String> names = new ArrayList<>();
        for (int interval = 0; interval < width(); interval++) {
            names.add(inputs.get(column).name() + ".from" + knots.get(interval));
        }
        return List.copyOf(names);
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        double[] values = batch.numbers(column);
        for (int interval = 0; interval < width(); interval++) {
            double low = knots.get(interval);
            // Halves, since the difference of two finite numbers may be infinite.
            double halfLength = knots.get(interval + 1) / 2 - low / 2;
            float[] out = features[first + interval];
            for (int row = 0; row < batch.rows(); row++) {
                double value = values[row];
                double share = (value / 2 - low / 2) / halfLength;
                out[row] = Double.isNaN(value) ? MISSING : share > 0 ? (float) Math.min(1, share) : 0;
            }
        }
    }

    /**
     * The same in two numbers a row: the interval that the number lies in and how far it has come through it. All intervals before have
     * 1, all behind it 0.
     *
     * @param intervals at least {@code batch.rows()} long; -1 for NULL
     * @param shares likewise; 0.5 for NULL
     */
    public void places(ColumnBatch batch, int[] intervals, float[] shares) {
        double[] values = batch.numbers(column);
        int last = width() - 1;
        double[] lows = new double[width()];
        double[] halfLengths = new double[width()];
        for (int interval = 0; interval <= last; interval++) {
            lows[interval] = knots.get(interval);
            halfLengths[interval] = knots.get(interval + 1) / 2 - knots.get(interval) / 2;
        }
        for (int row = 0; row < batch.rows(); row++) {
            double value = values[row];
            int place = 0;
            for (int interval = 1; interval <= last; interval++) {
                place += value >= lows[interval] ? 1 : 0;
            }
            double share = (value / 2 - lows[place] / 2) / halfLengths[place];
            boolean missing = Double.isNaN(value);
            intervals[row] = missing ? -1 : place;
            shares[row] = missing ? MISSING : share > 0 ? (float) Math.min(1, share) : 0;
        }
    }

    /** Whether {@link #places} can tell it all: not where knots lie so close together that half their distance is 0. */
    public boolean hasPlaces() {
        for (int interval = 0; interval < width(); interval++) {
            if (!(knots.get(interval + 1) / 2 - knots.get(interval) / 2 > 0)) {
                return false;
            }
        }
        return true;
    }
}
