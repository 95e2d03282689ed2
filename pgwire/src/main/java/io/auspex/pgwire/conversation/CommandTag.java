package io.auspex.pgwire.conversation;

/** The words of CommandComplete, from which drivers read how many rows there were. */
final class CommandTag {
    private CommandTag() {}

    /** @param tag first words; SHOW and EXPLAIN stay as they are, although they return rows */
    static String withRows(String tag, long rows) {
        return switch (tag) {
            case "SELECT", "FETCH", "UPDATE", "DELETE", "MERGE", "COPY" -> tag + " " + rows;
            // The first number once was the row's object identifier.
            case "INSERT" -> "INSERT 0 " + rows;
            default -> tag;
        };
    }
}
