package io.auspex.model.artifact;

import io.auspex.model.Background;
import io.auspex.model.artifact.Manifest.BackgroundEntry;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Between a {@link Background} and its place in the manifest: numbers go to {@code arrays.bin}, texts stay in the JSON. */
final class BackgroundEntries {
    private BackgroundEntries() {}

    static BackgroundEntry write(Background background, ArrayWriter arrays) {
        int rows = background.rows().rows();
        List<ColumnVector> columns = background.rows().columns();
        double[] numbers = columns.stream()
                .filter(ColumnVector.Numbers.class::isInstance)
                .flatMapToDouble(column -> Arrays.stream(((ColumnVector.Numbers) column).values()))
                .toArray();
        List<List<String>> texts = columns.stream()
                .filter(ColumnVector.Texts.class::isInstance)
                .map(column -> Arrays.asList(((ColumnVector.Texts) column).values()))
                .toList();
        return new BackgroundEntry(rows, arrays.add(numbers), texts);
    }

    /** @throws ArtifactException if there are not as many values as columns and rows */
    static Background read(BackgroundEntry entry, List<Field> inputs, ArrayReader arrays) {
        double[] numbers = arrays.doubles(entry.numbers());
        int rows = entry.rows();
        long textColumns =
                inputs.stream().filter(input -> input.type().isText()).count();
        if (rows < 1
                || rows > Background.MOST_ROWS
                || numbers.length != (inputs.size() - textColumns) * rows
                || entry.texts().size() != textColumns
                || entry.texts().stream().anyMatch(texts -> texts.size() != rows)) {
            throw new ArtifactException("The artifact's background does not have " + rows + " values a column");
        }
        List<ColumnVector> columns = new ArrayList<>();
        int nextText = 0;
        int nextNumber = 0;
        for (Field input : inputs) {
            if (input.type().isText()) {
                columns.add(new ColumnVector.Texts(entry.texts().get(nextText++).toArray(new String[0])));
            } else {
                columns.add(new ColumnVector.Numbers(Arrays.copyOfRange(numbers, nextNumber, nextNumber + rows)));
                nextNumber += rows;
            }
        }
        return new Background(new ColumnBatch(rows, columns));
    }
}
