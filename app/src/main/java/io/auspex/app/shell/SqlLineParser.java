package io.auspex.app.shell;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/** Tells the line editor when a statement is complete, so that Enter starts a new line until then, and what a word is. */
final class SqlLineParser extends DefaultParser {
    SqlLineParser() {
        // Quotes and backslashes are SQL's, not the editor's.
        setQuoteChars(new char[0]);
        setEscapeChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        boolean submitted = context == ParseContext.ACCEPT_LINE || context == ParseContext.UNSPECIFIED;
        if (submitted && !MetaCommand.isMetaCommand(line) && !StatementBuffer.isComplete(line)) {
            throw new EOFError(-1, cursor, "the statement is not complete", "-");
        }
        return super.parse(line, cursor, context);
    }

    @Override
    public boolean isDelimiterChar(CharSequence buffer, int position) {
        char c = buffer.charAt(position);
        return Character.isWhitespace(c) || "(),;=<>+*".indexOf(c) >= 0;
    }
}
