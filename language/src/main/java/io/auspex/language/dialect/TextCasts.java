package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A cast to VARCHAR(n) or CHAR(n) cuts off what is too long. The engine forgets the length, so a macro does it. */
final class TextCasts implements SiblingRule {
    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = null;
        for (int i = 0; i < siblings.size(); i++) {
            Node node = siblings.get(i);
            if (node.isOperator("::") && length(siblings, i + 1).isPresent()) {
                result = result == null ? new ArrayList<>(siblings.subList(0, i)) : result;
                int from = CatalogCasts.operand(result);
                List<Node> operand = new ArrayList<>(result.subList(from, result.size()));
                result.subList(from, result.size()).clear();
                int length = length(siblings, i + 1).getAsInt();
                result.addAll(cut(operand, length, siblings.get(i + 1).start()));
                i = endOfType(siblings, i + 1) - 1;
            } else if ((node.isWord("cast") || node.isWord("try_cast"))
                    && Nodes.at(siblings, i + 1) instanceof Group group
                    && castLength(group).isPresent()) {
                result = result == null ? new ArrayList<>(siblings.subList(0, i)) : result;
                List<Node> inside = group.children();
                result.addAll(cut(
                        inside.subList(0, indexOfAs(inside)), castLength(group).getAsInt(), node.start()));
                i++;
            } else if (result != null) {
                result.add(node);
            }
        }
        return result == null ? siblings : result;
    }

    private static List<Node> cut(List<Node> operand, int length, int offset) {
        return SuperMacros.call("cut", offset, List.of(operand, Nodes.text(String.valueOf(length), offset)));
    }

    private static OptionalInt castLength(Group group) {
        List<Node> inside = group.children();
        int as = indexOfAs(inside);
        return as > 0 && endOfType(inside, as + 1) == inside.size() ? length(inside, as + 1) : OptionalInt.empty();
    }

    private static int indexOfAs(List<Node> inside) {
        for (int i = inside.size() - 1; i > 0; i--) {
            if (inside.get(i).isWord("as")) {
                return i;
            }
        }
        return -1;
    }

    private static int endOfType(List<Node> nodes, int type) {
        int end = Nodes.at(nodes, type + 1).isWord("varying") ? type + 2 : type + 1;
        return Nodes.at(nodes, end).isParentheses() ? end + 1 : end;
    }

    /** In bytes; empty where the type at the index is none with a length that matters, or an array of one. */
    private static OptionalInt length(List<Node> nodes, int type) {
        int end = endOfType(nodes, type);
        if (Nodes.at(nodes, end) instanceof Group array && !array.isParentheses()) {
            return OptionalInt.empty();
        }
        if (!(Nodes.at(nodes, type) instanceof Leaf name) || name.kind() != Kind.WORD) {
            return OptionalInt.empty();
        }
        boolean known = TextLength.isText(name.value());
        boolean given = Nodes.at(nodes, end - 1).isParentheses();
        boolean single = name.isWord("char")
                || name.isWord("nchar")
                || (name.isWord("character") && !Nodes.at(nodes, type + 1).isWord("varying"));
        if (!known || (!given && !single)) {
            return OptionalInt.empty();
        }
        return TextLength.at(nodes, type)
                .map(TextLength::bytes)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }
}
