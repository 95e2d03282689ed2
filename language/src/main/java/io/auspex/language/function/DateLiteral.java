package io.auspex.language.function;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Constants of dates and timestamps that are not written as ISO 8601 says, in the order month, day, year that Redshift expects:
 * the page "Date, TIME, TIMETZ, and datetime literals".
 */
public final class DateLiteral {
    private record Form(Pattern pattern, String format) {}

    private static final List<Form> FORMS = List.of(
            new Form(Pattern.compile("[A-Za-z]{3,9} \\d{1,2},? \\d{4}"), "Month DD YYYY"),
            new Form(Pattern.compile("[A-Za-z]{3}-\\d{1,2}-\\d{4}"), "Mon-DD-YYYY"),
            new Form(Pattern.compile("\\d{1,2}-[A-Za-z]{3}-\\d{4}"), "DD-Mon-YYYY"),
            new Form(Pattern.compile("\\d{4}-[A-Za-z]{3}-\\d{1,2}"), "YYYY-Mon-DD"),
            new Form(Pattern.compile("\\d{1,2}/\\d{1,2}/\\d{4}"), "MM/DD/YYYY"),
            new Form(Pattern.compile("\\d{1,2}\\.\\d{1,2}\\.\\d{4}"), "MM.DD.YYYY"),
            new Form(Pattern.compile("\\d{1,2}-\\d{1,2}-\\d{4}"), "MM-DD-YYYY"),
            new Form(Pattern.compile("\\d{1,2}/\\d{1,2}/\\d{2}"), "MM/DD/YY"),
            new Form(Pattern.compile("\\d{8}"), "YYYYMMDD"));
    private static final Pattern TIME = Pattern.compile("(.*?)( +\\d{1,2}:\\d{2}.*)?");

    private DateLiteral() {}

    /** The same with an ISO date; empty where it has one, or is nothing that is known here. */
    public static Optional<String> iso(String text) {
        var parts = TIME.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String date = parts.group(1).replace(",", "");
        for (Form form : FORMS) {
            if (form.pattern().matcher(date).matches()) {
                String iso = MomentReader.read(date, form.format(), true).substring(0, 10);
                return Optional.of(parts.group(2) == null ? iso : iso + parts.group(2));
            }
        }
        return Optional.empty();
    }
}
