package io.auspex.model.transform;

import io.auspex.model.transform.TextCharacters.Kind;
import java.util.List;

/** Counts what {@link TextShape} tells of a text, in one pass and without copies. Used again for text after text, by one thread. */
final class TextTally {
    /** Of the features, in order. */
    static final List<String> NAMES = List.of(
            "length",
            "words",
            "word_length",
            "digits",
            "capitals",
            "punctuation",
            "non_ascii",
            "links",
            "addresses",
            "currencies",
            "exclamations",
            "questions",
            "long_numbers",
            "lines");

    /** So many digits in a row are a long number. */
    private static final int LONG_NUMBER = 5;

    private boolean missing;
    private int length;
    private int words;
    private int wordCharacters;
    private int digits;
    private int capitals;
    private int punctuation;
    private int nonAscii;
    private int links;
    private int addresses;
    private int currencies;
    private int exclamations;
    private int questions;
    private int longNumbers;
    private int lines;

    private void clear() {
        length = 0;
        words = 0;
        wordCharacters = 0;
        digits = 0;
        capitals = 0;
        punctuation = 0;
        nonAscii = 0;
        links = 0;
        addresses = 0;
        currencies = 0;
        exclamations = 0;
        questions = 0;
        longNumbers = 0;
        lines = 0;
    }

    /** @param text null is NULL */
    void count(String text) {
        missing = text == null;
        if (missing) {
            return;
        }
        clear();
        lines = text.isEmpty() ? 0 : 1;
        boolean inWord = false;
        int digitsInRow = 0;
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            Kind kind = TextCharacters.kind(character);
            countCharacter(character, kind);
            words += kind == Kind.ALONE || (kind == Kind.LETTER && !inWord) ? 1 : 0;
            inWord = kind == Kind.LETTER;
            digitsInRow = TextCharacters.isDigit(character) ? digitsInRow + 1 : 0;
            longNumbers += digitsInRow == LONG_NUMBER ? 1 : 0;
            at += Character.charCount(character);
            if (kind == Kind.BLANK) {
                countPlaces(text, start, at - 1);
                start = at;
            }
        }
        countPlaces(text, start, text.length());
    }

    private void countCharacter(int character, Kind kind) {
        length++;
        wordCharacters += kind == Kind.LETTER || kind == Kind.ALONE ? 1 : 0;
        digits += TextCharacters.isDigit(character) ? 1 : 0;
        capitals += TextCharacters.lower(character) != character ? 1 : 0;
        punctuation += kind == Kind.MARK ? 1 : 0;
        nonAscii += character >= 0x80 ? 1 : 0;
        currencies += TextCharacters.isCurrency(character) ? 1 : 0;
        exclamations += character == '!' ? 1 : 0;
        questions += character == '?' ? 1 : 0;
        lines += character == '\n' ? 1 : 0;
    }

    /** Whether what stands between two blanks is a link or an address of mail. */
    private void countPlaces(String text, int start, int end) {
        boolean link = end - start > 4 && text.regionMatches(true, start, "www.", 0, 4);
        int sign = -1;
        boolean address = false;
        for (int at = start; at < end; at++) {
            char character = text.charAt(at);
            link |= character == ':' && at + 3 < end && text.startsWith("//", at + 1);
            sign = character == '@' && at > start ? at : sign;
            address |= character == '.' && sign >= 0 && at > sign + 1 && at + 1 < end;
        }
        links += link ? 1 : 0;
        addresses += address && !link ? 1 : 0;
    }

    /** Fills the row of features {@code first} and following, in the order of {@link #NAMES}. */
    void fill(float[][] features, int first, int row) {
        int next = first;
        features[next++][row] = logarithm(length);
        features[next++][row] = logarithm(words);
        features[next++][row] = logarithm(words == 0 ? 0 : (double) wordCharacters / words);
        features[next++][row] = share(digits);
        features[next++][row] = share(capitals);
        features[next++][row] = share(punctuation);
        features[next++][row] = share(nonAscii);
        features[next++][row] = logarithm(links);
        features[next++][row] = logarithm(addresses);
        features[next++][row] = logarithm(currencies);
        features[next++][row] = logarithm(exclamations);
        features[next++][row] = logarithm(questions);
        features[next++][row] = logarithm(longNumbers);
        features[next][row] = logarithm(lines);
    }

    /** Exact on every machine, as {@link Math} need not be. */
    private float logarithm(double count) {
        return missing ? Float.NaN : (float) StrictMath.log1p(count);
    }

    private float share(int count) {
        if (missing) {
            return Float.NaN;
        }
        return length == 0 ? 0 : (float) ((double) count / length);
    }
}
