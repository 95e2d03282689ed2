package io.auspex.learn.report;

import static io.auspex.learn.report.Wording.quoted;

import io.auspex.learn.profile.ColumnRole;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns that say the same as one before them: the same values, one number in other units, or one code for another. A model is
 * not worse for them, but contributions are divided among them, and one that is a copy need not be asked for.
 */
final class DuplicateColumns {
    private static final double SAME_LINE = 0.9999;
    /** Enough to tell most pairs apart. */
    private static final int FIRST_ROWS = 500;

    private DuplicateColumns() {}

    static List<Finding> find(RowSample sample) {
        List<Finding> findings = new ArrayList<>();
        List<RowSample.Column> columns = sample.columns().stream()
                .filter(column -> column.profile().role() != ColumnRole.CONSTANT)
                .toList();
        boolean[] isCopy = new boolean[columns.size()];
        for (int later = 1; later < columns.size(); later++) {
            for (int earlier = 0; earlier < later && !isCopy[later]; earlier++) {
                if (isCopy[earlier]) {
                    continue;
                }
                String how = likeness(columns.get(earlier), columns.get(later), sample.rows());
                if (!how.isEmpty()) {
                    isCopy[later] = true;
                    String name = columns.get(later).name();
                    findings.add(Finding.ofColumn(
                            FindingKind.DUPLICATE_COLUMN,
                            Severity.INFO,
                            name,
                            "Column " + quoted(name) + " " + how + " "
                                    + quoted(columns.get(earlier).name()) + "."));
                }
            }
        }
        return findings;
    }

    /** Empty where they differ. */
    private static String likeness(RowSample.Column earlier, RowSample.Column later, int rows) {
        ValueBins left = earlier.values();
        ValueBins right = later.values();
        if (!sameMissing(left, right, rows)) {
            return "";
        }
        if (left.isNumeric() && right.isNumeric()) {
            if (sameNumbers(left.numbers(), right.numbers())) {
                return "has the same values as";
            }
            if (isLine(left.numbers(), right.numbers())) {
                return "is a multiple of";
            }
        }
        boolean codes = few(earlier, rows) && few(later, rows);
        return codes && sameCodes(left, right, rows) ? "says the same in other words as" : "";
    }

    /** A copy that fills some gaps otherwise is none. */
    private static boolean sameMissing(ValueBins left, ValueBins right, int rows) {
        for (int row = 0; row < rows; row++) {
            if ((left.bins()[row] == ValueBins.MISSING) != (right.bins()[row] == ValueBins.MISSING)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameNumbers(double[] left, double[] right) {
        for (int row = 0; row < left.length; row++) {
            if (left[row] != right[row] && !(Double.isNaN(left[row]) && Double.isNaN(right[row]))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLine(double[] left, double[] right) {
        int first = Math.min(FIRST_ROWS, left.length);
        boolean possible =
                Math.abs(Correlation.of(java.util.Arrays.copyOf(left, first), java.util.Arrays.copyOf(right, first)))
                        >= SAME_LINE - 0.001;
        return possible && Math.abs(Correlation.of(left, right)) >= SAME_LINE;
    }

    /** Where most values are seen once, any column is a code for any other. */
    private static boolean few(RowSample.Column column, int rows) {
        int levels = column.profile().distinct();
        boolean binIsLevel = column.values().count() > levels;
        return binIsLevel && levels >= 2 && levels <= rows / 10;
    }

    private static boolean sameCodes(ValueBins left, ValueBins right, int rows) {
        int[] rightOf = new int[left.count()];
        int[] leftOf = new int[right.count()];
        for (int row = 0; row < rows; row++) {
            int one = left.bins()[row];
            int other = right.bins()[row];
            if (rightOf[one] == 0 && leftOf[other] == 0) {
                rightOf[one] = other + 1;
                leftOf[other] = one + 1;
            } else if (rightOf[one] != other + 1 || leftOf[other] != one + 1) {
                return false;
            }
        }
        return true;
    }
}
