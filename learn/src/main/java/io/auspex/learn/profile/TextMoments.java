package io.auspex.learn.profile;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds out whether texts are dates or times, and written in which of the common forms. */
final class TextMoments {
    /**
     * A form of dates.
     *
     * @param pattern as Redshift's TO_DATE and TO_TIMESTAMP take it; empty for none
     * @param share of the texts that it reads, 0 to 1
     */
    record Form(String pattern, double share) {}

    private static final double LEAST_YEAR = 1800;
    private static final double GREATEST_YEAR = 2200;

    /** @param shape what a text must look like before it is worth reading: to read in vain is slow */
    private record Known(String pattern, Pattern shape, DateTimeFormatter formatter, boolean hasDate) {
        boolean reads(String text) {
            if (!shape.matcher(text).matches()) {
                return false;
            }
            try {
                var moment = formatter.parse(text);
                if (!hasDate) {
                    return true;
                }
                int year = moment.get(ChronoField.YEAR);
                return year >= LEAST_YEAR && year <= GREATEST_YEAR;
            } catch (DateTimeException noSuchDay) {
                return false;
            }
        }
    }

    private static final String DAY = "\\d{1,2}";
    private static final String CLOCK = "\\d{1,2}:\\d{2}(?::\\d{2}(?:[.]\\d{1,9})?)?";

    /** Of forms that read as many texts the first one counts. */
    private static final List<Known> KNOWN = List.of(
            known("YYYY-MM-DD", "\\d{4}-" + DAY + "-" + DAY, "uuuu-M-d", true),
            known(
                    "YYYY-MM-DD HH24:MI:SS",
                    "\\d{4}-\\d{2}-\\d{2}[T ]" + CLOCK + "(?:Z|[+-]\\d{2}(?::?\\d{2})?)?",
                    "uuuu-MM-dd['T'][' ']H:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][.SS][.S][XXX][XX][X]",
                    true),
            known("YYYY/MM/DD", "\\d{4}/" + DAY + "/" + DAY, "uuuu/M/d", true),
            known("YYYYMMDD", "\\d{8}", "uuuuMMdd", true),
            known("MM/DD/YYYY", DAY + "/" + DAY + "/\\d{4}", "M/d/uuuu", true),
            known("DD/MM/YYYY", DAY + "/" + DAY + "/\\d{4}", "d/M/uuuu", true),
            known("MM/DD/YYYY HH24:MI:SS", DAY + "/" + DAY + "/\\d{4} " + CLOCK, "M/d/uuuu H:mm[:ss]", true),
            known("DD/MM/YYYY HH24:MI:SS", DAY + "/" + DAY + "/\\d{4} " + CLOCK, "d/M/uuuu H:mm[:ss]", true),
            known("DD.MM.YYYY", DAY + "[.]" + DAY + "[.]\\d{4}", "d.M.uuuu", true),
            known("DD-MM-YYYY", DAY + "-" + DAY + "-\\d{4}", "d-M-uuuu", true),
            known("DD-Mon-YYYY", DAY + "[- ]\\p{L}{3}[- ]\\d{4}", "d[-][ ]MMM[-][ ]uuuu", true),
            known("Mon DD, YYYY", "\\p{L}{3} " + DAY + ", \\d{4}", "MMM d, uuuu", true),
            known("Month DD, YYYY", "\\p{L}{3,9} " + DAY + ", \\d{4}", "MMMM d, uuuu", true),
            known("HH24:MI:SS", CLOCK, "H:mm[:ss]", false));

    private TextMoments() {}

    private static Known known(String pattern, String shape, String format, boolean hasDate) {
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(format)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        return new Known(pattern, Pattern.compile(shape), formatter, hasDate);
    }

    /** The form that reads most of the texts. */
    static Form best(List<String> texts) {
        Form best = new Form("", 0);
        for (Known known : KNOWN) {
            int read = 0;
            for (String text : texts) {
                read += known.reads(text) ? 1 : 0;
            }
            double share = texts.isEmpty() ? 0 : (double) read / texts.size();
            if (share > best.share()) {
                best = new Form(known.pattern(), share);
            }
        }
        return best;
    }
}
