package io.auspex.learn.feature;

/**
 * Means of numbers by group, drawn towards the mean of all rows as far as a group is small: {@code (sum + alpha * mean) / (count +
 * alpha)} (Micci-Barreca, "A preprocessing scheme for high-cardinality categorical attributes", SIGKDD Explorations 3, 2001). What a
 * row is told of its group leaves out its own fold, so that its own target is not in it.
 */
final class LevelMeans {
    static final double ALPHA = 10;
    private static final int FOLDS = EncodingRows.FOLDS;

    private final EncodingRows rows;
    private final LevelGroups groups;
    /** {@code [group * FOLDS + fold]}. */
    private final double[] counts;

    private final double count;

    LevelMeans(EncodingRows rows, LevelGroups groups) {
        this.rows = rows;
        this.groups = groups;
        this.counts = new double[groups.count() * FOLDS];
        double all = 0;
        for (int row = 0; row < rows.rows(); row++) {
            double weight = rows.weights()[row];
            counts[cell(row)] += weight;
            all += weight;
        }
        this.count = all;
    }

    private int cell(int row) {
        return groups.group()[row] * FOLDS + rows.folds()[row];
    }

    private double[] sums(double[] values) {
        double[] sums = new double[counts.length];
        for (int row = 0; row < values.length; row++) {
            sums[cell(row)] += rows.weights()[row] * values[row];
        }
        return sums;
    }

    /** The mean of all rows. */
    double mean(double[] values) {
        double sum = 0;
        for (int row = 0; row < values.length; row++) {
            sum += rows.weights()[row] * values[row];
        }
        return sum / count;
    }

    /**
     * Fills each row's mean without its fold. The mean of all rows stays that of all: one for each fold would tell folds apart, and
     * be large where the fold's own targets are small.
     */
    void outOfFold(double[] values, double[] means) {
        double[] cells = sums(values);
        double mean = mean(values);
        for (int group = 0; group < groups.count(); group++) {
            int first = group * FOLDS;
            double groupSum = 0;
            double groupCount = 0;
            for (int cell = first; cell < first + FOLDS; cell++) {
                groupSum += cells[cell];
                groupCount += counts[cell];
            }
            for (int cell = first; cell < first + FOLDS; cell++) {
                // Differences of sums may fall a rounding error below what they are.
                double others = Math.max(0, groupCount - counts[cell]);
                cells[cell] = (groupSum - cells[cell] + ALPHA * mean) / (others + ALPHA);
            }
        }
        for (int row = 0; row < means.length; row++) {
            means[row] = cells[cell(row)];
        }
    }

    /** Mean of each group, from all rows. */
    double[] whole(double[] values) {
        double[] sums = sums(values);
        double mean = mean(values);
        double[] means = new double[groups.count()];
        for (int group = 0; group < means.length; group++) {
            double groupSum = 0;
            double groupCount = 0;
            for (int cell = group * FOLDS; cell < (group + 1) * FOLDS; cell++) {
                groupSum += sums[cell];
                groupCount += counts[cell];
            }
            means[group] = (groupSum + ALPHA * mean) / (groupCount + ALPHA);
        }
        return means;
    }
}
