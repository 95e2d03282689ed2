package io.auspex.learn.forecast;

import io.auspex.learn.TrainingException;
import io.auspex.learn.frame.Frame;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Which column of a frame is what; id and time are known by their types.
 *
 * @param related positions of all others
 */
record ForecastColumns(int id, int time, int target, List<Integer> related) {
    /** @throws TrainingException where a column is missing */
    static ForecastColumns of(Frame frame, String targetName) {
        int target = frame.indexOf(targetName);
        int id = -1;
        int time = -1;
        List<Integer> related = new ArrayList<>();
        for (int column = 0; column < frame.fields().size(); column++) {
            Field field = frame.fields().get(column);
            if (column == target) {
                continue;
            }
            if (field.type().isText() && id < 0) {
                id = column;
            } else if (isMoment(field.type()) && time < 0) {
                time = column;
            } else {
                related.add(column);
            }
        }
        if (target < 0 || id < 0 || time < 0) {
            throw new TrainingException(
                    "The training data lack "
                            + (target < 0 ? "the target column" : id < 0 ? "a VARCHAR column" : "a time") + ".",
                    "A forecast is trained on a VARCHAR column that names the series, a DATE or TIMESTAMP, and the target.");
        }
        return new ForecastColumns(id, time, target, related);
    }

    static boolean isMoment(ColumnType type) {
        return type == ColumnType.DATE || type == ColumnType.TIMESTAMP || type == ColumnType.TIMESTAMPTZ;
    }
}
