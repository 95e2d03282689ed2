package io.auspex.language.dialect;

import io.auspex.language.token.Lexer;
import io.auspex.language.token.SelectInto;
import io.auspex.language.token.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code SELECT columns INTO [TEMP] [TABLE] name FROM ...} becomes {@code CREATE [TEMP] TABLE name AS SELECT columns FROM ...}. */
final class IntoClause {
    private IntoClause() {}

    /**
     * @param text of a statement that makes a table
     * @param nodes of the text, which stay as they are where it says so by CREATE
     */
    static List<Node> rewrite(String text, List<Node> nodes) {
        List<Token> tokens = Lexer.tokenize(text);
        Optional<SelectInto> found = SelectInto.find(tokens, 0);
        if (found.isEmpty()) {
            return nodes;
        }
        int offset = tokens.get(found.get().into()).start();
        int into = indexAt(nodes, offset);
        int name = indexAt(nodes, tokens.get(found.get().name()).start());
        // The name is not in parentheses, so its tokens are as many nodes.
        int end = name + found.get().end() - found.get().name();
        List<Node> result =
                new ArrayList<>(Nodes.text(found.get().temporary() ? "create temp table" : "create table", offset));
        result.addAll(nodes.subList(name, end));
        result.add(Nodes.word("as", offset));
        result.addAll(nodes.subList(0, into));
        result.addAll(nodes.subList(end, nodes.size()));
        return result;
    }

    /** Of what stands at a place in the text, outside parentheses. */
    private static int indexAt(List<Node> nodes, int offset) {
        int index = 0;
        while (nodes.get(index).start() < offset) {
            index++;
        }
        return index;
    }
}
