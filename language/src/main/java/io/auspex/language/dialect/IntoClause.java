package io.auspex.language.dialect;

import java.util.ArrayList;
import java.util.List;

/** {@code SELECT columns INTO [TEMP] [TABLE] name FROM ...} becomes {@code CREATE [TEMP] TABLE name AS SELECT columns FROM ...}. */
final class IntoClause {
    private IntoClause() {}

    /** @param nodes of a statement that makes a table; they stay as they are if it says so by CREATE, or if INTO stands where none can be */
    static List<Node> rewrite(List<Node> nodes) {
        if (!Nodes.at(nodes, 0).isWord("select") && !Nodes.at(nodes, 0).isWord("with")) {
            return nodes;
        }
        int into = 0;
        while (into < nodes.size() && !nodes.get(into).isWord("into")) {
            into++;
        }
        int name = into + 1;
        boolean temporary =
                Nodes.at(nodes, name).isWord("temp") || Nodes.at(nodes, name).isWord("temporary");
        name += temporary ? 1 : 0;
        name += Nodes.at(nodes, name).isWord("table") ? 1 : 0;
        if (!Nodes.at(nodes, name).isName()) {
            return nodes;
        }
        int end = name + 1;
        while (Nodes.at(nodes, end).isSymbol('.') && Nodes.at(nodes, end + 1).isName()) {
            end += 2;
        }
        int offset = nodes.get(into).start();
        List<Node> result = new ArrayList<>(Nodes.text(temporary ? "create temp table" : "create table", offset));
        result.addAll(nodes.subList(name, end));
        result.add(Nodes.word("as", offset));
        result.addAll(nodes.subList(0, into));
        result.addAll(nodes.subList(end, nodes.size()));
        return result;
    }
}
