package io.auspex.language.dialect;

import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code LIKE other [INCLUDING | EXCLUDING DEFAULTS]} among the columns of CREATE TABLE.
 *
 * @param other the name of the table, with the parts that the user wrote
 * @param defaults whether defaults are wanted too
 * @param start of the clause in the statement's text
 * @param end behind it
 */
public record LikeClause(List<String> other, boolean defaults, int start, int end) {
    public LikeClause {
        other = List.copyOf(other);
    }

    /** The first one; a table is like one other. */
    public static Optional<LikeClause> of(EngineStatement statement) {
        if (statement.kind() != EngineKind.CREATE_TABLE) {
            return Optional.empty();
        }
        List<Token> tokens = Lexer.tokenize(statement.text());
        int depth = 0;
        for (int i = 1; i < tokens.size(); i++) {
            Token before = tokens.get(i - 1);
            depth += before.isSymbol('(') ? 1 : before.isSymbol(')') ? -1 : 0;
            boolean begins = depth == 1 && (before.isSymbol('(') || before.isSymbol(','));
            if (begins
                    && tokens.get(i).isWord("like")
                    && Token.at(tokens, i + 1).isName()) {
                return clause(tokens, i);
            }
        }
        return Optional.empty();
    }

    private static Optional<LikeClause> clause(List<Token> tokens, int like) {
        List<String> parts = new ArrayList<>();
        int i = like + 1;
        parts.add(tokens.get(i).text());
        while (Token.at(tokens, i + 1).isSymbol('.') && Token.at(tokens, i + 2).isName()) {
            i += 2;
            parts.add(tokens.get(i).text());
        }
        Token option = Token.at(tokens, i + 1);
        boolean including = option.isWord("including");
        boolean said = (including || option.isWord("excluding"))
                && Token.at(tokens, i + 2).isWord("defaults");
        Token last = tokens.get(said ? i + 2 : i);
        Token next = Token.at(tokens, said ? i + 3 : i + 1);
        return next.isSymbol(',') || next.isSymbol(')')
                ? Optional.of(new LikeClause(
                        parts, said && including, tokens.get(like).start(), last.end()))
                : Optional.empty();
    }
}
