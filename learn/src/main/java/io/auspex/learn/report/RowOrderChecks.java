package io.auspex.learn.report;

import static io.auspex.learn.report.Wording.number;
import static io.auspex.learn.report.Wording.percent;
import static io.auspex.learn.report.Wording.quoted;
import static io.auspex.learn.report.Wording.value;

import io.auspex.learn.profile.ColumnRole;
import io.auspex.learn.profile.TextSummary;
import io.auspex.learn.report.RowSample.TargetValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Whether the order of the rows means something. Rows in the order of time whose values drift will go on drifting when the model is
 * in use, which folds drawn at random do not show; rows sorted by the target are often two sources put together.
 *
 * <p>Order is seen in neighbours: of n rows in random order two that follow each other have the same value as often as any two
 * (runs test of Wald and Wolfowitz, 1940), and the ranks of numbers do not follow each other's (von Neumann's ratio on ranks, Bartels, 1982). Drift is seen between
 * the first and the last quarter: the largest distance of the cumulated shares (Kolmogorov and Smirnov) of numbers, Cramer's V of levels.
 */
final class RowOrderChecks {
    private static final int LEAST_ROWS = 200;
    private static final int LEAST_CHANGES = 50;
    private static final double PART = 0.25;
    private static final double LEAST_DRIFT = 0.2;
    private static final double LARGE_DRIFT = 0.3;
    /** Of the 1.95 * sqrt((n + m) / (n m)) beyond which chance is in 1 of 1,000 cases. */
    private static final double CERTAIN = 1.95;
    /** Neighbours so much alike follow an order. */
    private static final double ORDERED = 0.9;
    /** Numbers measured one after the other are much alike without being sorted. */
    private static final double SORTED = 0.97;

    private RowOrderChecks() {}

    static List<Finding> find(RowSample sample) {
        List<Finding> findings = new ArrayList<>();
        if (sample.rows() < LEAST_ROWS) {
            return findings;
        }
        if (sample.target().isPresent() && isSortedBy(sample.target().get(), findings)) {
            // Every column that tells of the target follows the same order then.
            return findings;
        }
        Optional<RowSample.Column> order = order(sample);
        order.ifPresent(column -> findings.add(ordered(column)));
        boolean grouped = order.filter(column -> !column.values().isNumeric() && !isTime(column))
                .isPresent();
        sample.target().ifPresent(target -> target(target, grouped, findings));
        List<Finding> drifts = new ArrayList<>();
        for (RowSample.Column column : sample.columns()) {
            // That a number of the row, or the time in rows that follow it, is another at the end is no news.
            if (column.profile().role() == ColumnRole.IDENTIFIER
                    || column.profile().role() == ColumnRole.CONSTANT
                    || isTime(column)) {
                continue;
            }
            double drift = drift(column.values());
            if (drift >= LEAST_DRIFT) {
                drifts.add(Finding.of(
                        FindingKind.DRIFT,
                        Severity.INFO,
                        column.name(),
                        drift,
                        "Column " + quoted(column.name())
                                + " has other values in the last quarter of the rows than in the" + " first: "
                                + change(column) + "."));
            }
        }
        drifts.sort(
                Comparator.comparingDouble((Finding finding) -> finding.value().orElse(0))
                        .reversed());
        findings.addAll(drifts);
        return findings;
    }

    private static boolean isSortedBy(TargetValues target, List<Finding> findings) {
        double order = order(target.bins());
        if (order < (target.isNumber() ? SORTED : ORDERED)) {
            return false;
        }
        findings.add(Finding.of(
                FindingKind.ROW_ORDER,
                Severity.INFO,
                target.name(),
                order,
                "The rows are sorted by the target " + quoted(target.name())
                        + ", or nearly so: rows from one end are not like the whole."));
        return true;
    }

    /** @param grouped whether the rows are sorted by kind, of which the target is expected to depend */
    private static void target(TargetValues target, boolean grouped, List<Finding> findings) {
        ValueBins bins = target.bins();
        double drift = drift(bins);
        if (drift >= LEAST_DRIFT) {
            String change = target.isNumber() ? means(target.values()) : classChange(target);
            findings.add(Finding.of(
                    FindingKind.TARGET_DRIFT,
                    drift >= LARGE_DRIFT && !grouped ? Severity.WARNING : Severity.INFO,
                    target.name(),
                    drift,
                    "The target " + quoted(target.name()) + " changes along the rows: " + change
                            + ". If the rows are in the order of time, the future will be harder to predict than the"
                            + " model's score says."));
        }
    }

    /** Of all columns one: where one orders the rows, what hangs together with it does so too. */
    private static Optional<RowSample.Column> order(RowSample sample) {
        RowSample.Column best = null;
        double most = ORDERED;
        for (RowSample.Column column : sample.columns()) {
            if (column.profile().role() == ColumnRole.IDENTIFIER
                    || column.profile().role() == ColumnRole.CONSTANT
                    || (best != null && isTime(best) && !isTime(column))) {
                continue;
            }
            double order = order(column.values());
            boolean firstTime = isTime(column) && (best == null || !isTime(best));
            if (order > most || (firstTime && order >= ORDERED)) {
                best = column;
                most = order;
            }
        }
        return Optional.ofNullable(best);
    }

    private static Finding ordered(RowSample.Column column) {
        return Finding.of(
                FindingKind.ROW_ORDER,
                isTime(column) ? Severity.WARNING : Severity.INFO,
                column.name(),
                order(column.values()),
                "The rows follow the order of " + quoted(column.name()) + "."
                        + (isTime(column)
                                ? " If the model is to predict later rows from earlier ones, judge it on the latest rows"
                                        + " with ML.EVALUATE: the score of folds drawn at random is too good for that."
                                : ""));
    }

    private static boolean isTime(RowSample.Column column) {
        return column.profile().role() == ColumnRole.DATE_TIME
                || column.profile().texts().filter(TextSummary::isMoments).isPresent();
    }

    /** From 0, any order, to 1, sorted. */
    static double order(ValueBins column) {
        return column.isNumeric() && column.count() > ValueBins.MISSING + 9
                ? orderOfRanks(column.numbers())
                : orderOfLevels(column);
    }

    private static double orderOfRanks(double[] numbers) {
        double[] ranks = Correlation.ranks(numbers);
        double[] present = Arrays.stream(ranks).filter(Double::isFinite).toArray();
        if (present.length < LEAST_ROWS) {
            return 0;
        }
        return Math.max(
                0,
                Correlation.of(
                        Arrays.copyOfRange(present, 0, present.length - 1),
                        Arrays.copyOfRange(present, 1, present.length)));
    }

    private static double orderOfLevels(ValueBins column) {
        int[] bins = column.bins();
        double[] counts = new double[column.count()];
        int changes = 0;
        for (int row = 0; row < bins.length; row++) {
            counts[bins[row]]++;
            changes += row > 0 && bins[row] != bins[row - 1] ? 1 : 0;
        }
        double same = 0;
        int least = -1;
        for (double count : counts) {
            same += count / bins.length * (count - 1) / (bins.length - 1);
            least += count > 0 ? 1 : 0;
        }
        double expected = (1 - same) * (bins.length - 1);
        // A few exceptions among many equal values lie anywhere, and so do many values that are seen once.
        return expected - least < LEAST_CHANGES ? 0 : Math.max(0, (expected - changes) / (expected - least));
    }

    /** From 0, the same, to 1, nothing in common; 0 also where it may be chance. */
    static double drift(ValueBins column) {
        int part = (int) (column.bins().length * PART);
        int last = column.bins().length - part;
        if (column.isNumeric() && column.count() > ValueBins.MISSING + 9) {
            double[] early = sorted(column.numbers(), 0, part);
            double[] late = sorted(column.numbers(), last, column.bins().length);
            if (Math.min(early.length, late.length) < LEAST_ROWS / 4) {
                return 0;
            }
            double distance = distance(early, late);
            double chance = CERTAIN * Math.sqrt(1.0 / early.length + 1.0 / late.length);
            return distance > chance ? distance : 0;
        }
        double[] early = new double[column.count()];
        double[] late = new double[column.count()];
        for (int row = 0; row < part; row++) {
            early[column.bins()[row]]++;
            late[column.bins()[last + row]]++;
        }
        double link = Contingency.cramersV(early, late);
        return link > CERTAIN * Math.sqrt(2.0 / part) ? link : 0;
    }

    private static double[] sorted(double[] numbers, int from, int to) {
        return Arrays.stream(numbers, from, to)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    /** The statistic of Kolmogorov and Smirnov. */
    private static double distance(double[] early, double[] late) {
        double widest = 0;
        int i = 0;
        int j = 0;
        while (i < early.length && j < late.length) {
            double value = Math.min(early[i], late[j]);
            while (i < early.length && early[i] == value) {
                i++;
            }
            while (j < late.length && late[j] == value) {
                j++;
            }
            widest = Math.max(widest, Math.abs((double) i / early.length - (double) j / late.length));
        }
        return widest;
    }

    private static String change(RowSample.Column column) {
        if (column.values().isNumeric()) {
            return means(column.values().numbers());
        }
        ValueBins values = column.values();
        return shares(values.bins(), values.count(), bin -> name(values, bin));
    }

    private static String name(ValueBins values, int bin) {
        if (bin == ValueBins.MISSING) {
            return "NULL";
        }
        return bin <= values.levels().size() ? value(values.levels().get(bin - 1)) : "a rare value";
    }

    /** The value whose share has changed most. */
    private static String shares(int[] bins, int count, IntFunction<String> name) {
        int part = (int) (bins.length * PART);
        double[] early = new double[count];
        double[] late = new double[count];
        for (int row = 0; row < part; row++) {
            early[bins[row]]++;
            late[bins[bins.length - 1 - row]]++;
        }
        int most = 0;
        for (int bin = 1; bin < count; bin++) {
            most = Math.abs(early[bin] - late[bin]) >= Math.abs(early[most] - late[most]) ? bin : most;
        }
        return name.apply(most) + " in " + percent(early[most] / part) + " of the first quarter and "
                + percent(late[most] / part)
                + " of the last";
    }

    private static String means(double[] numbers) {
        int part = (int) (numbers.length * PART);
        return "the mean is " + number(mean(numbers, 0, part)) + " at first and "
                + number(mean(numbers, numbers.length - part, numbers.length)) + " at last";
    }

    private static double mean(double[] numbers, int from, int to) {
        return Arrays.stream(numbers, from, to)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private static String classChange(TargetValues target) {
        int[] codes =
                Arrays.stream(target.values()).mapToInt(code -> (int) code).toArray();
        return shares(codes, target.classes(), code -> value(target.labels().get(code)));
    }
}
