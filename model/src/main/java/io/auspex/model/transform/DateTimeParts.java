package io.auspex.model.transform;

import static java.util.Objects.requireNonNull;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Parts of a date or time as numbers, one feature a part; times with a zone are taken in UTC. NULL is missing (NaN) in
 * every part, and so is a moment more than a million years away, where engines put their infinite dates.
 *
 * @param type of the column, temporal: it gives the unit of the values
 * @param parts distinct, at least one, each one that the type has
 */
public record DateTimeParts(int column, ColumnType type, List<Part> parts) implements ColumnTransformer {
    /** One part. */
    public enum Part {
        /** Days since 1970-01-01 with their fraction; of a time without a date, the fraction of the day. */
        EPOCH_DAYS,
        YEAR,
        /** 1 to 4. */
        QUARTER,
        /** 1 to 12. */
        MONTH,
        /** Day of the month, 1 to 31. */
        DAY,
        /** 1 to 366. */
        DAY_OF_YEAR,
        /** 0 is Monday, 6 is Sunday. */
        WEEKDAY,
        /** 1 on Saturday and Sunday, else 0. */
        WEEKEND,
        /** 0 to 23. */
        HOUR,
        /** 0 to 59. */
        MINUTE,
        /** 0 to 59, without fraction. */
        SECOND;

        /** Whether values of this type have the part. */
        public boolean isPartOf(ColumnType type) {
            return switch (this) {
                case EPOCH_DAYS -> type.isTemporal();
                case HOUR, MINUTE, SECOND -> type.isTemporal() && type != ColumnType.DATE;
                case YEAR, QUARTER, MONTH, DAY, DAY_OF_YEAR, WEEKDAY, WEEKEND ->
                    type == ColumnType.DATE || type == ColumnType.TIMESTAMP || type == ColumnType.TIMESTAMPTZ;
            };
        }

        /** All parts that values of this type have. */
        public static List<Part> of(ColumnType type) {
            return Arrays.stream(values()).filter(part -> part.isPartOf(type)).toList();
        }
    }

    public DateTimeParts {
        Inputs.requireColumn(column);
        requireNonNull(type, "type is null");
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A date and time transformer needs at least one part");
        }
        if (parts.stream().distinct().count() < parts.size()) {
            throw new IllegalArgumentException("The parts " + parts + " are not distinct");
        }
        for (Part part : parts) {
            if (!part.isPartOf(type)) {
                throw new IllegalArgumentException("A " + type + " has no part " + part);
            }
        }
    }

    @Override
    public int width() {
        return parts.size();
    }

    @Override
    public boolean accepts(ColumnType columnType) {
        return columnType == type;
    }

    /** {@code column.part}, the part in lower case. */
    @Override
    public List<String> featureNames(List<Field> inputs) {
        String name = inputs.get(column).name();
        List<String> names = new ArrayList<>(parts.size());
        for (Part part : parts) {
            names.add(name + "." + part.name().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        double[] values = batch.numbers(column);
        Moments moments = new Moments(type, batch.rows());
        for (int row = 0; row < batch.rows(); row += Moments.BLOCK) {
            moments.read(values, row, Math.min(Moments.BLOCK, batch.rows() - row));
            for (int i = 0; i < parts.size(); i++) {
                moments.write(parts.get(i), features[first + i], row);
            }
        }
    }
}
