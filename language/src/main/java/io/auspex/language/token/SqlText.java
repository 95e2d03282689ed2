package io.auspex.language.token;

/** Writes names and values as SQL text, so that nothing a user typed is ever concatenated raw. */
public final class SqlText {
    private SqlText() {}

    /** The name in double quotes, as both PostgreSQL and the engine read it. */
    public static String quoteIdentifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The text in single quotes, with standard-conforming backslashes. */
    public static String quoteLiteral(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
