package io.auspex.language.dialect;

import io.auspex.language.dialect.FunctionRule.Call;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * DATEADD, DATEDIFF, DATE_PART, DATE_TRUNC, EXTRACT and GETDATE. Redshift takes the date part as a bare word, which the engine
 * would look for among the columns, and in many spellings, which it does not know.
 */
final class DateFunctions {
    private DateFunctions() {}

    static Map<String, FunctionRule> rules() {
        return Map.of(
                "dateadd", DateFunctions::add,
                "date_add", DateFunctions::add,
                "datediff", DateFunctions::difference,
                "date_diff", DateFunctions::difference,
                "date_part", DateFunctions::part,
                "pgdate_part", DateFunctions::part,
                "date_trunc", DateFunctions::truncate,
                "extract", DateFunctions::extract,
                "getdate", DateFunctions::now);
    }

    /** {@code dateadd(month, n, d)} is {@code (d + interval '1 month' * n)}: a timestamp also where d is a date. */
    private static Optional<List<Node>> add(Call call) {
        if (call.arguments().size() != 3) {
            return Optional.empty();
        }
        int offset = call.offset();
        Leaf part = part(call, 0);
        List<Node> count = call.arguments().get(1);
        List<Node> sum = new ArrayList<>(moment(call.arguments().get(2)));
        if (sum.size() > 2 && !isQualifiedName(sum)) {
            sum = new ArrayList<>(List.of(Nodes.parentheses(sum, offset)));
        }
        sum.add(Nodes.text("+", offset).get(0));
        sum.add(Nodes.word("interval", offset));
        sum.add(Nodes.literal("1 " + part.value(), part.start()));
        sum.add(Nodes.text("*", offset).get(0));
        if (count.size() == 1 && count.get(0).isKind(Kind.NUMBER)) {
            sum.addAll(count);
        } else {
            List<Node> cast = new ArrayList<>(count);
            cast.addAll(Nodes.text("as bigint", offset));
            sum.add(Nodes.word("cast", offset));
            sum.add(Nodes.arguments(cast, offset));
        }
        return Optional.of(List.of(Nodes.parentheses(sum, offset)));
    }

    private static Optional<List<Node>> difference(Call call) {
        if (call.arguments().size() != 3) {
            return Optional.empty();
        }
        return Optional.of(Nodes.call(
                Nodes.rename(call.name(), "date_diff"),
                List.of(
                        List.of(part(call, 0)),
                        moment(call.arguments().get(1)),
                        moment(call.arguments().get(2)))));
    }

    private static Optional<List<Node>> part(Call call) {
        if (call.arguments().size() != 2) {
            return Optional.empty();
        }
        return Optional.of(Nodes.call(
                Nodes.rename(call.name(), "date_part"),
                List.of(List.of(part(call, 0)), moment(call.arguments().get(1)))));
    }

    private static Optional<List<Node>> truncate(Call call) {
        if (call.arguments().size() != 2 || !isDatePart(call.arguments().get(0))) {
            return Optional.empty();
        }
        return Optional.of(Nodes.call(
                call.name(),
                List.of(List.of(part(call, 0)), moment(call.arguments().get(1)))));
    }

    /** {@code extract(qtr from d)}. */
    private static Optional<List<Node>> extract(Call call) {
        if (call.arguments().size() != 1) {
            return Optional.empty();
        }
        List<Node> inside = new ArrayList<>(call.arguments().get(0));
        if (inside.size() < 3 || !inside.get(1).isWord("from") || !isDatePart(inside.subList(0, 1))) {
            return Optional.empty();
        }
        Leaf part = (Leaf) inside.get(0);
        inside.set(0, Nodes.rename(part, DateParts.canonical(part.value()).orElseThrow()));
        List<Node> moment = moment(List.copyOf(inside.subList(2, inside.size())));
        inside.subList(2, inside.size()).clear();
        inside.addAll(moment);
        return Optional.of(Nodes.call(call.name(), List.of(inside)));
    }

    private static Optional<List<Node>> now(Call call) {
        return call.arguments().isEmpty()
                ? Optional.of(List.of(Nodes.rename(call.name(), "localtimestamp")))
                : Optional.empty();
    }

    /** The date part as a string in the engine's spelling; other literals are left for the engine to judge. */
    private static Leaf part(Call call, int argument) {
        List<Node> nodes = call.arguments().get(argument);
        int offset = nodes.isEmpty() ? call.offset() : nodes.get(0).start();
        if (!isSingleName(nodes)) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, call.name().value() + " needs a date part")
                    .withHint("Write a part such as year, month, day or hour.")
                    .at(offset);
        }
        Leaf given = (Leaf) nodes.get(0);
        Optional<String> canonical = DateParts.canonical(given.value());
        if (canonical.isEmpty() && given.kind() != Kind.STRING) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "there is no date part " + given.value())
                    .withHint("Parts are year, quarter, month, week, day, hour, minute, second and others.")
                    .at(offset);
        }
        return Nodes.literal(canonical.orElse(given.value()), given.start());
    }

    private static boolean isDatePart(List<Node> nodes) {
        return isSingleName(nodes)
                && DateParts.canonical(((Leaf) nodes.get(0)).value()).isPresent();
    }

    private static boolean isQualifiedName(List<Node> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            if (i % 2 == 0 ? !nodes.get(i).isName() : !nodes.get(i).isSymbol('.')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSingleName(List<Node> nodes) {
        return nodes.size() == 1 && (nodes.get(0).isName() || nodes.get(0).isKind(Kind.STRING));
    }

    /** A bare string or parameter stands for a timestamp here; the engine cannot tell by itself. */
    static List<Node> moment(List<Node> nodes) {
        if (nodes.size() != 1) {
            return nodes;
        }
        Node node = nodes.get(0);
        if (node.isKind(Kind.STRING)) {
            return List.of(Nodes.word("timestamp", node.start()), node);
        }
        if (node.isKind(Kind.PARAMETER)) {
            List<Node> inside = new ArrayList<>(nodes);
            inside.addAll(Nodes.text("as timestamp", node.start()));
            return List.of(Nodes.word("cast", node.start()), Nodes.arguments(inside, node.start()));
        }
        return nodes;
    }
}
