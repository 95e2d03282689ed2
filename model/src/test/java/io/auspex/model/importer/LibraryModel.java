package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model file of another library beside what the library itself said of some rows; {@code src/test/scripts} made both.
 *
 * @param file the model
 * @param header of the columns of {@code values}: x are inputs, p predictions, m margins, l leaves
 * @param values {@code double[column][row]}; NaN is missing
 */
record LibraryModel(Path file, List<String> header, double[][] values) {
    /** All there are. */
    static List<LibraryModel> all() {
        try (Stream<Path> files =
                Files.walk(Path.of(LibraryModel.class.getResource("libraries").toURI()))) {
            return files.filter(file ->
                            Files.isRegularFile(file) && !file.toString().endsWith(".csv"))
                    .sorted()
                    .map(LibraryModel::of)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static LibraryModel of(Path file) {
        String name = file.getFileName().toString();
        try {
            List<String> lines =
                    Files.readAllLines(file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".csv"), UTF_8);
            List<String> header = List.of(lines.get(0).split(",", -1));
            double[][] values = new double[header.size()][lines.size() - 1];
            for (int row = 1; row < lines.size(); row++) {
                String[] fields = lines.get(row).split(",", -1);
                for (int column = 0; column < fields.length; column++) {
                    values[column][row - 1] = number(fields[column]);
                }
            }
            return new LibraryModel(file, header, values);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static double number(String field) {
        return switch (field) {
            case "" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(field);
        };
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    ImportedModel read() {
        return ModelFileImporter.read(bytes(), file.getFileName().toString());
    }

    int rows() {
        return values[0].length;
    }

    /** The columns of a kind, {@code double[column][row]}. */
    double[][] columns(char kind) {
        List<double[]> columns = new ArrayList<>();
        for (int column = 0; column < values.length; column++) {
            if (header.get(column).charAt(0) == kind) {
                columns.add(values[column]);
            }
        }
        return columns.toArray(double[][]::new);
    }

    ColumnBatch batch() {
        List<ColumnVector> columns = new ArrayList<>();
        for (double[] column : columns('x')) {
            columns.add(new ColumnVector.Numbers(column));
        }
        return new ColumnBatch(rows(), columns);
    }

    @Override
    public String toString() {
        return file.getParent().getFileName() + "/" + file.getFileName();
    }
}
