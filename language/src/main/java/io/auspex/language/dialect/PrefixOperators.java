package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Leaf;
import java.util.ArrayList;
import java.util.List;

/** {@code |/ x} is a square root, {@code ||/ x} a cube root, and {@code x # y} has the bits that differ. */
final class PrefixOperators implements SiblingRule {
    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = null;
        for (int i = 0; i < siblings.size(); i++) {
            Node node = siblings.get(i);
            boolean square = node.isOperator("|/");
            if ((square || node.isOperator("||/")) && i + 1 < siblings.size()) {
                result = result == null ? new ArrayList<>(siblings.subList(0, i)) : result;
                int end = endOfOperand(siblings, i + 1);
                Leaf name = Nodes.rename((Leaf) node, square ? "sqrt" : "cbrt");
                result.addAll(Nodes.call(name, List.of(siblings.subList(i + 1, end))));
                i = end - 1;
            } else if (node.isOperator("#") && i > 0 && i + 1 < siblings.size()) {
                result = result == null ? new ArrayList<>(siblings.subList(0, i)) : result;
                int end = endOfOperand(siblings, i + 1);
                int from = CatalogCasts.operand(result);
                List<Node> left = new ArrayList<>(result.subList(from, result.size()));
                result.subList(from, result.size()).clear();
                result.addAll(
                        Nodes.call(Nodes.rename((Leaf) node, "xor"), List.of(left, siblings.subList(i + 1, end))));
                i = end - 1;
            } else if (result != null) {
                result.add(node);
            }
        }
        return result == null ? siblings : result;
    }

    /** A constant, a qualified name, a call or parentheses. */
    private static int endOfOperand(List<Node> siblings, int start) {
        int end = start + 1;
        while (Nodes.at(siblings, end).isSymbol('.') && end + 1 < siblings.size()) {
            end += 2;
        }
        return siblings.get(end - 1).isName() && Nodes.at(siblings, end).isParentheses() ? end + 1 : end;
    }
}
