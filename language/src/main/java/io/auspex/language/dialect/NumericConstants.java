package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code '12' + 1}: a constant text beside a number is one. */
final class NumericConstants implements SiblingRule {
    private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%");

    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = siblings;
        for (int i = siblings.size() - 1; i >= 0; i--) {
            Node before = Nodes.at(siblings, i - 1);
            boolean behindNumber =
                    isArithmetic(siblings, i - 1) && Nodes.at(siblings, i - 2).isKind(Kind.NUMBER);
            boolean beforeNumber =
                    isArithmetic(siblings, i + 1) && Nodes.at(siblings, i + 2).isKind(Kind.NUMBER);
            boolean beside = behindNumber || beforeNumber;
            boolean named = before.isKind(Kind.WORD) && !before.isWord("select");
            boolean typed = named || Nodes.at(siblings, i + 1).isOperator("::");
            if (beside && !typed && siblings.get(i) instanceof Leaf literal && literal.kind() == Kind.STRING) {
                result = result == siblings ? new ArrayList<>(siblings) : result;
                List<Node> inside = new ArrayList<>(List.of(literal));
                inside.addAll(
                        Nodes.text("as " + (literal.value().contains(".") ? "double" : "integer"), literal.start()));
                result.remove(i);
                result.addAll(i, Nodes.call(Nodes.word("cast", literal.start()), List.of(inside)));
            }
        }
        return result;
    }

    private static boolean isArithmetic(List<Node> siblings, int index) {
        return Nodes.at(siblings, index) instanceof Leaf leaf
                && leaf.kind() == Kind.OPERATOR
                && ARITHMETIC.contains(leaf.value());
    }
}
