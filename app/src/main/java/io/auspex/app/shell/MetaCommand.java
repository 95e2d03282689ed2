package io.auspex.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command to the shell itself: a backslash, a name, and words, quoted where they hold blanks. */
record MetaCommand(String name, List<String> arguments) {
    private static final Pattern WORD = Pattern.compile("'((?:[^']|'')*)'|(\\S+)");

    /** @param line starting with a backslash */
    static MetaCommand parse(String line) {
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
        return line.stripLeading().startsWith("\\");
    }

    Optional<String> argument() {
        return arguments.stream().findFirst();
    }
}
