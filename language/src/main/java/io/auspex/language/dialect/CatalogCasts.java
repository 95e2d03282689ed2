package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Casts to the types whose values are numbers of catalog rows and print as names: {@code 'public.t'::regclass} is the number
 * of a table, and {@code c.oid::regclass} its name. The engine has no such types. A constant becomes its number, anything
 * else its name, which is what clients want of each.
 */
final class CatalogCasts implements SiblingRule {
    private static final Set<String> TYPES =
            Set.of("regclass", "regtype", "regproc", "regprocedure", "regnamespace", "regrole", "regoperator");

    /** Of these a constant has a number that is looked up; the others are written as names in the catalog. */
    private static final Set<String> NUMBERED = Set.of("regclass", "regtype");

    /** And of these where the number is asked for: {@code 'f'::regproc::oid}. */
    private static final Set<String> NUMBERED_AS_OID = Set.of("regproc", "regprocedure");

    /** Words before parentheses that are not a function's name. */
    private static final Set<String> NO_FUNCTIONS = Set.of(
            "and",
            "or",
            "not",
            "in",
            "any",
            "all",
            "some",
            "select",
            "distinct",
            "where",
            "on",
            "when",
            "then",
            "else",
            "by",
            "having",
            "from",
            "like",
            "between",
            "is",
            "values",
            "case",
            "as");

    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = null;
        for (int i = 0; i < siblings.size(); i++) {
            boolean cast = siblings.get(i).isOperator("::") && isCatalogType(siblings, i + 1);
            boolean function = isCastFunction(siblings, i);
            if ((cast || function) && result == null) {
                result = new ArrayList<>(siblings.subList(0, i));
            }
            if (cast) {
                int from = operand(result);
                List<Node> operand = new ArrayList<>(result.subList(from, result.size()));
                result.subList(from, result.size()).clear();
                Leaf type = (Leaf) siblings.get(i + 1);
                result.addAll(
                        isFunctionNumber(siblings, i, operand)
                                ? Nodes.call(Nodes.rename(type, "regproc_number"), List.of(operand))
                                : call(type, operand));
                i++;
            } else if (function) {
                List<Node> inside = ((Node.Group) siblings.get(i + 1)).children();
                result.addAll(call((Leaf) inside.get(inside.size() - 1), inside.subList(0, inside.size() - 2)));
                i++;
            } else if (result != null) {
                result.add(siblings.get(i));
            }
        }
        return result == null ? siblings : result;
    }

    private static boolean isFunctionNumber(List<Node> siblings, int index, List<Node> operand) {
        return operand.size() == 1
                && operand.get(0).isKind(Kind.STRING)
                && NUMBERED_AS_OID.contains(((Leaf) siblings.get(index + 1)).value())
                && Nodes.at(siblings, index + 2).isOperator("::")
                && (Nodes.at(siblings, index + 3).isWord("oid")
                        || Nodes.at(siblings, index + 3).isWord("bigint"));
    }

    /** {@code CAST(x AS regclass)}. */
    private static boolean isCastFunction(List<Node> siblings, int index) {
        if (siblings.get(index).isWord("cast") && Nodes.at(siblings, index + 1) instanceof Node.Group group) {
            List<Node> inside = group.children();
            return inside.size() > 2
                    && isCatalogType(inside, inside.size() - 1)
                    && inside.get(inside.size() - 2).isWord("as");
        }
        return false;
    }

    /** Not an array of them. */
    private static boolean isCatalogType(List<Node> siblings, int index) {
        Node next = Nodes.at(siblings, index + 1);
        return Nodes.at(siblings, index) instanceof Leaf type
                && type.isName()
                && TYPES.contains(type.value())
                && !(next instanceof Node.Group && !next.isParentheses());
    }

    /** Where the operand of a cast begins that stands at the end of the list. */
    static int operand(List<Node> nodes) {
        int from = Math.max(nodes.size() - 1, 0);
        while (Nodes.at(nodes, from) instanceof Node.Group group && !group.isParentheses() && from > 0) {
            from--;
        }
        boolean called = Nodes.at(nodes, from).isParentheses()
                && Nodes.at(nodes, from - 1) instanceof Leaf name
                && name.isName()
                && !NO_FUNCTIONS.contains(name.value());
        if (called) {
            from--;
        }
        while (Nodes.at(nodes, from - 1).isSymbol('.') && from >= 2) {
            from -= 2;
        }
        if (Nodes.at(nodes, from - 1).isOperator("::") && from >= 2) {
            return operand(nodes.subList(0, from - 1));
        }
        return from;
    }

    private static List<Node> call(Leaf type, List<Node> operand) {
        boolean constant = operand.size() == 1
                && (operand.get(0).isKind(Kind.STRING) || operand.get(0).isKind(Kind.PARAMETER));
        if (!constant) {
            return Nodes.call(Nodes.rename(type, type.value() + "_name"), List.of(operand));
        }
        if (NUMBERED.contains(type.value())) {
            return Nodes.call(Nodes.rename(type, type.value() + "_number"), List.of(operand));
        }
        return operand.get(0) instanceof Leaf literal && literal.isKind(Kind.STRING)
                ? List.of(Nodes.literal(unqualified(literal.value()), literal.start()))
                : operand;
    }

    private static String unqualified(String name) {
        return name.startsWith("pg_catalog.") ? name.substring("pg_catalog.".length()) : name;
    }
}
