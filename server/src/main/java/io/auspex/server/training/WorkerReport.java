package io.auspex.server.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A report that a worker wrote. The worker is not trusted: it must be of a bearable size and JSON. */
final class WorkerReport {
    private static final long LARGEST = 4L << 20;

    private WorkerReport() {}

    /** @throws IOException if it cannot be read, is too large, or no object */
    static JsonNode read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("The report has more than " + (LARGEST >> 20) + " MB");
        }
        JsonNode json = new ObjectMapper().readTree(Files.readString(file, StandardCharsets.UTF_8));
        if (json == null || !json.isObject()) {
            throw new IOException("The report is no JSON object");
        }
        return json;
    }

    /** JSON text; empty where the job leaves none. */
    static Optional<String> readIfPresent(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(read(file).toString()) : Optional.empty();
    }
}
