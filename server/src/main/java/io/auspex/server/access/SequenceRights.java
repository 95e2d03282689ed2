package io.auspex.server.access;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;

/**
 * Keeps sequences to superusers. They have no owners, and nothing can be granted on them; those behind IDENTITY columns are moved
 * on by inserting.
 */
public final class SequenceRights {
    private SequenceRights() {}

    /**
     * Refuses a statement that moves or reads a sequence.
     *
     * @param sql as somebody who is no superuser wrote it, or in the engine's dialect where that adds no call of its own
     * @throws SqlException INSUFFICIENT_PRIVILEGE
     */
    public static void requireNone(String sql) {
        for (Token token : Lexer.tokenize(sql)) {
            if (token.isName()
                    && (token.text().equalsIgnoreCase("nextval") || token.text().equalsIgnoreCase("currval"))) {
                throw new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for sequences")
                        .withHint("Columns that count are declared IDENTITY(1, 1).");
            }
        }
    }
}
