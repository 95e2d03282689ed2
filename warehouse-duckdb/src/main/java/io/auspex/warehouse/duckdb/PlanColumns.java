package io.auspex.warehouse.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import io.auspex.language.statement.QualifiedName;
import io.auspex.warehouse.ColumnOrigin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the columns of a result down the engine's plan to the columns of tables that they are. Only operators whose columns
 * are known to be these are followed; of all others it says that they compute something.
 */
final class PlanColumns {
    private static final int PATH_LENGTH = 3;
    private static final Set<String> SAME_COLUMNS =
            Set.of("LOGICAL_FILTER", "LOGICAL_ORDER_BY", "LOGICAL_LIMIT", "LOGICAL_DISTINCT", "LOGICAL_SAMPLE");
    private static final Set<String> JOINS = Set.of(
            "LOGICAL_COMPARISON_JOIN",
            "LOGICAL_ANY_JOIN",
            "LOGICAL_CROSS_PRODUCT",
            "LOGICAL_DELIM_JOIN",
            "LOGICAL_ASOF_JOIN");

    /** What common tables give, by their number. */
    private final Map<String, List<Set<ColumnOrigin>>> common = new HashMap<>();

    private PlanColumns() {}

    /** Empty where the engine has no plan, or its columns cannot be told. */
    static List<Set<ColumnOrigin>> read(EnginePlan plan) {
        return plan.root().flatMap(root -> new PlanColumns().columns(root)).orElse(List.of());
    }

    /** Of an operator; absent where not even their number is known. */
    private Optional<List<Set<ColumnOrigin>>> columns(JsonNode node) {
        String type = node.path("type").asText();
        if (JOINS.contains(type)) {
            return joined(node);
        }
        if (SAME_COLUMNS.contains(type)) {
            return node.has("projection_map") ? Optional.empty() : child(node, 0);
        }
        return switch (type) {
            case "LOGICAL_GET" -> scanned(node);
            case "LOGICAL_PROJECTION" -> Optional.of(references(node.path("expressions"), child(node, 0)));
            case "LOGICAL_AGGREGATE_AND_GROUP_BY" ->
                Optional.of(followedBy(references(node.path("groups"), child(node, 0)), node.path("expressions")));
            case "LOGICAL_WINDOW", "LOGICAL_UNNEST" ->
                child(node, 0).map(below -> followedBy(below, node.path("expressions")));
            case "LOGICAL_UNION", "LOGICAL_INTERSECT", "LOGICAL_EXCEPT" -> united(node);
            case "LOGICAL_MATERIALIZED_CTE" -> {
                child(node, 0)
                        .ifPresent(found -> common.put(node.path("table_index").asText(), found));
                yield child(node, 1);
            }
            case "LOGICAL_CTE_REF" ->
                Optional.of(common.getOrDefault(
                        node.path("cte_index").asText(),
                        computed(node.path("chunk_types").size())));
            case "LOGICAL_INSERT", "LOGICAL_UPDATE", "LOGICAL_DELETE" -> returned(node);
            default -> Optional.empty();
        };
    }

    /** What RETURNING may choose from: the columns of the changed table. */
    private static Optional<List<Set<ColumnOrigin>>> returned(JsonNode node) {
        JsonNode table = node.path("table_info");
        JsonNode path = table.path("qualified_name").path("path");
        List<Set<ColumnOrigin>> columns = new ArrayList<>();
        for (JsonNode column : table.path("columns").path("columns")) {
            columns.add(
                    path.size() == PATH_LENGTH
                            ? Set.of(origin(path, column.path("name").asText()))
                            : Set.of());
        }
        return Optional.of(columns);
    }

    private Optional<List<Set<ColumnOrigin>>> child(JsonNode node, int index) {
        return columns(node.path("children").path(index));
    }

    private static Optional<List<Set<ColumnOrigin>>> scanned(JsonNode node) {
        if (node.path("projected_input").size() > 0) {
            return Optional.empty();
        }
        JsonNode path = node.path("function_data").path("qualified_name").path("path");
        JsonNode indexes = node.path("column_indexes");
        List<Set<ColumnOrigin>> all = new ArrayList<>();
        for (JsonNode index : indexes) {
            // The number of the row, and other columns that no table declares, have numbers without a name.
            JsonNode name =
                    node.path("names").path((int) Math.min(index.path("index").asDouble(), Integer.MAX_VALUE));
            boolean column = path.size() == PATH_LENGTH && name.isTextual();
            all.add(column ? Set.of(origin(path, name.asText())) : Set.of());
        }
        if (node.path("projection_ids").size() == 0) {
            return Optional.of(all);
        }
        List<Set<ColumnOrigin>> projected = new ArrayList<>();
        for (JsonNode id : node.path("projection_ids")) {
            projected.add(all.get(id.asInt()));
        }
        return Optional.of(projected);
    }

    private static ColumnOrigin origin(JsonNode path, String column) {
        QualifiedName table = QualifiedName.of(path.get(1).asText(), path.get(2).asText());
        return new ColumnOrigin(table, path.get(0).asText().equals("temp"), column);
    }

    private Optional<List<Set<ColumnOrigin>>> joined(JsonNode node) {
        if (node.has("left_projection_map") || node.has("right_projection_map")) {
            return Optional.empty();
        }
        Optional<List<Set<ColumnOrigin>>> left = child(node, 0);
        String kind = node.path("join_type").asText("INNER");
        List<Set<ColumnOrigin>> right =
                switch (kind) {
                    case "SEMI", "ANTI" -> List.of();
                    case "MARK" -> computed(1);
                    default -> child(node, 1).orElse(List.of());
                };
        return left.map(columns -> {
            List<Set<ColumnOrigin>> both = new ArrayList<>(columns);
            both.addAll(right);
            return both;
        });
    }

    /** A column of a UNION is what its columns are on all sides, and computed where it is on one. */
    private Optional<List<Set<ColumnOrigin>>> united(JsonNode node) {
        List<Set<ColumnOrigin>> united = null;
        for (int side = 0; side < node.path("children").size(); side++) {
            Optional<List<Set<ColumnOrigin>>> columns = child(node, side);
            if (columns.isEmpty()) {
                return Optional.empty();
            }
            united = united == null ? columns.get() : united(united, columns.get());
        }
        return Optional.ofNullable(united);
    }

    private static List<Set<ColumnOrigin>> united(List<Set<ColumnOrigin>> one, List<Set<ColumnOrigin>> other) {
        List<Set<ColumnOrigin>> united = new ArrayList<>();
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            Set<ColumnOrigin> origins = new HashSet<>(one.get(i));
            origins.addAll(other.get(i));
            united.add(one.get(i).isEmpty() || other.get(i).isEmpty() ? Set.of() : origins);
        }
        return united;
    }

    private static List<Set<ColumnOrigin>> references(JsonNode expressions, Optional<List<Set<ColumnOrigin>>> below) {
        List<Set<ColumnOrigin>> given = below.orElse(List.of());
        List<Set<ColumnOrigin>> columns = new ArrayList<>();
        for (JsonNode expression : expressions) {
            boolean reference = expression.path("expression_class").asText().equals("BOUND_REF");
            int index = reference ? expression.path("index").asInt(0) : Integer.MAX_VALUE;
            columns.add(index < given.size() ? given.get(index) : Set.of());
        }
        return columns;
    }

    private static List<Set<ColumnOrigin>> followedBy(List<Set<ColumnOrigin>> columns, JsonNode expressions) {
        List<Set<ColumnOrigin>> all = new ArrayList<>(columns);
        all.addAll(computed(expressions.size()));
        return all;
    }

    private static List<Set<ColumnOrigin>> computed(int columns) {
        return Collections.nCopies(columns, Set.of());
    }
}
