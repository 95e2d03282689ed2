package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.List;
import java.util.Set;

/** What stands on the other side of a comparison: as much of it as binds tighter than the comparison does. */
final class Operand {
    private static final Set<String> BORDERS = Set.of(
            ("and or not then else end when from where group order having limit asc desc as union except minus intersect is in"
                            + " like ilike similar between qualify window on join left right inner full cross using offset"
                            + " returning nulls select set by if case distinct all")
                    .split(" "));
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", ">", "<=", ">=");

    private Operand() {}

    /** @param operator index of the comparison */
    static List<Node> rightOf(List<Node> siblings, int operator) {
        int end = operator + 1;
        if (Nodes.at(siblings, end).isWord("case")) {
            while (end < siblings.size() && !siblings.get(end).isWord("end")) {
                end++;
            }
            return siblings.subList(operator + 1, Math.min(end + 1, siblings.size()));
        }
        while (end < siblings.size() && !isBorder(siblings.get(end))) {
            end++;
        }
        return siblings.subList(operator + 1, end);
    }

    static List<Node> leftOf(List<Node> siblings, int operator) {
        int start = operator;
        while (start > 0 && !isBorder(siblings.get(start - 1))) {
            start--;
        }
        return siblings.subList(start, operator);
    }

    /** The first element of the list behind IN, or of BETWEEN. */
    static List<Node> ofList(List<Node> siblings, int index) {
        if (Nodes.at(siblings, index) instanceof Group group && group.isParentheses()) {
            List<Node> first =
                    Nodes.splitAtCommas(group.children()).stream().findFirst().orElse(List.of());
            return Nodes.at(first, 0).isWord("select") ? List.of(group) : first;
        }
        return rightOf(siblings, index - 1);
    }

    private static boolean isBorder(Node node) {
        if (!(node instanceof Leaf leaf)) {
            return false;
        }
        return leaf.isSymbol(',')
                || leaf.isSymbol(';')
                || (leaf.kind() == Kind.WORD && BORDERS.contains(leaf.value()))
                || (leaf.kind() == Kind.OPERATOR && COMPARISONS.contains(leaf.value()));
    }
}
