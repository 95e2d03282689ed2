package io.auspex.warehouse.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * The engine's plan of a statement before anything has been optimised away, as {@code json_serialize_plan} writes it: names are
 * resolved, views and macros are gone, and columns are numbers of those that the operators below give.
 *
 * @param root the operator whose rows the statement gives; absent where the engine has no plan
 * @param failure why it has none
 */
record EnginePlan(Optional<JsonNode> root, String failure) {
    static final String QUERY =
            "SELECT json_serialize_plan(CAST($1 AS VARCHAR), skip_null := true, skip_empty := true)";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static EnginePlan parse(String json) {
        JsonNode answer;
        try {
            answer = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            return new EnginePlan(Optional.empty(), e.getOriginalMessage());
        }
        JsonNode plans = answer.path("plans");
        if (answer.path("error").asBoolean(true) || !plans.isArray() || plans.size() != 1) {
            return new EnginePlan(Optional.empty(), answer.path("error_message").asText("it has no plan"));
        }
        return new EnginePlan(Optional.of(plans.get(0)), "");
    }
}
