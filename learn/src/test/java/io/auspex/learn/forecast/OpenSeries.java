package io.auspex.learn.forecast;

import io.auspex.learn.OpenData;
import io.auspex.learn.frame.Frame;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A data set of time series with MANIFEST.md's split: the last {@code horizon} rows of every series are held out.
 *
 * @param train columns id, time, target
 * @param past values to train on, by series
 * @param future values held out, by series
 */
record OpenSeries(Frame train, Map<String, double[]> past, Map<String, double[]> future) {
    /** @param name of a set with the columns (series,) time, target */
    static OpenSeries load(String name, int horizon) {
        Frame all = OpenData.load(name);
        int columns = all.fields().size();
        boolean days = all.fields().get(columns - 2).type() == ColumnType.DATE;
        Map<String, List<double[]>> rows = new LinkedHashMap<>();
        for (int row = 0; row < all.rows(); row++) {
            String id = columns == 3 ? all.texts(0)[row] : name;
            double time = days ? all.numbers(columns - 2)[row] : micros(all.texts(columns - 2)[row]);
            rows.computeIfAbsent(id, key -> new ArrayList<>()).add(new double[] {time, all.numbers(columns - 1)[row]});
        }
        List<String> ids = new ArrayList<>();
        List<double[]> kept = new ArrayList<>();
        Map<String, double[]> past = new LinkedHashMap<>();
        Map<String, double[]> future = new LinkedHashMap<>();
        rows.forEach((id, values) -> {
            int split = values.size() - horizon;
            past.put(
                    id,
                    values.subList(0, split).stream().mapToDouble(row -> row[1]).toArray());
            future.put(
                    id,
                    values.subList(split, values.size()).stream()
                            .mapToDouble(row -> row[1])
                            .toArray());
            for (double[] row : values.subList(0, split)) {
                ids.add(id);
                kept.add(row);
            }
        });
        ColumnType timeType = days ? ColumnType.DATE : ColumnType.TIMESTAMP;
        return new OpenSeries(
                frame(
                        timeType,
                        ids.toArray(new String[0]),
                        kept.stream().mapToDouble(row -> row[0]).toArray(),
                        kept.stream().mapToDouble(row -> row[1]).toArray()),
                past,
                future);
    }

    /** Columns id, time, target. */
    static Frame frame(ColumnType timeType, String[] ids, double[] times, double[] values) {
        return Frame.of(
                List.of(
                        new Field("id", ColumnType.VARCHAR),
                        new Field("time", timeType),
                        new Field("target", ColumnType.DOUBLE)),
                new ColumnBatch(
                        ids.length,
                        List.of(
                                new ColumnVector.Texts(ids),
                                new ColumnVector.Numbers(times),
                                new ColumnVector.Numbers(values))));
    }

    static double micros(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC) * 1e6;
    }

    /** Mean over the series of the mean absolute error, in units of the mean absolute change over {@code season} steps. */
    double mase(ForecastResult result, String column, int season) {
        double sum = 0;
        for (int i = 0; i < result.series().size(); i++) {
            sum += mase(result.series().get(i), forecast(result, column, i), season);
        }
        return sum / result.series().size();
    }

    double seasonalNaiveMase(int season) {
        double sum = 0;
        for (Map.Entry<String, double[]> series : past.entrySet()) {
            double[] values = series.getValue();
            double[] forecast = new double[future.get(series.getKey()).length];
            Arrays.setAll(forecast, step -> values[values.length - season + step % season]);
            sum += mase(series.getKey(), forecast, season);
        }
        return sum / past.size();
    }

    private double mase(String id, double[] forecast, int season) {
        double[] values = past.get(id);
        double[] actual = future.get(id);
        double scale = 0;
        for (int t = season; t < values.length; t++) {
            scale += Math.abs(values[t] - values[t - season]) / (values.length - season);
        }
        double error = 0;
        for (int step = 0; step < actual.length; step++) {
            error += Math.abs(actual[step] - forecast[step]) / actual.length;
        }
        return error / scale;
    }

    /** The share of held-out values between two columns. */
    double coverage(ForecastResult result, String low, String high) {
        int inside = 0;
        int all = 0;
        for (int i = 0; i < result.series().size(); i++) {
            double[] actual = future.get(result.series().get(i));
            double[] from = forecast(result, low, i);
            double[] to = forecast(result, high, i);
            for (int step = 0; step < actual.length; step++) {
                inside += actual[step] >= from[step] && actual[step] <= to[step] ? 1 : 0;
                all++;
            }
        }
        return inside / (double) all;
    }

    static double[] forecast(ForecastResult result, String column, int series) {
        int steps = result.times().size();
        return Arrays.copyOfRange(
                result.values()[result.columns().indexOf(column)], series * steps, (series + 1) * steps);
    }
}
