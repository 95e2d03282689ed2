package io.auspex.model.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Manifests of earlier versions of the format, brought to the newest one: the properties that came later get the value that
 * says what the earlier version meant without them.
 */
final class OlderManifest {
    static final int OLDEST = 1;

    private OlderManifest() {}

    /** @param version of {@code manifest}, older than the newest */
    static JsonNode bringForward(JsonNode manifest, long version) {
        if (manifest instanceof ObjectNode object) {
            if (version == 1) {
                toVersion2(object);
            }
            toVersion3(object);
        }
        return manifest;
    }

    private static void toVersion2(ObjectNode manifest) {
        manifest.put("version", 2);
        manifest.putNull("background");
        for (JsonNode member : manifest.path("members")) {
            if (member instanceof ObjectNode entry) {
                entry.putArray("projections");
            }
            treeEnsemble(member)
                    .ifPresent(trees ->
                            trees.putNull("categories").putNull("covers").putNull("linearLeaves"));
        }
    }

    private static Optional<ObjectNode> treeEnsemble(JsonNode member) {
        return member.path("predictor") instanceof ObjectNode predictor
                        && predictor.path("kind").asText().equals("tree_ensemble")
                ? Optional.of(predictor)
                : Optional.empty();
    }

    /** Every member had a pipeline of its own, every leaf added to one output, and nothing was calibrated. */
    private static void toVersion3(ObjectNode manifest) {
        manifest.put("version", 3);
        manifest.putNull("calibration").putNull("uncertainty").putArray("classWeights");
        ArrayNode pipelines = manifest.putArray("pipelines");
        for (JsonNode member : manifest.path("members")) {
            if (member instanceof ObjectNode entry) {
                ObjectNode pipeline = entry.objectNode();
                for (String property : List.of("transformers", "projections")) {
                    if (entry.has(property)) {
                        pipeline.set(property, entry.remove(property));
                    }
                }
                pipeline.putArray("texts");
                pipeline.putArray("derivations");
                entry.put("pipeline", pipelines.size());
                pipelines.add(pipeline);
            }
            treeEnsemble(member).ifPresent(trees -> trees.putNull("vectorLeaves"));
        }
    }
}
