package io.auspex.language.dialect;

import io.auspex.language.dialect.FunctionRule.Call;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.function.NumberScale;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * TO_CHAR, TO_DATE, TO_TIMESTAMP and TO_NUMBER. A constant format of moments that the engine has the patterns for becomes its
 * own; everything else is left to the macros of these names.
 */
final class FormatFunctions {
    private FormatFunctions() {}

    static Map<String, FunctionRule> rules() {
        return Map.of(
                "to_char", FormatFunctions::toChar,
                "to_date", FormatFunctions::toDate,
                "to_timestamp", FormatFunctions::toTimestamp,
                "to_number", FormatFunctions::toNumber);
    }

    private static Optional<List<Node>> toChar(Call call) {
        if (call.arguments().size() != 2) {
            return Optional.empty();
        }
        Optional<DateFormat> known = format(call);
        boolean interval = Nodes.at(call.arguments().get(0), 0).isWord("interval");
        if (known.isEmpty() || interval) {
            return shown(call);
        }
        DateFormat format = known.get();
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

    /** A constant text is a moment, unless the format has digits, which only those of numbers have. */
    private static Optional<List<Node>> shown(Call call) {
        List<Node> format = call.arguments().get(1);
        boolean number = format.size() == 1
                && format.get(0) instanceof Leaf leaf
                && leaf.kind() == Kind.STRING
                && leaf.value().replaceAll("\"[^\"]*\"|HH12|HH24|hh12|hh24", "").matches("(?s).*[09].*|(?i)(FM)?RN");
        List<Node> value = call.arguments().get(0);
        return Optional.of(Nodes.call(call.name(), List.of(number ? value : DateFunctions.moment(value), format)));
    }

    private static Optional<List<Node>> toDate(Call call) {
        return parsed(call, "date");
    }

    private static Optional<List<Node>> toTimestamp(Call call) {
        return parsed(call, "timestamptz");
    }

    /** {@code cast(coalesce(try_strptime(text, ..), moment_read(text, format, strict)) as type)}: the engine where it can. */
    private static Optional<List<Node>> parsed(Call call, String type) {
        int count = call.arguments().size();
        if (count != 2 && count != 3) {
            return Optional.empty();
        }
        int offset = call.offset();
        List<Node> typed = new ArrayList<>(call.arguments().get(0));
        typed.addAll(Nodes.text("as varchar", offset));
        List<Node> text = Nodes.call(Nodes.word("cast", offset), List.of(typed));
        List<Node> strict = count == 3 ? call.arguments().get(2) : Nodes.text("false", offset);
        List<Node> read = SuperMacros.call(
                "moment_read", offset, List.of(text, call.arguments().get(1), strict));
        Optional<DateFormat> format = format(call).filter(DateFormat::isReadable);
        if (format.isPresent()) {
            List<Node> quick = Nodes.call(
                    Nodes.word("try_strptime", offset),
                    List.of(text, List.of(Nodes.literal(format.get().joined(), offset))));
            read = Nodes.call(Nodes.word("coalesce", offset), List.of(quick, read));
        }
        List<Node> cast = new ArrayList<>(read);
        cast.addAll(Nodes.text("as " + type, offset));
        return Optional.of(Nodes.call(Nodes.rename(call.name(), "cast"), List.of(cast)));
    }

    /** The scale of the number is that of the format, which therefore has to be known. */
    private static Optional<List<Node>> toNumber(Call call) {
        if (call.arguments().size() != 2) {
            return Optional.empty();
        }
        List<Node> format = call.arguments().get(1);
        if (format.size() != 1 || !(format.get(0) instanceof Leaf leaf) || leaf.kind() != Kind.STRING) {
            throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "the format of TO_NUMBER must be a constant")
                    .withHint("Write it as '99D99'.")
                    .at(call.offset());
        }
        int offset = call.offset();
        List<Node> read = new ArrayList<>(SuperMacros.call("number_read", offset, call.arguments()));
        read.addAll(Nodes.text("as decimal", offset));
        read.add(Nodes.arguments(Nodes.text("38 , " + NumberScale.of(leaf.value()), offset), offset));
        return Optional.of(Nodes.call(Nodes.rename(call.name(), "cast"), List.of(read)));
    }

    /** Of a constant; empty where it has a pattern that the engine lacks. */
    private static Optional<DateFormat> format(Call call) {
        List<Node> nodes = call.arguments().get(1);
        return nodes.size() == 1 && nodes.get(0) instanceof Leaf leaf && leaf.kind() == Kind.STRING
                ? DateFormat.parse(leaf.value())
                : Optional.empty();
    }
}
