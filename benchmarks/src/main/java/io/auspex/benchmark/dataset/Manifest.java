package io.auspex.benchmark.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.metric.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The supervised data sets of a folder, as its {@code manifest.csv} lists them: columns {@code name}, {@code file},
 * {@code target}, {@code problem_type}, {@code metric}, {@code positive}; others are not read. Lines with another
 * problem than binary, multiclass or regression are left out.
 */
public final class Manifest {
    private static final String FILE = "manifest.csv";

    private Manifest() {}

    /** Reads {@code manifest.csv} in a folder. */
    public static List<DatasetDescription> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new BenchmarkFailure("there is no " + FILE + " in " + folder);
        }
        List<DatasetDescription> found = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord line : reader) {
                problem(field(line, "problem_type"))
                        .ifPresent(problem -> found.add(description(folder, line, problem)));
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw new BenchmarkFailure(file + " cannot be read: " + e.getMessage(), e);
        }
        return List.copyOf(found);
    }

    private static Optional<Problem> problem(String name) {
        return switch (name) {
            case "binary" -> Optional.of(Problem.BINARY);
            case "multiclass" -> Optional.of(Problem.MULTICLASS);
            case "regression" -> Optional.of(Problem.REGRESSION);
            default -> Optional.empty();
        };
    }

    private static DatasetDescription description(Path folder, NamedCsvRecord line, Problem problem) {
        String name = field(line, "name");
        String positive = field(line, "positive");
        Metric metric = metric(name, field(line, "metric"), problem);
        if (metric == Metric.AUC && positive.isEmpty()) {
            throw new BenchmarkFailure(FILE + ": " + name + " has the metric auc, but names no positive class");
        }
        return new DatasetDescription(
                name,
                folder.resolve(field(line, "file")),
                field(line, "target"),
                problem,
                metric,
                Optional.of(positive).filter(text -> !text.isEmpty()));
    }

    private static Metric metric(String dataset, String name, Problem problem) {
        Metric metric = Metric.named(name)
                .orElseThrow(() -> new BenchmarkFailure(
                        FILE + ": the metric of " + dataset + " is '" + name + "'; it must be auc, logloss or rmse"));
        if ((metric == Metric.RMSE) != (problem == Problem.REGRESSION)
                || (metric == Metric.AUC && problem != Problem.BINARY)) {
            throw new BenchmarkFailure(
                    FILE + ": the metric " + name + " of " + dataset + " does not go with its problem");
        }
        return metric;
    }

    /** The value, or nothing where the file has no such column. */
    private static String field(NamedCsvRecord line, String column) {
        return line.findField(column).orElse("").strip();
    }
}
