package io.auspex.warehouse;

import io.auspex.language.statement.QualifiedName;
import java.util.List;
import java.util.Set;

/**
 * What a statement would touch, as the engine has bound it: names resolved, views and functions of users followed to the
 * tables and functions below them. Who decides whether somebody may run it needs no parser of their own for this.
 *
 * @param scans one for each time a table is read
 * @param changes the tables that it changes
 * @param functions every function that it calls, by its own name without a schema; some may have been evaluated already
 */
public record Footprint(List<Scan> scans, List<Change> changes, Set<String> functions) {
    public Footprint {
        scans = List.copyOf(scans);
        changes = List.copyOf(changes);
        functions = Set.copyOf(functions);
    }

    /**
     * @param table with its schema
     * @param temporary whether it belongs to the session
     * @param readsValues false where rows are only counted or found, as by an UPDATE of all rows to a constant
     * @param columns the table's own, that are read
     */
    public record Scan(QualifiedName table, boolean temporary, boolean readsValues, Set<String> columns) {
        public Scan {
            columns = Set.copyOf(columns);
        }
    }

    /**
     * @param table with its schema
     * @param temporary whether it belongs to the session
     */
    public record Change(QualifiedName table, boolean temporary, Kind kind) {}

    public enum Kind {
        INSERT,
        UPDATE,
        DELETE,
        /** Some of the above, which the statement itself says. */
        MERGE
    }
}
