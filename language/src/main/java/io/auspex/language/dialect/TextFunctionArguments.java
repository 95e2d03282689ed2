package io.auspex.language.dialect;

import io.auspex.language.dialect.FunctionRule.Call;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.Token.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Constants that SUBSTRING and SPLIT_PART do not take, which the engine makes something of. */
final class TextFunctionArguments {
    private TextFunctionArguments() {}

    static Map<String, FunctionRule> rules() {
        return Map.of(
                "substring", TextFunctionArguments::substring,
                "substr", TextFunctionArguments::substring,
                "split_part", TextFunctionArguments::splitPart);
    }

    private static Optional<List<Node>> substring(Call call) {
        if (call.arguments().size() == 3 && isNegative(call.arguments().get(2))) {
            throw new SqlException(SqlState.SUBSTRING_ERROR, "negative substring length not allowed").at(call.offset());
        }
        return Optional.empty();
    }

    private static Optional<List<Node>> splitPart(Call call) {
        List<Node> part = call.arguments().size() == 3 ? call.arguments().get(2) : List.of();
        boolean zero = part.size() == 1
                && part.get(0) instanceof Leaf leaf
                && leaf.kind() == Kind.NUMBER
                && leaf.value().equals("0");
        if (zero || isNegative(part)) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "field position must be greater than zero")
                    .at(call.offset());
        }
        return Optional.empty();
    }

    private static boolean isNegative(List<Node> nodes) {
        return nodes.size() == 2 && nodes.get(0).isOperator("-") && nodes.get(1).isKind(Kind.NUMBER);
    }
}
