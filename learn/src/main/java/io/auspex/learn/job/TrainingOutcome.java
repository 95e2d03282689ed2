package io.auspex.learn.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What SHOW MODEL tells of a trained model: {@code model/outcome.json}.
 *
 * @param metrics by key, e.g. {@code validation:f1_binary} or {@code train:error}, in the order in which they are shown; the
 *     first is what the objective asks for
 * @param problemType empty for AUTO OFF
 * @param objective as SHOW MODEL prints it
 * @param modelType the winner
 * @param trainedRows rows that were learnt from
 * @param totalRows rows of the query
 * @param runtimeCutOff whether MAX_RUNTIME ended the search before it was done
 * @param cpuSeconds processor time of the worker's process
 * @param wallSeconds from the start of the worker's process
 * @param baseline the same metric of the model that always says the most frequent class or the mean
 * @param findings what the user should know, a sentence each: the rule that decided on the problem type, columns left out,
 *     rows left out
 */
public record TrainingOutcome(
        Map<String, Double> metrics,
        Optional<ProblemType> problemType,
        String objective,
        ModelType modelType,
        long trainedRows,
        long totalRows,
        boolean runtimeCutOff,
        double cpuSeconds,
        double wallSeconds,
        OptionalDouble baseline,
        List<String> findings) {
    public TrainingOutcome {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        requireNonNull(problemType, "problemType is null");
        requireNonNull(objective, "objective is null");
        requireNonNull(modelType, "modelType is null");
        requireNonNull(baseline, "baseline is null");
        findings = List.copyOf(findings);
    }

    /** Key of the metric that the objective asks for. */
    public String metricName() {
        return metrics.keySet().iterator().next();
    }

    /** Value of the metric that the objective asks for. */
    public double metricValue() {
        return metrics.values().iterator().next();
    }

    byte[] toJson() {
        ObjectNode node = new ObjectMapper().createObjectNode();
        metrics.forEach(node.putObject("metrics")::put);
        problemType.ifPresent(type -> node.put("problem_type", type.name()));
        node.put("objective", objective);
        node.put("model_type", modelType.name());
        node.put("trained_rows", trainedRows);
        node.put("total_rows", totalRows);
        node.put("runtime_cut_off", runtimeCutOff);
        node.put("cpu_seconds", cpuSeconds);
        node.put("wall_seconds", wallSeconds);
        baseline.ifPresent(value -> node.put("baseline", value));
        findings.forEach(node.putArray("findings")::add);
        return node.toPrettyString().getBytes(StandardCharsets.UTF_8);
    }

    static TrainingOutcome fromJson(byte[] json) throws IOException {
        try {
            JsonNode node = new ObjectMapper().readTree(json);
            Map<String, Double> metrics = new LinkedHashMap<>();
            node.required("metrics")
                    .properties()
                    .forEach(metric ->
                            metrics.put(metric.getKey(), metric.getValue().asDouble()));
            List<String> findings = new ArrayList<>();
            node.path("findings").forEach(finding -> findings.add(finding.asText()));
            return new TrainingOutcome(
                    metrics,
                    node.hasNonNull("problem_type")
                            ? Optional.of(
                                    ProblemType.valueOf(node.get("problem_type").asText()))
                            : Optional.empty(),
                    node.required("objective").asText(),
                    ModelType.valueOf(node.required("model_type").asText()),
                    node.required("trained_rows").asLong(),
                    node.required("total_rows").asLong(),
                    node.required("runtime_cut_off").asBoolean(),
                    node.required("cpu_seconds").asDouble(),
                    node.required("wall_seconds").asDouble(),
                    node.hasNonNull("baseline")
                            ? OptionalDouble.of(node.get("baseline").asDouble())
                            : OptionalDouble.empty(),
                    findings);
        } catch (IllegalArgumentException e) {
            throw new IOException("outcome.json is damaged: " + e.getMessage(), e);
        }
    }
}
