package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns INSERT, UPDATE or MERGE give values to, as far as their text says so.
 *
 * @param table the parts of its name that the user wrote
 * @param updated columns behind SET, in lower case, but those that are SET to DEFAULT
 * @param insertions one for each INSERT
 */
public record AssignedColumns(List<String> table, Set<String> updated, List<Insertion> insertions) {
    public AssignedColumns {
        table = List.copyOf(table);
        updated = Set.copyOf(updated);
        insertions = List.copyOf(insertions);
    }

    /**
     * @param columns in lower case; absent where the values are for all columns in their order
     * @param rows what stands in each row of VALUES: true for a value, false for DEFAULT; absent where a query gives them
     */
    public record Insertion(Optional<List<String>> columns, Optional<List<List<Boolean>>> rows) {
        private boolean sets(String column, int index) {
            int place = columns.map(names -> names.indexOf(column)).orElse(index);
            return place >= 0
                    && rows.map(given -> given.stream().anyMatch(row -> place < row.size() && row.get(place)))
                            .orElse(true);
        }
    }

    /** Empty for other kinds of statement, and for what the engine will refuse. */
    public static Optional<AssignedColumns> of(EngineStatement statement) {
        EngineKind kind = statement.kind();
        if (kind != EngineKind.INSERT && kind != EngineKind.UPDATE && kind != EngineKind.MERGE) {
            return Optional.empty();
        }
        List<Node> nodes = TreeBuilder.build(statement.text());
        String verb = kind.name().toLowerCase(Locale.ROOT);
        int name = 0;
        while (name < nodes.size() && !nodes.get(name).isWord(verb)) {
            name++;
        }
        name++;
        while (Nodes.at(nodes, name).isWord("into") || Nodes.at(nodes, name).isWord("only")) {
            name++;
        }
        List<String> table = new ArrayList<>();
        int behind = chain(nodes, name, table);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        Set<String> updated = new HashSet<>();
        List<Insertion> insertions = new ArrayList<>();
        if (kind == EngineKind.INSERT) {
            insertion(nodes, behind).ifPresent(insertions::add);
        }
        for (int i = behind; i < nodes.size() && kind != EngineKind.INSERT; i++) {
            if (nodes.get(i).isWord("set")) {
                set(nodes, i + 1, updated);
            } else if (nodes.get(i).isWord("insert")) {
                insertion(nodes, i + 1).ifPresent(insertions::add);
            }
        }
        return Optional.of(new AssignedColumns(table, updated, insertions));
    }

    /**
     * @param column in any case
     * @param index its place in the table, from 0
     */
    public boolean sets(String column, int index) {
        String name = column.toLowerCase(Locale.ROOT);
        return updated.contains(name) || insertions.stream().anyMatch(insertion -> insertion.sets(name, index));
    }

    private static int chain(List<Node> nodes, int start, List<String> parts) {
        int i = start;
        while (Nodes.at(nodes, i).isName()) {
            parts.add(((Leaf) nodes.get(i)).value());
            if (!Nodes.at(nodes, i + 1).isSymbol('.')) {
                return i + 1;
            }
            i += 2;
        }
        return i;
    }

    /** {@code [(a, b)] VALUES (1, DEFAULT), ...} or {@code [(a, b)] SELECT ...}; nothing is given by DEFAULT VALUES. */
    private static Optional<Insertion> insertion(List<Node> nodes, int start) {
        int i = start;
        Optional<List<String>> columns = Optional.empty();
        if (Nodes.at(nodes, i) instanceof Group group
                && !group.isQuery()
                && Nodes.at(group.children(), 0).isName()) {
            columns = Optional.of(Nodes.splitAtCommas(group.children()).stream()
                    .map(AssignedColumns::lastName)
                    .toList());
            i++;
        }
        if (Nodes.at(nodes, i).isWord("default")) {
            return Optional.empty();
        }
        if (!Nodes.at(nodes, i).isWord("values")) {
            return Optional.of(new Insertion(columns, Optional.empty()));
        }
        List<List<Boolean>> rows = new ArrayList<>();
        for (i++; Nodes.at(nodes, i) instanceof Group row && row.isParentheses(); i += 2) {
            rows.add(Nodes.splitAtCommas(row.children()).stream()
                    .map(value -> !isDefault(value))
                    .toList());
        }
        return Optional.of(new Insertion(columns, Optional.of(rows)));
    }

    /** {@code a = 1, t.b = DEFAULT, (c, d) = (2, 3)} up to the clause behind. */
    private static void set(List<Node> nodes, int start, Set<String> updated) {
        int end = start;
        while (end < nodes.size()
                && !nodes.get(end).isWord("from")
                && !nodes.get(end).isWord("where")
                && !nodes.get(end).isWord("when")
                && !nodes.get(end).isWord("returning")) {
            end++;
        }
        for (List<Node> assignment : Nodes.splitAtCommas(nodes.subList(start, end))) {
            int equals = 0;
            while (equals < assignment.size() && !assignment.get(equals).isOperator("=")) {
                equals++;
            }
            List<Node> left = assignment.subList(0, equals);
            boolean byDefault =
                    isDefault(assignment.subList(Math.min(equals + 1, assignment.size()), assignment.size()));
            if (Nodes.at(left, 0) instanceof Group group) {
                Nodes.splitAtCommas(group.children()).forEach(name -> updated.add(lastName(name)));
            } else if (!left.isEmpty() && !byDefault) {
                updated.add(lastName(left));
            }
        }
    }

    private static String lastName(List<Node> name) {
        return Nodes.at(name, name.size() - 1) instanceof Leaf leaf
                ? leaf.value().toLowerCase(Locale.ROOT)
                : "";
    }

    private static boolean isDefault(List<Node> value) {
        return value.size() == 1 && value.get(0).isWord("default");
    }
}
