package io.auspex.learn.profile;

import static java.util.Objects.requireNonNull;

import io.auspex.model.data.Field;
import java.util.List;
import java.util.Optional;

/**
 * What was seen in one column of the training rows.
 *
 * @param column position among the features
 * @param missing rows without a value
 * @param distinct distinct values; of long numeric columns counted on a part of the rows
 * @param levels of text and of whole numbers with few values: the texts seen, by falling frequency, then alphabetically
 * @param counts how often each of {@code levels} was seen
 * @param reason why it has this role, for the user
 * @param numbers of numbers and moments with a finite value
 * @param texts of text with a value
 */
public record ColumnProfile(
        int column,
        Field field,
        ColumnRole role,
        int missing,
        int distinct,
        List<String> levels,
        List<Integer> counts,
        String reason,
        Optional<NumberSummary> numbers,
        Optional<TextSummary> texts) {
    public ColumnProfile {
        requireNonNull(field, "field is null");
        requireNonNull(role, "role is null");
        requireNonNull(reason, "reason is null");
        levels = List.copyOf(levels);
        requireNonNull(numbers, "numbers is null");
        requireNonNull(texts, "texts is null");
        counts = List.copyOf(counts);
    }

    /** What is known before the values' shape is. */
    ColumnProfile(
            int column,
            Field field,
            ColumnRole role,
            int missing,
            int distinct,
            List<String> levels,
            List<Integer> counts,
            String reason) {
        this(column, field, role, missing, distinct, levels, counts, reason, Optional.empty(), Optional.empty());
    }

    ColumnProfile with(NumberSummary summary) {
        return new ColumnProfile(
                column, field, role, missing, distinct, levels, counts, reason, Optional.of(summary), texts);
    }

    ColumnProfile with(TextSummary summary) {
        return new ColumnProfile(
                column, field, role, missing, distinct, levels, counts, reason, numbers, Optional.of(summary));
    }

    ColumnProfile prepared() {
        return new ColumnProfile(
                column,
                field,
                ColumnRole.PREPARED,
                missing,
                distinct,
                levels,
                counts,
                "as PREPROCESSORS says",
                numbers,
                texts);
    }
}
