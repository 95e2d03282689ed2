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
 * The parts of a date or time that come round again, each as a point on a circle: sine and cosine of {@code 2 pi (part - least)
 * / length}, so that December lies beside January. NULL is missing (NaN) in both, and so is a moment that
 * {@link DateTimeParts} takes for missing.
 *
 * @param type of the column, temporal
 * @param cycles distinct, at least one, each one that the type has
 */
public record DateTimeCycles(int column, ColumnType type, List<Cycle> cycles) implements ColumnTransformer {
    /** A part with a period. */
    public enum Cycle {
        QUARTER(DateTimeParts.Part.QUARTER, 1, 4),
        MONTH(DateTimeParts.Part.MONTH, 1, 12),
        DAY(DateTimeParts.Part.DAY, 1, 31),
        DAY_OF_YEAR(DateTimeParts.Part.DAY_OF_YEAR, 1, 366),
        WEEKDAY(DateTimeParts.Part.WEEKDAY, 0, 7),
        HOUR(DateTimeParts.Part.HOUR, 0, 24),
        MINUTE(DateTimeParts.Part.MINUTE, 0, 60),
        SECOND(DateTimeParts.Part.SECOND, 0, 60);

        private final DateTimeParts.Part part;
        private final int least;
        /** Sine and cosine of the angle of each step, on every machine to the last bit. */
        @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
        private final float[] sines;

        @SuppressWarnings("ImmutableEnumChecker") // nor to this
        private final float[] cosines;

        Cycle(DateTimeParts.Part part, int least, int length) {
            this.part = part;
            this.least = least;
            this.sines = new float[length];
            this.cosines = new float[length];
            for (int step = 0; step < length; step++) {
                double angle = 2 * Math.PI * step / length;
                sines[step] = (float) StrictMath.sin(angle);
                cosines[step] = (float) StrictMath.cos(angle);
            }
        }

        /** Where on the circle the part is. */
        public DateTimeParts.Part part() {
            return part;
        }

        /** All cycles that values of this type have. */
        public static List<Cycle> of(ColumnType type) {
            return Arrays.stream(values())
                    .filter(cycle -> cycle.part.isPartOf(type))
                    .toList();
        }

        /** From where on the circle to its sine, in place, and cosine. */
        private void turn(float[] values, float[] besides, int rows) {
            for (int row = 0; row < rows; row++) {
                float value = values[row];
                if (Float.isNaN(value)) {
                    besides[row] = Float.NaN;
                } else {
                    int step = (int) value - least;
                    values[row] = sines[step];
                    besides[row] = cosines[step];
                }
            }
        }
    }

    public DateTimeCycles {
        Inputs.requireColumn(column);
        requireNonNull(type, "type is null");
        cycles = List.copyOf(cycles);
        if (cycles.isEmpty()) {
            throw new IllegalArgumentException("A date and time transformer needs at least one cycle");
        }
        if (cycles.stream().distinct().count() < cycles.size()) {
            throw new IllegalArgumentException("The cycles " + cycles + " are not distinct");
        }
        for (Cycle cycle : cycles) {
            if (!cycle.part().isPartOf(type)) {
                throw new IllegalArgumentException("A " + type + " has no cycle " + cycle);
            }
        }
    }

    /** Two features a cycle. */
    @Override
    public int width() {
        return 2 * cycles.size();
    }

    @Override
    public boolean accepts(ColumnType columnType) {
        return columnType == type;
    }

    /** {@code column.cycle.sin} and {@code column.cycle.cos}, the cycle in lower case. */
    @Override
    public List<String> featureNames(List<Field> inputs) {
        List<String> names = new ArrayList<>(width());
        for (Cycle cycle : cycles) {
            String name = inputs.get(column).name() + "." + cycle.name().toLowerCase(Locale.ROOT);
            names.add(name + ".sin");
            names.add(name + ".cos");
        }
        return names;
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        double[] values = batch.numbers(column);
        Moments moments = new Moments(type, batch.rows());
        for (int row = 0; row < batch.rows(); row += Moments.BLOCK) {
            moments.read(values, row, Math.min(Moments.BLOCK, batch.rows() - row));
            for (int index = 0; index < cycles.size(); index++) {
                moments.write(cycles.get(index).part(), features[first + 2 * index], row);
            }
        }
        for (int index = 0; index < cycles.size(); index++) {
            cycles.get(index).turn(features[first + 2 * index], features[first + 2 * index + 1], batch.rows());
        }
    }
}
