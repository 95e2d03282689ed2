package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.learn.search.ColumnSetting;
import io.auspex.learn.search.SearchSettings;
import io.auspex.server.prediction.ColumnTypes;
import io.auspex.warehouse.ResultColumn;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns of a training query that SETTINGS name: they say what becomes of a row. */
final class SpecialColumns {
    private SpecialColumns() {}

    /**
     * The position of each among the columns.
     *
     * @param target position of the target
     * @throws SqlException UNDEFINED_COLUMN, DATATYPE_MISMATCH, or INVALID_PARAMETER_VALUE where a column cannot be two things at once
     */
    static Map<ColumnSetting, Integer> find(List<ResultColumn> columns, int target, SearchSettings settings) {
        Map<ColumnSetting, Integer> found = new EnumMap<>(ColumnSetting.class);
        for (ColumnSetting setting : ColumnSetting.values()) {
            Optional<String> name = settings.column(setting);
            if (name.isEmpty()) {
                continue;
            }
            int column = TrainingColumns.find(columns, name.get(), setting + " column");
            requireType(setting, columns.get(column));
            if (column == target) {
                throw twice(columns.get(column), setting.name(), "TARGET");
            }
            found.forEach((other, taken) -> {
                if (taken == column) {
                    throw twice(columns.get(column), setting.name(), other.name());
                }
            });
            found.put(setting, column);
        }
        return found;
    }

    /** Positions of those that nothing is learnt from. */
    static Set<Integer> withoutFeatures(Map<ColumnSetting, Integer> special) {
        return special.entrySet().stream()
                .filter(column -> !column.getKey().isFeature())
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    private static void requireType(ColumnSetting setting, ResultColumn column) {
        if (ColumnTypes.of(column.type()).filter(setting::takes).isEmpty()) {
            throw new SqlException(
                            SqlState.DATATYPE_MISMATCH,
                            setting + " column \"" + column.name() + "\" has type " + column.type() + "; it must be "
                                    + setting.wanted())
                    .withHint("Convert it in the training query.");
        }
    }

    private static SqlException twice(ResultColumn column, String one, String other) {
        return new SqlException(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "Column \"" + column.name() + "\" cannot be both " + one + " and " + other)
                .withHint("Select it twice under different names if you mean it.");
    }
}
