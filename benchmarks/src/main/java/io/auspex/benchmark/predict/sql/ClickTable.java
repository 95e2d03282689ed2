package io.auspex.benchmark.predict.sql;

import io.auspex.benchmark.predict.sample.Sample;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The generated sample as a table: 20 numbers, and the last five of them, which are codes, also as texts. Two of the five texts are
 * longer than the 12 bytes that the engine keeps in a vector itself.
 */
final class ClickTable {
    static final String NAME = "clicks";

    /** The first rows, for first predictions. */
    static final String SMALL = "clicks_small";

    static final int TEXTS = 5;

    private static final List<String> PREFIXES = List.of("a", "type-", "campaign-00000", "p", "category-number-");

    private final Sample sample;

    ClickTable(Sample sample) {
        this.sample = sample;
    }

    /** How many features stay numbers where the others are texts. */
    int numbers() {
        return sample.features() - TEXTS;
    }

    static String text(int index, int code) {
        return PREFIXES.get(index) + code;
    }

    /** Of each text feature, the text of code 0, 1, ... */
    List<List<String>> categories() {
        List<List<String>> categories = new ArrayList<>();
        for (int index = 0; index < TEXTS; index++) {
            int position = index;
            float largest = 0;
            for (float code : sample.columns()[numbers() + index]) {
                largest = Math.max(largest, code);
            }
            categories.add(IntStream.rangeClosed(0, (int) largest)
                    .mapToObj(code -> text(position, code))
                    .toList());
        }
        return categories;
    }

    void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            for (int row = 0; row < sample.rows(); row++) {
                line.setLength(0);
                for (float[] column : sample.columns()) {
                    if (!Float.isNaN(column[row])) {
                        line.append(column[row]);
                    }
                    line.append(',');
                }
                for (int index = 0; index < TEXTS; index++) {
                    line.append(text(index, (int) sample.columns()[numbers() + index][row]));
                    line.append(index < TEXTS - 1 ? ',' : '\n');
                }
                out.append(line);
            }
        }
    }

    String create() {
        return "CREATE TABLE " + NAME + " ("
                + sample.names().stream().map(name -> name + " float8").collect(Collectors.joining(", ")) + ", "
                + textNames().map(name -> name + " varchar(32)").collect(Collectors.joining(", ")) + ")";
    }

    private static Stream<String> textNames() {
        return IntStream.range(0, TEXTS).mapToObj(index -> "v" + index);
    }

    String numberArguments() {
        return String.join(", ", sample.names());
    }

    String mixedArguments() {
        return String.join(", ", sample.names().subList(0, numbers())) + ", "
                + textNames().collect(Collectors.joining(", "));
    }

    /** Reads the same columns as a prediction from numbers. */
    String sumOfNumbers() {
        return "sum(" + String.join(" + ", sample.names()) + ")";
    }

    /** Reads the same columns as a prediction with texts. */
    String sumWithTexts() {
        return "sum(" + String.join(" + ", sample.names().subList(0, numbers())) + " + "
                + textNames().map(name -> "length(" + name + ")").collect(Collectors.joining(" + ")) + ")";
    }
}
