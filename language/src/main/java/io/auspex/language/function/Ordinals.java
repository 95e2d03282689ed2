package io.auspex.language.function;

/** The suffix of an ordinal number: 1st, 2nd, 3rd, 11th. */
final class Ordinals {
    private Ordinals() {}

    /**
     * @param digits of the number
     * @param pattern TH for capitals, th for small letters
     */
    static String suffix(String digits, String pattern) {
        char last = digits.isEmpty() ? '0' : digits.charAt(digits.length() - 1);
        boolean teens = digits.length() > 1 && digits.charAt(digits.length() - 2) == '1';
        String suffix = teens ? "th" : last == '1' ? "st" : last == '2' ? "nd" : last == '3' ? "rd" : "th";
        return pattern.startsWith("T") ? suffix.toUpperCase(java.util.Locale.ROOT) : suffix;
    }
}
