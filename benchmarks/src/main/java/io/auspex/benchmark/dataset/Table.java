package io.auspex.benchmark.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.auspex.benchmark.failure.BenchmarkFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A data set in memory.
 *
 * @param rows values by row and column; empty is missing. Line breaks in texts have become blanks, because not every
 *     reader of CSV takes them
 * @param target position of the target's column
 */
public record Table(List<Column> columns, List<List<String>> rows, int target) {
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Reads a set and decides what its columns are. Labels of classes are integers or text, whatever they look like. */
    public static Table read(DatasetDescription description) {
        List<String> header = List.of();
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(description.file())) {
            for (CsvRecord line : reader) {
                if (header.isEmpty()) {
                    header = line.getFields();
                    continue;
                }
                if (line.getFieldCount() != header.size()) {
                    throw new BenchmarkFailure(description.file() + " line " + line.getStartingLineNumber() + " has "
                            + line.getFieldCount() + " fields, not " + header.size());
                }
                rows.add(line.getFields().stream().map(Table::oneLine).toList());
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw new BenchmarkFailure(description.file() + " cannot be read: " + e.getMessage(), e);
        }
        int target = header.indexOf(description.target());
        if (target < 0) {
            throw new BenchmarkFailure(description.file() + " has no column " + description.target());
        }
        if (rows.stream().anyMatch(row -> row.get(target).isEmpty())) {
            throw new BenchmarkFailure(description.file() + " has rows without a value of " + description.target());
        }
        return new Table(columns(header, rows, target, description.problem()), rows, target);
    }

    private static List<Column> columns(List<String> header, List<List<String>> rows, int target, Problem problem) {
        List<Column> columns = new ArrayList<>();
        for (int column = 0; column < header.size(); column++) {
            int position = column;
            ColumnType type =
                    ColumnType.of(rows.stream().map(row -> row.get(position)).toList());
            if (column == target && problem != Problem.REGRESSION && type != ColumnType.INTEGER) {
                type = ColumnType.TEXT;
            }
            columns.add(new Column(header.get(column), type));
        }
        return columns;
    }

    private static String oneLine(String value) {
        return value.indexOf('\n') < 0 && value.indexOf('\r') < 0
                ? value
                : value.replace("\r\n", " ").replace('\n', ' ').replace('\r', ' ');
    }

    public List<String> targets() {
        return rows.stream().map(row -> row.get(target)).toList();
    }

    /** The targets of some rows. */
    public List<String> targets(int[] positions) {
        List<String> found = new ArrayList<>(positions.length);
        for (int row : positions) {
            found.add(rows.get(row).get(target));
        }
        return found;
    }

    /** Writes some rows with a header. */
    public void write(Path file, int[] positions, boolean withTarget) throws IOException {
        try (CsvWriter writer = CsvWriter.builder().build(file)) {
            writer.writeRecord(kept(columns.stream().map(Column::name).toList(), withTarget));
            for (int row : positions) {
                writer.writeRecord(kept(rows.get(row), withTarget));
            }
        }
    }

    /** Writes rows that need not be of this table, with its columns, a header and without the target. */
    public void writeFeatures(Path file, List<List<String>> some) throws IOException {
        try (CsvWriter writer = CsvWriter.builder().build(file)) {
            writer.writeRecord(kept(columns.stream().map(Column::name).toList(), false));
            for (List<String> row : some) {
                writer.writeRecord(kept(row, false));
            }
        }
    }

    private List<String> kept(List<String> values, boolean withTarget) {
        if (withTarget) {
            return values;
        }
        List<String> kept = new ArrayList<>(values);
        kept.remove(target);
        return kept;
    }
}
