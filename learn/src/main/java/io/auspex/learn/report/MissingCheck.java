package io.auspex.learn.report;

import static io.auspex.learn.report.Wording.number;
import static io.auspex.learn.report.Wording.percent;
import static io.auspex.learn.report.Wording.quoted;
import static io.auspex.learn.report.Wording.value;

import io.auspex.learn.report.RowSample.TargetValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a value is missing may tell of the target: because missing means something, or because the value came with the target. */
final class MissingCheck {
    private static final int LEAST_ROWS = 25;
    /** Cramer's V, or the root of the share of the variance; below it the link is weak. */
    private static final double LEAST_LINK = 0.2;

    private static final double STRONG_LINK = 0.6;

    private static final double LEAST_APART = 0.005;

    private MissingCheck() {}

    static List<Finding> find(RowSample sample) {
        List<Finding> findings = new ArrayList<>();
        TargetValues target = sample.target().orElseThrow();
        List<RowSample.Column> told = new ArrayList<>();
        for (RowSample.Column column : sample.columns()) {
            if (told.stream().anyMatch(earlier -> together(earlier, column, sample.rows()))) {
                continue;
            }
            boolean[] missing = new boolean[sample.rows()];
            int count = 0;
            for (int row = 0; row < missing.length; row++) {
                missing[row] = column.values().bins()[row] == ValueBins.MISSING;
                count += missing[row] ? 1 : 0;
            }
            if (count >= LEAST_ROWS && missing.length - count >= LEAST_ROWS) {
                Optional<Finding> finding = target.isNumber()
                        ? ofNumbers(column.name(), target, missing, count)
                        : ofClasses(column.name(), target, missing, count);
                finding.ifPresent(found -> {
                    findings.add(found);
                    told.add(column);
                });
            }
        }
        return findings;
    }

    /** Columns of one source are missing together; one word of them is enough. */
    private static boolean together(RowSample.Column one, RowSample.Column other, int rows) {
        int apart = 0;
        for (int row = 0; row < rows; row++) {
            boolean missing = one.values().bins()[row] == ValueBins.MISSING;
            apart += missing == (other.values().bins()[row] == ValueBins.MISSING) ? 0 : 1;
        }
        return apart < LEAST_APART * rows;
    }

    private static Optional<Finding> ofNumbers(String name, TargetValues target, boolean[] missing, int count) {
        double with = 0;
        double without = 0;
        for (int row = 0; row < missing.length; row++) {
            if (missing[row]) {
                without += target.values()[row] / count;
            } else {
                with += target.values()[row] / (missing.length - count);
            }
        }
        double mean = (without * count + with * (missing.length - count)) / missing.length;
        double variance = 0;
        for (double each : target.values()) {
            variance += (each - mean) * (each - mean) / missing.length;
        }
        double share = (double) count / missing.length;
        double link = variance > 0 ? Math.abs(with - without) * Math.sqrt(share * (1 - share) / variance) : 0;
        return finding(
                name,
                target,
                link,
                "the mean is " + number(without) + " where it is NULL and " + number(with) + " elsewhere");
    }

    private static Optional<Finding> ofClasses(String name, TargetValues target, boolean[] missing, int count) {
        double[][] seen = new double[2][target.classes()];
        for (int row = 0; row < missing.length; row++) {
            seen[missing[row] ? 1 : 0][(int) target.values()[row]]++;
        }
        double link = Contingency.cramersV(seen[0], seen[1]);
        int most = 0;
        double widest = -1;
        for (int code = 0; code < target.classes(); code++) {
            double difference = Math.abs(seen[1][code] / count - seen[0][code] / (missing.length - count));
            if (difference >= widest) {
                widest = difference;
                most = code;
            }
        }
        return finding(
                name,
                target,
                link,
                "it is " + value(target.labels().get(most)) + " in " + percent(seen[1][most] / count)
                        + " of the rows where it is NULL and in "
                        + percent(seen[0][most] / (missing.length - count)) + " of the others");
    }

    private static Optional<Finding> finding(String name, TargetValues target, double link, String how) {
        if (!(link >= LEAST_LINK)) {
            return Optional.empty();
        }
        boolean strong = link >= STRONG_LINK;
        return Optional.of(Finding.of(
                FindingKind.MISSING_TELLS_TARGET,
                strong ? Severity.WARNING : Severity.INFO,
                name,
                link,
                "Whether " + quoted(name) + " is NULL tells of the target " + quoted(target.name()) + ": " + how + "."
                        + (strong ? " Check that it is not filled in only when the target is known." : "")));
    }
}
