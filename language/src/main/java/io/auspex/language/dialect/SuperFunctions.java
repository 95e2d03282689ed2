package io.auspex.language.dialect;

import io.auspex.language.dialect.FunctionRule.Call;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** OBJECT(..), ARRAY(..) and JSON_EXTRACT_PATH_TEXT, and which functions read a SUPER value as a number or as text. */
final class SuperFunctions {
    private static final Set<String> NUMERIC = Set.of(
            ("abs avg ceil ceiling exp floor ln log log10 median mod pow power round sign sqrt stddev stddev_pop stddev_samp sum"
                            + " trunc truncate var_pop var_samp variance to_char percentile_cont cbrt dexp dlog1 dlog10")
                    .split(" "));
    private static final Set<String> TEXTUAL = Set.of(
            ("upper lower initcap length len char_length character_length trim btrim ltrim rtrim left right substring substr"
                            + " strpos charindex position replace regexp_replace regexp_substr regexp_instr regexp_count concat"
                            + " split_part lpad rpad reverse md5 listagg string_agg to_date to_timestamp to_number")
                    .split(" "));

    private SuperFunctions() {}

    static boolean isNumeric(Node name) {
        return name instanceof Leaf leaf && leaf.kind() == Kind.WORD && NUMERIC.contains(leaf.value());
    }

    static boolean isTextual(Node name) {
        return name instanceof Leaf leaf && leaf.kind() == Kind.WORD && TEXTUAL.contains(leaf.value());
    }

    static Map<String, FunctionRule> rules() {
        return Map.of(
                "object", call -> Optional.of(Nodes.call(Nodes.rename(call.name(), "json_object"), call.arguments())),
                "array", SuperFunctions::array,
                "json_extract_path_text", SuperFunctions::pathText);
    }

    /** Not PostgreSQL's {@code ARRAY(SELECT ..)}. */
    private static Optional<List<Node>> array(Call call) {
        boolean query = !call.arguments().isEmpty()
                && (Nodes.at(call.arguments().get(0), 0).isWord("select")
                        || Nodes.at(call.arguments().get(0), 0).isWord("with"));
        return query
                ? Optional.empty()
                : Optional.of(Nodes.call(Nodes.rename(call.name(), "json_array"), call.arguments()));
    }

    /** Several keys become one way into the text; the last argument may say that invalid text gives NULL. */
    private static Optional<List<Node>> pathText(Call call) {
        List<List<Node>> arguments = new ArrayList<>(call.arguments());
        int last = arguments.size() - 1;
        if (last < 1) {
            return Optional.empty();
        }
        List<Node> text = arguments.get(0);
        Node flag = arguments.get(last).size() == 1 ? arguments.get(last).get(0) : Nodes.at(List.of(), 0);
        if (flag.isWord("true") || flag.isWord("false")) {
            arguments.remove(last);
            if (flag.isWord("true")) {
                text = SuperMacros.call("super_valid", call.offset(), List.of(text));
            }
        }
        for (int i = 1; i < arguments.size() - 1; i++) {
            text = Nodes.call(Nodes.word("json_extract_path", call.offset()), List.of(text, arguments.get(i)));
        }
        if (arguments.size() < 2) {
            return Optional.empty();
        }
        Leaf name = Nodes.rename(call.name(), "json_extract_path_text");
        return Optional.of(Nodes.call(name, List.of(text, arguments.get(arguments.size() - 1))));
    }
}
