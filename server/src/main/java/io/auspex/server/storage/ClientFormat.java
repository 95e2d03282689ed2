package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.Locale;
import java.util.Map;

/**
 * How rows travel between server and client: PostgreSQL's two text formats, from the "File Formats" section of its COPY page.
 *
 * @param csv quoted values instead of backslash escapes
 * @param nullText what stands for NULL: in text format before escapes are taken away, in CSV without quotes
 * @param headerLines lines to pass over when reading; any number but 0 writes one when writing
 * @param escape what takes the meaning from a quote within quotes, in CSV
 * @param quoteAll whether CSV puts quotes around every value that is not NULL
 */
public record ClientFormat(
        boolean csv, char delimiter, String nullText, long headerLines, char quote, char escape, boolean quoteAll) {

    /** @param options as the parser gives them */
    public static ClientFormat of(Map<String, String> options) {
        boolean csv = options.get("FORMAT").equals("CSV");
        for (String option : new String[] {"QUOTE", "ESCAPE", "FORCE_QUOTE"}) {
            if (!csv && options.containsKey(option)) {
                throw new SqlException(
                        SqlState.FEATURE_NOT_SUPPORTED, "COPY " + option + " is available in CSV format only");
            }
        }
        String encoding = options.getOrDefault("ENCODING", "UTF8")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[-_]", "");
        if (!encoding.equals("UTF8") && !encoding.equals("UNICODE")) {
            throw new SqlException(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            "COPY with ENCODING " + options.get("ENCODING") + " is not supported")
                    .withHint("Send UTF8.");
        }
        char quote = OptionValues.character(options, "QUOTE", "\"");
        char delimiter = OptionValues.character(options, "DELIMITER", csv ? "," : "\t");
        if (csv && quote == delimiter) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE, "COPY delimiter and quote must be different characters");
        }
        if (!csv && "\\abcdefghijklmnopqrstuvwxyz0123456789.".indexOf(Character.toLowerCase(delimiter)) >= 0) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "COPY delimiter cannot be \"" + delimiter + "\"");
        }
        String nullText = options.getOrDefault("NULL", csv ? "" : "\\N");
        if (nullText.indexOf('\n') >= 0 || nullText.indexOf('\r') >= 0 || nullText.indexOf(delimiter) >= 0) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "COPY null representation cannot hold a line break or the delimiter");
        }
        boolean header = options.getOrDefault("HEADER", "OFF").equals("ON");
        return new ClientFormat(
                csv,
                delimiter,
                nullText,
                options.containsKey("IGNOREHEADER") ? Long.parseLong(options.get("IGNOREHEADER")) : header ? 1 : 0,
                quote,
                options.containsKey("ESCAPE") ? OptionValues.character(options, "ESCAPE", "") : quote,
                options.containsKey("FORCE_QUOTE"));
    }
}
