package io.auspex.language.dialect;

import java.util.ArrayList;
import java.util.List;

/**
 * Calls of the macros for SUPER values in {@code redshift_functions.sql}. They do nothing to a value of another type, so that
 * a rule may write them where it cannot know the type.
 */
final class SuperMacros {
    /** The schema that {@link DialectFunctions} are in. */
    static final String SCHEMA = "auspex_dialect";

    private SuperMacros() {}

    static List<Node> call(String macro, int offset, List<List<Node>> arguments) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(Nodes.word(SCHEMA, offset));
        nodes.add(Nodes.symbol('.', offset));
        nodes.addAll(Nodes.call(Nodes.word(macro, offset), arguments));
        return nodes;
    }

    static List<Node> text(List<Node> value) {
        return call("super_text", value.get(0).start(), List.of(value));
    }

    static List<Node> number(List<Node> value) {
        return call("super_number", value.get(0).start(), List.of(value));
    }

    /** The value as something that compares with the other. */
    static List<Node> beside(List<Node> value, List<Node> other) {
        return call("super_beside", value.get(0).start(), List.of(value, other));
    }

    /** As Redshift prints it: text in double quotes. */
    static List<Node> shown(List<Node> value) {
        return call("super_shown", value.get(0).start(), List.of(value));
    }
}
