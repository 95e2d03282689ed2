package io.auspex.benchmark.automl;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The results as CSV. Each is appended when it is there, so that a benchmark that is stopped goes on where it was. A
 * last line that was cut off counts as not written.
 */
final class ResultFile {
    private final Path file;
    private final Map<RunKey, Result> results = new LinkedHashMap<>();

    private ResultFile(Path file) {
        this.file = file;
    }

    /** Opens or makes it. */
    static ResultFile open(Path file) throws IOException {
        ResultFile opened = new ResultFile(file);
        if (Files.isRegularFile(file)) {
            opened.load();
        }
        // Without what was cut off, and under the header of today.
        opened.rewrite();
        return opened;
    }

    private void load() throws IOException {
        String text = Files.readString(file);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(whole)) {
            for (CsvRecord line : reader) {
                if (line.getFieldCount() == Result.HEADER.size()
                        && !line.getFields().equals(Result.HEADER)) {
                    Result result = Result.of(line.getFields());
                    results.put(result.key(), result);
                }
            }
        } catch (RuntimeException e) {
            throw new IOException(file + " has a line that this benchmark did not write: " + e.getMessage(), e);
        }
    }

    Optional<Result> find(RunKey key) {
        return Optional.ofNullable(results.get(key));
    }

    Collection<Result> all() {
        return results.values();
    }

    void append(Result result) throws IOException {
        results.put(result.key(), result);
        Files.writeString(file, line(result.fields()), StandardOpenOption.APPEND);
    }

    /** Takes lines out, so that they are run again. */
    void forget(Predicate<Result> which) throws IOException {
        if (results.values().removeIf(which)) {
            rewrite();
        }
    }

    private void rewrite() throws IOException {
        StringBuilder text = new StringBuilder(line(Result.HEADER));
        for (Result result : new ArrayList<>(results.values())) {
            text.append(line(result.fields()));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String line(List<String> fields) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            writer.writeRecord(fields);
        }
        return text.toString();
    }
}
