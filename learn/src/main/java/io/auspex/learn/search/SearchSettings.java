package io.auspex.learn.search;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.TrainingException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a user may say in SETTINGS of how a search goes.
 *
 * @param folds how many parts the rows are divided into; 1 holds a part out once; empty leaves it to the number of rows
 * @param columns the columns that settings name
 * @param classBalance whether every class counts the same in training, however many rows it has
 * @param latencyMicroseconds what predicting a row may take at most
 * @param maxModels how many candidates are tried at most
 * @param leastRows the fewest that may be trained on; empty leaves it to the job
 * @param ensemble whether several candidates may answer together
 */
public record SearchSettings(
        OptionalInt folds,
        Map<ColumnSetting, String> columns,
        boolean classBalance,
        OptionalDouble latencyMicroseconds,
        OptionalInt maxModels,
        OptionalInt leastRows,
        boolean ensemble) {
    /** Nothing said. */
    public static final SearchSettings DEFAULT = parse(Map.of());

    public SearchSettings {
        requireNonNull(folds, "folds is null");
        requireNonNull(latencyMicroseconds, "latencyMicroseconds is null");
        requireNonNull(maxModels, "maxModels is null");
        requireNonNull(leastRows, "leastRows is null");
        columns = Map.copyOf(columns);
    }

    /**
     * @param settings by names in upper case, also such as are none of a search's
     * @throws TrainingException where a value is none
     */
    public static SearchSettings parse(Map<String, String> settings) {
        Map<ColumnSetting, String> columns = new EnumMap<>(ColumnSetting.class);
        for (ColumnSetting setting : ColumnSetting.values()) {
            Optional.ofNullable(settings.get(setting.name())).ifPresent(name -> columns.put(setting, name));
        }
        OptionalInt latency = number(settings, "LATENCY_BUDGET");
        return new SearchSettings(
                number(settings, "FOLDS"),
                columns,
                "ON".equalsIgnoreCase(settings.get("CLASS_BALANCE")),
                latency.isPresent() ? OptionalDouble.of(latency.getAsInt()) : OptionalDouble.empty(),
                number(settings, "MAX_MODELS"),
                number(settings, "MIN_ROWS"),
                !"OFF".equalsIgnoreCase(settings.get("ENSEMBLE")));
    }

    private static OptionalInt number(Map<String, String> settings, String name) {
        String value = settings.get(name);
        if (value == null) {
            return OptionalInt.empty();
        }
        try {
            long number = Long.parseLong(value);
            if (number >= 1) {
                return OptionalInt.of((int) Math.min(number, Integer.MAX_VALUE));
            }
        } catch (NumberFormatException e) {
            throw new TrainingException("Setting " + name + " must be a whole number, not '" + value + "'.", "", e);
        }
        throw new TrainingException("Setting " + name + " must be at least 1, not " + value + ".", "");
    }

    /** The column that a setting names. */
    public Optional<String> column(ColumnSetting setting) {
        return Optional.ofNullable(columns.get(setting));
    }
}
