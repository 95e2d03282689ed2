package io.auspex.language.dialect;

import io.auspex.language.dialect.FunctionRule.Call;
import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds calls of the functions that have a rule: an unqualified name in front of parentheses. */
final class FunctionCalls implements SiblingRule {
    private final Map<String, FunctionRule> rules = new HashMap<>();

    FunctionCalls() {
        rules.putAll(DateFunctions.rules());
        rules.putAll(ConditionalFunctions.rules());
        rules.putAll(FormatFunctions.rules());
        rules.putAll(SuperFunctions.rules());
        rules.putAll(TextFunctionArguments.rules());
        rules.putAll(AbsentFunctions.rules());
    }

    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = null;
        for (int i = 0; i < siblings.size(); i++) {
            Optional<List<Node>> replacement = replacement(siblings, i);
            if (replacement.isPresent()) {
                result = result == null ? new ArrayList<>(siblings.subList(0, i)) : result;
                result.addAll(replacement.get());
                i++;
            } else if (result != null) {
                result.add(siblings.get(i));
            }
        }
        return result == null ? siblings : result;
    }

    private Optional<List<Node>> replacement(List<Node> siblings, int index) {
        if (!(siblings.get(index) instanceof Leaf name) || name.kind() != Kind.WORD) {
            return Optional.empty();
        }
        FunctionRule rule = rules.get(name.value());
        if (rule == null
                || !(Nodes.at(siblings, index + 1) instanceof Group group)
                || !group.isParentheses()
                || Nodes.at(siblings, index - 1).isSymbol('.')) {
            return Optional.empty();
        }
        return rule.rewrite(new Call(name, Nodes.splitAtCommas(group.children())));
    }
}
