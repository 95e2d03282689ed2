package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * CREATE TABLE and CREATE TABLE AS: column definitions, and the attributes behind them - DISTSTYLE, DISTKEY, SORTKEY, BACKUP,
 * ENCODE AUTO - which mean nothing to an engine on one machine. {@code (LIKE other)} has been written out by then.
 */
final class TableDefinition {
    private static final Set<String> TABLE_CONSTRAINTS =
            Set.of("constraint", "primary", "unique", "foreign", "check", "like");

    private final List<Node> nodes;
    private final Supplier<String> sequenceSuffix;
    private final List<IdentitySequence> sequences = new ArrayList<>();

    TableDefinition(List<Node> nodes, Supplier<String> sequenceSuffix) {
        this.nodes = nodes;
        this.sequenceSuffix = sequenceSuffix;
    }

    /** The sequences that the identity columns need. */
    List<IdentitySequence> sequences() {
        return sequences;
    }

    List<Node> rewrite() {
        int name = indexOfName();
        int behindName = name;
        while (Nodes.at(nodes, behindName + 1).isSymbol('.')) {
            behindName += 2;
        }
        if (!Nodes.at(nodes, behindName).isName()) {
            return nodes;
        }
        boolean temporary = nodes.subList(0, name).stream().anyMatch(n -> n.isWord("temp") || n.isWord("temporary"));
        String table = ((Leaf) nodes.get(behindName)).value();
        boolean marked = table.startsWith("#");
        Optional<String> schema = behindName - 2 >= name && nodes.get(behindName - 2) instanceof Leaf leaf
                ? Optional.of(leaf.value())
                : Optional.empty();

        List<Node> result = new ArrayList<>();
        for (Node node : nodes.subList(0, behindName + 1)) {
            if (node.isWord("table") && marked && !temporary) {
                result.add(Nodes.word("temp", node.start()));
            }
            if (!node.isWord("local")) {
                result.add(node);
            }
        }
        int i = behindName + 1;
        if (Nodes.at(nodes, i) instanceof Group group && group.isParentheses()) {
            result.add(columns(group, schema, table, temporary || marked));
            i++;
        }
        while (i < nodes.size() && !nodes.get(i).isWord("as")) {
            int length = attributeLength(i);
            if (length == 0) {
                result.add(nodes.get(i));
                length = 1;
            }
            i += length;
        }
        result.addAll(nodes.subList(Math.min(i, nodes.size()), nodes.size()));
        return result;
    }

    /** Behind CREATE [LOCAL] [TEMP] TABLE [IF NOT EXISTS]. */
    private int indexOfName() {
        int i = 0;
        while (i < nodes.size() && !nodes.get(i).isWord("table")) {
            i++;
        }
        boolean ifNotExists = Nodes.at(nodes, i + 1).isWord("if")
                && Nodes.at(nodes, i + 2).isWord("not")
                && Nodes.at(nodes, i + 3).isWord("exists");
        return ifNotExists ? i + 4 : i + 1;
    }

    private Group columns(Group group, Optional<String> schema, String table, boolean temporary) {
        List<Node> inside = new ArrayList<>();
        for (List<Node> definition : Nodes.splitAtCommas(group.children())) {
            if (!inside.isEmpty()) {
                inside.add(Nodes.symbol(
                        ',',
                        definition.isEmpty() ? group.start() : definition.get(0).start()));
            }
            Node first = Nodes.at(definition, 0);
            boolean column = first.isName() && definition.size() > 1 && !isTableConstraint(first);
            if (column) {
                inside.addAll(ColumnDefinition.rewrite(definition, (seed, step, byDefault) -> {
                    IdentitySequence sequence = IdentitySequence.of(
                            schema,
                            table,
                            ((Leaf) first).value(),
                            temporary,
                            seed,
                            step,
                            byDefault,
                            sequenceSuffix.get());
                    sequences.add(sequence);
                    return Optional.of(sequence);
                }));
            } else {
                inside.addAll(definition);
            }
        }
        return group.with(inside);
    }

    private static boolean isTableConstraint(Node first) {
        return first instanceof Leaf leaf && leaf.isAnyWord() && TABLE_CONSTRAINTS.contains(leaf.value());
    }

    /** How many nodes from here are an attribute to drop. */
    private int attributeLength(int i) {
        Node node = nodes.get(i);
        Node next = Nodes.at(nodes, i + 1);
        if (node.isWord("diststyle") || node.isWord("backup") || node.isWord("encode")) {
            return next.isAnyWord() ? 2 : 1;
        }
        if (node.isWord("distkey")) {
            return next.isParentheses() ? 2 : 1;
        }
        if (node.isWord("compound") || node.isWord("interleaved")) {
            return next.isWord("sortkey") ? 1 : 0;
        }
        if (node.isWord("sortkey")) {
            return next.isParentheses() || next.isWord("auto") ? 2 : 1;
        }
        return 0;
    }
}
