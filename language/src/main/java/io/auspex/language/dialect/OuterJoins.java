package io.auspex.language.dialect;

import io.auspex.language.dialect.FromItems.Item;
import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.SelectClauses;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins with {@code (+)} in WHERE, of the page "Oracle-style outer joins in the WHERE clause": {@code FROM a, b WHERE a.x = b.y(+)}
 * becomes {@code FROM a LEFT JOIN b ON a.x = b.y}. The conditions with a mark go into ON, the others stay.
 */
final class OuterJoins {
    private OuterJoins() {}

    /** @throws SqlException SYNTAX_ERROR for a mark where Redshift allows none */
    static List<Node> rewrite(List<Node> siblings) {
        List<Node> result = new ArrayList<>(siblings.size());
        boolean changed = false;
        boolean marked = false;
        for (Node node : siblings) {
            Node now = node;
            if (isMark(node)) {
                marked = true;
            } else if (node instanceof Group group) {
                List<Node> inside = rewrite(group.children());
                now = inside == group.children() ? group : group.with(inside);
            }
            changed |= now != node;
            result.add(now);
        }
        List<Node> rewritten = changed ? result : siblings;
        return marked ? new OuterJoins.Query(rewritten).rewrite() : rewritten;
    }

    private static boolean isMark(Node node) {
        return node instanceof Group group
                && group.isParentheses()
                && group.children().size() == 1
                && group.children().get(0).isOperator("+");
    }

    private static SqlException refused(String message, Node at) {
        return new SqlException(SqlState.SYNTAX_ERROR, message)
                .withHint("Write LEFT JOIN ... ON instead of (+).")
                .at(at.start());
    }

    /** One SELECT among the siblings: the one whose WHERE has the marks. */
    private static final class Query {
        private final List<Node> nodes;
        private final List<Item> items;
        private final int where;
        private final int end;

        Query(List<Node> nodes) {
            this.nodes = nodes;
            int mark = 0;
            while (!isMark(nodes.get(mark))) {
                mark++;
            }
            int start = mark;
            while (start >= 0 && !nodes.get(start).isWord("where")) {
                start--;
            }
            if (start < 0) {
                throw refused("the outer join operator (+) stands in WHERE only", nodes.get(mark));
            }
            this.where = start;
            int stop = start + 1;
            while (stop < nodes.size() && !endsWhere(stop)) {
                stop++;
            }
            this.end = stop;
            this.items = FromItems.of(nodes).stream()
                    .filter(item -> item.end() <= where && item.start() > from())
                    .toList();
        }

        private int from() {
            int from = where;
            while (from >= 0 && !nodes.get(from).isWord("from")) {
                from--;
            }
            return from;
        }

        private boolean endsWhere(int index) {
            return nodes.get(index) instanceof Leaf leaf
                    && leaf.kind() == Kind.WORD
                    && SelectClauses.endList(leaf.value(), "", "")
                    && !leaf.isWord("from");
        }

        List<Node> rewrite() {
            for (int i = from() + 1; i < where; i++) {
                if (nodes.get(i).isWord("join")) {
                    throw refused("the outer join operator (+) does not go with JOIN", nodes.get(i));
                }
            }
            Map<Item, List<List<Node>>> joined = new LinkedHashMap<>();
            List<List<Node>> others = new ArrayList<>();
            for (List<Node> condition : conditions()) {
                if (condition.stream().anyMatch(OuterJoins::isMark)) {
                    joined.computeIfAbsent(markedItem(condition), item -> new ArrayList<>())
                            .add(condition);
                } else {
                    others.add(condition);
                }
            }
            List<Node> result = new ArrayList<>(nodes.subList(0, from() + 1));
            result.addAll(relations(joined));
            for (int i = 0; i < others.size(); i++) {
                result.add(Nodes.word(
                        i == 0 ? "where" : "and", others.get(i).get(0).start()));
                result.addAll(others.get(i));
            }
            result.addAll(nodes.subList(end, nodes.size()));
            return result;
        }

        /** What stands between the ANDs of WHERE; that of BETWEEN is none of them. */
        private List<List<Node>> conditions() {
            List<List<Node>> conditions = new ArrayList<>();
            int start = where + 1;
            boolean between = false;
            for (int i = where + 1; i <= end; i++) {
                boolean and = i < end && nodes.get(i).isWord("and");
                if (i < end && nodes.get(i).isWord("between")) {
                    between = true;
                } else if (and && between) {
                    between = false;
                } else if (and || i == end) {
                    conditions.add(nodes.subList(start, i));
                    start = i + 1;
                }
            }
            return conditions;
        }

        private Item markedItem(List<Node> condition) {
            Item found = null;
            for (int i = 0; i < condition.size(); i++) {
                Node node = condition.get(i);
                if (node.isWord("or") || node.isWord("in")) {
                    throw refused("the outer join operator (+) is not allowed in an operand of OR or IN", node);
                }
                if (isMark(node)) {
                    if (!Nodes.at(condition, i - 1).isName()) {
                        throw refused("the outer join operator (+) stands behind columns only", node);
                    }
                    Item item = itemOf(condition, i - 1);
                    if (found != null && !found.equals(item)) {
                        throw refused("a condition can be outer-joined to one table only", node);
                    }
                    found = item;
                }
            }
            return found;
        }

        /** The relation of a marked column; without a qualifier the one that other conditions mark. */
        private Item itemOf(List<Node> condition, int column) {
            if (Nodes.at(condition, column - 1).isSymbol('.')) {
                return named(((Leaf) condition.get(column - 2)).value(), condition.get(column));
            }
            Set<Item> marked = new HashSet<>();
            for (int i = where; i < end; i++) {
                if (isMark(nodes.get(i)) && nodes.get(i - 2).isSymbol('.')) {
                    marked.add(named(((Leaf) nodes.get(i - 3)).value(), nodes.get(i)));
                }
            }
            if (marked.size() != 1) {
                throw refused("it cannot be told which table a column with (+) belongs to", condition.get(column));
            }
            return marked.iterator().next();
        }

        private Item named(String name, Node at) {
            return items.stream()
                    .filter(item -> name(item).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new SqlException(
                                    SqlState.UNDEFINED_TABLE, "missing FROM-clause entry for table \"" + name + "\"")
                            .at(at.start()));
        }

        private static String name(Item item) {
            return !item.alias().isEmpty() || item.names().isEmpty()
                    ? item.alias()
                    : item.names().get(item.names().size() - 1);
        }

        /** The relations without marks first; then each joined one behind those that its conditions name. */
        private List<Node> relations(Map<Item, List<List<Node>>> joined) {
            List<Node> result = new ArrayList<>();
            Set<String> placed = new HashSet<>();
            for (Item item : items) {
                if (!joined.containsKey(item)) {
                    if (!result.isEmpty()) {
                        result.addAll(
                                Nodes.text("cross join", nodes.get(item.start()).start()));
                    }
                    result.addAll(nodes.subList(item.start(), item.end()));
                    placed.add(name(item));
                }
            }
            List<Item> left = new ArrayList<>(joined.keySet());
            while (!left.isEmpty()) {
                Item next = left.stream()
                        .filter(item -> placed.containsAll(others(item, joined.get(item))))
                        .findFirst()
                        .orElseThrow(() -> refused("tables are outer-joined to each other", nodes.get(where)));
                Set<String> others = others(next, joined.get(next));
                if (others.size() > 1) {
                    throw refused("a table may be outer joined to at most one other table", nodes.get(where));
                }
                join(result, next, joined.get(next));
                placed.add(name(next));
                left.remove(next);
            }
            return result;
        }

        private Set<String> others(Item item, List<List<Node>> conditions) {
            Set<String> others = new HashSet<>();
            for (List<Node> condition : conditions) {
                for (int i = 0; i + 1 < condition.size(); i++) {
                    if (condition.get(i).isName() && condition.get(i + 1).isSymbol('.')) {
                        others.add(((Leaf) condition.get(i)).value());
                    }
                }
            }
            others.retainAll(items.stream().map(Query::name).toList());
            others.remove(name(item));
            return others;
        }

        private void join(List<Node> result, Item item, List<List<Node>> conditions) {
            int offset = nodes.get(item.start()).start();
            result.addAll(Nodes.text("left join", offset));
            result.addAll(nodes.subList(item.start(), item.end()));
            for (int i = 0; i < conditions.size(); i++) {
                result.add(Nodes.word(i == 0 ? "on" : "and", offset));
                conditions.get(i).stream().filter(node -> !isMark(node)).forEach(result::add);
            }
        }
    }
}
