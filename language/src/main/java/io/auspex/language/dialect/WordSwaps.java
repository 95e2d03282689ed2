package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Words that have another name in the engine or no meaning there: SYSDATE, MINUS and APPROXIMATE. */
final class WordSwaps implements SiblingRule {
    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = null;
        for (int i = 0; i < siblings.size(); i++) {
            Node node = siblings.get(i);
            Node replacement = node;
            int skip = 0;
            if (node instanceof Leaf leaf && leaf.kind() == Kind.WORD) {
                switch (leaf.value()) {
                    case "sysdate" ->
                        replacement = isExpression(siblings, i) ? Nodes.rename(leaf, "localtimestamp") : leaf;
                    case "minus" -> replacement = startsQuery(siblings, i + 1) ? Nodes.rename(leaf, "except") : leaf;
                    case "approximate" -> skip = isApproximateAggregate(siblings, i) ? 1 : 0;
                    default -> {}
                }
            }
            if (result == null && (replacement != node || skip > 0)) {
                result = new ArrayList<>(siblings.subList(0, i));
            }
            if (skip > 0) {
                i += skip - 1;
            } else if (result != null) {
                result.add(replacement);
            }
        }
        return result == null ? siblings : result;
    }

    /** Not a column of that name, nor a function or an alias. */
    private static boolean isExpression(List<Node> siblings, int index) {
        Node before = Nodes.at(siblings, index - 1);
        Node behind = Nodes.at(siblings, index + 1);
        return !before.isSymbol('.') && !before.isWord("as") && !behind.isSymbol('.') && !behind.isParentheses();
    }

    private static boolean startsQuery(List<Node> siblings, int index) {
        Node node = Nodes.at(siblings, index);
        if (node.isWord("all") || node.isWord("distinct")) {
            return startsQuery(siblings, index + 1);
        }
        return node.isWord("select")
                || node.isWord("values")
                || (node instanceof Group group && group.isParentheses() && startsQuery(group.children(), 0));
    }

    private static boolean isApproximateAggregate(List<Node> siblings, int index) {
        return Nodes.at(siblings, index + 1).isAnyWord()
                && Nodes.at(siblings, index + 2).isParentheses()
                && !Nodes.at(siblings, index - 1).isSymbol('.');
    }
}
