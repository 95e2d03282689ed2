package io.auspex.app.serve;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size that a user gives: {@code 500MB}, {@code 4GB}, {@code 2TB}, in units of a thousand as the engine counts. */
public record ByteSize(long megabytes) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s*(mb|gb|tb)");
    private static final long THOUSAND = 1_000;

    /** @throws IllegalArgumentException if it is none, or 0 */
    public static ByteSize parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException("'" + text + "' is no size; write 500MB, 4GB or 2TB");
        }
        long number = Long.parseLong(matcher.group(1));
        return new ByteSize(
                switch (matcher.group(2)) {
                    case "mb" -> number;
                    case "gb" -> number * THOUSAND;
                    default -> number * THOUSAND * THOUSAND;
                });
    }

    /** For the command line. */
    static final class Converter implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** As the engine reads it. */
    @Override
    public String toString() {
        return megabytes + "MB";
    }
}
