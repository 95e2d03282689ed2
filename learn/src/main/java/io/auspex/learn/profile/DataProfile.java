package io.auspex.learn.profile;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * What was seen in the features of the training rows: the ground on which features are chosen.
 *
 * @param rows rows looked at
 */
public record DataProfile(int rows, List<ColumnProfile> columns) {
    public DataProfile {
        columns = List.copyOf(columns);
    }

    /** One sentence for each column that is left out, with the reason. */
    public List<String> findings() {
        return columns.stream()
                .filter(column -> !column.role().isUsed())
                .map(column -> "Column \"" + column.field().name() + "\" is not used: " + column.reason() + ".")
                .toList();
    }

    /** The same, with the role of the given columns decided by the user. */
    public DataProfile prepared(IntPredicate isPrepared) {
        return new DataProfile(
                rows,
                columns.stream()
                        .map(column -> isPrepared.test(column.column()) ? column.prepared() : column)
                        .toList());
    }

    public boolean hasFeatures() {
        return columns.stream().anyMatch(column -> column.role().isUsed());
    }
}
