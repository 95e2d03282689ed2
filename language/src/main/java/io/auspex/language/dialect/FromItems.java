package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.SelectClauses;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the relations in the FROM clauses of one list of neighbours. */
final class FromItems {
    /** Words that follow a relation and are no alias of it. */
    private static final Set<String> NO_ALIASES = Set.of(
            ("on using join left right inner full cross natural where group having order limit offset union except minus"
                            + " intersect qualify window fetch set values select tablesample pivot unpivot at when returning"
                            + " default asof positional anti semi for with")
                    .split(" "));

    /**
     * One relation.
     *
     * @param names its name in parts; none of a subquery or a function
     * @param alias "" where there is none
     * @param position what stands behind AT; "" where there is none
     * @param nameEnd index behind what it is, before its alias
     */
    record Item(int start, int nameEnd, int end, boolean unpivot, List<String> names, String alias, String position) {
        Item {
            names = List.copyOf(names);
        }
    }

    private FromItems() {}

    static List<Item> of(List<Node> siblings) {
        List<Item> items = new ArrayList<>();
        boolean query = false;
        boolean from = false;
        boolean expected = false;
        for (int i = 0; i < siblings.size(); i++) {
            Node node = siblings.get(i);
            if (expected && !node.isWord("only") && !node.isWord("lateral")) {
                Item item = item(siblings, i);
                items.add(item);
                i = item.end() - 1;
                expected = false;
            } else if (node.isSymbol(',')) {
                expected = from;
            } else if (node instanceof Leaf leaf && leaf.kind() == Kind.WORD) {
                String word = leaf.value();
                boolean field = Nodes.at(siblings, i - 1).isSymbol('.');
                if (word.equals("select") || word.equals("delete") || word.equals("update") || word.equals("merge")) {
                    query = !field;
                    from = false;
                    expected = word.equals("update") && i == 0;
                } else if (word.equals("from") && query && endsList(siblings, i)) {
                    from = true;
                    expected = true;
                } else if (word.equals("join") && from) {
                    expected = true;
                } else if (word.equals("into") && !from && !field) {
                    expected = i > 0
                            && (siblings.get(i - 1).isWord("insert")
                                    || siblings.get(i - 1).isWord("merge"));
                } else if (word.equals("using")
                        && query
                        && Nodes.at(siblings, i + 1).isName()) {
                    from = true;
                    expected = true;
                } else if (from && endsList(siblings, i)) {
                    from = false;
                }
            }
        }
        return items;
    }

    private static boolean endsList(List<Node> siblings, int index) {
        return SelectClauses.endList(
                wordOrPoint(siblings, index), wordOrPoint(siblings, index - 1), wordOrPoint(siblings, index - 2));
    }

    private static String wordOrPoint(List<Node> siblings, int index) {
        Node node = Nodes.at(siblings, index);
        return node.isKind(Kind.WORD) || node.isSymbol('.') ? ((Leaf) node).value() : "";
    }

    private static Item item(List<Node> siblings, int start) {
        boolean unpivot = siblings.get(start).isWord("unpivot");
        int i = unpivot ? start + 1 : start;
        List<String> names = new ArrayList<>();
        if (Nodes.at(siblings, i).isName()) {
            names.add(((Leaf) siblings.get(i)).value());
            i++;
            while (Nodes.at(siblings, i).isSymbol('.')
                    && Nodes.at(siblings, i + 1).isName()) {
                names.add(((Leaf) siblings.get(i + 1)).value());
                i += 2;
            }
            if (Nodes.at(siblings, i).isParentheses()) {
                names.clear();
                i++;
            }
        } else {
            i++;
        }
        while (isStep(siblings, i)) {
            i += siblings.get(i).isSymbol('.') ? 2 : 1;
        }
        int nameEnd = Math.min(i, siblings.size());
        String alias = "";
        if (Nodes.at(siblings, i).isWord("as") && Nodes.at(siblings, i + 1).isName()) {
            alias = ((Leaf) siblings.get(i + 1)).value();
            i += 2;
        } else if (isAlias(Nodes.at(siblings, i))) {
            alias = ((Leaf) siblings.get(i)).value();
            i++;
        }
        String position = "";
        if (!alias.isEmpty()
                && Nodes.at(siblings, i).isWord("at")
                && Nodes.at(siblings, i + 1).isName()) {
            position = ((Leaf) siblings.get(i + 1)).value();
            i += 2;
        }
        return new Item(
                start, nameEnd, Math.min(Math.max(i, start + 1), siblings.size()), unpivot, names, alias, position);
    }

    private static boolean isStep(List<Node> siblings, int index) {
        Node node = Nodes.at(siblings, index);
        return (node instanceof Node.Group group && group.open().value().equals("["))
                || (node.isSymbol('.') && Nodes.at(siblings, index + 1).isName());
    }

    private static boolean isAlias(Node node) {
        return node.isKind(Kind.QUOTED_IDENTIFIER)
                || (node instanceof Leaf leaf && leaf.kind() == Kind.WORD && !NO_ALIASES.contains(leaf.value()));
    }
}
