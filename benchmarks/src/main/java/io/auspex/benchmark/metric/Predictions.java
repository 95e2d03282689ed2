package io.auspex.benchmark.metric;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a system says of the test rows, in their order. Every system hands it over as a CSV file, so that one code
 * measures all of them.
 *
 * @param columns the classes, or the one word {@code prediction} for a regression
 * @param values row-major {@code [rows][columns]}: probabilities, or predicted values
 */
public record Predictions(List<String> columns, double[][] values) {
    public static final String REGRESSION_COLUMN = "prediction";

    public Predictions {
        columns = List.copyOf(columns);
    }

    public int rows() {
        return values.length;
    }

    /**
     * Reads a file with the columns as its header.
     *
     * @throws IOException also where a value is no number
     */
    public static Predictions read(Path file) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(file)) {
            List<String> columns = null;
            List<double[]> rows = new ArrayList<>();
            for (CsvRecord line : reader) {
                if (columns == null) {
                    columns = line.getFields();
                } else {
                    rows.add(numbers(line, columns.size(), file));
                }
            }
            if (columns == null) {
                throw new IOException(file + " is empty");
            }
            return new Predictions(columns, rows.toArray(double[][]::new));
        } catch (UncheckedIOException | CsvParseException e) {
            throw new IOException(file + " is no CSV: " + e.getMessage(), e);
        }
    }

    public void write(Path file) throws IOException {
        try (CsvWriter writer = CsvWriter.builder().build(file)) {
            writer.writeRecord(columns);
            for (double[] row : values) {
                List<String> fields = new ArrayList<>(row.length);
                for (double value : row) {
                    fields.add(String.valueOf(value));
                }
                writer.writeRecord(fields);
            }
        }
    }

    private static double[] numbers(CsvRecord line, int count, Path file) throws IOException {
        if (line.getFieldCount() != count) {
            throw new IOException(file + " line " + line.getStartingLineNumber() + " has " + line.getFieldCount()
                    + " values, not " + count);
        }
        double[] row = new double[count];
        for (int column = 0; column < count; column++) {
            try {
                row[column] = Double.parseDouble(line.getField(column));
            } catch (NumberFormatException e) {
                throw new IOException(
                        file + " line " + line.getStartingLineNumber() + ": '" + line.getField(column)
                                + "' is no number",
                        e);
            }
        }
        return row;
    }
}
