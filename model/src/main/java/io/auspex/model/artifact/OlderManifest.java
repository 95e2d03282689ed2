package io.auspex.model.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Manifests of earlier versions of the format, brought to the newest one: the properties that came later get the value that
 * says what the earlier version meant without them.
 */
final class OlderManifest {
    static final int OLDEST = 1;

    private OlderManifest() {}

    /** @param version of {@code manifest}, older than the newest */
    static JsonNode bringForward(JsonNode manifest, long version) {
        if (manifest instanceof ObjectNode object && version == 1) {
            object.put("version", 2);
            for (JsonNode member : manifest.path("members")) {
                if (member.path("predictor") instanceof ObjectNode predictor
                        && predictor.path("kind").asText().equals("tree_ensemble")) {
                    predictor.putNull("categories").putNull("covers").putNull("linearLeaves");
                }
            }
        }
        return manifest;
    }
}
