package io.auspex.server.access;

import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names in a statement's text, whatever they stand for there. The engine says which tables a statement reads, but not
 * whether it reads them itself or through a view; a table whose name is nowhere in the text is read through a view for sure.
 * Every doubt - a column of the same name, a name in a string - counts as a mention.
 */
final class Mentions {
    private final List<Token> tokens;
    private final Set<String> schemas;
    private final Collection<String> searchPath;

    /**
     * @param schemas that there are, in lower case
     * @param searchPath where names without a schema are looked up, in lower case
     */
    Mentions(String sql, Set<String> schemas, Collection<String> searchPath) {
        this.tokens = Lexer.tokenize(sql);
        this.schemas = schemas;
        this.searchPath = searchPath;
    }

    /** Whether the word stands anywhere, in whatever case. */
    boolean has(String word) {
        return tokens.stream()
                .anyMatch(token -> (token.isName() && token.text().equalsIgnoreCase(word)) || inString(token, word));
    }

    private static boolean inString(Token token, String word) {
        return token.kind() == Token.Kind.STRING
                && token.text().toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether the object stands there with its schema. */
    boolean hasQualified(QualifiedName name) {
        for (int i = 2; i < tokens.size(); i++) {
            if (isName(i, name.name())
                    && tokens.get(i - 1).isSymbol('.')
                    && isName(i - 2, name.schema().orElseThrow())) {
                return true;
            }
        }
        return false;
    }

    /** Whether something in the text could be this object. */
    boolean mayMean(QualifiedName name) {
        for (int i = 0; i < tokens.size(); i++) {
            if (isName(i, name.name())
                    ? mayBeIn(i, name.schema().orElseThrow())
                    : inString(tokens.get(i), name.name())) {
                return true;
            }
        }
        return false;
    }

    /** Whether something in the text could be a call of this function. */
    boolean mayCall(QualifiedName name) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (isName(i, name.name())
                    && tokens.get(i + 1).isSymbol('(')
                    && mayBeIn(i, name.schema().orElseThrow())) {
                return true;
            }
        }
        return false;
    }

    private boolean isName(int index, String name) {
        return tokens.get(index).isName() && tokens.get(index).text().equalsIgnoreCase(name);
    }

    /** What stands before the point is a schema, or an alias or the database, which say nothing of the schema. */
    private boolean mayBeIn(int index, String schema) {
        boolean qualified = index >= 2
                && tokens.get(index - 1).isSymbol('.')
                && tokens.get(index - 2).isName();
        if (qualified) {
            String qualifier = tokens.get(index - 2).text().toLowerCase(Locale.ROOT);
            if (schemas.contains(qualifier)) {
                return qualifier.equalsIgnoreCase(schema);
            }
        }
        return searchPath.contains(schema.toLowerCase(Locale.ROOT));
    }
}
