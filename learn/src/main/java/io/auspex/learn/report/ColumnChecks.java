package io.auspex.learn.report;

import static io.auspex.learn.report.Wording.percent;
import static io.auspex.learn.report.Wording.quoted;
import static io.auspex.learn.report.Wording.value;

import io.auspex.learn.profile.ColumnProfile;
import io.auspex.learn.profile.ColumnRole;
import io.auspex.learn.profile.NumberSummary;
import io.auspex.learn.profile.TextSummary;
import io.auspex.model.transform.CanonicalText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be said of each column by itself: columns of no use, columns that are something else, missing and infinite values. */
final class ColumnChecks {
    private static final double ALMOST = 0.995;
    private static final double MOSTLY = 0.5;
    private static final double NEARLY_ALL = 0.95;

    private ColumnChecks() {}

    static List<Finding> find(RowSample sample, int rows) {
        List<Finding> findings = new ArrayList<>();
        for (RowSample.Column column : sample.columns()) {
            role(column.profile()).ifPresent(findings::add);
            if (column.profile().role() != ColumnRole.CONSTANT) {
                missing(column.profile(), rows).ifPresent(findings::add);
                almostConstant(column).ifPresent(findings::add);
            }
            column.profile()
                    .numbers()
                    .flatMap(numbers -> infinite(column.name(), numbers))
                    .ifPresent(findings::add);
            column.profile()
                    .texts()
                    .flatMap(texts -> misread(column.profile(), texts))
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private static Optional<Finding> role(ColumnProfile column) {
        String name = column.field().name();
        String sentence = "Column " + quoted(name) + " is of no use: " + column.reason() + ".";
        return switch (column.role()) {
            case CONSTANT -> Optional.of(Finding.ofColumn(FindingKind.CONSTANT, Severity.INFO, name, sentence));
            case IDENTIFIER -> Optional.of(Finding.ofColumn(FindingKind.IDENTIFIER, Severity.INFO, name, sentence));
            case FREE_TEXT ->
                Optional.of(Finding.ofColumn(
                        FindingKind.FREE_TEXT,
                        Severity.INFO,
                        name,
                        "Column " + quoted(name) + ": " + column.reason() + "."));
            case NUMERIC, BOOLEAN, LOW_CARDINALITY_CATEGORY, HIGH_CARDINALITY_CATEGORY, DATE_TIME, PREPARED ->
                Optional.empty();
        };
    }

    private static Optional<Finding> missing(ColumnProfile column, int rows) {
        double share = rows == 0 ? 0 : (double) column.missing() / rows;
        if (share < MOSTLY) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                FindingKind.MOSTLY_MISSING,
                share < NEARLY_ALL ? Severity.INFO : Severity.WARNING,
                column.field().name(),
                share,
                "Column " + quoted(column.field().name()) + " is NULL in " + percent(share) + " of the rows."));
    }

    private static Optional<Finding> almostConstant(RowSample.Column column) {
        int[] counts = new int[column.values().count()];
        int[] first = new int[column.values().count()];
        int[] bins = column.values().bins();
        int present = 0;
        for (int row = 0; row < bins.length; row++) {
            if (bins[row] != ValueBins.MISSING) {
                first[bins[row]] = counts[bins[row]]++ == 0 ? row : first[bins[row]];
                present++;
            }
        }
        int most = 0;
        for (int bin = 1; bin < counts.length; bin++) {
            most = counts[bin] > counts[most] ? bin : most;
        }
        int full = most;
        double share = present == 0 ? 0 : (double) counts[most] / present;
        // A bin of numbers may hold several values, but not one that is so full.
        if (share < ALMOST || present == counts[most] || present < bins.length * (1 - MOSTLY)) {
            return Optional.empty();
        }
        String text = column.profile()
                .texts()
                .map(texts -> texts.frequent().get(0))
                .orElseGet(() -> mostFrequentNumber(column, bins, full));
        return Optional.of(Finding.of(
                FindingKind.ALMOST_CONSTANT,
                Severity.INFO,
                column.name(),
                share,
                "Column " + quoted(column.name()) + " is " + value(text) + " in " + percent(share)
                        + " of the rows that have a value."));
    }

    private static String mostFrequentNumber(RowSample.Column column, int[] bins, int bin) {
        double[] values = column.values().numbers();
        double[] inside = new double[bins.length];
        int count = 0;
        for (int row = 0; row < bins.length; row++) {
            if (bins[row] == bin) {
                inside[count++] = values[row];
            }
        }
        Arrays.sort(inside, 0, count);
        return CanonicalText.of(
                inside[count / 2] + 0.0, column.profile().field().type());
    }

    private static Optional<Finding> infinite(String name, NumberSummary numbers) {
        if (numbers.infinite() == 0) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                FindingKind.INFINITE_VALUES,
                Severity.WARNING,
                name,
                numbers.infinite(),
                "Column " + quoted(name) + " is infinite in " + numbers.infinite() + " rows; NULLIF(" + quoted(name)
                        + ", 'inf'::float8) in the query makes them missing."));
    }

    private static Optional<Finding> misread(ColumnProfile column, TextSummary texts) {
        String name = column.field().name();
        if (texts.isMoments()) {
            return Optional.of(Finding.of(
                    FindingKind.TEXT_IS_DATE,
                    Severity.WARNING,
                    name,
                    texts.momentShare(),
                    "Column " + quoted(name) + " is text, but " + percent(texts.momentShare())
                            + " of its values are dates or times in the form " + texts.momentForm()
                            + "; as a date or time in the query it would also tell year, month and weekday."));
        }
        if (texts.isNumbers() && column.distinct() > 2) {
            String how = texts.decorated()
                    ? "; the query can take out the signs and separators with REGEXP_REPLACE and CAST it to a number."
                    : "; CAST it to a number in the query.";
            return Optional.of(Finding.of(
                    FindingKind.TEXT_IS_NUMBER,
                    Severity.WARNING,
                    name,
                    texts.numberShare(),
                    "Column " + quoted(name) + " is text, but " + percent(texts.numberShare())
                            + " of its values are numbers" + how));
        }
        return Optional.empty();
    }
}
