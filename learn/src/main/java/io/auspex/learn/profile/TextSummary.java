package io.auspex.learn.profile;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The shape of a column of text, and whether it is something else in truth.
 *
 * @param length mean number of characters
 * @param words mean number of words
 * @param numberShare what share of the values can be read as numbers, see {@link TextNumbers}; 0 to 1
 * @param decorated whether some of these have a sign of a currency, a percent sign or thousands separators, for which a CAST fails
 * @param momentShare what share of the values can be read as dates or times of one form
 * @param momentForm that form, as TO_DATE and TO_TIMESTAMP take it; empty where no value fits one
 * @param frequent the most frequent values, by falling frequency, then alphabetically
 * @param counts how often each of them was seen
 */
public record TextSummary(
        double length,
        double words,
        double numberShare,
        boolean decorated,
        double momentShare,
        String momentForm,
        List<String> frequent,
        List<Integer> counts) {
    /** So many values are remembered. */
    public static final int MOST_FREQUENT = 10;

    /** From this share on a column is taken for what its values can be read as. */
    public static final double READABLE = 0.95;

    private static final int READ_ROWS = 2_000;

    public TextSummary {
        requireNonNull(momentForm, "momentForm is null");
        frequent = List.copyOf(frequent);
        counts = List.copyOf(counts);
    }

    /** Text that is really numbers. */
    public boolean isNumbers() {
        return numberShare >= READABLE && !isMoments();
    }

    /** Text that is really dates or times; eight digits are a date before they are a number. */
    public boolean isMoments() {
        return momentShare >= READABLE;
    }

    /**
     * @param all every value with how often it was seen; at least one
     * @param length mean number of characters
     * @param words mean number of words
     */
    static TextSummary of(String[] values, int rows, Map<String, Integer> all, double length, double words) {
        int step = Math.max(1, rows / READ_ROWS);
        List<String> sample = new ArrayList<>();
        for (int row = 0; row < rows; row += step) {
            if (values[row] != null && !values[row].isBlank()) {
                sample.add(values[row].strip());
            }
        }
        int numbers = 0;
        boolean decorated = false;
        for (String value : sample) {
            if (!Double.isNaN(TextNumbers.parse(value))) {
                numbers++;
                decorated |= TextNumbers.isDecorated(value);
            }
        }
        TextMoments.Form form = TextMoments.best(sample);
        List<Map.Entry<String, Integer>> frequent = mostFrequent(all);
        return new TextSummary(
                length,
                words,
                sample.isEmpty() ? 0 : (double) numbers / sample.size(),
                decorated,
                form.share(),
                form.pattern(),
                frequent.stream().map(Map.Entry::getKey).toList(),
                frequent.stream().map(Map.Entry::getValue).toList());
    }

    private static List<Map.Entry<String, Integer>> mostFrequent(Map<String, Integer> all) {
        Comparator<Map.Entry<String, Integer>> order = Map.Entry.<String, Integer>comparingByValue(
                        Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey());
        List<Map.Entry<String, Integer>> best = new ArrayList<>();
        Map.Entry<String, Integer> last = null;
        for (Map.Entry<String, Integer> entry : all.entrySet()) {
            if (best.size() == MOST_FREQUENT && order.compare(entry, last) >= 0) {
                continue;
            }
            best.add(entry);
            best.sort(order);
            if (best.size() > MOST_FREQUENT) {
                best.remove(MOST_FREQUENT);
            }
            last = best.get(best.size() - 1);
        }
        return best;
    }
}
