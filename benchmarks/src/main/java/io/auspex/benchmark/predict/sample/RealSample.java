package io.auspex.benchmark.predict.sample;

import io.auspex.benchmark.dataset.Column;
import io.auspex.benchmark.dataset.ColumnType;
import io.auspex.benchmark.dataset.DatasetDescription;
import io.auspex.benchmark.dataset.Manifest;
import io.auspex.benchmark.dataset.Problem;
import io.auspex.benchmark.dataset.Table;
import io.auspex.benchmark.failure.BenchmarkFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A data set of a folder as numbers: a text is its number in alphabetical order, and so are dates and truth values. */
public final class RealSample {
    private RealSample() {}

    /**
     * Reads a set.
     *
     * @param folder with a manifest
     * @throws BenchmarkFailure if there is no such set
     */
    public static Sample read(Path folder, String name) {
        DatasetDescription description = Manifest.read(folder).stream()
                .filter(dataset -> dataset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BenchmarkFailure("there is no set " + name + " in " + folder));
        Table table = Table.read(description);
        boolean regression = description.problem() == Problem.REGRESSION;
        List<String> names = new ArrayList<>();
        List<float[]> columns = new ArrayList<>();
        List<Integer> categorical = new ArrayList<>();
        for (int position = 0; position < table.columns().size(); position++) {
            Column column = table.columns().get(position);
            if (position != table.target()) {
                boolean numeric = column.type() == ColumnType.INTEGER || column.type() == ColumnType.DOUBLE;
                if (!numeric) {
                    categorical.add(columns.size());
                }
                names.add(column.name());
                columns.add(numeric ? numbers(table, position) : codes(table, position));
            }
        }
        float[] target = regression ? numbers(table, table.target()) : codes(table, table.target());
        int classes = 0;
        if (!regression) {
            for (float code : target) {
                classes = Math.max(classes, (int) code + 1);
            }
        }
        return new Sample(name, names, columns.toArray(float[][]::new), target, classes, categorical);
    }

    private static float[] numbers(Table table, int position) {
        float[] values = new float[table.rows().size()];
        for (int row = 0; row < values.length; row++) {
            String text = table.rows().get(row).get(position);
            values[row] = text.isEmpty() ? Float.NaN : Float.parseFloat(text);
        }
        return values;
    }

    private static float[] codes(Table table, int position) {
        TreeMap<String, Integer> codes = new TreeMap<>();
        for (List<String> row : table.rows()) {
            if (!row.get(position).isEmpty()) {
                codes.put(row.get(position), 0);
            }
        }
        int next = 0;
        for (String text : codes.navigableKeySet()) {
            codes.put(text, next++);
        }
        float[] values = new float[table.rows().size()];
        for (int row = 0; row < values.length; row++) {
            Integer code = codes.get(table.rows().get(row).get(position));
            values[row] = code == null ? Float.NaN : code;
        }
        return values;
    }
}
