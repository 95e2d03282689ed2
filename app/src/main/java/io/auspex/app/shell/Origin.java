package io.auspex.app.shell;

/**
 * Where a statement came from, for errors to name.
 *
 * @param source a file's name; empty for what was typed
 * @param line 1-based, the statement's first
 */
record Origin(String source, int line) {
    static final Origin TYPED = new Origin("", 1);

    /** @param linesBelow the line at fault, counted from the statement's first */
    Origin below(int linesBelow) {
        return new Origin(source, line + linesBelow);
    }

    /** What precedes an error message. */
    @Override
    public String toString() {
        return source.isEmpty() ? "" : source + ":" + line + ": ";
    }
}
