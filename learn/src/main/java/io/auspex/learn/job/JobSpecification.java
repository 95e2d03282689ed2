package io.auspex.learn.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auspex.learn.TrainingException;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one training job is to do. Travels as {@code input/config/job.json}, the hyperparameters beside it as
 * {@code hyperparameters.json}, SageMaker's way.
 *
 * @param target name of the target column in the frame; absent where there is none (KMEANS)
 * @param problemType the user's PROBLEM_TYPE (AUTO ON)
 * @param objective the user's OBJECTIVE: of {@link io.auspex.learn.objective.Objective} with AUTO ON; with AUTO OFF, where it is
 *     required, of {@link io.auspex.learn.algorithm.XGBoostObjective}
 * @param modelType restricts the search to one family (AUTO ON)
 * @param preprocessors the user's PREPROCESSORS
 * @param hyperparameters the user's HYPERPARAMETERS (AUTO OFF), names in lower case
 * @param settings the user's SETTINGS, names in upper case, for those that only one algorithm knows
 * @param maxRuntimeSeconds the whole job ends within this, what preparing it took and the start of the worker's process included
 * @param threads how many cores to use
 * @param maxCells rows x columns to train on at most; more rows are sampled
 * @param memoryBytes what the process may use in all, heap and native; 0 = not limited
 * @param facts what the model shall remember of its origin: statement, query, owner, ...
 */
public record JobSpecification(
        Algorithm algorithm,
        Optional<String> target,
        Optional<ProblemType> problemType,
        Optional<String> objective,
        Optional<ModelType> modelType,
        Optional<String> preprocessors,
        Map<String, String> hyperparameters,
        Map<String, String> settings,
        long maxRuntimeSeconds,
        long seed,
        int threads,
        long maxCells,
        long memoryBytes,
        Map<String, String> facts) {
    public static final long DEFAULT_MAX_RUNTIME_SECONDS = 5400;
    public static final long DEFAULT_MAX_CELLS = 1_000_000;

    public JobSpecification {
        requireNonNull(algorithm, "algorithm is null");
        requireNonNull(target, "target is null");
        requireNonNull(problemType, "problemType is null");
        requireNonNull(objective, "objective is null");
        requireNonNull(modelType, "modelType is null");
        requireNonNull(preprocessors, "preprocessors is null");
        settings = Map.copyOf(settings);
        hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        if (maxRuntimeSeconds < 1 || threads < 1 || maxCells < 1 || memoryBytes < 0) {
            throw new IllegalArgumentException("limit out of range");
        }
        if (algorithm == Algorithm.XGBOOST && objective.isEmpty()) {
            throw new IllegalArgumentException("xgboost needs an objective");
        }
    }

    /** A search with every choice left to it, default limits, seed 0. */
    public static JobSpecification autopilot(String target, int threads) {
        return new JobSpecification(
                Algorithm.AUTOPILOT,
                Optional.of(target),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                DEFAULT_MAX_RUNTIME_SECONDS,
                0,
                threads,
                DEFAULT_MAX_CELLS,
                0,
                Map.of());
    }

    /** One XGBoost model, default limits, seed 0. */
    public static JobSpecification xgboost(
            String target, String objective, Map<String, String> hyperparameters, int threads) {
        return new JobSpecification(
                Algorithm.XGBOOST,
                Optional.of(target),
                Optional.empty(),
                Optional.of(objective),
                Optional.empty(),
                Optional.empty(),
                hyperparameters,
                Map.of(),
                DEFAULT_MAX_RUNTIME_SECONDS,
                0,
                threads,
                DEFAULT_MAX_CELLS,
                0,
                Map.of());
    }

    /** Whether the rows that were learnt from shall be left behind: S3_GARBAGE_COLLECT OFF. */
    public boolean keepsData() {
        return "OFF".equalsIgnoreCase(settings.get("S3_GARBAGE_COLLECT"));
    }

    /** Everything but the hyperparameters. */
    byte[] toJson() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode node = mapper.createObjectNode();
        node.put("algorithm", algorithm.key());
        target.ifPresent(name -> node.put("target", name));
        problemType.ifPresent(type -> node.put("problem_type", type.name()));
        objective.ifPresent(text -> node.put("objective", text));
        modelType.ifPresent(type -> node.put("model_type", type.name()));
        preprocessors.ifPresent(text -> node.put("preprocessors", text));
        ObjectNode given = node.putObject("settings");
        new TreeMap<>(settings).forEach(given::put);
        node.put("max_runtime_seconds", maxRuntimeSeconds);
        node.put("seed", seed);
        node.put("threads", threads);
        node.put("max_cells", maxCells);
        node.put("memory_bytes", memoryBytes);
        ObjectNode remembered = node.putObject("facts");
        facts.forEach(remembered::put);
        return node.toPrettyString().getBytes(StandardCharsets.UTF_8);
    }

    static JobSpecification fromJson(byte[] json, Map<String, String> hyperparameters) {
        try {
            JsonNode node = new ObjectMapper().readTree(json);
            return new JobSpecification(
                    Algorithm.of(node.required("algorithm").asText()),
                    text(node, "target"),
                    text(node, "problem_type").map(ProblemType::valueOf),
                    text(node, "objective"),
                    text(node, "model_type").map(ModelType::valueOf),
                    text(node, "preprocessors"),
                    hyperparameters,
                    texts(node, "settings"),
                    node.required("max_runtime_seconds").asLong(),
                    node.required("seed").asLong(),
                    node.required("threads").asInt(),
                    node.required("max_cells").asLong(),
                    node.path("memory_bytes").asLong(0),
                    texts(node, "facts"));
        } catch (IOException | IllegalArgumentException e) {
            throw new TrainingException(
                    "The training job's job.json cannot be read: " + e.getMessage(),
                    "Drop the model and create it again.",
                    e);
        }
    }

    private static Map<String, String> texts(JsonNode node, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.path(name)
                .properties()
                .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
        return texts;
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.hasNonNull(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }
}
