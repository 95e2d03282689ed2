package io.auspex.language.token;

import java.util.List;

/** The query in a CREATE VIEW or CREATE TABLE AS: what it reads is asked about without what surrounds it. */
public final class CreatedQuery {
    private CreatedQuery() {}

    /**
     * Behind the first AS that stands outside parentheses, as a list of columns may stand before it, and without the WITH [NO] DATA
     * that is no part of the query. Text without such an AS is given back.
     */
    public static String of(String definition) {
        int depth = 0;
        List<Token> tokens = Lexer.tokenize(definition);
        for (Token token : tokens) {
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')')) {
                depth--;
            } else if (depth == 0 && token.isWord("as")) {
                return definition.substring(token.end(), end(tokens, definition.length()));
            }
        }
        return definition;
    }

    private static int end(List<Token> tokens, int end) {
        int last = tokens.size() - 1;
        while (last > 0 && tokens.get(last).isSymbol(';')) {
            last--;
        }
        int with = Token.at(tokens, last - 1).isWord("no") ? last - 2 : last - 1;
        boolean data =
                Token.at(tokens, last).isWord("data") && Token.at(tokens, with).isWord("with");
        return data ? tokens.get(with).start() : end;
    }
}
