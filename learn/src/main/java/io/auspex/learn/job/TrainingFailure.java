package io.auspex.learn.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Why a job failed: the content of {@code output/failure}.
 *
 * @param message one sentence with the user's own names
 * @param hint what to do; may be empty
 */
public record TrainingFailure(String message, String hint) {
    public TrainingFailure {
        requireNonNull(message, "message is null");
        requireNonNull(hint, "hint is null");
    }

    byte[] toJson() {
        return new ObjectMapper()
                .createObjectNode()
                .put("message", message)
                .put("hint", hint)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the JSON object, or takes the text as the message: a script of the user's own may write what it likes. */
    static TrainingFailure fromJson(byte[] content) {
        try {
            JsonNode node = new ObjectMapper().readTree(content);
            if (node != null && node.hasNonNull("message")) {
                return new TrainingFailure(
                        node.get("message").asText(), node.path("hint").asText(""));
            }
        } catch (IOException e) {
            return new TrainingFailure(new String(content, StandardCharsets.UTF_8).strip(), "");
        }
        return new TrainingFailure(new String(content, StandardCharsets.UTF_8).strip(), "");
    }
}
