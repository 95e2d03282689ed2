package io.auspex.language.parse;

import io.auspex.language.statement.AccessStatement;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.SecurableKind;
import io.auspex.language.statement.Statement;
import java.util.Optional;

/** {@code ALTER TABLE | VIEW | SCHEMA name OWNER TO user}. */
final class OwnerParser {
    private OwnerParser() {}

    /** Empty, and nothing read, where the statement says something else. */
    static Optional<Statement> parse(TokenCursor cursor) {
        int start = cursor.index();
        boolean schema = cursor.looksAt("alter", "schema");
        if (schema || cursor.looksAt("alter", "table") || cursor.looksAt("alter", "view")) {
            cursor.next();
            cursor.next();
            if (cursor.peek().isName() && !cursor.looksAt("if")) {
                QualifiedName name =
                        schema ? QualifiedName.of(cursor.name("a schema name")) : cursor.qualifiedName("a table name");
                if (cursor.accept("owner")) {
                    cursor.expect("to");
                    return Optional.of(new AccessStatement.ChangeOwner(
                            schema ? SecurableKind.SCHEMA : SecurableKind.TABLE, name, cursor.name("a user name")));
                }
            }
        }
        cursor.moveTo(start);
        return Optional.empty();
    }
}
