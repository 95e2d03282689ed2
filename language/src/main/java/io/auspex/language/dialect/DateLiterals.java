package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.error.SqlException;
import io.auspex.language.function.DateLiteral;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Constants such as {@code date '1/8/1999'} and {@code 'Jan-08-1999'::date}, which the engine reads in ISO's form only. */
final class DateLiterals implements SiblingRule {
    private static final Set<String> TYPES = Set.of("date", "timestamp", "timestamptz", "datetime");

    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = siblings;
        for (int i = 0; i < siblings.size(); i++) {
            if (siblings.get(i) instanceof Leaf literal && literal.kind() == Kind.STRING) {
                boolean typed = isType(Nodes.at(siblings, i - 1))
                        && !Nodes.at(siblings, i - 2).isSymbol('.');
                boolean cast = Nodes.at(siblings, i + 1).isOperator("::") && isType(Nodes.at(siblings, i + 2));
                result = typed || cast ? replaced(result, siblings, i, literal) : result;
            } else if (siblings.get(i) instanceof Group group
                    && Nodes.at(siblings, i - 1).isWord("cast")
                    && group.children().size() >= 3
                    && group.children().get(0) instanceof Leaf literal
                    && literal.kind() == Kind.STRING
                    && group.children().get(1).isWord("as")
                    && isType(group.children().get(2))) {
                List<Node> inside = replaced(group.children(), group.children(), 0, literal);
                if (inside != group.children()) {
                    result = result == siblings ? new ArrayList<>(siblings) : result;
                    result.set(i, group.with(inside));
                }
            }
        }
        return result;
    }

    private static boolean isType(Node node) {
        return node instanceof Leaf leaf && leaf.kind() == Kind.WORD && TYPES.contains(leaf.value());
    }

    private static List<Node> replaced(List<Node> result, List<Node> siblings, int index, Leaf literal) {
        String iso;
        try {
            iso = DateLiteral.iso(literal.value()).orElse(literal.value());
        } catch (SqlException e) {
            throw e.at(literal.start());
        }
        if (iso.equals(literal.value())) {
            return result;
        }
        List<Node> copy = result == siblings ? new ArrayList<>(siblings) : result;
        copy.set(
                index,
                new Leaf(
                        Kind.STRING,
                        iso,
                        Nodes.literal(iso, literal.start()).output(),
                        literal.start(),
                        literal.end()));
        return copy;
    }
}
