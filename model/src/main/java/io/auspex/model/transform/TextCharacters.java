package io.auspex.model.transform;

/**
 * What a character is in a text. By fixed ranges of the Unicode standard (version 13, blocks and their punctuation), not by the tables of
 * the Java version: a text has the same features everywhere and for good.
 */
final class TextCharacters {
    /** From here on no character has a smaller form that words would miss. */
    private static final int CASELESS = 0x0590;

    private TextCharacters() {}

    /** What a character does to words. */
    enum Kind {
        BLANK,
        /** Ends a word. */
        MARK,
        /** Belongs to the word around it. */
        LETTER,
        /** Is a word: signs of currencies, pictures, and the characters of scripts that put no blanks between words. */
        ALONE
    }

    static Kind kind(int character) {
        if (character < 0x80) {
            return ascii(character);
        }
        if (isCurrency(character)) {
            return Kind.ALONE;
        }
        if (character < 0x100) {
            return latin(character);
        }
        if (character < 0x2000) {
            return character == 0x1680 ? Kind.BLANK : Kind.LETTER;
        }
        if (character < 0x3000) {
            return symbol(character);
        }
        return eastAndBeyond(character);
    }

    private static Kind ascii(int character) {
        if (character <= ' ' || character == 0x7F) {
            return Kind.BLANK;
        }
        if (isDigit(character) || character == '_' || isAsciiLetter(character)) {
            return Kind.LETTER;
        }
        return character == '$' ? Kind.ALONE : Kind.MARK;
    }

    private static Kind latin(int character) {
        if (character <= 0xA0) {
            return Kind.BLANK;
        }
        boolean letter = character >= 0xC0 || character == 0xAA || character == 0xB5 || character == 0xBA;
        return letter && character != 0xD7 && character != 0xF7 ? Kind.LETTER : Kind.MARK;
    }

    /** U+2000 to U+2FFF: punctuation, signs, arrows, dingbats; a few letters among them. */
    private static Kind symbol(int character) {
        if (character <= 0x200B || character == 0x2028 || character == 0x2029 || character == 0x202F) {
            return Kind.BLANK;
        }
        if (character <= 0x206F) {
            return Kind.MARK;
        }
        if (character >= 0x2190 && character < 0x2C00) {
            return Kind.ALONE;
        }
        return character >= 0x2E00 && character < 0x2E80 ? Kind.MARK : Kind.LETTER;
    }

    private static Kind eastAndBeyond(int character) {
        if (character == 0x3000 || character == 0xFEFF) {
            return Kind.BLANK;
        }
        if (character <= 0x3004 || between(character, 0x3008, 0x3020) || character == 0x3030) {
            return Kind.MARK;
        }
        if (between(character, 0x3005, 0x312F)
                || between(character, 0x31A0, 0x9FFF)
                || between(character, 0xF900, 0xFAFF)) {
            return Kind.ALONE;
        }
        if (between(character, 0xD800, 0xF8FF) || between(character, 0xFE00, 0xFE6F)) {
            return Kind.MARK;
        }
        if (between(character, 0xFF00, 0xFF0F)
                || between(character, 0xFF1A, 0xFF20)
                || between(character, 0xFF3B, 0xFF40)
                || between(character, 0xFF5B, 0xFF65)) {
            return Kind.MARK;
        }
        return between(character, 0x1F000, 0x1FAFF) || between(character, 0x20000, 0x3FFFF) ? Kind.ALONE : Kind.LETTER;
    }

    private static boolean between(int character, int first, int last) {
        return character >= first && character <= last;
    }

    /** The small form of a Latin, Greek, Cyrillic or Armenian letter; others as they are. */
    static int lower(int character) {
        if (character < 0x80) {
            return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
        }
        boolean cased =
                character < CASELESS || between(character, 0x1E00, 0x1FFF) || between(character, 0xFF21, 0xFF3A);
        // Which letters form a pair never changes: https://www.unicode.org/policies/stability_policy.html#Case_Pair
        return cased ? Character.toLowerCase(character) : character;
    }

    static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    static boolean isCurrency(int character) {
        return character == '$'
                || between(character, 0xA2, 0xA5)
                || between(character, 0x20A0, 0x20CF)
                || character == 0xFF04;
    }

    private static boolean isAsciiLetter(int character) {
        return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
    }
}
