package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.List;

/** What Redshift knows and the engine does not, refused by name; and what the engine would let pass and Redshift does not. */
final class Refusals {
    private Refusals() {}

    /** @throws SqlException FEATURE_NOT_SUPPORTED or SYNTAX_ERROR */
    static void require(List<Node> siblings) {
        for (int i = 0; i < siblings.size(); i++) {
            Node node = siblings.get(i);
            Node next = Nodes.at(siblings, i + 1);
            if (node instanceof Group group) {
                require(group.children());
            } else if (node.isWord("connect") && next.isWord("by")) {
                throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "CONNECT BY is not supported")
                        .withHint("Write WITH RECURSIVE.")
                        .at(node.start());
            } else if (node.isWord("remove") && next.isWord("duplicates")) {
                throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "MERGE ... REMOVE DUPLICATES is not supported")
                        .withHint("Write WHEN MATCHED THEN and WHEN NOT MATCHED THEN.")
                        .at(node.start());
            } else if (node.isSymbol(',') && next.isWord("from")) {
                throw new SqlException(SqlState.SYNTAX_ERROR, "syntax error at or near \"from\"")
                        .withHint("Nothing stands behind the last comma.")
                        .at(next.start());
            }
        }
        if (!siblings.isEmpty() && siblings.get(siblings.size() - 1).isSymbol(',')) {
            throw new SqlException(SqlState.SYNTAX_ERROR, "syntax error: nothing stands behind the last comma")
                    .withHint("Remove the comma.")
                    .at(siblings.get(siblings.size() - 1).start());
        }
    }
}
