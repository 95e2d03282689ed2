package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code FROM pg_get_cols() AS c(name name, number int)}: functions that return records have the names and types of their columns from
 * the query. Here the functions know their types, and the engine takes names alone.
 */
final class RecordColumns implements SiblingRule {
    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = null;
        for (int i = 0; i < siblings.size(); i++) {
            if (!isRecordFunction(siblings, i)) {
                continue;
            }
            int alias = Nodes.at(siblings, i + 2).isWord("as") ? i + 3 : i + 2;
            if (Nodes.at(siblings, alias).isName()
                    && Nodes.at(siblings, alias + 1) instanceof Group columns
                    && columns.isParentheses()) {
                result = result == null ? new ArrayList<>(siblings) : result;
                result.set(alias + 1, columns.with(names(columns.children())));
            }
        }
        return result == null ? siblings : result;
    }

    private static boolean isRecordFunction(List<Node> siblings, int index) {
        return siblings.get(index) instanceof Leaf name
                && name.isAnyWord()
                && name.value().startsWith("pg_get_")
                && Nodes.at(siblings, index + 1).isParentheses();
    }

    private static List<Node> names(List<Node> columns) {
        List<Node> names = new ArrayList<>();
        for (List<Node> column : Nodes.splitAtCommas(columns)) {
            if (column.isEmpty()) {
                return columns;
            }
            if (!names.isEmpty()) {
                names.add(Nodes.symbol(',', column.get(0).start()));
            }
            names.add(column.get(0));
        }
        return names;
    }
}
