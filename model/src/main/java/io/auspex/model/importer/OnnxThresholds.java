package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.importer.OnnxValue.Column;
import io.auspex.model.transform.ThresholdRanks;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * Where a column is compared in 64 bits, or for equality, a tree asks for ranks among these bounds instead of the number
 * itself. That is exact: a number equals v where its rank is that of the bound v and not that of the bound just below it.
 */
final class OnnxThresholds {
    private final Column column;
    private final TreeSet<Double> bounds = new TreeSet<>();
    private double[] ascending;

    OnnxThresholds(Column column) {
        this.column = column;
        if (column.offset() != 0 || column.scale() != 1 || !Float.isNaN(column.missing())) {
            throw new ArtifactException(
                    "The ONNX model scales or fills a feature before trees that compare it in 64 bits"
                            + " or for equality, which is not supported");
        }
    }

    /** Notes the bounds of a split, before any is asked for. */
    void add(double threshold) {
        if (!(Math.abs(threshold) < Float.MAX_VALUE)) {
            throw new ArtifactException("The ONNX model has a tree with the threshold " + threshold);
        }
        bounds.add(upTo(threshold));
        bounds.add(below(threshold));
    }

    ThresholdRanks transformer() {
        return new ThresholdRanks(column.input(), ascending(), false);
    }

    /** What the rank of x is less than if and only if {@code x <= threshold}. */
    int beyond(double threshold) {
        return rank(upTo(threshold)) + 1;
    }

    /** What the rank of x is less than if and only if {@code x < threshold}. */
    int from(double threshold) {
        return rank(below(threshold)) + 1;
    }

    /** The rank of the numbers that equal the threshold, and of no others. */
    int equal(double threshold) {
        return rank(upTo(threshold));
    }

    private int rank(double bound) {
        return Arrays.binarySearch(ascending(), bound);
    }

    private double[] ascending() {
        if (ascending == null) {
            ascending = bounds.stream().mapToDouble(Double::doubleValue).toArray();
        }
        return ascending;
    }

    /** The largest 64-bit number that counts as no more than the threshold. */
    private double upTo(double threshold) {
        return 0.0 + (column.wide() ? threshold : largestRoundedTo((float) threshold));
    }

    private double below(double threshold) {
        return 0.0 + (column.wide() ? Math.nextDown(threshold) : largestRoundedTo(Math.nextDown((float) threshold)));
    }

    /** The largest 64-bit number that rounds to this 32-bit one, ties to even. */
    private static double largestRoundedTo(float number) {
        double middle = ((double) number + Math.nextUp(number)) / 2;
        return (float) middle == number ? middle : Math.nextDown(middle);
    }
}
