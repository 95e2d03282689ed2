package io.auspex.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command to the shell itself: a backslash, a name, and words, quoted where they hold blanks; or one of the words that people
 * type who want to leave or need help.
 */
record MetaCommand(String name, List<String> arguments) {
    private static final Pattern WORD = Pattern.compile("'((?:[^']|'')*)'|(\\S+)");

    private static final Pattern PLAIN = Pattern.compile("\\s*(help|exit|quit)\\s*;?\\s*", Pattern.CASE_INSENSITIVE);

    /** @param line of which {@link #isMetaCommand} holds */
    static MetaCommand parse(String line) {
        Matcher plain = PLAIN.matcher(line);
        if (plain.matches()) {
            return new MetaCommand(plain.group(1).toLowerCase(Locale.ROOT), List.of());
        }
        String text = line.strip().substring(1);
        while (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).strip();
        }
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(
                    matcher.group(1) == null
                            ? matcher.group(2)
                            : matcher.group(1).replace("''", "'"));
        }
        String name = words.isEmpty() ? "" : words.remove(0);
        return new MetaCommand(name, List.copyOf(words));
    }

    static boolean isMetaCommand(String line) {
        return line.stripLeading().startsWith("\\") || PLAIN.matcher(line).matches();
    }

    Optional<String> argument() {
        return arguments.stream().findFirst();
    }
}
