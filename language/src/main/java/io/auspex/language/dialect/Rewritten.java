package io.auspex.language.dialect;

import java.util.List;

/**
 * A statement in the engine's dialect.
 *
 * @param sql one statement, without a semicolon
 * @param before engine statements to run first, in the same transaction; mostly none
 * @param offsets leads from {@code sql} back to the user's text
 */
public record Rewritten(String sql, List<String> before, OffsetMap offsets) {
    public Rewritten {
        before = List.copyOf(before);
    }

    /** Maps the position of an engine's error to the text that the user sent; 0-based, in UTF-16 units. */
    public int originalOffset(int offset) {
        return offsets.original(offset);
    }
}
