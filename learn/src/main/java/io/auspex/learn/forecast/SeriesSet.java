package io.auspex.learn.forecast;

import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.List;

/**
 * All series of a training query, ordered by id, with one common end.
 *
 * @param frequency of the grid
 * @param end the last period that any series has a value in; the forecast begins behind it
 * @param timeType type of the user's time column
 * @param related the columns beside id, time and target
 * @param given whether each of those is known in the future too
 * @param trainedRows rows with a value
 * @param findings what the user should know, a sentence each
 */
record SeriesSet(
        List<TimeSeries> series,
        Frequency frequency,
        long end,
        ColumnType timeType,
        List<Field> related,
        boolean[] given,
        long trainedRows,
        List<String> findings) {
    SeriesSet {
        series = List.copyOf(series);
        related = List.copyOf(related);
        findings = List.copyOf(findings);
    }

    int longest() {
        return series.stream().mapToInt(TimeSeries::length).max().orElse(0);
    }
}
