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

/** TO_CHAR, TO_DATE and TO_TIMESTAMP with a constant date format. Formats of numbers are not offered yet. */
final class FormatFunctions {
    private FormatFunctions() {}

    static Map<String, FunctionRule> rules() {
        return Map.of(
                "to_char", FormatFunctions::toChar,
                "to_date", FormatFunctions::toDate,
                "to_timestamp", FormatFunctions::toTimestamp);
    }

    private static Optional<List<Node>> toChar(Call call) {
        if (call.arguments().size() != 2) {
            return Optional.empty();
        }
        DateFormat format = format(call);
        List<Node> moment = DateFunctions.moment(call.arguments().get(0));
        if (format.isPlain()) {
            return Optional.of(formatted(call, moment, format.joined()));
        }
        List<Node> text = new ArrayList<>();
        for (DateFormat.Piece piece : format.pieces()) {
            if (!text.isEmpty()) {
                text.addAll(Nodes.text("||", call.offset()));
            }
            text.addAll(styled(call, formatted(call, moment, piece.format()), piece.style()));
        }
        return Optional.of(List.of(Nodes.parentheses(text, call.offset())));
    }

    private static List<Node> formatted(Call call, List<Node> moment, String format) {
        return Nodes.call(
                Nodes.word("strftime", call.offset()), List.of(moment, List.of(Nodes.literal(format, call.offset()))));
    }

    private static List<Node> styled(Call call, List<Node> text, DateFormat.Style style) {
        return switch (style) {
            case PLAIN -> text;
            case UPPER -> Nodes.call(Nodes.word("upper", call.offset()), List.of(text));
            case LOWER -> Nodes.call(Nodes.word("lower", call.offset()), List.of(text));
            case PADDED -> padded(call, text);
            case UPPER_PADDED -> padded(call, styled(call, text, DateFormat.Style.UPPER));
            case LOWER_PADDED -> padded(call, styled(call, text, DateFormat.Style.LOWER));
            case QUARTER -> reckoned(call, text, 2, 3);
            case WEEKDAY -> reckoned(call, text, 1, 1);
            case WEEK_OF_MONTH -> reckoned(call, text, 6, 7);
            case WEEK_OF_YEAR ->
                Nodes.call(
                        Nodes.word("lpad", call.offset()),
                        List.of(
                                reckoned(call, text, 6, 7),
                                Nodes.text("2", call.offset()),
                                List.of(Nodes.literal("0", call.offset()))));
        };
    }

    /** The number in a text, plus {@code summand}, divided by {@code divisor} and rounded down. */
    private static List<Node> reckoned(Call call, List<Node> text, int summand, int divisor) {
        int offset = call.offset();
        List<Node> number = cast(text, "integer", offset);
        number.addAll(Nodes.text("+ " + summand, offset));
        List<Node> whole = new ArrayList<>(List.of(Nodes.parentheses(number, offset)));
        whole.addAll(Nodes.text("/ " + divisor + ".0", offset));
        List<Node> floor = Nodes.call(Nodes.word("floor", offset), List.of(whole));
        return cast(cast(floor, "integer", offset), "varchar", offset);
    }

    private static List<Node> cast(List<Node> value, String type, int offset) {
        List<Node> typed = new ArrayList<>(value);
        typed.addAll(Nodes.text("as " + type, offset));
        return new ArrayList<>(Nodes.call(Nodes.word("cast", offset), List.of(typed)));
    }

    private static List<Node> padded(Call call, List<Node> text) {
        return Nodes.call(
                Nodes.word("rpad", call.offset()),
                List.of(text, Nodes.text("9", call.offset()), List.of(Nodes.literal(" ", call.offset()))));
    }

    private static Optional<List<Node>> toDate(Call call) {
        int count = call.arguments().size();
        return count == 2 || count == 3 ? Optional.of(parsed(call, "date")) : Optional.empty();
    }

    private static Optional<List<Node>> toTimestamp(Call call) {
        int count = call.arguments().size();
        return count == 2 || count == 3 ? Optional.of(parsed(call, "timestamptz")) : Optional.empty();
    }

    private static List<Node> parsed(Call call, String type) {
        int offset = call.offset();
        List<Node> text = new ArrayList<>(call.arguments().get(0));
        if (text.size() != 1 || !text.get(0).isKind(Kind.STRING)) {
            text.addAll(Nodes.text("as varchar", offset));
            text = Nodes.call(Nodes.word("cast", offset), List.of(text));
        }
        List<Node> cast = new ArrayList<>(Nodes.call(
                Nodes.word("strptime", offset),
                List.of(text, List.of(Nodes.literal(format(call).joined(), offset)))));
        cast.addAll(Nodes.text("as " + type, offset));
        return Nodes.call(Nodes.rename(call.name(), "cast"), List.of(cast));
    }

    private static DateFormat format(Call call) {
        List<Node> nodes = call.arguments().get(1);
        int offset = nodes.isEmpty() ? call.offset() : nodes.get(0).start();
        if (nodes.size() == 1 && nodes.get(0) instanceof Leaf leaf && leaf.kind() == Kind.STRING) {
            Optional<DateFormat> format = DateFormat.parse(leaf.value());
            boolean readable = call.name().value().equalsIgnoreCase("to_char")
                    || format.map(DateFormat::isReadable).orElse(false);
            if (format.isPresent() && readable) {
                return format.get();
            }
        }
        throw new SqlException(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "this format of " + call.name().value() + " is not supported")
                .withHint(
                        "Use a constant of YYYY, YY, MM, MONTH, MON, DD, DDD, DAY, DY, HH24, HH12, MI, SS, MS, US, AM, IYYY"
                                + " and IW; with TO_CHAR also Q, D, W and WW.")
                .at(offset);
    }
}
