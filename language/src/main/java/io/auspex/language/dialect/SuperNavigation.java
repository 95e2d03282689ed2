package io.auspex.language.dialect;

import io.auspex.language.dialect.FromItems.Item;
import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.dialect.SuperNames.SelectItem;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Navigation into SUPER values, {@code p.labels[0]}, where a query uses it. The engine finds attributes itself; what it lacks
 * is Redshift's dynamic typing: a SUPER value is compared, cast, ordered and reckoned with as what it holds. So a navigation
 * gets a macro for the use that is made of it, read from its neighbours. Runs over the whole statement before the other rules,
 * as it has to know the statement's names.
 */
final class SuperNavigation {
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", ">", "<=", ">=");
    private static final Set<String> ORDERINGS = Set.of("<", ">", "<=", ">=");
    private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%", "^");
    private static final Set<String> TEXT_OPERATORS = Set.of("||", "~", "~*", "!~", "!~*", "~~", "~~*", "!~~", "!~~*");
    private static final Set<String> TEXT_WORDS = Set.of("like", "ilike", "similar");

    private final SuperNames names;

    private SuperNavigation(SuperNames names) {
        this.names = names;
    }

    /** @param query whether the statement is a query, whose rows go to the client */
    static List<Node> rewrite(List<Node> statement, boolean query) {
        SuperNames names = SuperNames.of(statement);
        if (names.readsCatalog()) {
            return statement;
        }
        return new SuperNavigation(names).list(statement, query, Use.NONE);
    }

    /** How a function uses its arguments. */
    private enum Use {
        NONE,
        NUMBER,
        TEXT
    }

    private List<Node> list(List<Node> original, boolean shown, Use use) {
        List<Node> siblings = withRewrittenGroups(original);
        List<Item> items = FromItems.of(siblings);
        Map<Integer, Item> itemAt = new HashMap<>();
        items.forEach(item -> itemAt.put(item.start(), item));
        Columns columns = new Columns(siblings);
        Clauses clauses = new Clauses(siblings);
        List<Node> result = new ArrayList<>(siblings.size());
        boolean changed = siblings != original;
        for (int i = 0; i < siblings.size(); i++) {
            Item item = itemAt.get(i);
            if (item != null) {
                if (SuperNames.isUnnested(items, item, names)) {
                    result.addAll(SuperUnnesting.relation(siblings, item, names));
                    changed = true;
                } else {
                    result.addAll(siblings.subList(i, item.end()));
                }
                i = item.end() - 1;
                continue;
            }
            Optional<SuperPath> casting = castValue(original, i);
            if (casting.isPresent()) {
                List<Node> type = ((Group) original.get(i + 1)).children();
                List<Node> value = casting.get().nodes(names.hasPlainIndex(casting.get()));
                addCast(casting.get(), value, type.subList(casting.get().end() + 1, type.size()), result);
                addName(casting.get(), columns.startsColumn(i) && columns.endsColumn(i + 2), result);
                changed = true;
                i++;
                continue;
            }
            Optional<SuperPath> path = SuperPath.at(siblings, i);
            List<Node> ordinal = columns.ordinal(i, clauses);
            if (!ordinal.isEmpty()) {
                result.addAll(clauses.isGroup(i) ? ordinal : ordered(ordinal, siblings, i + 1, clauses, columns));
                changed = true;
                i = clauses.isGroup(i) ? i : behindDirection(siblings, i + 1) - 1;
                continue;
            }
            if (path.isEmpty() || !names.isValue(path.get())) {
                int end = path.map(SuperPath::end).orElse(i + 1);
                result.addAll(siblings.subList(i, end));
                i = end - 1;
                continue;
            }
            SuperPath found = path.get();
            changed = true;
            i = value(siblings, found, columns, clauses, shown, use, result) - 1;
        }
        return changed ? result : original;
    }

    /** Writes one value as its use demands; gives the index behind what has been written. */
    private int value(
            List<Node> siblings,
            SuperPath path,
            Columns columns,
            Clauses clauses,
            boolean shown,
            Use use,
            List<Node> result) {
        int start = path.start();
        int end = path.end();
        Node before = Nodes.at(siblings, start - 1);
        Node next = Nodes.at(siblings, end);
        List<Node> plain = path.nodes(names.hasPlainIndex(path));
        List<Node> value = columns.definition(path, start).orElse(plain);
        Optional<SelectItem> column = columns.at(start);
        if (column.isPresent() && column.get().path().isPresent()) {
            result.addAll(shown && names.isCertain(path) && !clauses.combined() ? SuperMacros.shown(plain) : plain);
            if (column.get().alias().isEmpty() && column.get().name().isPresent()) {
                result.add(Nodes.word("as", path.root().get(0).start()));
                result.add(Nodes.identifier(
                        column.get().name().get(), path.root().get(0).start()));
            }
            return end;
        }
        if (next.isOperator("::")) {
            return cast(siblings, path, value, columns, result);
        }
        if (isOperator(next, COMPARISONS)) {
            result.addAll(beside(value, Operand.rightOf(siblings, end), isOperator(next, ORDERINGS)));
        } else if (isOperator(before, COMPARISONS)) {
            result.addAll(beside(value, Operand.leftOf(siblings, start - 1), isOperator(before, ORDERINGS)));
        } else if (isOperator(next, TEXT_OPERATORS)
                || isOperator(before, TEXT_OPERATORS)
                || isTextWord(next)
                || (next.isWord("not") && isTextWord(Nodes.at(siblings, end + 1)))
                || next.isWord("is")) {
            result.addAll(SuperMacros.text(value));
        } else if (isOperator(next, ARITHMETIC) || isOperator(before, ARITHMETIC)) {
            result.addAll(SuperMacros.number(value));
        } else if (next.isWord("in") || next.isWord("between") || next.isWord("not")) {
            int operand = next.isWord("not") ? end + 1 : end;
            boolean range = Nodes.at(siblings, operand).isWord("between");
            result.addAll(beside(value, Operand.ofList(siblings, operand + 1), range));
        } else if (clauses.isOrder(start) && clauses.isAlone(start, end)) {
            result.addAll(ordered(value, siblings, end, clauses, columns));
            return behindDirection(siblings, end);
        } else if (clauses.isGroup(start)) {
            result.addAll(value);
        } else if (use != Use.NONE && isArgument(siblings, start, end)) {
            result.addAll(use == Use.NUMBER ? SuperMacros.number(value) : SuperMacros.text(value));
        } else {
            result.addAll(plain);
        }
        return end;
    }

    /**
     * The value as something that compares with the other. The engine picks a macro's form before it knows the type of a
     * parameter: that is taken for a number where it orders, else for text.
     */
    private static List<Node> beside(List<Node> value, List<Node> other, boolean ordering) {
        boolean parameter = other.size() == 1 && other.get(0).isKind(Kind.PARAMETER);
        if (parameter) {
            return ordering ? SuperMacros.number(value) : SuperMacros.text(value);
        }
        if (other.size() == 1
                && (other.get(0).isKind(Kind.STRING) || other.get(0).isWord("null"))) {
            return SuperMacros.text(value);
        }
        if (other.size() == 1 && other.get(0).isKind(Kind.NUMBER)) {
            return SuperMacros.number(value);
        }
        return other.isEmpty() ? value : SuperMacros.beside(value, other);
    }

    /** {@code p.x::int}: NULL where the value is none, as with Redshift's cast_super_null_on_error. */
    private int cast(List<Node> siblings, SuperPath path, List<Node> value, Columns columns, List<Node> result) {
        int type = path.end() + 1;
        if (Nodes.at(siblings, type).isWord("super") || Nodes.at(siblings, type).isWord("json")) {
            result.addAll(value);
            return path.end();
        }
        int end = TypeNames.endOfType(siblings, type);
        addCast(path, value, siblings.subList(type, end), result);
        addName(path, columns.startsColumn(path.start()) && columns.endsColumn(end), result);
        return end;
    }

    private void addCast(SuperPath path, List<Node> value, List<Node> type, List<Node> result) {
        int offset = path.root().get(0).start();
        List<Node> inside = new ArrayList<>(SuperMacros.text(value));
        inside.add(Nodes.word("as", offset));
        inside.addAll(type);
        result.add(Nodes.word(names.isCertain(path) ? "try_cast" : "cast", offset));
        result.add(Nodes.arguments(inside, offset));
    }

    /** @param unnamed whether this is a whole column of a SELECT list, without an alias */
    private static void addName(SuperPath path, boolean unnamed, List<Node> result) {
        if (unnamed && path.columnName().isPresent()) {
            int offset = path.root().get(0).start();
            result.add(Nodes.word("as", offset));
            result.add(Nodes.identifier(path.columnName().get(), offset));
        }
    }

    /** By number where it is one, then by text, each in the direction that follows. */
    private static List<Node> ordered(
            List<Node> value, List<Node> siblings, int end, Clauses clauses, Columns columns) {
        List<Node> direction = siblings.subList(end, behindDirection(siblings, end));
        List<Node> result = new ArrayList<>();
        if (!clauses.combined() && !columns.distinct()) {
            result.addAll(SuperMacros.number(value));
            result.addAll(direction);
            result.add(Nodes.symbol(',', value.get(0).start()));
        }
        result.addAll(value);
        result.addAll(direction);
        return result;
    }

    private static int behindDirection(List<Node> siblings, int index) {
        int i = index;
        if (Nodes.at(siblings, i).isWord("asc") || Nodes.at(siblings, i).isWord("desc")) {
            i++;
        }
        return Nodes.at(siblings, i).isWord("nulls") ? Math.min(i + 2, siblings.size()) : i;
    }

    private static boolean isArgument(List<Node> siblings, int start, int end) {
        Node before = Nodes.at(siblings, start - 1);
        return (start == 0 || before.isSymbol(',') || before.isWord("distinct"))
                && (end == siblings.size() || siblings.get(end).isSymbol(','));
    }

    private static boolean isOperator(Node node, Set<String> operators) {
        return node instanceof Leaf leaf && leaf.kind() == Kind.OPERATOR && operators.contains(leaf.value());
    }

    private static boolean isTextWord(Node node) {
        return node instanceof Leaf leaf && leaf.kind() == Kind.WORD && TEXT_WORDS.contains(leaf.value());
    }

    private List<Node> withRewrittenGroups(List<Node> siblings) {
        List<Node> result = siblings;
        for (int i = 0; i < siblings.size(); i++) {
            if (siblings.get(i) instanceof Group group && !group.children().isEmpty()) {
                List<Node> inside = group(siblings, i, group);
                if (inside != group.children()) {
                    result = result == siblings ? new ArrayList<>(siblings) : result;
                    result.set(i, group.with(inside));
                }
            }
        }
        return result;
    }

    private List<Node> group(List<Node> siblings, int index, Group group) {
        Node name = Nodes.at(siblings, index - 1);
        return list(
                group.children(),
                false,
                SuperFunctions.isNumeric(name) ? Use.NUMBER : SuperFunctions.isTextual(name) ? Use.TEXT : Use.NONE);
    }

    /** The value that {@code CAST(value AS type)} casts, if it is a SUPER value and the type another. */
    private Optional<SuperPath> castValue(List<Node> siblings, int index) {
        boolean cast = siblings.get(index).isWord("cast") || siblings.get(index).isWord("try_cast");
        if (!cast
                || !(Nodes.at(siblings, index + 1) instanceof Group group)
                || group.children().isEmpty()) {
            return Optional.empty();
        }
        List<Node> children = group.children();
        return SuperPath.at(children, 0)
                .filter(names::isValue)
                .filter(path -> Nodes.at(children, path.end()).isWord("as")
                        && !Nodes.at(children, path.end() + 1).isWord("super"));
    }

    /** The SELECT lists among the siblings. */
    private final class Columns {
        private final List<SelectItem> items;
        private final boolean distinct;
        private final Map<String, SelectItem> named = new HashMap<>();
        private final Set<String> twice = new HashSet<>();

        Columns(List<Node> siblings) {
            items = SelectItem.of(siblings);
            distinct = siblings.stream().anyMatch(node -> node.isWord("distinct"));
            for (SelectItem item : items) {
                if (item.path().isPresent()
                        && item.alias().isPresent()
                        && named.put(item.alias().get(), item) != null) {
                    twice.add(item.alias().get());
                }
            }
        }

        boolean distinct() {
            return distinct;
        }

        Optional<SelectItem> at(int start) {
            return items.stream().filter(item -> item.start() == start).findFirst();
        }

        boolean startsColumn(int index) {
            return at(index).isPresent();
        }

        boolean endsColumn(int index) {
            return items.stream().anyMatch(item -> item.end() == index);
        }

        /** What an alias of this very SELECT stands for; the engine could not tell its type inside a macro. */
        Optional<List<Node>> definition(SuperPath path, int start) {
            if (!path.steps().isEmpty() || path.isCall()) {
                return Optional.empty();
            }
            String name = path.names().get(0);
            SelectItem item = named.get(name);
            boolean usable = item != null
                    && !twice.contains(name)
                    && item.start() != start
                    && !item.path().get().names().equals(List.of(name))
                    && names.isValue(item.path().get());
            return usable
                    ? Optional.of(item.path()
                            .get()
                            .nodes(names.hasPlainIndex(item.path().get())))
                    : Optional.empty();
        }

        /** The navigation that a number in GROUP BY or ORDER BY stands for; empty where it is none. */
        List<Node> ordinal(int index, Clauses clauses) {
            Node node = clauses.siblings.get(index);
            if (clauses.combined()
                    || distinct
                    || !node.isKind(Kind.NUMBER)
                    || !(clauses.isOrder(index) || clauses.isGroup(index))
                    || !clauses.isAlone(index, index + 1)
                    || !((Leaf) node).value().matches("[1-9]\\d{0,3}")) {
                return List.of();
            }
            int number = Integer.parseInt(((Leaf) node).value());
            if (number > items.size()) {
                return List.of();
            }
            Optional<SuperPath> path = items.get(number - 1).path().filter(names::isValue);
            return path.map(found -> found.nodes(names.hasPlainIndex(found))).orElse(List.of());
        }
    }
}
