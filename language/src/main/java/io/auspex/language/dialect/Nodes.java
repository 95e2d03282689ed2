package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.SqlText;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Makes and takes apart lists of nodes. */
final class Nodes {
    private Nodes() {}

    /** Words, numbers and operators separated by blanks, standing for the user's text at the offset. */
    static List<Node> text(String sql, int offset) {
        List<Node> nodes = new ArrayList<>();
        for (String word : sql.split(" ")) {
            nodes.add(new Leaf(kindOf(word), word, word, offset, offset));
        }
        return nodes;
    }

    static Leaf word(String word, int offset) {
        return new Leaf(Kind.WORD, word, word, offset, offset);
    }

    static Leaf symbol(char symbol, int offset) {
        String text = String.valueOf(symbol);
        return new Leaf(Kind.SYMBOL, text, text, offset, offset);
    }

    static Leaf literal(String text, int offset) {
        return new Leaf(Kind.STRING, text, SqlText.quoteLiteral(text), offset, offset);
    }

    static Leaf identifier(String name, int offset) {
        return new Leaf(Kind.QUOTED_IDENTIFIER, name, SqlText.quoteIdentifier(name), offset, offset);
    }

    /** The same place in the user's text, written differently. */
    static Leaf rename(Leaf leaf, String word) {
        return new Leaf(Kind.WORD, word, word, leaf.start(), leaf.end());
    }

    static Group parentheses(List<Node> children, int offset) {
        return new Group(symbol('(', offset), children, symbol(')', offset));
    }

    /** A function call: {@code name(argument, ...)}. */
    static List<Node> call(Leaf name, List<List<Node>> arguments) {
        List<Node> inside = new ArrayList<>();
        for (List<Node> argument : arguments) {
            if (!inside.isEmpty()) {
                inside.add(symbol(',', name.start()));
            }
            inside.addAll(argument);
        }
        return List.of(name, arguments(inside, name.start()));
    }

    /** Parentheses that follow a function's name without a blank. */
    static Group arguments(List<Node> inside, int offset) {
        return new Group(new Leaf(Kind.SYMBOL, "(", "(", offset, offset, true), inside, symbol(')', offset));
    }

    /** The lists between the commas; none for an empty list. */
    static List<List<Node>> splitAtCommas(List<Node> nodes) {
        List<List<Node>> parts = new ArrayList<>();
        if (nodes.isEmpty()) {
            return parts;
        }
        int from = 0;
        for (int i = 0; i <= nodes.size(); i++) {
            if (i == nodes.size() || nodes.get(i).isSymbol(',')) {
                parts.add(nodes.subList(from, i));
                from = i + 1;
            }
        }
        return parts;
    }

    /** The node at the index, or one that is nothing where the list ends. */
    static Node at(List<Node> nodes, int index) {
        return index >= 0 && index < nodes.size() ? nodes.get(index) : NOTHING;
    }

    private static final Leaf NOTHING = new Leaf(Kind.END, "", "", 0, 0);

    private static Kind kindOf(String word) {
        char first = word.charAt(0);
        if (Character.isLetter(first) || first == '_') {
            return Kind.WORD;
        }
        return Character.isDigit(first) ? Kind.NUMBER : Kind.OPERATOR;
    }
}
