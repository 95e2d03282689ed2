package io.auspex.learn.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How far a job is: one JSON object on one line of the worker's standard output.
 *
 * @param phase {@code reading}, {@code profiling}, {@code training}, {@code saving} or {@code done}
 * @param fraction of the whole job that is done, 0 to 1, never falling
 * @param message one line for the user
 * @param best name of the best model so far, where several are tried
 * @param metricName of the best model so far, e.g. {@code validation:auc}
 * @param elapsedSeconds since the job began
 * @param secondsLeft that the job is expected to take yet
 * @param tried how many candidates have been tried
 */
public record ProgressLine(
        String phase,
        double fraction,
        String message,
        Optional<String> best,
        Optional<String> metricName,
        OptionalDouble metricValue,
        OptionalDouble elapsedSeconds,
        OptionalDouble secondsLeft,
        OptionalInt tried) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public ProgressLine {
        requireNonNull(phase, "phase is null");
        requireNonNull(message, "message is null");
        requireNonNull(best, "best is null");
        requireNonNull(metricName, "metricName is null");
        requireNonNull(metricValue, "metricValue is null");
        requireNonNull(elapsedSeconds, "elapsedSeconds is null");
        requireNonNull(secondsLeft, "secondsLeft is null");
        requireNonNull(tried, "tried is null");
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("fraction " + fraction);
        }
    }

    /** Without times. */
    public ProgressLine(
            String phase,
            double fraction,
            String message,
            Optional<String> best,
            Optional<String> metricName,
            OptionalDouble metricValue) {
        this(
                phase,
                fraction,
                message,
                best,
                metricName,
                metricValue,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty());
    }

    /** The same, with how long the job has taken. */
    public ProgressLine after(double seconds) {
        return new ProgressLine(
                phase,
                fraction,
                message,
                best,
                metricName,
                metricValue,
                OptionalDouble.of(seconds),
                secondsLeft,
                tried);
    }

    public static ProgressLine of(String phase, double fraction, String message) {
        return new ProgressLine(phase, fraction, message, Optional.empty(), Optional.empty(), OptionalDouble.empty());
    }

    /** The line, without line break. */
    public String format() {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("phase", phase);
        node.put("fraction", fraction);
        node.put("message", message);
        best.ifPresent(name -> node.put("best", name));
        metricName.ifPresent(name -> node.put("metric_name", name));
        metricValue.ifPresent(value -> node.put("metric_value", value));
        elapsedSeconds.ifPresent(seconds -> node.put("elapsed_seconds", seconds));
        secondsLeft.ifPresent(seconds -> node.put("seconds_left", seconds));
        tried.ifPresent(count -> node.put("tried", count));
        return node.toString();
    }

    /** Empty for a line that is none of ours: native libraries may print there too. */
    public static Optional<ProgressLine> parse(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (node == null
                    || !node.isObject()
                    || !node.hasNonNull("phase")
                    || !node.path("fraction").isNumber()) {
                return Optional.empty();
            }
            double fraction = node.get("fraction").asDouble();
            return Optional.of(new ProgressLine(
                    node.get("phase").asText(),
                    Math.max(0, Math.min(1, fraction)),
                    node.path("message").asText(""),
                    node.hasNonNull("best") ? Optional.of(node.get("best").asText()) : Optional.empty(),
                    node.hasNonNull("metric_name")
                            ? Optional.of(node.get("metric_name").asText())
                            : Optional.empty(),
                    number(node, "metric_value"),
                    number(node, "elapsed_seconds"),
                    number(node, "seconds_left"),
                    node.path("tried").isInt()
                            ? OptionalInt.of(node.get("tried").asInt())
                            : OptionalInt.empty()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static OptionalDouble number(JsonNode node, String name) {
        return node.path(name).isNumber() ? OptionalDouble.of(node.get(name).asDouble()) : OptionalDouble.empty();
    }
}
