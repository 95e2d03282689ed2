package io.auspex.server.execute;

import java.util.List;
import java.util.Optional;

/**
 * A text in which some places were replaced, with the way back from a place in it to the original.
 *
 * @param before the replacements that had been made in the text before
 */
record ReplacedText(String sql, List<Replacement> replacements, Optional<ReplacedText> before) {
    ReplacedText {
        replacements = List.copyOf(replacements);
    }

    /**
     * One place that was replaced.
     *
     * @param text what stands there now
     * @param start of what stood there, in the original text
     * @param end behind it
     */
    record Replacement(String text, int start, int end) {}

    /** @param replacements in the order of their places, which do not overlap */
    static ReplacedText of(String original, List<Replacement> replacements) {
        StringBuilder sql = new StringBuilder();
        int copied = 0;
        for (Replacement replacement : replacements) {
            sql.append(original, copied, replacement.start()).append(replacement.text());
            copied = replacement.end();
        }
        return new ReplacedText(
                sql.append(original, copied, original.length()).toString(), replacements, Optional.empty());
    }

    /** This text, as made from one that had been made from another. */
    ReplacedText after(ReplacedText earlier) {
        return new ReplacedText(sql, replacements, Optional.of(earlier));
    }

    boolean isUnchanged() {
        return replacements.isEmpty() && before.map(ReplacedText::isUnchanged).orElse(true);
    }

    /** The place in the original text that a place in {@link #sql} came from. */
    int originalOffset(int offset) {
        int own = ownOffset(offset);
        return before.map(text -> text.originalOffset(own)).orElse(own);
    }

    private int ownOffset(int offset) {
        int shift = 0;
        for (Replacement replacement : replacements) {
            int start = replacement.start() + shift;
            if (offset < start) {
                break;
            }
            int end = start + replacement.text().length();
            if (offset < end) {
                return replacement.start();
            }
            shift = end - replacement.end();
        }
        return offset - shift;
    }
}
