package io.auspex.learn.report;

import static io.auspex.learn.report.Wording.number;
import static io.auspex.learn.report.Wording.percent;
import static io.auspex.learn.report.Wording.quoted;
import static io.auspex.learn.report.Wording.value;

import io.auspex.learn.profile.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be said of the target by itself: classes that are too small, numbers far away. */
final class TargetChecks {
    /** So many folds the search makes at most: fewer rows than this cannot be in each of them. */
    private static final int LEAST_OF_A_CLASS = 8;

    private static final double RARE = 0.01;
    private static final double IMBALANCED = 0.05;
    private static final double SKEWED = 3;
    private static final int NAMED = 5;

    /** A normal distribution has one value in 10^40 so far out; a lognormal one of deviation 1 one in 1,500. */
    private static final double FAR_OUT = 10;

    private static final int MANY_VALUES = 100;
    private static final double CAPPED = 0.01;
    private static final double PILE = 10;

    private TargetChecks() {}

    /** @param rows of the frame, with a target or without */
    static List<Finding> find(Target target, int rows) {
        List<Finding> findings = new ArrayList<>();
        String name = target.field().name();
        int without = rows - target.rows().length;
        if (without > 0) {
            double share = (double) without / rows;
            findings.add(Finding.of(
                    FindingKind.TARGET_MISSING,
                    share < 0.5 ? Severity.INFO : Severity.WARNING,
                    name,
                    share,
                    "The target " + quoted(name) + " has no value in " + without + " rows (" + percent(share)
                            + "), which are left out."));
        }
        if (target.labels().isEmpty()) {
            numbers(target, name, findings);
        } else {
            classes(target, name, findings);
        }
        return findings;
    }

    private static void classes(Target target, String name, List<Finding> findings) {
        int[] sizes = new int[target.labels().size()];
        for (double code : target.values()) {
            sizes[(int) code]++;
        }
        int rows = target.values().length;
        List<String> few = new ArrayList<>();
        List<String> rare = new ArrayList<>();
        int least = rows;
        for (int code = 0; code < sizes.length; code++) {
            String text = value(target.labels().get(code)) + " (" + sizes[code] + ")";
            if (sizes[code] < LEAST_OF_A_CLASS) {
                few.add(text);
            } else if (sizes.length > 2 && sizes[code] < RARE * rows) {
                rare.add(text);
            }
            least = Math.min(least, sizes[code]);
        }
        if (!few.isEmpty()) {
            findings.add(Finding.of(
                    FindingKind.RARE_CLASS,
                    Severity.WARNING,
                    name,
                    few.size(),
                    "The target " + quoted(name) + " has classes with fewer rows than there are folds: " + some(few)
                            + ". Gather more of them, group them, or leave them out."));
        }
        if (!rare.isEmpty()) {
            findings.add(Finding.of(
                    FindingKind.RARE_CLASS,
                    Severity.INFO,
                    name,
                    rare.size(),
                    "The target " + quoted(name) + " has classes with less than 1 % of the rows: " + some(rare) + "."));
        }
        double share = (double) least / rows;
        if (sizes.length == 2 && share < IMBALANCED) {
            findings.add(Finding.of(
                    FindingKind.IMBALANCE,
                    share < RARE ? Severity.WARNING : Severity.INFO,
                    name,
                    share,
                    "Only " + percent(share) + " of the rows have the rarer value of the target " + quoted(name)
                            + ": Accuracy says little here, F1 or AUC as OBJECTIVE more."));
        }
    }

    private static String some(List<String> texts) {
        String named = texts.stream().limit(NAMED).collect(Collectors.joining(", "));
        return texts.size() > NAMED ? named + " and " + (texts.size() - NAMED) + " more" : named;
    }

    private static void numbers(Target target, String name, List<Finding> findings) {
        double[] sorted = target.values().clone();
        Arrays.sort(sorted);
        int rows = sorted.length;
        double lower = sorted[rows / 4];
        double upper = sorted[(int) (rows * 0.75)];
        double reach = FAR_OUT * (upper - lower);
        int out = 0;
        double furthest = 0;
        double middle = sorted[rows / 2];
        for (double each : sorted) {
            if (upper > lower && (each < lower - reach || each > upper + reach)) {
                out++;
                furthest = Math.abs(each - middle) > Math.abs(furthest - middle) || out == 1 ? each : furthest;
            }
        }
        if (out > 0) {
            findings.add(Finding.of(
                    FindingKind.TARGET_OUTLIERS,
                    Severity.WARNING,
                    name,
                    out,
                    "The target " + quoted(name) + " has " + out + (out == 1 ? " value" : " values")
                            + " far from the others, for instance " + number(furthest)
                            + ", where half of them lie between "
                            + number(lower) + " and " + number(upper) + ". MSE is ruled by such rows."));
        }
        double skew = skew(sorted);
        if (Math.abs(skew) > SKEWED) {
            findings.add(Finding.of(
                    FindingKind.TARGET_SKEW,
                    Severity.INFO,
                    name,
                    skew,
                    "The target " + quoted(name) + " is skewed (" + String.format(Locale.ROOT, "%.1f", skew)
                            + "): few rows far on one side decide most of the squared error."
                            + (sorted[0] > 0 ? " Its logarithm may be the better target." : "")));
        }
        capped(sorted, name, findings);
    }

    private static double skew(double[] values) {
        double unit = Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
        double mean = 0;
        for (double each : values) {
            mean += each / unit / values.length;
        }
        double second = 0;
        double third = 0;
        for (double each : values) {
            double distance = each / unit - mean;
            second += distance * distance / values.length;
            third += distance * distance * distance / values.length;
        }
        return second > 1e-24 ? third / Math.pow(second, 1.5) : 0;
    }

    /** A pile at an end that is far higher than any of the values beside it. */
    private static void capped(double[] sorted, String name, List<Finding> findings) {
        int distinct = 1;
        for (int row = 1; row < sorted.length; row++) {
            distinct += sorted[row] != sorted[row - 1] ? 1 : 0;
        }
        if (distinct <= MANY_VALUES) {
            return;
        }
        double usual = (double) sorted.length / distinct;
        int atLeast = 1;
        while (sorted[atLeast] == sorted[0]) {
            atLeast++;
        }
        int atMost = 1;
        while (sorted[sorted.length - 1 - atMost] == sorted[sorted.length - 1]) {
            atMost++;
        }
        boolean top = atMost >= CAPPED * sorted.length && atMost > PILE * usual;
        // Nothing below nought is natural: a count, an amount.
        boolean bottom = sorted[0] != 0 && atLeast >= CAPPED * sorted.length && atLeast > PILE * usual;
        if (top || bottom) {
            double end = top ? sorted[sorted.length - 1] : sorted[0];
            double share = (double) (top ? atMost : atLeast) / sorted.length;
            findings.add(Finding.of(
                    FindingKind.TARGET_CAPPED,
                    Severity.INFO,
                    name,
                    share,
                    percent(share) + " of the rows have the " + (top ? "largest" : "smallest") + " value of the target "
                            + quoted(name) + ", " + number(end)
                            + ": it looks cut off there, and the model cannot know what lay beyond."));
        }
    }
}
