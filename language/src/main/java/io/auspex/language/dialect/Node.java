package io.auspex.language.dialect;

import io.auspex.language.token.Token;
import io.auspex.language.token.Token.Kind;
import java.util.List;

/**
 * A statement as the rules see it: tokens, of which those in parentheses, brackets or braces hang together as one group.
 * Immutable, so that a rule may use a part of the statement twice.
 */
sealed interface Node {
    /** 0-based place in the user's text where this begins, or of the text that it was made for. */
    int start();

    /**
     * One token, or text that a rule made up.
     *
     * @param kind of the token; made-up text is a WORD if it is one word, else an OPERATOR
     * @param value as {@link Token#text()}
     * @param output what is written for it
     * @param end behind its place in the user's text; equal to {@code start} for made-up text
     * @param glued whether no blank goes before it: the parenthesis behind a function's name
     */
    record Leaf(Kind kind, String value, String output, int start, int end, boolean glued) implements Node {
        Leaf(Kind kind, String value, String output, int start, int end) {
            this(kind, value, output, start, end, false);
        }

        boolean madeUp() {
            return start == end;
        }
    }

    /** A pair of parentheses, brackets or braces with what is between. */
    record Group(Leaf open, List<Node> children, Leaf close) implements Node {
        public Group {
            children = List.copyOf(children);
        }

        @Override
        public int start() {
            return open.start();
        }

        @Override
        public boolean isParentheses() {
            return open.value().equals("(");
        }

        /** Whether a query stands here, without further parentheses around it. */
        boolean isQuery() {
            Node first = Nodes.at(children, 0);
            return first.isWord("select") || first.isWord("with") || first.isWord("values");
        }

        Group with(List<Node> newChildren) {
            return new Group(open, newChildren, close);
        }
    }

    default boolean isWord(String word) {
        return this instanceof Leaf leaf
                && leaf.kind() == Kind.WORD
                && leaf.value().equals(word);
    }

    default boolean isAnyWord() {
        return this instanceof Leaf leaf && leaf.kind() == Kind.WORD;
    }

    default boolean isKind(Kind kind) {
        return this instanceof Leaf leaf && leaf.kind() == kind;
    }

    default boolean isName() {
        return isKind(Kind.WORD) || isKind(Kind.QUOTED_IDENTIFIER);
    }

    default boolean isSymbol(char symbol) {
        return this instanceof Leaf leaf
                && leaf.kind() == Kind.SYMBOL
                && leaf.value().charAt(0) == symbol;
    }

    default boolean isOperator(String operator) {
        return this instanceof Leaf leaf
                && leaf.kind() == Kind.OPERATOR
                && leaf.value().equals(operator);
    }

    default boolean isParentheses() {
        return false;
    }
}
