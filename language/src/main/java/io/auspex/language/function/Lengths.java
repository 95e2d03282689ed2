package io.auspex.language.function;

/** Texts and the bytes that Redshift's VARCHAR(n) and CHAR(n) count. */
final class Lengths {
    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;
    private static final int THREE_BYTES = 0x10000;

    private Lengths() {}

    /** As many whole characters from the beginning as fit into so many bytes of UTF-8. */
    static String cut(String text, int bytes) {
        int left = bytes;
        int i = 0;
        while (i < text.length()) {
            int character = text.codePointAt(i);
            left -= length(character);
            if (left < 0) {
                return text.substring(0, i);
            }
            i += Character.charCount(character);
        }
        return text;
    }

    private static int length(int character) {
        if (character < ONE_BYTE) {
            return 1;
        }
        return character < TWO_BYTES ? 2 : character < THREE_BYTES ? 3 : 4;
    }
}
