package io.auspex.language.dialect;

import io.auspex.language.dialect.FromItems.Item;
import io.auspex.language.dialect.Node.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Items of FROM that go into a SUPER value: {@code t.p.labels AS label AT i} gives the elements of an array with their
 * numbers from 0, {@code UNPIVOT t.p AS value AT name} the attributes of an object. Both become a lateral subquery.
 */
final class SuperUnnesting {
    private SuperUnnesting() {}

    /** @param siblings whose groups have been rewritten */
    static List<Node> relation(List<Node> siblings, Item item, SuperNames names) {
        int offset = siblings.get(item.start()).start();
        int from = item.unpivot() ? item.start() + 1 : item.start();
        List<Node> source = value(siblings, from, item.nameEnd(), names);
        String alias = item.alias().isEmpty() ? lastName(siblings, item.nameEnd()) : item.alias();
        List<Node> inside = new ArrayList<>(Nodes.text("select", offset));
        if (item.unpivot()) {
            inside.addAll(Nodes.text("attribute.entry.value , attribute.entry.key from", offset));
            List<Node> entries = new ArrayList<>(Nodes.text("select", offset));
            entries.addAll(unnest("super_attributes", source, offset));
            entries.addAll(Nodes.text("as entry", offset));
            inside.add(Nodes.parentheses(entries, offset));
            inside.addAll(Nodes.text("as attribute", offset));
        } else {
            inside.addAll(unnest("super_elements", source, offset));
            inside.add(Nodes.symbol(',', offset));
            List<Node> one = Nodes.text("1", offset);
            inside.addAll(Nodes.call(
                    Nodes.word("generate_subscripts", offset),
                    List.of(SuperMacros.call("super_elements", offset, List.of(source)), one)));
            inside.addAll(Nodes.text("- 1", offset));
        }
        List<Node> columns = new ArrayList<>();
        columns.add(Nodes.identifier(alias, offset));
        columns.add(Nodes.symbol(',', offset));
        // Without AT the second column has a name that no query uses.
        String position = item.position().isEmpty() ? "auspex at " + offset : item.position();
        columns.add(Nodes.identifier(position, offset));
        List<Node> result = new ArrayList<>();
        if (!Nodes.at(siblings, item.start() - 1).isWord("lateral")) {
            result.add(Nodes.word("lateral", offset));
        }
        result.add(Nodes.parentheses(inside, offset));
        result.add(Nodes.word("as", offset));
        result.add(Nodes.identifier("auspex items " + offset, offset));
        result.add(Nodes.parentheses(columns, offset));
        return result;
    }

    private static List<Node> unnest(String macro, List<Node> source, int offset) {
        return Nodes.call(Nodes.word("unnest", offset), List.of(SuperMacros.call(macro, offset, List.of(source))));
    }

    /** The navigation as the engine writes it, or the expression as it stands. */
    private static List<Node> value(List<Node> siblings, int start, int end, SuperNames names) {
        Optional<SuperPath> path = SuperPath.at(siblings, start);
        return path.isPresent() && path.get().end() == end
                ? path.get().nodes(names.hasPlainIndex(path.get()))
                : siblings.subList(start, end);
    }

    private static String lastName(List<Node> siblings, int end) {
        return Nodes.at(siblings, end - 1) instanceof Leaf leaf && leaf.isName() ? leaf.value() : "value";
    }
}
