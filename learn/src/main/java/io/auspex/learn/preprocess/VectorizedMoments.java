package io.auspex.learn.preprocess;

import io.auspex.learn.frame.Frame;
import io.auspex.model.data.ColumnType;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.DateTimeCycles;
import io.auspex.model.transform.DateTimeCycles.Cycle;
import io.auspex.model.transform.DateTimeParts;
import io.auspex.model.transform.DateTimeParts.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * DateTimeVectorizer: the days since 1970 with their fraction and the year as numbers; quarter, month, day of the month, day of the
 * year, weekday, hour, minute and second as sine and cosine, as far as the type has them. Parts that are the same in every row are
 * left out, but for the days.
 */
final class VectorizedMoments {
    private VectorizedMoments() {}

    static List<ColumnTransformer> of(Frame frame, int column) {
        ColumnType type = frame.fields().get(column).type();
        List<ColumnTransformer> transformers = new ArrayList<>();
        List<Part> parts = new ArrayList<>(List.of(Part.EPOCH_DAYS));
        if (Part.YEAR.isPartOf(type) && varies(frame, column, Part.YEAR)) {
            parts.add(Part.YEAR);
        }
        transformers.add(new DateTimeParts(column, type, parts));
        List<Cycle> cycles = Cycle.of(type).stream()
                .filter(cycle -> varies(frame, column, cycle.part()))
                .toList();
        if (!cycles.isEmpty()) {
            transformers.add(new DateTimeCycles(column, type, cycles));
        }
        return transformers;
    }

    private static boolean varies(Frame frame, int column, Part part) {
        float[][] values = new float[1][frame.rows()];
        new DateTimeParts(column, frame.fields().get(column).type(), List.of(part)).apply(frame.batch(), values, 0);
        float first = Float.NaN;
        for (float value : values[0]) {
            if (Float.isNaN(first)) {
                first = value;
            } else if (!Float.isNaN(value) && value != first) {
                return true;
            }
        }
        return false;
    }
}
