package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import java.util.ArrayList;
import java.util.List;

/**
 * LISTAGG(x [, d]) [WITHIN GROUP (ORDER BY ..)]: the order moves into the parentheses, and the delimiter, which is empty by
 * default in Redshift, is always written.
 */
final class ListAggregation implements SiblingRule {
    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = siblings;
        for (int i = siblings.size() - 2; i >= 0; i--) {
            if (siblings.get(i) instanceof Leaf name
                    && name.isWord("listagg")
                    && siblings.get(i + 1) instanceof Group group
                    && group.isParentheses()
                    && !group.children().isEmpty()) {
                result = result == siblings ? new ArrayList<>(siblings) : result;
                rewriteAt(result, i, group);
            }
        }
        return result;
    }

    private static void rewriteAt(List<Node> nodes, int index, Group group) {
        List<Node> inside = new ArrayList<>(group.children());
        int offset = group.close().start();
        if (Nodes.splitAtCommas(inside).size() == 1) {
            inside.add(Nodes.symbol(',', offset));
            inside.add(Nodes.literal("", offset));
        }
        if (Nodes.at(nodes, index + 2).isWord("within")
                && Nodes.at(nodes, index + 3).isWord("group")
                && Nodes.at(nodes, index + 4) instanceof Group order
                && order.isParentheses()) {
            inside.addAll(order.children());
            nodes.subList(index + 2, index + 5).clear();
        }
        nodes.set(index + 1, group.with(inside));
    }
}
