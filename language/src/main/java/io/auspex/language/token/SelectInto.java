package io.auspex.language.token;

import java.util.List;
import java.util.Optional;

/**
 * Where {@code INTO [TEMPORARY | TEMP] [TABLE] name} stands in the one SELECT that writes, and so is a CREATE TABLE AS: the parser
 * asks what the statement is, the rewriter what to write instead, and the server which table it makes.
 *
 * @param into the index of the word INTO
 * @param name the index of the table's name, or of its schema's
 * @param end the index behind the name
 */
public record SelectInto(int into, int name, int end, boolean temporary) {
    /** @param tokens of a statement of any kind, which begins at the index {@code from} */
    public static Optional<SelectInto> find(List<Token> tokens, int from) {
        int into = Token.at(tokens, from).isWord("select")
                        || Token.at(tokens, from).isWord("with")
                ? indexOfInto(tokens, from)
                : -1;
        if (into < 0) {
            return Optional.empty();
        }
        int name = into + 1;
        boolean temporary =
                Token.at(tokens, name).isWord("temp") || Token.at(tokens, name).isWord("temporary");
        name += temporary ? 1 : 0;
        name += Token.at(tokens, name).isWord("table") ? 1 : 0;
        if (!Token.at(tokens, name).isName()) {
            return Optional.empty();
        }
        int end = name + 1;
        while (Token.at(tokens, end).isSymbol('.') && Token.at(tokens, end + 1).isName()) {
            end += 2;
        }
        return Optional.of(new SelectInto(into, name, end, temporary));
    }

    /** Of the outermost SELECT, before its FROM, whatever follows it; -1 where there is none. */
    public static int indexOfInto(List<Token> tokens, int from) {
        int depth = 0;
        boolean select = false;
        for (int i = from; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')')) {
                depth--;
            } else if (depth == 0 && token.isWord("select")) {
                select = true;
            } else if (depth == 0 && select && token.isWord("into")) {
                return i;
            } else if (depth == 0 && endsSearch(token)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean endsSearch(Token token) {
        return token.isWord("from") || token.isWord("insert") || token.isWord("update") || token.isWord("delete");
    }
}
