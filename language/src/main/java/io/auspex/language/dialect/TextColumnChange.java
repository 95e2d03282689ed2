package io.auspex.language.dialect;

import io.auspex.language.error.SqlException;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.SqlText;
import io.auspex.language.token.Token;
import java.util.List;
import java.util.Optional;

/**
 * ALTER TABLE that gives a text column a length: {@code ADD [COLUMN] c VARCHAR(n)} or {@code ALTER [COLUMN] c [SET DATA] TYPE
 * VARCHAR(n)}. The engine can neither add a constraint to a table nor exchange one, so that the table has to be made anew, by
 * a definition that this class derives from the present one.
 *
 * @param added whether the statement adds the column
 */
public record TextColumnChange(String column, boolean added, TextLength length) {
    /**
     * Empty for every other statement.
     *
     * @throws SqlException INVALID_PARAMETER_VALUE for a length that Redshift does not know
     */
    public static Optional<TextColumnChange> of(EngineStatement statement) {
        if (statement.kind() != EngineKind.ALTER_TABLE) {
            return Optional.empty();
        }
        List<Node> nodes = TreeBuilder.build(statement.text());
        // Behind ALTER TABLE and the first part of a name, which may be called like a keyword.
        for (int i = 3; i < nodes.size(); i++) {
            boolean action = !nodes.get(i - 1).isSymbol('.');
            if (action && nodes.get(i).isWord("add")) {
                int name = Nodes.at(nodes, i + 1).isWord("column") ? i + 2 : i + 1;
                return change(nodes, Nodes.at(nodes, name).isWord("if") ? name + 3 : name, 1, true);
            }
            if (action && nodes.get(i).isWord("alter")) {
                int name = Nodes.at(nodes, i + 1).isWord("column") ? i + 2 : i + 1;
                int type = Nodes.at(nodes, name + 1).isWord("set") ? 3 : 1;
                return Nodes.at(nodes, name + type).isWord("type")
                        ? change(nodes, name, type + 1, false)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<TextColumnChange> change(List<Node> nodes, int name, int typeBehind, boolean added) {
        if (!(Nodes.at(nodes, name) instanceof Node.Leaf column) || !column.isName()) {
            return Optional.empty();
        }
        return TextLength.at(nodes, name + typeBehind)
                .map(length -> new TextColumnChange(column.value(), added, length));
    }

    /**
     * The definition of the table with the column held to its new length, and to no other.
     *
     * @param definition CREATE TABLE as the engine writes it
     */
    public String applyTo(String definition) {
        List<Token> tokens = Lexer.tokenize(definition);
        String check = length.check(SqlText.quoteIdentifier(column));
        int last = -1;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (depth == 1 && token.isWord("check")) {
                int end = closing(tokens, i + 1);
                String present =
                        definition.substring(token.start(), tokens.get(end).end());
                if (TextLength.ofConstraint(present).isPresent() && names(tokens.subList(i, end))) {
                    return definition.substring(0, token.start())
                            + check
                            + definition.substring(tokens.get(end).end());
                }
            }
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')')) {
                depth--;
                last = token.start();
            }
        }
        return definition.substring(0, last) + ", " + check + definition.substring(last);
    }

    /** The place of the parenthesis that closes the one at the index. */
    private static int closing(List<Token> tokens, int open) {
        int depth = 0;
        int i = open;
        do {
            Token token = tokens.get(i++);
            depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
        } while (depth > 0);
        return i - 1;
    }

    /** Whether the constraint of a length is this column's. */
    private boolean names(List<Token> constraint) {
        for (int i = 0; i < constraint.size(); i++) {
            if (constraint.get(i).isWord("rtrim")) {
                return Token.at(constraint, i + 2).text().equalsIgnoreCase(column);
            }
        }
        return false;
    }
}
