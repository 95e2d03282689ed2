package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import java.util.ArrayList;
import java.util.List;

/**
 * GENERATE_SERIES in a SELECT list gives a row a value, alone or inside of an expression; the engine's function of that name gives
 * a list there. In VALUES neither is allowed, which the engine says of UNNEST.
 */
final class SeriesRows implements SiblingRule {
    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = siblings;
        // From the end, so that what is inserted moves nothing that is still to be looked at.
        for (int i = siblings.size() - 1; i >= 0; i--) {
            if (Nodes.at(siblings, i - 1).isSymbol('.')) {
                continue;
            }
            if (siblings.get(i).isWord("select")) {
                int from = OutputNames.behindModifiers(siblings, i + 1);
                result = replaced(result, from, OutputNames.endOfList(siblings, from));
            } else if (siblings.get(i).isWord("values")) {
                result = replaced(result, i + 1, endOfRows(siblings, i + 1));
            }
        }
        return result;
    }

    private static int endOfRows(List<Node> nodes, int from) {
        int i = from;
        while (Nodes.at(nodes, i).isParentheses() || Nodes.at(nodes, i).isSymbol(',')) {
            i++;
        }
        return i;
    }

    private static List<Node> replaced(List<Node> nodes, int from, int to) {
        List<Node> part = nodes.subList(Math.min(from, to), to);
        List<Node> unnested = unnested(part);
        if (unnested == part) {
            return nodes;
        }
        List<Node> result = new ArrayList<>(nodes.subList(0, from));
        result.addAll(unnested);
        result.addAll(nodes.subList(to, nodes.size()));
        return result;
    }

    /** The same list where there is nothing to do. Subqueries have lists of their own. */
    private static List<Node> unnested(List<Node> nodes) {
        List<Node> result = new ArrayList<>(nodes.size() + 2);
        boolean changed = false;
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (node.isWord("generate_series")
                    && Nodes.at(nodes, i + 1).isParentheses()
                    && !Nodes.at(nodes, i - 1).isSymbol('.')) {
                result.addAll(Nodes.call(Nodes.word("unnest", node.start()), List.of(nodes.subList(i, i + 2))));
                changed = true;
                i++;
            } else if (node instanceof Group group
                    && !group.isQuery()
                    && !Nodes.at(nodes, i - 1).isWord("unnest")) {
                List<Node> inside = unnested(group.children());
                result.add(inside == group.children() ? group : group.with(inside));
                changed |= inside != group.children();
            } else {
                result.add(node);
            }
        }
        return changed ? result : nodes;
    }
}
