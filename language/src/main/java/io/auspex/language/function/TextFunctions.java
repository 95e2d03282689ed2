package io.auspex.language.function;

import java.time.LocalDateTime;
import java.util.List;

/** All of them. The macros of {@code redshift_functions.sql} call them by these names. */
public final class TextFunctions {
    private static final String PREFIX = "__auspex_text_";

    private TextFunctions() {}

    public static List<TextFunction> all() {
        return List.of(
                TextFunction.strict(PREFIX + "number_shown", 2, a -> NumberFormatter.format(a[0], a[1])),
                TextFunction.strict(PREFIX + "number_read", 2, a -> NumberReader.read(a[0], a[1])),
                TextFunction.strict(PREFIX + "moment_shown", 2, a -> MomentFormatter.format(moment(a[0]), a[1])),
                TextFunction.strict(
                        PREFIX + "moment_read", 3, a -> MomentReader.read(a[0], a[1], Boolean.parseBoolean(a[2]))),
                TextFunction.strict(PREFIX + "soundex", 1, a -> Digests.soundex(a[0])),
                TextFunction.strict(PREFIX + "crc32", 1, a -> Digests.crc32(a[0])),
                TextFunction.strict(PREFIX + "sha2", 2, a -> Digests.sha2(a[0], a[1])),
                TextFunction.strict(PREFIX + "strtol", 2, a -> Digests.strtol(a[0], a[1])),
                TextFunction.strict(PREFIX + "cut", 2, a -> Lengths.cut(a[0], Integer.parseInt(a[1]))));
    }

    /** As the engine prints a timestamp. */
    private static LocalDateTime moment(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
    }
}
