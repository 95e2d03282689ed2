package io.auspex.learn.profile;

import io.auspex.learn.frame.Frame;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.model.transform.CanonicalText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Looks at each feature column once and says what it is good for. Thresholds are those of SageMaker Autopilot where it documents them. */
public final class Profiler {
    /** Text with at most this many levels is worth a feature a level. */
    static final int LOW_CARDINALITY = 50;
    /** Text with more distinct values than this share of its rows names the rows. */
    private static final double IDENTIFIER_SHARE = 0.9;
    /** Text this diverse and this wordy is prose. */
    private static final double PROSE_SHARE = 0.5;

    private static final double PROSE_WORDS = 3;
    /** Distinct numbers are counted on at most this many rows. */
    private static final int COUNTED_ROWS = 50_000;
    /** Whole numbers with at most this many values also count as levels. */
    private static final int NUMBER_LEVELS = 24;

    private static final Pattern IDENTIFIER_NAME =
            Pattern.compile("(^|.*_)(id|uuid|guid|key|rowid|row_number|index)$", Pattern.CASE_INSENSITIVE);

    private Profiler() {}

    /** Profiles every column of {@code features}: the frame without its target, rows without a target left out. */
    public static DataProfile profile(Frame features) {
        List<ColumnProfile> columns = new ArrayList<>();
        for (int column = 0; column < features.fields().size(); column++) {
            Field field = features.fields().get(column);
            columns.add(
                    field.type().isText()
                            ? text(column, field, features.texts(column), features.rows())
                            : shaped(column, field, features.numbers(column), features.rows()));
        }
        return new DataProfile(features.rows(), columns);
    }

    private static ColumnProfile shaped(int column, Field field, double[] values, int rows) {
        ColumnProfile profile = number(column, field, values, rows);
        for (int row = 0; row < rows; row++) {
            if (Double.isFinite(values[row])) {
                return profile.with(NumberSummary.of(values, rows));
            }
        }
        return profile;
    }

    private static ColumnProfile text(int column, Field field, String[] values, int rows) {
        Map<String, Integer> counts = new HashMap<>();
        int present = 0;
        long words = 0;
        long characters = 0;
        for (int row = 0; row < rows; row++) {
            String value = values[row];
            if (value != null) {
                present++;
                counts.merge(value, 1, Integer::sum);
                words += words(value);
                characters += value.length();
            }
        }
        ColumnProfile profile = text(column, field, counts, rows, present, words);
        return present == 0
                ? profile
                : profile.with(
                        TextSummary.of(values, rows, counts, (double) characters / present, (double) words / present));
    }

    private static ColumnProfile text(
            int column, Field field, Map<String, Integer> counts, int rows, int present, long words) {
        int missing = rows - present;
        int distinct = counts.size();
        double share = present == 0 ? 0 : (double) distinct / present;
        if (distinct == 0 || (distinct == 1 && missing == 0)) {
            String reason = distinct == 0 ? "it is always NULL" : "it has the same value in every row";
            return new ColumnProfile(
                    column, field, ColumnRole.CONSTANT, missing, distinct, List.of(), List.of(), reason);
        }
        boolean prose = share > PROSE_SHARE && words >= PROSE_WORDS * present;
        if (distinct > LOW_CARDINALITY && (prose || (share > IDENTIFIER_SHARE && RepeatedWords.in(counts.keySet())))) {
            String reason = "it holds free text, " + distinct + " different ones in " + present + " rows";
            return new ColumnProfile(
                    column, field, ColumnRole.FREE_TEXT, missing, distinct, List.of(), List.of(), reason);
        }
        if (distinct > LOW_CARDINALITY && share > IDENTIFIER_SHARE) {
            String reason = "it names the rows, " + distinct + " different values in " + present + " rows";
            return new ColumnProfile(
                    column, field, ColumnRole.IDENTIFIER, missing, distinct, List.of(), List.of(), reason);
        }
        ColumnRole role = distinct <= LOW_CARDINALITY
                ? ColumnRole.LOW_CARDINALITY_CATEGORY
                : ColumnRole.HIGH_CARDINALITY_CATEGORY;
        return categories(column, field, role, missing, counts, distinct + " levels");
    }

    private static ColumnProfile number(int column, Field field, double[] values, int rows) {
        int present = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean whole = true;
        boolean rising = true;
        double previous = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < rows; row++) {
            double value = values[row];
            if (!Double.isNaN(value)) {
                present++;
                low = Math.min(low, value);
                high = Math.max(high, value);
                whole &= value == Math.rint(value);
                rising &= value > previous;
                previous = value;
            }
        }
        int missing = rows - present;
        if (present == 0 || (low == high && missing == 0)) {
            String reason = present == 0 ? "it is always NULL" : "it has the same value in every row";
            return new ColumnProfile(
                    column, field, ColumnRole.CONSTANT, missing, present == 0 ? 0 : 1, List.of(), List.of(), reason);
        }
        int counted = Math.min(rows, COUNTED_ROWS);
        int distinct = distinct(values, counted);
        if (field.type() == ColumnType.BOOLEAN) {
            return new ColumnProfile(
                    column, field, ColumnRole.BOOLEAN, missing, distinct, List.of(), List.of(), "BOOLEAN");
        }
        if (field.type().isTemporal()) {
            return new ColumnProfile(
                    column,
                    field,
                    ColumnRole.DATE_TIME,
                    missing,
                    distinct,
                    List.of(),
                    List.of(),
                    field.type().name());
        }
        boolean allDistinct = missing == 0 && distinct == counted;
        boolean counts = rising && high - low < 2.0 * rows;
        if (field.type().isInteger()
                && allDistinct
                && rows > LOW_CARDINALITY
                && (counts || IDENTIFIER_NAME.matcher(field.name()).matches())) {
            String reason = "it numbers the rows, " + (counts ? "rising from row to row" : "different in every one");
            return new ColumnProfile(
                    column, field, ColumnRole.IDENTIFIER, missing, distinct, List.of(), List.of(), reason);
        }
        if (whole && distinct > 2 && distinct <= NUMBER_LEVELS && rows >= 20 * distinct) {
            Map<String, Integer> levels = new HashMap<>();
            for (int row = 0; row < rows; row++) {
                if (!Double.isNaN(values[row])) {
                    levels.merge(CanonicalText.of(values[row] + 0.0, field.type()), 1, Integer::sum);
                }
            }
            return categories(column, field, ColumnRole.NUMERIC, missing, levels, "number with few values");
        }
        return new ColumnProfile(column, field, ColumnRole.NUMERIC, missing, distinct, List.of(), List.of(), "number");
    }

    private static int distinct(double[] values, int rows) {
        double[] sorted = Arrays.copyOf(values, rows);
        Arrays.sort(sorted);
        int distinct = 0;
        for (int row = 0; row < rows; row++) {
            if (!Double.isNaN(sorted[row]) && (row == 0 || sorted[row] != sorted[row - 1])) {
                distinct++;
            }
        }
        return distinct;
    }

    private static ColumnProfile categories(
            int column, Field field, ColumnRole role, int missing, Map<String, Integer> counts, String reason) {
        List<Map.Entry<String, Integer>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        return new ColumnProfile(
                column,
                field,
                role,
                missing,
                sorted.size(),
                sorted.stream().map(Map.Entry::getKey).toList(),
                sorted.stream().map(Map.Entry::getValue).toList(),
                reason);
    }

    /** What stands between blanks and has a letter: groups of digits are no prose. */
    private static int words(String text) {
        int words = 0;
        boolean counted = false;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            boolean letter = !counted && Character.isLetter(character);
            words += letter ? 1 : 0;
            counted = !Character.isWhitespace(character) && (counted || letter);
        }
        return words;
    }
}
