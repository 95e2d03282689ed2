package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.SelectClauses;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names the columns of a SELECT list as Redshift does where the user did not: a function call by its function, a cast column
 * by the column, CASE by itself; and {@code ?column?} for other expressions of the outermost query, where the name is only
 * shown. The engine would use the text of the whole expression. Where it is not certain that an item has no alias, it is left
 * alone.
 */
final class OutputNames implements SiblingRule {
    private static final String UNNAMED = "?column?";
    /** Words before parentheses that call no function, or one that gives several columns. */
    private static final Set<String> NO_FUNCTIONS = Set.of(
            "not",
            "in",
            "any",
            "all",
            "some",
            "values",
            "case",
            "when",
            "distinct",
            "row",
            "interval",
            "and",
            "or",
            "unnest",
            "columns",
            "select",
            "is",
            "between",
            "like",
            "struct",
            "map",
            "try_cast",
            "exclude",
            "with");

    /** Functions that Redshift's parser itself rewrites, so that the column has the other's name. */
    private static final Map<String, String> OTHER_NAMES = Map.of("nvl", "coalesce", "extract", "date_part");

    private static final Set<String> CALL_SUFFIXES = Set.of("over", "filter", "within", "ignore", "respect");

    @Override
    public List<Node> rewrite(List<Node> siblings) {
        return name(siblings, false);
    }

    /** For the list that is the whole statement, if it is a query. */
    static List<Node> nameOutermost(List<Node> statement) {
        return name(statement, true);
    }

    private static List<Node> name(List<Node> nodes, boolean outermost) {
        List<Node> result = null;
        int copied = 0;
        for (int i = 0; i < nodes.size(); i++) {
            if (!nodes.get(i).isWord("select") || Nodes.at(nodes, i - 1).isSymbol('.')) {
                continue;
            }
            int from = behindModifiers(nodes, i + 1);
            int end = endOfList(nodes, from);
            int start = from;
            for (int j = from; j <= end; j++) {
                if (j == end || nodes.get(j).isSymbol(',')) {
                    Optional<String> name = nameOf(nodes.subList(start, j), outermost);
                    if (name.isPresent()) {
                        result = result == null ? new ArrayList<>(nodes.size() + 16) : result;
                        result.addAll(nodes.subList(copied, j));
                        int offset = nodes.get(start).start();
                        result.add(Nodes.word("as", offset));
                        result.add(Nodes.identifier(name.get(), offset));
                        copied = j;
                    }
                    start = j + 1;
                }
            }
            i = Math.max(i, end - 1);
        }
        if (result == null) {
            return nodes;
        }
        result.addAll(nodes.subList(copied, nodes.size()));
        return result;
    }

    /** Skips ALL, DISTINCT [ON (..)] and TOP n. */
    static int behindModifiers(List<Node> nodes, int index) {
        int i = index;
        if (Nodes.at(nodes, i).isWord("all")) {
            i++;
        } else if (Nodes.at(nodes, i).isWord("distinct")) {
            i = Nodes.at(nodes, i + 1).isWord("on") ? i + 3 : i + 1;
        }
        return TopClause.isTop(nodes, i) ? i + 2 : i;
    }

    static int endOfList(List<Node> nodes, int from) {
        int i = from;
        while (i < nodes.size() && !endsList(nodes, i)) {
            i++;
        }
        return Math.max(i, Math.min(from, nodes.size()));
    }

    private static boolean endsList(List<Node> nodes, int index) {
        return nodes.get(index).isKind(Kind.WORD)
                && SelectClauses.endList(
                        wordOrPoint(nodes, index), wordOrPoint(nodes, index - 1), wordOrPoint(nodes, index - 2));
    }

    private static String wordOrPoint(List<Node> nodes, int index) {
        Node node = Nodes.at(nodes, index);
        return node.isKind(Kind.WORD) || node.isSymbol('.') ? ((Leaf) node).value() : "";
    }

    private static Optional<String> nameOf(List<Node> item, boolean outermost) {
        if (item.isEmpty() || item.stream().anyMatch(node -> node.isWord("as"))) {
            return Optional.empty();
        }
        Node first = item.get(0);
        if (first.isWord("approximate") && item.size() > 1) {
            return nameOf(item.subList(1, item.size()), outermost);
        }
        if (item.size() == 1
                && first instanceof Group group
                && group.isParentheses()
                && Nodes.at(group.children(), 0).isWord("select")) {
            return subqueryColumn(group.children()).or(() -> outermost ? Optional.of(UNNAMED) : Optional.empty());
        }
        Node last = item.get(item.size() - 1);
        List<Node> call = unqualified(item);
        if (isCall(call)) {
            Leaf function = (Leaf) call.get(0);
            return function.isWord("cast")
                    ? castName(withOperators(call.get(1)))
                    : Optional.of(
                            function.kind() == Kind.WORD
                                    ? OTHER_NAMES.getOrDefault(function.value(), function.value())
                                    : function.value());
        }
        if (first.isWord("case") && last.isWord("end") && count(item, "case") == 1) {
            return Optional.of("case");
        }
        if (item.size() == 1 && first.isWord("sysdate")) {
            return Optional.of("sysdate");
        }
        if (castReachesEnd(item)) {
            Optional<String> name = castName(item);
            if (name.isPresent()) {
                return name;
            }
        }
        if (column(item.subList(0, indexOfCast(item))).isPresent()) {
            return Optional.empty();
        }
        return outermost && isUnnamedExpression(item) ? Optional.of(UNNAMED) : Optional.empty();
    }

    /** {@code (select max(a) from t)} is called as its only column: max. */
    private static Optional<String> subqueryColumn(List<Node> inside) {
        int from = behindModifiers(inside, 1);
        List<Node> item = inside.subList(from, endOfList(inside, from));
        for (int i = 0; i < item.size(); i++) {
            if (item.get(i).isSymbol(',')) {
                return Optional.empty();
            }
            if (item.get(i).isWord("as") && i + 2 == item.size()) {
                return column(item.subList(i + 1, item.size()));
            }
        }
        return column(item).or(() -> nameOf(item, false));
    }

    /** Without the schema before a function. */
    private static List<Node> unqualified(List<Node> item) {
        int from = 0;
        while (Nodes.at(item, from).isName() && Nodes.at(item, from + 1).isSymbol('.')) {
            from += 2;
        }
        return item.subList(from, item.size());
    }

    private static boolean isCall(List<Node> item) {
        return item.size() >= 2
                && item.get(0) instanceof Leaf leaf
                && leaf.isName()
                && (leaf.kind() != Kind.WORD || !NO_FUNCTIONS.contains(leaf.value()))
                && item.get(1).isParentheses()
                && (item.size() == 2
                        || (Nodes.at(item, 2) instanceof Leaf suffix
                                && CALL_SUFFIXES.contains(suffix.value())
                                && item.get(item.size() - 1).isParentheses()
                                && item.stream().noneMatch(node -> node.isKind(Kind.OPERATOR))));
    }

    /** {@code cast(x as type)} as {@code x::type}. */
    private static List<Node> withOperators(Node arguments) {
        List<Node> inside = new ArrayList<>(((Group) arguments).children());
        for (int i = inside.size() - 1; i > 0; i--) {
            if (inside.get(i).isWord("as")) {
                int offset = inside.get(i).start();
                inside.set(i, new Leaf(Kind.OPERATOR, "::", "::", offset, offset));
                return inside;
            }
        }
        return inside;
    }

    /**
     * {@code t.a::int} is called a, {@code count(*)::int} count, and {@code $1::int} and {@code (a + 1)::int} as Redshift calls
     * the type inside: int4. Of an operator before the cast it is a part.
     */
    private static Optional<String> castName(List<Node> item) {
        List<Node> operand = item.subList(0, indexOfCast(item));
        Node first = Nodes.at(operand, 0);
        Optional<String> column = column(operand);
        if (column.isPresent() && !first.isWord("null") && !first.isWord("true") && !first.isWord("false")) {
            return column;
        }
        List<Node> call = unqualified(operand);
        if (isCall(call) || Nodes.at(group(first), 0).isWord("select")) {
            return nameOf(operand, false);
        }
        boolean single = operand.size() == 1
                || (first.isWord("case")
                        && operand.get(operand.size() - 1).isWord("end")
                        && count(operand, "case") == 1);
        int type = item.size() - 1;
        while (type > 0 && !item.get(type - 1).isOperator("::")) {
            type--;
        }
        return single && type > operand.size()
                ? Optional.ofNullable(TypeNames.internalName(item, type))
                : Optional.empty();
    }

    private static List<Node> group(Node node) {
        return node instanceof Group group ? group.children() : List.of();
    }

    /** The last part of {@code [schema.][table.]column}. */
    private static Optional<String> column(List<Node> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            if (i % 2 == 0 ? !nodes.get(i).isName() : !nodes.get(i).isSymbol('.')) {
                return Optional.empty();
            }
        }
        return nodes.size() % 2 == 1 ? Optional.of(((Leaf) nodes.get(nodes.size() - 1)).value()) : Optional.empty();
    }

    private static int indexOfCast(List<Node> item) {
        for (int i = 0; i < item.size(); i++) {
            if (item.get(i).isOperator("::")) {
                return i;
            }
        }
        return item.size();
    }

    /** Whether nothing stands behind the types of {@code a::int::varchar(3)}, so that no alias can be there. */
    private static boolean castReachesEnd(List<Node> item) {
        int i = indexOfCast(item);
        if (i == item.size()) {
            return false;
        }
        while (i + 1 < item.size() && item.get(i).isOperator("::")) {
            i = TypeNames.endOfType(item, i + 1);
        }
        return i == item.size();
    }

    /** An expression that ends in a constant, a parenthesis, or a name behind an operator: no alias in sight. */
    private static boolean isUnnamedExpression(List<Node> item) {
        Node last = item.get(item.size() - 1);
        Node before = Nodes.at(item, item.size() - 2);
        if (item.size() == 1) {
            return last.isKind(Kind.NUMBER) || last.isKind(Kind.STRING) || last.isKind(Kind.PARAMETER);
        }
        boolean operators = item.stream()
                .anyMatch(node -> node.isKind(Kind.OPERATOR) && !node.isOperator("*") && !node.isOperator("::"));
        boolean product = item.stream().anyMatch(node -> node.isOperator("*"))
                && !last.isOperator("*")
                && !item.get(0).isOperator("*")
                && !Nodes.at(item, indexOf(item, "*") - 1).isSymbol('.');
        boolean navigation = item.stream().anyMatch(node -> node.isWord(SuperMacros.SCHEMA));
        boolean test = last.isWord("null") && (before.isWord("is") || before.isWord("not"));
        if (test) {
            return true;
        }
        if (navigation && (last.isWord("null") || last.isWord("true") || last.isWord("false"))) {
            return true;
        }
        return (operators || product || navigation)
                && (last.isKind(Kind.NUMBER)
                        || last.isKind(Kind.STRING)
                        || last.isKind(Kind.PARAMETER)
                        || last.isParentheses()
                        || (last.isName() && before.isKind(Kind.OPERATOR) && !before.isOperator("::")));
    }

    private static int indexOf(List<Node> item, String operator) {
        for (int i = 0; i < item.size(); i++) {
            if (item.get(i).isOperator(operator)) {
                return i;
            }
        }
        return item.size();
    }

    private static long count(List<Node> item, String word) {
        return item.stream().filter(node -> node.isWord(word)).count();
    }
}
