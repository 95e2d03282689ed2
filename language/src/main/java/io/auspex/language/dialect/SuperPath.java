package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A navigation as it stands in a statement: a name, or a call, and behind it steps of {@code .name} and {@code [index]}.
 *
 * @param end index behind its last node among the siblings
 * @param root the nodes before the first step
 * @param steps each the name behind a point, or the group of an index
 */
record SuperPath(int start, int end, List<Node> root, List<Node> steps) {
    /** Words that no navigation begins with, and behind which a bracket opens a list. */
    private static final Set<String> NO_ROOTS = Set.of(
            ("select array in and or not then else when case where on by having from between like ilike is distinct all any"
                            + " limit offset set values returning as using with end asc desc null true false interval"
                            + " join union except intersect similar to over filter lateral unpivot at cast try_cast")
                    .split(" "));

    /** The navigation that begins at the index; a name alone is one without steps. */
    static Optional<SuperPath> at(List<Node> siblings, int index) {
        Node first = siblings.get(index);
        Node before = Nodes.at(siblings, index - 1);
        boolean name = first.isName() && !(first instanceof Leaf leaf && isReserved(leaf));
        if (!name || before.isSymbol('.') || before.isOperator("::") || before.isWord("as")) {
            return Optional.empty();
        }
        int rootEnd = callEnd(siblings, index);
        List<Node> steps = new ArrayList<>();
        int i = rootEnd;
        while (i < siblings.size()) {
            if (siblings.get(i).isSymbol('.') && Nodes.at(siblings, i + 1).isName()) {
                if (Nodes.at(siblings, i + 2).isParentheses()) {
                    return Optional.empty();
                }
                steps.add(siblings.get(i + 1));
                i += 2;
            } else if (isIndex(siblings.get(i))) {
                steps.add(siblings.get(i));
                i++;
            } else {
                break;
            }
        }
        boolean call = rootEnd > index + 1;
        boolean star = Nodes.at(siblings, i).isSymbol('.');
        boolean function = Nodes.at(siblings, i).isParentheses();
        if (star || function || (call && steps.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new SuperPath(index, i, siblings.subList(index, rootEnd), steps));
    }

    private static boolean isReserved(Leaf leaf) {
        return leaf.kind() == Kind.WORD && NO_ROOTS.contains(leaf.value());
    }

    /** Behind {@code [schema.]function(..)}, or behind the name where none is called. */
    private static int callEnd(List<Node> siblings, int index) {
        int i = index + 1;
        while (Nodes.at(siblings, i).isSymbol('.') && Nodes.at(siblings, i + 1).isName()) {
            i += 2;
        }
        return Nodes.at(siblings, i).isParentheses() ? i + 1 : index + 1;
    }

    /** {@code [n]}, not the slice {@code [a:b]} and not the type {@code int[]}. */
    private static boolean isIndex(Node node) {
        return node instanceof Group group
                && group.open().value().equals("[")
                && !group.children().isEmpty()
                && group.children().stream().noneMatch(child -> child.isSymbol(':') || child.isSymbol(','));
    }

    boolean isCall() {
        return root.size() > 1;
    }

    boolean hasIndex() {
        return steps.stream().anyMatch(Group.class::isInstance);
    }

    /** The names at its beginning, up to the first index; none of a call. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        if (isCall()) {
            return names;
        }
        names.add(((Leaf) root.get(0)).value());
        for (Node step : steps) {
            if (!(step instanceof Leaf leaf)) {
                break;
            }
            names.add(leaf.value());
        }
        return names;
    }

    /** As Redshift names the column: by the last attribute. */
    Optional<String> columnName() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) instanceof Leaf leaf) {
                return Optional.of(leaf.value());
            }
        }
        Node name = isCall() ? root.get(root.size() - 2) : root.get(0);
        return name instanceof Leaf leaf ? Optional.of(leaf.value()) : Optional.empty();
    }

    /**
     * The same in the engine's dialect, which counts from 0 in JSON and from 1 in lists.
     *
     * @param plainIndex whether the engine's own index stays: of a column that may be a list of the engine's
     */
    List<Node> nodes(boolean plainIndex) {
        List<Node> result = new ArrayList<>(root);
        int offset = root.get(0).start();
        boolean parentheses = isCall();
        for (Node step : steps) {
            if (step instanceof Group index && !plainIndex) {
                result = new ArrayList<>(SuperMacros.call("super_element", offset, List.of(result, index.children())));
                parentheses = true;
                continue;
            }
            if (parentheses) {
                result = new ArrayList<>(List.of(Nodes.parentheses(result, offset)));
                parentheses = false;
            }
            if (step instanceof Leaf) {
                result.add(Nodes.symbol('.', step.start()));
            }
            result.add(step);
        }
        return result;
    }
}
