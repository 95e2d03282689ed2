package io.auspex.language.function;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32C;

/** SOUNDEX, CRC32, SHA2 and STRTOL. */
final class Digests {
    /** Of A to Z; vowels separate equal codes, H and W do not. */
    private static final String CODES = "01230120022455012623010202";

    private static final int SOUNDEX_LENGTH = 4;

    private Digests() {}

    /** American Soundex: the first letter and three digits; "" where there is no letter. */
    static String soundex(String text) {
        StringBuilder code = new StringBuilder(SOUNDEX_LENGTH);
        char last = '0';
        for (int i = 0; i < text.length() && code.length() < SOUNDEX_LENGTH; i++) {
            char letter = Character.toUpperCase(text.charAt(i));
            if (letter < 'A' || letter > 'Z') {
                continue;
            }
            char digit = CODES.charAt(letter - 'A');
            if (code.isEmpty()) {
                code.append(letter);
            } else if (digit != '0' && digit != last) {
                code.append(digit);
            }
            if (letter != 'H' && letter != 'W') {
                last = digit;
            }
        }
        if (code.isEmpty()) {
            return "";
        }
        while (code.length() < SOUNDEX_LENGTH) {
            code.append('0');
        }
        return code.toString();
    }

    /** CRC-32C as eight hexadecimal digits. */
    static String crc32(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    /** @param bits 0 means 256 */
    static String sha2(String text, String bits) {
        String algorithm =
                switch (bits) {
                    case "0", "256" -> "SHA-256";
                    case "224", "384", "512" -> "SHA-" + bits;
                    default ->
                        throw new SqlException(
                                        SqlState.INVALID_PARAMETER_VALUE, "SHA2 has no digest of " + bits + " bits")
                                .withHint("It has 224, 256, 384 and 512.");
                };
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** White space and a sign may stand before the digits, and 0x where the base is 16; no digits at all are 0. */
    static String strtol(String text, String base) {
        int radix = Integer.parseInt(base);
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "the base of STRTOL is " + base)
                    .withHint("It is between 2 and 36.");
        }
        String digits = text.strip();
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        if (radix == 16 && digits.regionMatches(true, 0, "0x", 0, 2)) {
            digits = digits.substring(2);
        }
        if (digits.isEmpty() || digits.charAt(0) == '\0') {
            return "0";
        }
        try {
            BigInteger value = new BigInteger(digits, radix);
            return (negative ? value.negate() : value).toString();
        } catch (NumberFormatException e) {
            throw new SqlException(
                            SqlState.INVALID_TEXT_REPRESENTATION, "\"" + text + "\" is no number of base " + base)
                    .causedBy(e);
        }
    }
}
