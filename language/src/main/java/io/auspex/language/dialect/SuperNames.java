package io.auspex.language.dialect;

import io.auspex.language.dialect.FromItems.Item;
import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the names of one statement stand for, as far as its text tells: relations, and columns that hold SUPER values because
 * the statement itself makes them by a navigation. It looks at the statement as a whole, not scope by scope: a name taken for
 * a SUPER value by mistake costs nothing, since {@link SuperMacros} leave values of other types alone.
 */
final class SuperNames {
    /** Ways to name a relation before a column's name, each in parts. */
    private final Set<List<String>> qualifiers = new HashSet<>();

    private final Set<String> aliases = new HashSet<>();
    private final Set<String> values = new HashSet<>();
    private boolean catalog;

    private SuperNames() {}

    static SuperNames of(List<Node> statement) {
        SuperNames names = new SuperNames();
        names.relations(statement);
        names.columns(statement);
        return names;
    }

    /** Whether the statement reads PostgreSQL's catalog, whose arrays are the engine's lists. */
    boolean readsCatalog() {
        return catalog;
    }

    /** Whether an item of a FROM clause goes into the value of an item before it, rather than naming a relation. */
    static boolean isUnnested(List<Item> items, Item item, SuperNames outer) {
        if (item.unpivot() || !item.position().isEmpty()) {
            return true;
        }
        if (item.names().size() < 2) {
            return false;
        }
        String first = item.names().get(0);
        for (Item other : items) {
            if (other.start() < item.start() && !other.unpivot() && first.equals(nameOf(other))) {
                return other.names().size() < 2 || !other.names().get(0).equals(first);
            }
        }
        boolean known = outer != null
                && (outer.aliases.contains(first)
                        || (item.names().size() > 2 && outer.qualifiers.contains(List.of(first))));
        return known && items.get(0).equals(item);
    }

    private static String nameOf(Item item) {
        if (!item.alias().isEmpty()) {
            return item.alias();
        }
        return item.names().isEmpty() ? "" : item.names().get(item.names().size() - 1);
    }

    private void relations(List<Node> siblings) {
        List<Item> items = FromItems.of(siblings);
        for (Item item : items) {
            if (isUnnested(items, item, null)) {
                if (!item.alias().isEmpty()) {
                    values.add(item.alias());
                } else if (!item.names().isEmpty()) {
                    values.add(item.names().get(item.names().size() - 1));
                }
                continue;
            }
            if (!item.alias().isEmpty()) {
                qualifiers.add(List.of(item.alias()));
                aliases.add(item.alias());
            }
            for (int i = 0; i < item.names().size(); i++) {
                qualifiers.add(item.names().subList(i, item.names().size()));
            }
        }
        for (Node node : siblings) {
            if (node instanceof Group group) {
                relations(group.children());
            } else if (node instanceof Leaf leaf && leaf.isName()) {
                catalog = catalog
                        || leaf.value().startsWith("pg_")
                        || leaf.value().equals("information_schema");
            }
        }
    }

    private void columns(List<Node> siblings) {
        for (Node node : siblings) {
            if (node instanceof Group group) {
                columns(group.children());
            }
        }
        for (SelectItem item : SelectItem.of(siblings)) {
            boolean value = item.path().isPresent() && isValue(item.path().get());
            if (value
                    && !(item.path().get().hasIndex()
                            && hasPlainIndex(item.path().get()))) {
                item.name().ifPresent(values::add);
            }
        }
    }

    /** Whether a navigation goes into a SUPER value: beyond the column that it begins with. */
    boolean isValue(SuperPath path) {
        if (path.hasIndex() || path.isCall()) {
            return true;
        }
        List<String> names = path.names();
        int column = columnAt(names);
        return (names.size() > column + 1 && !qualifiers.isEmpty()) || values.contains(names.get(column));
    }

    /** Whether a value of a relation's column is certain, and not a relation that is not known by this name. */
    boolean isCertain(SuperPath path) {
        boolean engineList = (path.isCall() || path.hasIndex()) && hasPlainIndex(path);
        return isValue(path)
                && !engineList
                && (path.hasIndex()
                        || path.isCall()
                        || columnAt(path.names()) > 0
                        || path.steps().isEmpty());
    }

    private int columnAt(List<String> names) {
        for (int length = Math.min(names.size() - 1, 3); length > 0; length--) {
            if (qualifiers.contains(names.subList(0, length))) {
                return length;
            }
        }
        return 0;
    }

    /** Whether an index counts as the engine does: behind a column or call alone, which may be a list of the engine's. */
    boolean hasPlainIndex(SuperPath path) {
        if (path.isCall()) {
            return path.steps().get(0) instanceof Group;
        }
        List<String> names = path.names();
        int column = columnAt(names);
        return names.size() == column + 1 && !values.contains(names.get(column));
    }

    /**
     * One column of a SELECT list that is a navigation and nothing else, or anything else.
     *
     * @param start of the column, and end behind its alias
     * @param alias as the user gives it
     */
    record SelectItem(int start, int end, Optional<SuperPath> path, Optional<String> alias) {
        /** How the column is called, if it is a navigation. */
        Optional<String> name() {
            return alias.or(() -> path.flatMap(SuperPath::columnName));
        }

        /** Columns of every SELECT in the list, in order. */
        static List<SelectItem> of(List<Node> siblings) {
            List<SelectItem> items = new ArrayList<>();
            for (int i = 0; i < siblings.size(); i++) {
                if (siblings.get(i).isWord("select")
                        && !Nodes.at(siblings, i - 1).isSymbol('.')) {
                    i = add(items, siblings, i + 1);
                }
            }
            return items;
        }

        /** @return the index of the last node of the list */
        private static int add(List<SelectItem> items, List<Node> siblings, int behindSelect) {
            int start = OutputNames.behindModifiers(siblings, behindSelect);
            int end = OutputNames.endOfList(siblings, start);
            for (int i = start; i <= end; i++) {
                if (i == end || siblings.get(i).isSymbol(',')) {
                    if (i > start) {
                        items.add(item(siblings, start, i));
                    }
                    start = i + 1;
                }
            }
            return Math.max(end - 1, behindSelect - 1);
        }

        private static SelectItem item(List<Node> siblings, int start, int end) {
            Optional<SuperPath> path = SuperPath.at(siblings, start);
            if (path.isPresent()) {
                int behind = path.get().end();
                if (behind == end) {
                    return new SelectItem(start, end, path, Optional.empty());
                }
                int name = siblings.get(behind).isWord("as") ? behind + 1 : behind;
                if (name == end - 1 && siblings.get(name).isName()) {
                    return new SelectItem(start, end, path, Optional.of(((Leaf) siblings.get(name)).value()));
                }
            }
            boolean named = end - start > 2
                    && siblings.get(end - 2).isWord("as")
                    && siblings.get(end - 1).isName();
            return new SelectItem(
                    start,
                    end,
                    Optional.empty(),
                    named ? Optional.of(((Leaf) siblings.get(end - 1)).value()) : Optional.empty());
        }
    }
}
