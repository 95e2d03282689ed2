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
        return Map.ofEntries(
                Map.entry("dateadd", DateFunctions::add),
                Map.entry("date_add", DateFunctions::add),
                Map.entry("datediff", DateFunctions::difference),
                Map.entry("date_diff", DateFunctions::difference),
                Map.entry("date_part", DateFunctions::part),
                Map.entry("pgdate_part", DateFunctions::part),
                Map.entry("date_trunc", DateFunctions::truncate),
                Map.entry("extract", DateFunctions::extract),
                Map.entry("getdate", DateFunctions::now),
                Map.entry("last_day", DateFunctions::moments),
                Map.entry("add_months", DateFunctions::moments),
                Map.entry("months_between", DateFunctions::moments));
    }

    /** {@code dateadd(month, n, d)} is {@code (d + interval '1 month' * n)}: a timestamp also where d is a date. */
    private static Optional<List<Node>> add(Call call) {
        if (call.arguments().size() != 3) {
            return Optional.empty();
        }
        int offset = call.offset();
        Leaf part = part(call, 0);
        List<Node> count = call.arguments().get(1);
        if (part.value().equals("year")) {
            return Optional.of(SuperMacros.call(
                    "add_years", offset, List.of(moment(call.arguments().get(2)), count)));
        }
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

    /** Constants among the arguments are moments; of a number they are none. */
    private static Optional<List<Node>> moments(Call call) {
        return Optional.of(Nodes.call(
                call.name(),
                call.arguments().stream().map(DateFunctions::moment).toList()));
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
        Leaf part = part(call, 0);
        List<Node> value = Nodes.call(
                Nodes.rename(call.name(), "date_part"),
                List.of(List.of(part), moment(call.arguments().get(1))));
        return Optional.of(withinSecond(value, part.value(), call.offset()));
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
        String canonical = ((Leaf) inside.get(0)).value();
        return Optional.of(withinSecond(Nodes.call(call.name(), List.of(inside)), canonical, call.offset()));
    }

    /** The engine counts milliseconds and microseconds from the beginning of the minute. */
    private static List<Node> withinSecond(List<Node> value, String part, int offset) {
        String modulus = part.equals("millisecond") ? "1000" : part.equals("microsecond") ? "1000000" : "";
        if (modulus.isEmpty()) {
            return value;
        }
        List<Node> inside = new ArrayList<>(value);
        inside.addAll(Nodes.text("% " + modulus, offset));
        return List.of(Nodes.parentheses(inside, offset));
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
