package io.auspex.benchmark.predict.finding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** How findings go from a measuring process to the one that started it: {@code bench {"kind": ...}} on a line of its own. */
public final class FindingLine {
    private static final String MARK = "bench ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private FindingLine() {}

    /** The line, without its end. */
    public static String of(Finding finding) {
        try {
            return MARK + JSON.writeValueAsString(finding);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A finding is not JSON", e);
        }
    }

    /** The JSON in a line of {@link #of}. */
    public static String json(String line) {
        return line.substring(MARK.length());
    }

    /** What a line says; nothing where it is other output. */
    public static Optional<Finding> read(String line) {
        if (!line.startsWith(MARK + "{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(line.substring(MARK.length()), Finding.class));
        } catch (JsonProcessingException notOurs) {
            return Optional.empty();
        }
    }
}
