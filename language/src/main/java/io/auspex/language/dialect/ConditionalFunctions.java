package io.auspex.language.dialect;

import io.auspex.language.dialect.FunctionRule.Call;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** NVL, NVL2, DECODE and CONVERT, in standard SQL. */
final class ConditionalFunctions {
    private ConditionalFunctions() {}

    static Map<String, FunctionRule> rules() {
        return Map.of(
                "nvl", ConditionalFunctions::nvl,
                "nvl2", ConditionalFunctions::nvl2,
                "decode", ConditionalFunctions::decode,
                "convert", ConditionalFunctions::convert);
    }

    private static Optional<List<Node>> nvl(Call call) {
        return Optional.of(Nodes.call(Nodes.rename(call.name(), "coalesce"), call.arguments()));
    }

    private static Optional<List<Node>> nvl2(Call call) {
        if (call.arguments().size() != 3) {
            return Optional.empty();
        }
        List<Node> result = new ArrayList<>();
        result.addAll(Nodes.text("case when", call.offset()));
        result.add(grouped(call.arguments().get(0), call.offset()));
        result.addAll(Nodes.text("is not null then", call.offset()));
        result.addAll(call.arguments().get(1));
        result.addAll(Nodes.text("else", call.offset()));
        result.addAll(call.arguments().get(2));
        result.addAll(Nodes.text("end", call.offset()));
        return Optional.of(List.of(Nodes.parentheses(result, call.offset())));
    }

    /** NULL equals NULL here, unlike in CASE; the function of that name with one argument is the engine's. */
    private static Optional<List<Node>> decode(Call call) {
        int count = call.arguments().size();
        if (count < 3) {
            return Optional.empty();
        }
        int offset = call.offset();
        Node expression = grouped(call.arguments().get(0), offset);
        List<Node> result = new ArrayList<>(Nodes.text("case", offset));
        for (int i = 1; i + 1 < count; i += 2) {
            result.addAll(Nodes.text("when", offset));
            result.add(expression);
            boolean literal = isLiteral(call.arguments().get(i));
            result.addAll(Nodes.text(literal ? "=" : "is not distinct from", offset));
            result.add(grouped(call.arguments().get(i), offset));
            result.addAll(Nodes.text("then", offset));
            result.addAll(call.arguments().get(i + 1));
        }
        if (count % 2 == 0) {
            result.addAll(Nodes.text("else", offset));
            result.addAll(call.arguments().get(count - 1));
        }
        result.addAll(Nodes.text("end", offset));
        return Optional.of(List.of(Nodes.parentheses(result, offset)));
    }

    private static boolean isLiteral(List<Node> nodes) {
        return nodes.size() == 1
                && (nodes.get(0).isKind(Kind.NUMBER) || nodes.get(0).isKind(Kind.STRING));
    }

    private static Node grouped(List<Node> nodes, int offset) {
        return nodes.size() == 1 ? nodes.get(0) : Nodes.parentheses(nodes, offset);
    }

    private static Optional<List<Node>> convert(Call call) {
        if (call.arguments().size() != 2) {
            return Optional.empty();
        }
        return Optional.of(cast(call.arguments().get(1), call.arguments().get(0), call.name()));
    }

    /** @param name the word of the user's text that stands for the cast */
    private static List<Node> cast(List<Node> expression, List<Node> type, Leaf name) {
        List<Node> inside = new ArrayList<>(expression);
        inside.add(Nodes.word("as", name.start()));
        inside.addAll(type);
        return List.of(Nodes.rename(name, "cast"), Nodes.arguments(inside, name.start()));
    }
}
