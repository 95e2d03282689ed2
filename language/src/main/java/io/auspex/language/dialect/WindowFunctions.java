package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * What Redshift writes differently in window functions: IGNORE NULLS behind the parentheses, PERCENTILE_CONT .. WITHIN GROUP ..
 * OVER, RATIO_TO_REPORT, and an order by {@code random()}, which the engine refuses.
 */
final class WindowFunctions implements SiblingRule {
    /** A number that depends on the row and changes with each execution. The engine forbids volatile keys alone. */
    private static final String RANDOM_KEY = "hash(*columns(*), now())";

    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = siblings;
        for (int i = siblings.size() - 2; i >= 0; i--) {
            if (!(result.get(i) instanceof Leaf name)
                    || name.kind() != Kind.WORD
                    || !(Nodes.at(result, i + 1) instanceof Group group)
                    || !group.isParentheses()
                    || Nodes.at(result, i - 1).isSymbol('.')) {
                continue;
            }
            Node next = Nodes.at(result, i + 2);
            if (name.isWord("over") && indexOfRandom(group) >= 0) {
                result = copied(result, siblings);
                result.set(i + 1, withRandomKey(group));
            } else if ((next.isWord("ignore") || next.isWord("respect"))
                    && Nodes.at(result, i + 3).isWord("nulls")) {
                result = copied(result, siblings);
                List<Node> inside = new ArrayList<>(group.children());
                inside.addAll(result.subList(i + 2, i + 4));
                result.set(i + 1, group.with(inside));
                result.subList(i + 2, i + 4).clear();
            } else if (name.isWord("ratio_to_report") && next.isWord("over")) {
                result = copied(result, siblings);
                ratio(result, i, group);
            } else if ((name.isWord("percentile_cont") || name.isWord("percentile_disc"))
                    && next.isWord("within")
                    && Nodes.at(result, i + 4) instanceof Group order
                    && Nodes.at(result, i + 5).isWord("over")) {
                result = copied(result, siblings);
                percentile(result, i, group, order);
            }
        }
        return result;
    }

    private static List<Node> copied(List<Node> result, List<Node> siblings) {
        return result == siblings ? new ArrayList<>(siblings) : result;
    }

    private static int indexOfRandom(Group over) {
        List<Node> inside = over.children();
        boolean order = false;
        for (int i = 0; i + 1 < inside.size(); i++) {
            order |= inside.get(i).isWord("order");
            if (order
                    && inside.get(i).isWord("random")
                    && inside.get(i + 1) instanceof Group arguments
                    && arguments.isParentheses()
                    && arguments.children().isEmpty()) {
                return i;
            }
        }
        return -1;
    }

    private static Group withRandomKey(Group over) {
        Group result = over;
        for (int at = indexOfRandom(result); at >= 0; at = indexOfRandom(result)) {
            List<Node> inside = new ArrayList<>(result.children());
            int offset = inside.get(at).start();
            inside.subList(at, at + 2).clear();
            inside.add(at, new Leaf(Kind.OPERATOR, RANDOM_KEY, RANDOM_KEY, offset, offset));
            result = result.with(inside);
        }
        return result;
    }

    /** {@code ratio_to_report(x) over w} is {@code (cast(x as double) / sum(x) over w)}. */
    private static void ratio(List<Node> nodes, int index, Group group) {
        int offset = nodes.get(index).start();
        int end = Math.min(index + 4, nodes.size());
        List<Node> value = new ArrayList<>(group.children());
        value.addAll(Nodes.text("as double", offset));
        List<Node> inside = new ArrayList<>(Nodes.call(Nodes.word("cast", offset), List.of(value)));
        inside.addAll(Nodes.text("/", offset));
        inside.addAll(Nodes.call(Nodes.word("sum", offset), List.of(group.children())));
        inside.addAll(nodes.subList(index + 2, end));
        nodes.subList(index, end).clear();
        nodes.add(index, Nodes.parentheses(inside, offset));
    }

    /** {@code percentile_cont(p) within group (order by x desc) over w} is {@code quantile_cont(x, 1 - p) over w}. */
    private static void percentile(List<Node> nodes, int index, Group share, Group order) {
        Leaf name = (Leaf) nodes.get(index);
        List<Node> key = new ArrayList<>(order.children()
                .subList(Math.min(2, order.children().size()), order.children().size()));
        boolean descending = !key.isEmpty() && key.get(key.size() - 1).isWord("desc");
        if (descending || (!key.isEmpty() && key.get(key.size() - 1).isWord("asc"))) {
            key.remove(key.size() - 1);
        }
        List<Node> part = new ArrayList<>();
        if (descending) {
            part.addAll(Nodes.text("1 -", name.start()));
        }
        part.addAll(share.children());
        nodes.subList(index, index + 5).clear();
        nodes.addAll(
                index,
                Nodes.call(Nodes.rename(name, name.value().replace("percentile", "quantile")), List.of(key, part)));
    }
}
