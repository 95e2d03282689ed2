package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.Token.Kind;
import java.util.List;
import java.util.Set;

/**
 * Refuses expressions of very many terms. The engine nests {@code a + b + c} to the left, and its planner takes time with the
 * cube of the depth: 400 terms take about a second, 900 half a minute in which nothing can be cancelled. AND and OR are lists for it.
 */
final class ExpressionLength {
    private static final int MOST_OPERATORS = 500;
    private static final Set<String> OPERATORS = Set.of("+", "-", "*", "/", "%", "||", "&", "|", "^");
    private static final Set<String> BORDERS = Set.of(
            "and", "or", "when", "then", "else", "end", "as", "select", "from", "where", "having", "on", "union",
            "set");

    private ExpressionLength() {}

    /** @throws SqlException PROGRAM_LIMIT_EXCEEDED */
    static void require(List<Node> siblings) {
        int operators = 0;
        for (Node node : siblings) {
            if (node instanceof Group group) {
                require(group.children());
            } else if (node instanceof Leaf leaf) {
                boolean border = leaf.isSymbol(',') || (leaf.kind() == Kind.WORD && BORDERS.contains(leaf.value()));
                boolean operator = leaf.kind() == Kind.OPERATOR && OPERATORS.contains(leaf.value());
                operators = border ? 0 : operators + (operator ? 1 : 0);
                if (operators > MOST_OPERATORS) {
                    throw new SqlException(SqlState.PROGRAM_LIMIT_EXCEEDED, "the expression has too many operators")
                            .withHint("Use at most " + MOST_OPERATORS
                                    + " in a row; put parts of it into parentheses, or into columns of a subquery.")
                            .at(leaf.start());
                }
            }
        }
    }
}
