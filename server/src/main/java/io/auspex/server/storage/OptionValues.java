package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.Map;

/** Reads values of options that COPY, UNLOAD and COPY to the client have in common. */
final class OptionValues {
    private OptionValues() {}

    /** A single character, perhaps written {@code \t} or as three octal digits behind a backslash. */
    static char character(Map<String, String> options, String option, String otherwise) {
        String text = options.getOrDefault(option, otherwise);
        if (text.equals("\\t")) {
            return '\t';
        }
        if (text.matches("\\\\[0-3][0-7]{2}")) {
            return (char) Integer.parseInt(text.substring(1), 8);
        }
        if (text.length() != 1 || text.charAt(0) == '\n' || text.charAt(0) == '\r') {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE, option + " must be one character, not '" + text + "'")
                    .withHint("A tab is written '\\t'.");
        }
        return text.charAt(0);
    }

    static SqlException contradiction(String first, String second) {
        return new SqlException(SqlState.SYNTAX_ERROR, "Only one of " + first + " and " + second + " can be used");
    }
}
