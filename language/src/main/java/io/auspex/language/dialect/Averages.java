package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * AVG of integers is an integer in Redshift. Only the engine knows the type, so a macro with a form a type gets the average and
 * one of the values beside it.
 */
final class Averages implements SiblingRule {
    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = null;
        for (int i = 0; i < siblings.size(); i++) {
            Node node = siblings.get(i);
            boolean call = node instanceof Leaf name
                    && name.kind() == Kind.WORD
                    && name.isWord("avg")
                    && Nodes.at(siblings, i + 1) instanceof Group group
                    && group.isParentheses()
                    && !group.children().isEmpty()
                    && !Nodes.at(siblings, i - 1).isSymbol('.')
                    && siblings.stream().noneMatch(other -> other.isWord("for"));
            if (!call) {
                if (result != null) {
                    result.add(node);
                }
                continue;
            }
            result = result == null ? new ArrayList<>(siblings.subList(0, i)) : result;
            int end = endOfCall(siblings, i + 2);
            int offset = node.start();
            List<Node> value = new ArrayList<>(((Group) siblings.get(i + 1)).children());
            if (value.get(0).isWord("distinct") || value.get(0).isWord("all")) {
                value.remove(0);
            }
            List<Node> one = new ArrayList<>(Nodes.call(Nodes.word("any_value", offset), List.of(value)));
            one.addAll(siblings.subList(i + 2, end));
            result.addAll(SuperMacros.call("average", offset, List.of(siblings.subList(i, end), one)));
            i = end - 1;
        }
        return result == null ? siblings : result;
    }

    /** Behind FILTER (..) and OVER (..) or OVER name. */
    private static int endOfCall(List<Node> siblings, int start) {
        int end = start;
        if (Nodes.at(siblings, end).isWord("filter")
                && Nodes.at(siblings, end + 1).isParentheses()) {
            end += 2;
        }
        if (Nodes.at(siblings, end).isWord("over")) {
            end += 2;
        }
        return Math.min(end, siblings.size());
    }
}
