package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Patterns of LIKE, SIMILAR TO and regular expressions. Redshift writes a backslash in a constant twice, and it escapes in LIKE
 * without being asked; SIMILAR TO has the wildcards % and _, which the engine, for which it is a regular expression, has not.
 */
final class Patterns implements SiblingRule {
    private static final Set<String> REGULAR = Set.of("~", "~*", "!~", "!~*");
    private static final Set<String> FUNCTIONS =
            Set.of("regexp_replace", "regexp_substr", "regexp_instr", "regexp_count");

    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = null;
        for (int i = 0; i < siblings.size(); i++) {
            Node node = siblings.get(i);
            Node before = Nodes.at(siblings, i - 1);
            if (node instanceof Leaf literal && literal.kind() == Kind.STRING && isOperator(before)) {
                String pattern = literal.value().replace("\\\\", "\\");
                boolean like = before.isWord("like") || before.isWord("ilike");
                boolean similar =
                        before.isWord("to") && Nodes.at(siblings, i - 2).isWord("similar");
                boolean escape = like
                        && pattern.indexOf('\\') >= 0
                        && !Nodes.at(siblings, i + 1).isWord("escape");
                String rewritten = similar ? regular(literal.value()) : pattern;
                if ((before.isWord("to") && !similar) || (rewritten.equals(literal.value()) && !escape)) {
                    add(result, node);
                    continue;
                }
                result = result == null ? new ArrayList<>(siblings.subList(0, i)) : result;
                result.add(replaced(literal, rewritten));
                if (escape) {
                    result.add(Nodes.word("escape", literal.start()));
                    result.add(Nodes.literal("\\", literal.start()));
                }
            } else if (node instanceof Group group && isFunction(before) && hasBackslash(group)) {
                result = result == null ? new ArrayList<>(siblings.subList(0, i)) : result;
                result.add(unescaped(group));
            } else {
                add(result, node);
            }
        }
        return result == null ? siblings : result;
    }

    private static void add(List<Node> result, Node node) {
        if (result != null) {
            result.add(node);
        }
    }

    private static boolean isOperator(Node node) {
        return node.isWord("like")
                || node.isWord("ilike")
                || node.isWord("to")
                || (node instanceof Leaf leaf && leaf.kind() == Kind.OPERATOR && REGULAR.contains(leaf.value()));
    }

    private static boolean isFunction(Node node) {
        return node instanceof Leaf leaf && leaf.kind() == Kind.WORD && FUNCTIONS.contains(leaf.value());
    }

    private static boolean hasBackslash(Group group) {
        return group.children().stream()
                .anyMatch(node -> node instanceof Leaf leaf
                        && leaf.kind() == Kind.STRING
                        && leaf.value().contains("\\\\"));
    }

    private static Group unescaped(Group group) {
        return group.with(group.children().stream()
                .map(node -> node instanceof Leaf leaf && leaf.kind() == Kind.STRING
                        ? replaced(leaf, leaf.value().replace("\\\\", "\\"))
                        : node)
                .toList());
    }

    private static Leaf replaced(Leaf literal, String text) {
        Leaf written = Nodes.literal(text, literal.start());
        return new Leaf(Kind.STRING, text, written.output(), literal.start(), literal.end());
    }

    /** The pattern of SIMILAR TO as a regular expression that has to match the whole text. */
    static String regular(String pattern) {
        StringBuilder regular = new StringBuilder("(?s)");
        boolean list = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                int escaped = pattern.charAt(i + 1) == '\\' && i + 2 < pattern.length() ? i + 2 : i + 1;
                char meant = pattern.charAt(escaped);
                regular.append(meant == '%' || meant == '_' ? "" : "\\").append(meant);
                i = escaped;
            } else if (list) {
                list = c != ']';
                regular.append(c);
            } else if (c == '%') {
                regular.append(".*");
            } else if (c == '_') {
                regular.append('.');
            } else {
                list = c == '[';
                regular.append(c == '.' || c == '^' || c == '$' ? "\\" : "").append(c);
            }
        }
        return regular.toString();
    }
}
