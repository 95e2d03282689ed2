package io.auspex.warehouse.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.warehouse.Footprint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what a statement touches from the engine's own plan of it, before anything has been optimised away. In it every scan has the table's full name, every function its own, and views and macros are
 * gone. A plan that has no such form gives an error here, never an incomplete answer.
 */
final class PlanFootprint {
    private static final Map<String, Footprint.Kind> CHANGES = Map.of(
            "LOGICAL_INSERT", Footprint.Kind.INSERT,
            "LOGICAL_UPDATE", Footprint.Kind.UPDATE,
            "LOGICAL_DELETE", Footprint.Kind.DELETE,
            "LOGICAL_MERGE_INTO", Footprint.Kind.MERGE);

    /** The column that every table has and that is its row's number. */
    private static final String ROW_NUMBER = "18446744073709551615";

    private static final int PATH_LENGTH = 3;

    private final List<Footprint.Scan> scans = new ArrayList<>();
    private final List<Footprint.Change> changes = new ArrayList<>();
    private final Set<String> functions = new HashSet<>();

    private PlanFootprint() {}

    /** @throws SqlException FEATURE_NOT_SUPPORTED where the plan does not tell all */
    static Footprint read(EnginePlan plan) {
        PlanFootprint footprint = new PlanFootprint();
        footprint.visit(plan.root().orElseThrow(() -> unknown(plan.failure())));
        return new Footprint(footprint.scans, footprint.changes, footprint.functions);
    }

    private static SqlException unknown(String reason) {
        return new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "the engine cannot tell what the statement touches")
                .withDetail(reason);
    }

    private void visit(JsonNode node) {
        if (node.isObject()) {
            String type = node.path("type").asText("");
            if (type.equals("LOGICAL_GET")) {
                scan(node);
            } else if (CHANGES.containsKey(type)) {
                changes.add(change(node.path("table_info"), CHANGES.get(type)));
            }
            JsonNode function = node.path("qname").path("path");
            if (function.isArray() && !function.isEmpty()) {
                functions.add(function.get(function.size() - 1).asText());
            }
        }
        for (JsonNode child : node) {
            if (child.isContainerNode()) {
                visit(child);
            }
        }
    }

    /** Table functions have no table; those that users may not call are not known to them. */
    private void scan(JsonNode node) {
        JsonNode path = node.path("function_data").path("qualified_name").path("path");
        if (path.isMissingNode()) {
            return;
        }
        boolean readsValues = false;
        Set<String> columns = new HashSet<>();
        for (JsonNode column : node.path("column_indexes")) {
            JsonNode index = column.path("index");
            readsValues |= !index.asText().equals(ROW_NUMBER);
            // What no table declares, as the number of the row, has an index without a name.
            JsonNode name = node.path("names").path((int) Math.min(index.asDouble(), Integer.MAX_VALUE));
            if (name.isTextual()) {
                columns.add(name.asText());
            }
        }
        scans.add(new Footprint.Scan(name(path), isTemporary(path), readsValues, columns));
    }

    private static Footprint.Change change(JsonNode table, Footprint.Kind kind) {
        JsonNode path = table.path("qualified_name").path("path");
        return new Footprint.Change(name(path), isTemporary(path), kind);
    }

    private static QualifiedName name(JsonNode path) {
        if (path.size() != PATH_LENGTH) {
            throw unknown("a table has no full name");
        }
        return QualifiedName.of(path.get(1).asText(), path.get(2).asText());
    }

    private static boolean isTemporary(JsonNode path) {
        return path.get(0).asText().equals("temp");
    }
}
