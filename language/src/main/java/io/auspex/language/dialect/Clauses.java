package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.List;
import java.util.Set;

/** Where GROUP BY and ORDER BY lie in one list of neighbours. */
final class Clauses {
    private static final Set<String> ENDS = Set.of(
            "having",
            "order",
            "limit",
            "offset",
            "fetch",
            "union",
            "except",
            "minus",
            "intersect",
            "qualify",
            "window",
            "where",
            "rows",
            "range",
            "select",
            "from");
    private static final Set<String> COMBINATIONS = Set.of("union", "except", "minus", "intersect");

    final List<Node> siblings;
    private final boolean[] group;
    private final boolean[] order;
    private boolean combined;

    Clauses(List<Node> siblings) {
        this.siblings = siblings;
        group = new boolean[siblings.size()];
        order = new boolean[siblings.size()];
        boolean inGroup = false;
        boolean inOrder = false;
        for (int i = 0; i < siblings.size(); i++) {
            if (siblings.get(i) instanceof Leaf leaf
                    && leaf.kind() == Kind.WORD
                    && !Nodes.at(siblings, i - 1).isSymbol('.')) {
                combined = combined || COMBINATIONS.contains(leaf.value());
                if (leaf.value().equals("by")) {
                    inGroup = Nodes.at(siblings, i - 1).isWord("group");
                    inOrder = Nodes.at(siblings, i - 1).isWord("order");
                } else if (ENDS.contains(leaf.value())) {
                    inGroup = false;
                    inOrder = false;
                }
            }
            group[i] = inGroup;
            order[i] = inOrder;
        }
    }

    /** Whether several SELECTs stand among them. */
    boolean combined() {
        return combined;
    }

    boolean isGroup(int index) {
        return group[index];
    }

    boolean isOrder(int index) {
        return order[index];
    }

    /** Whether it is one whole key of its clause. */
    boolean isAlone(int start, int end) {
        Node before = Nodes.at(siblings, start - 1);
        Node next = Nodes.at(siblings, end);
        boolean begins = before.isWord("by") || before.isSymbol(',');
        boolean ends = end >= siblings.size()
                || next.isSymbol(',')
                || (next instanceof Leaf leaf
                        && leaf.kind() == Kind.WORD
                        && (ENDS.contains(leaf.value())
                                || Set.of("asc", "desc", "nulls").contains(leaf.value())));
        return begins && ends;
    }
}
