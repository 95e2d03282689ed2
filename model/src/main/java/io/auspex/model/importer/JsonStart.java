package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first property name of a JSON object: enough to tell the libraries' files apart without reading them whole. */
final class JsonStart {
    private static final int MOST_BYTES = 1024;
    private static final Pattern FIRST_NAME = Pattern.compile("\\s*\\{\\s*\"([^\"\\\\]*)\"\\s*:");

    private JsonStart() {}

    /** Whether the file is a JSON object whose first property has one of these names. */
    static boolean names(byte[] file, String... names) {
        String start = new String(file, 0, Math.min(file.length, MOST_BYTES), UTF_8);
        Matcher first = FIRST_NAME.matcher(start);
        if (!first.lookingAt()) {
            return false;
        }
        for (String name : names) {
            if (name.equals(first.group(1))) {
                return true;
            }
        }
        return false;
    }
}
