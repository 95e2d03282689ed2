package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * SELECT TOP n becomes SELECT .. LIMIT n. Where the SELECT is one side of a UNION, INTERSECT or EXCEPT it gets parentheses, so
 * that the limit stays its own.
 */
final class TopClause implements SiblingRule {
    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = siblings;
        for (int i = siblings.size() - 1; i > 0; i--) {
            if (isTop(result, i)) {
                result = move(result, i);
            }
        }
        return result;
    }

    /** Whether TOP n starts here, behind SELECT [ALL | DISTINCT]. */
    static boolean isTop(List<Node> nodes, int index) {
        if (!Nodes.at(nodes, index).isWord("top")) {
            return false;
        }
        Node before = Nodes.at(nodes, index - 1);
        boolean behindSelect = before.isWord("select")
                || ((before.isWord("distinct") || before.isWord("all"))
                        && Nodes.at(nodes, index - 2).isWord("select"));
        if (!behindSelect) {
            return false;
        }
        Node count = Nodes.at(nodes, index + 1);
        if (count.isKind(Kind.NUMBER) || count.isKind(Kind.PARAMETER)) {
            return true;
        }
        // top(5) might be a function: then a comma, an operator or the end of the list follows.
        Node behind = Nodes.at(nodes, index + 2);
        return count instanceof Group group
                && group.isParentheses()
                && group.children().size() == 1
                && group.children().get(0).isKind(Kind.NUMBER)
                && (behind.isOperator("*") || (behind.isName() && !behind.isWord("from") && !behind.isWord("as")));
    }

    private static List<Node> move(List<Node> nodes, int top) {
        int select = nodes.get(top - 1).isWord("select") ? top - 1 : top - 2;
        int end = top;
        while (end < nodes.size() && !isSetOperator(nodes.get(end))) {
            end++;
        }
        boolean first = !follows(nodes, select);
        if (!first && end == nodes.size()) {
            end = endOfLastSelect(nodes, top);
        }
        List<Node> query = new ArrayList<>(nodes.subList(select, top));
        query.addAll(nodes.subList(top + 2, end));
        query.add(Nodes.word("limit", nodes.get(top).start()));
        query.add(nodes.get(top + 1));
        List<Node> result = new ArrayList<>(nodes.subList(0, select));
        if (first && end == nodes.size()) {
            result.addAll(query);
        } else {
            result.add(Nodes.parentheses(query, nodes.get(select).start()));
        }
        result.addAll(nodes.subList(end, nodes.size()));
        return result;
    }

    /** Whether a set operator stands before the SELECT. */
    private static boolean follows(List<Node> nodes, int select) {
        Node before = Nodes.at(nodes, select - 1);
        return isSetOperator(before)
                || ((before.isWord("all") || before.isWord("distinct")) && isSetOperator(Nodes.at(nodes, select - 2)));
    }

    /** ORDER BY and LIMIT behind the last SELECT belong to the whole. */
    private static int endOfLastSelect(List<Node> nodes, int from) {
        int end = from;
        while (end < nodes.size()
                && !nodes.get(end).isWord("order")
                && !nodes.get(end).isWord("limit")) {
            end++;
        }
        return end;
    }

    private static boolean isSetOperator(Node node) {
        return node.isWord("union") || node.isWord("intersect") || node.isWord("except") || node.isWord("minus");
    }
}
