package io.auspex.model.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
    @Test
    void takesMomentsApartAsTheCalendarDoes() {
        Random random = new Random(1);
        int rows = 3 * Moments.BLOCK + 5;
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
            // Some 3,000 years to both sides, whole microseconds.
            values[row] = Math.floor((random.nextDouble() - 0.5) * 2e17);
        }
        values[3] = Double.NaN;
        values[4] = Double.POSITIVE_INFINITY;
        values[Moments.BLOCK] = -4e22;
        List<DateTimeParts.Part> parts = DateTimeParts.Part.of(ColumnType.TIMESTAMP);
        float[][] features = new float[parts.size()][rows];
        new DateTimeParts(0, ColumnType.TIMESTAMP, parts)
                .apply(new ColumnBatch(rows, List.of(new ColumnVector.Numbers(values))), features, 0);
        for (int row = 0; row < rows; row++) {
            for (int part = 0; part < parts.size(); part++) {
                assertThat(features[part][row])
                        .as("%s of %s", parts.get(part), values[row])
                        .isEqualTo(expected(parts.get(part), values[row]));
            }
        }
    }

    private static Float expected(DateTimeParts.Part part, double microseconds) {
        if (!(Math.abs(microseconds) < 1e20)) {
            return Float.NaN;
        }
        LocalDateTime moment =
                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus((long) microseconds, ChronoUnit.MICROS);
        float number =
                switch (part) {
                    case EPOCH_DAYS -> (float) (microseconds / 86_400e6);
                    case YEAR -> moment.getYear();
                    case QUARTER -> moment.get(IsoFields.QUARTER_OF_YEAR);
                    case MONTH -> moment.getMonthValue();
                    case DAY -> moment.getDayOfMonth();
                    case DAY_OF_YEAR -> moment.getDayOfYear();
                    case WEEKDAY -> moment.getDayOfWeek().getValue() - 1;
                    case WEEKEND -> moment.getDayOfWeek().getValue() >= 6 ? 1 : 0;
                    case HOUR -> moment.getHour();
                    case MINUTE -> moment.getMinute();
                    case SECOND -> moment.getSecond();
                };
        return number;
    }
}
