package io.auspex.language.dialect;

import java.util.ArrayList;
import java.util.List;

/** GENERATE_SERIES in a SELECT list gives a row a value; the engine's function of that name gives a list there. */
final class SeriesRows implements SiblingRule {
    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = null;
        int copied = 0;
        for (int i = 0; i < siblings.size(); i++) {
            if (!siblings.get(i).isWord("select") || Nodes.at(siblings, i - 1).isSymbol('.')) {
                continue;
            }
            int end = OutputNames.endOfList(siblings, OutputNames.behindModifiers(siblings, i + 1));
            for (; i + 1 < end; i++) {
                if (siblings.get(i).isWord("generate_series")
                        && siblings.get(i + 1).isParentheses()
                        && !Nodes.at(siblings, i - 1).isSymbol('.')) {
                    result = result == null ? new ArrayList<>(siblings.size() + 2) : result;
                    result.addAll(siblings.subList(copied, i));
                    int offset = siblings.get(i).start();
                    result.addAll(Nodes.call(Nodes.word("unnest", offset), List.of(siblings.subList(i, i + 2))));
                    copied = i + 2;
                }
            }
        }
        if (result == null) {
            return siblings;
        }
        result.addAll(siblings.subList(copied, siblings.size()));
        return result;
    }
}
