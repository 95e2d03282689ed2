package io.auspex.warehouse.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.language.statement.QualifiedName;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads which tables and views a query names from the tree that the engine has parsed it into. Its plan has no views any more,
 * and none at all where one of them is gone.
 */
final class NamedRelations {
    static final String QUERY = "SELECT json_serialize_sql(CAST($1 AS VARCHAR), skip_null := true, skip_empty := true)";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Set<QualifiedName> names = new LinkedHashSet<>();

    private NamedRelations() {}

    /** Empty where the engine has no such tree, as of what holds PIVOT. */
    static Optional<Set<QualifiedName>> read(String json) {
        try {
            JsonNode answer = MAPPER.readTree(json);
            if (answer.path("error").asBoolean(true)) {
                return Optional.empty();
            }
            NamedRelations relations = new NamedRelations();
            relations.visit(answer.path("statements"), Set.of());
            return Optional.of(relations.names);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** @param common the tables of WITH clauses that can be named here, in lower case */
    private void visit(JsonNode node, Set<String> common) {
        Set<String> inside = common;
        JsonNode clause = node.path("cte_map").path("map");
        if (!clause.isEmpty()) {
            inside = new HashSet<>(common);
            for (JsonNode table : clause) {
                // One that is not recursive does not see itself: its name means what it means outside.
                visit(table.path("value"), inside);
                inside.add(table.path("key").asText().toLowerCase(Locale.ROOT));
            }
        }
        if (node.path("type").asText().equals("RECURSIVE_CTE_NODE")) {
            inside = new HashSet<>(inside);
            inside.add(node.path("cte_name").asText().toLowerCase(Locale.ROOT));
        }
        if (node.path("type").asText().equals("BASE_TABLE")) {
            name(node.path("qualified_name").path("path"), inside);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getKey().equals("cte_map") && field.getValue().isContainerNode()) {
                visit(field.getValue(), inside);
            }
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                visit(element, inside);
            }
        }
    }

    private void name(JsonNode path, Set<String> common) {
        int parts = path.size();
        String name = path.path(parts - 1).asText();
        if (parts > 1) {
            names.add(QualifiedName.of(path.path(parts - 2).asText(), name));
        } else if (!common.contains(name.toLowerCase(Locale.ROOT))) {
            names.add(QualifiedName.of(name));
        }
    }
}
