package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token.Kind;
import java.util.List;

/**
 * Writes nodes as text. Between two tokens that were neighbours in the user's text the blanks stay as they were; comments and
 * Unicode blanks become plain blanks of the same length, because the engine need not agree with us where a comment ends.
 */
final class Renderer {
    private final String source;
    private final StringBuilder text;
    private final OffsetMap offsets = new OffsetMap();
    /** End in the source of the last token written, or -1 behind made-up text. */
    private int lastEnd;

    private Leaf last;

    private Renderer(String source) {
        this.source = source;
        this.text = new StringBuilder(source.length() + 64);
    }

    static Rewritten render(String source, List<Node> nodes, List<String> before) {
        Renderer renderer = new Renderer(source);
        renderer.write(nodes);
        return new Rewritten(renderer.text.toString(), before, renderer.offsets);
    }

    /** The text alone, for statements that run beside the main one. */
    static String render(String source, List<Node> nodes) {
        return render(source, nodes, List.of()).sql();
    }

    private void write(List<Node> nodes) {
        for (Node node : nodes) {
            if (node instanceof Group group) {
                write(group.open());
                write(group.children());
                write(group.close());
            } else if (node instanceof Leaf leaf) {
                write(leaf);
            }
        }
    }

    private void write(Leaf leaf) {
        if (leaf.output().isEmpty()) {
            return;
        }
        if (last != null) {
            gap(leaf);
        }
        offsets.add(text.length(), leaf.start(), leaf.end() - leaf.start());
        text.append(leaf.output());
        last = leaf;
        lastEnd = leaf.madeUp() ? -1 : leaf.end();
    }

    private void gap(Leaf next) {
        boolean neighbours =
                lastEnd >= 0 && !next.madeUp() && next.start() >= lastEnd && onlyBlanks(lastEnd, next.start());
        if (!neighbours) {
            if (needsBlank(last, next)) {
                text.append(' ');
            }
            return;
        }
        for (int i = lastEnd; i < next.start(); i++) {
            char c = source.charAt(i);
            boolean keep = c == '\n' || c == '\t' || c == '\r';
            text.append(keep ? c : ' ');
        }
    }

    /** Whether the source between the two offsets has no token; it may have comments. */
    private boolean onlyBlanks(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Lexer.isBlank(source.charAt(i))) {
                return Lexer.tokenize(source.substring(from, to)).isEmpty();
            }
        }
        return true;
    }

    private static boolean needsBlank(Leaf before, Leaf next) {
        if (next.glued()) {
            return false;
        }
        if (before.kind() == Kind.SYMBOL && "([.".contains(before.value())) {
            return false;
        }
        if (next.kind() != Kind.SYMBOL) {
            return !(before.isOperator("::") || next.isOperator("::"));
        }
        return switch (next.value()) {
            case ")", "]", ",", ".", "[" -> false;
            default -> true;
        };
    }
}
