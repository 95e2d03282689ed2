package io.auspex.learn.forecast;

import io.auspex.learn.TrainingException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What is wanted of each step: PERCENTILES, at most five of {@code 0.01} to {@code 0.99} and {@code mean}, in the user's order.
 *
 * @param hundredths of each; empty for the mean
 */
public record Percentiles(List<OptionalInt> hundredths) {
    public static final String DEFAULT = "0.1,0.5,0.9";
    private static final int MOST = 5;

    public Percentiles {
        hundredths = List.copyOf(hundredths);
    }

    /** @throws TrainingException that names the wrong one */
    public static Percentiles parse(String text) {
        List<OptionalInt> found = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            OptionalInt percentile = percentile(item.strip(), text);
            if (found.contains(percentile)) {
                throw new TrainingException(
                        "PERCENTILES '" + text + "' has " + item.strip() + " twice.", "Keep one of the two.");
            }
            found.add(percentile);
        }
        if (found.size() > MOST) {
            throw new TrainingException(
                    "PERCENTILES '" + text + "' has " + found.size() + " items; at most " + MOST + " are allowed.",
                    "Leave some out.");
        }
        return new Percentiles(found);
    }

    private static OptionalInt percentile(String item, String all) {
        if (item.toLowerCase(Locale.ROOT).equals("mean")) {
            return OptionalInt.empty();
        }
        if (item.matches("[0-9]{0,3}\\.?[0-9]{1,10}")) {
            BigDecimal hundredths = new BigDecimal(item).movePointRight(2).stripTrailingZeros();
            if (hundredths.scale() <= 0 && hundredths.intValue() >= 1 && hundredths.intValue() <= 99) {
                return OptionalInt.of(hundredths.intValue());
            }
        }
        throw new TrainingException(
                "PERCENTILES '" + all + "' has the item '" + item + "', which is none.",
                "Items are 0.01 to 0.99 with two decimals at most, and mean: PERCENTILES '0.1,0.5,0.9,mean'.");
    }

    /** Names of the columns: {@code p10}, {@code p50}, {@code mean}. */
    public List<String> columns() {
        return hundredths.stream()
                .map(percentile ->
                        percentile.isPresent() ? String.format(Locale.ROOT, "p%02d", percentile.getAsInt()) : "mean")
                .toList();
    }

    /** The probabilities asked for, without the mean. */
    double[] probabilities() {
        return hundredths.stream()
                .filter(OptionalInt::isPresent)
                .mapToDouble(percentile -> percentile.getAsInt() / 100.0)
                .toArray();
    }
}
