package io.auspex.benchmark.contender;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auspex.benchmark.dataset.Column;
import io.auspex.benchmark.dataset.DatasetDescription;
import io.auspex.benchmark.dataset.DistinctRows;
import io.auspex.benchmark.dataset.Split;
import io.auspex.benchmark.dataset.Table;
import io.auspex.benchmark.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * One data set, split, for one system, in a folder of its own: {@code train.csv}, {@code test.csv} (without the
 * target), and {@code task.json}, from which the peers read the rest.
 */
public record Task(DatasetDescription dataset, Table table, Split split, Limits limits, Path folder) {
    /** Rows of which the speed of predictions is measured. */
    public static final int RATE_ROWS = 20_000;

    public Path train() {
        return folder.resolve("train.csv");
    }

    public Path test() {
        return folder.resolve("test.csv");
    }

    /** Of {@link #RATE_ROWS} rows, no two alike, without the target. */
    public Path rate() {
        return folder.resolve("rate.csv");
    }

    Path description() {
        return folder.resolve("task.json");
    }

    /** Where the system's log goes. */
    Path log() {
        return folder.resolve("log.txt");
    }

    /** Where the system puts what it makes. */
    Path work() {
        return folder.resolve("work");
    }

    public Path predictions() {
        return folder.resolve("predictions.csv");
    }

    List<Column> features() {
        return table.columns().stream()
                .filter(column -> !column.name().equals(dataset.target()))
                .toList();
    }

    /** Makes the folder anew. */
    public void write() throws IOException {
        Folders.delete(folder);
        Files.createDirectories(work());
        table.write(train(), split.train(), true);
        table.write(test(), split.test(), false);
        table.writeFeatures(rate(), DistinctRows.of(table, split.test(), RATE_ROWS, limits.seed()));
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("train", train().toString());
        json.put("test", test().toString());
        json.put("predictions", predictions().toString());
        json.put("work", work().toString());
        json.put("target", dataset.target());
        json.put("problem", dataset.problem().name().toLowerCase(Locale.ROOT));
        json.put("metric", dataset.metric().manifestName());
        json.put("budget", limits.budget());
        json.put("cores", limits.cores());
        json.put("memoryGib", limits.memoryGib());
        json.put("seed", limits.seed());
        json.put("rate", rate().toString());
        ArrayNode columns = json.putArray("columns");
        for (Column column : table.columns()) {
            columns.addObject()
                    .put("name", column.name())
                    .put("type", column.type().name());
        }
        mapper.writerWithDefaultPrettyPrinter().writeValue(description().toFile(), json);
    }

    /** Removes what is large; log and predictions stay. */
    public void tidy() throws IOException {
        Folders.delete(work());
        Files.deleteIfExists(train());
        Files.deleteIfExists(test());
        Files.deleteIfExists(rate());
    }
}
