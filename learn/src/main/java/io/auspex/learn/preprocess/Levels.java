package io.auspex.learn.preprocess;

import io.auspex.learn.frame.Frame;
import io.auspex.model.data.ColumnType;
import io.auspex.model.transform.CanonicalText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The values that a column has, as categories. */
final class Levels {
    /** A value with fewer rows is rare: it is all zeros behind OneHotEncoder, as one never seen. */
    private static final int LEAST_ROWS = 2;
    /** Features that one column may become. */
    private static final int MOST_OF_A_COLUMN = 100;
    /** Features that the columns of a set may become together, so that {@code "*"} does not fill the memory. */
    private static final int MOST_OF_A_SET = 4000;

    private static final int MOST_CODES = 10_000;

    private Levels() {}

    /** The most frequent first, equals in ascending order; of no values at all one that nothing has. */
    static List<String> frequent(Frame frame, int column, int columnsOfSet) {
        Map<String, Integer> counts = counts(frame, column);
        long most = Math.max(2, Math.min(MOST_OF_A_COLUMN, MOST_OF_A_SET / columnsOfSet));
        List<String> levels = byFrequency(counts, order(frame, column))
                .filter(entry -> entry.getValue() >= LEAST_ROWS)
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
        return levels.isEmpty() ? List.of(PreprocessorFitting.MISSING_TEXT) : levels;
    }

    /** In ascending order: numbers by size, texts by their characters. */
    static List<String> ordered(Frame frame, int column) {
        Comparator<String> order = order(frame, column);
        return byFrequency(counts(frame, column), order)
                .limit(MOST_CODES)
                .map(Map.Entry::getKey)
                .sorted(order)
                .toList();
    }

    private static Stream<Map.Entry<String, Integer>> byFrequency(
            Map<String, Integer> counts, Comparator<String> order) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey(order)));
    }

    private static Comparator<String> order(Frame frame, int column) {
        ColumnType type = frame.fields().get(column).type();
        return type.isText() || type == ColumnType.BOOLEAN
                ? Comparator.naturalOrder()
                : Comparator.comparingDouble(Double::parseDouble);
    }

    private static Map<String, Integer> counts(Frame frame, int column) {
        ColumnType type = frame.fields().get(column).type();
        Map<String, Integer> counts = new HashMap<>();
        for (int row = 0; row < frame.rows(); row++) {
            String level =
                    type.isText() ? frame.texts(column)[row] : CanonicalText.of(frame.numbers(column)[row] + 0.0, type);
            if (level != null) {
                counts.merge(level, 1, Integer::sum);
            }
        }
        return counts;
    }
}
