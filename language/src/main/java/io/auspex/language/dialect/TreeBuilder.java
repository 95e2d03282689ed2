package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.SqlText;
import io.auspex.language.token.Token;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Turns the text of one statement into nodes, and decides how each token is written for the engine. */
final class TreeBuilder {
    /** Deeper nesting than this no engine evaluates either; it bounds the recursion of all that follows. */
    private static final int MAX_DEPTH = 1000;

    private TreeBuilder() {}

    /** @throws SqlException SYNTAX_ERROR where parentheses do not match */
    static List<Node> build(String sql) {
        List<Node> siblings = new ArrayList<>();
        Deque<List<Node>> outer = new ArrayDeque<>();
        Deque<Leaf> open = new ArrayDeque<>();
        for (Token token : Lexer.tokenize(sql)) {
            Leaf leaf = new Leaf(token.kind(), token.text(), output(token, sql), token.start(), token.end());
            if (token.kind() != Kind.SYMBOL) {
                siblings.add(leaf);
                continue;
            }
            switch (token.text()) {
                case "(", "[", "{" -> {
                    if (open.size() >= MAX_DEPTH) {
                        throw new SqlException(SqlState.PROGRAM_LIMIT_EXCEEDED, "the statement is nested too deeply")
                                .withHint("Use at most " + MAX_DEPTH + " levels of parentheses.")
                                .at(token.start());
                    }
                    open.push(leaf);
                    outer.push(siblings);
                    siblings = new ArrayList<>();
                }
                case ")", "]", "}" -> {
                    if (open.isEmpty() || !closes(open.peek().value(), token.text())) {
                        throw unmatched(token.text(), token.start());
                    }
                    Group group = new Group(open.pop(), siblings, leaf);
                    siblings = outer.pop();
                    siblings.add(group);
                }
                default -> siblings.add(leaf);
            }
        }
        if (!open.isEmpty()) {
            throw unmatched(open.peek().value(), open.peek().start());
        }
        return siblings;
    }

    private static boolean closes(String open, String close) {
        return "()[]{}".contains(open + close);
    }

    private static SqlException unmatched(String symbol, int offset) {
        return new SqlException(SqlState.SYNTAX_ERROR, "syntax error at or near \"" + symbol + "\": nothing matches it")
                .withHint("Every opening parenthesis, bracket or brace needs its closing one.")
                .at(offset);
    }

    /** Words in lower case, as Redshift folds names; strings and names with escapes in their plain form. */
    private static String output(Token token, String sql) {
        return switch (token.kind()) {
            case STRING -> {
                boolean plain = token.end() - token.start() == token.text().length() + 2
                        && sql.charAt(token.start()) == '\''
                        && token.text().indexOf('\'') < 0;
                yield plain ? sql.substring(token.start(), token.end()) : SqlText.quoteLiteral(token.text());
            }
            case QUOTED_IDENTIFIER -> SqlText.quoteIdentifier(token.text());
            case WORD -> token.text();
            default -> sql.substring(token.start(), token.end());
        };
    }
}
