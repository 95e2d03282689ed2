package io.auspex.pgwire.type;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.pgwire.message.MessageBody;
import io.auspex.pgwire.message.WireBuffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * NUMERIC in binary: the number of base-10,000 digits, the weight (power of 10,000) of the first of them, the sign, the
 * digits behind the decimal point that are shown, then the digits. From PostgreSQL's {@code numeric_send} and {@code
 * numeric_recv}.
 */
final class NumericFormat {
    private static final int DIGITS_PER_GROUP = 4;
    private static final int BASE = 10_000;
    private static final BigInteger BIG_BASE = BigInteger.valueOf(BASE);
    private static final int POSITIVE = 0x0000;
    private static final int NEGATIVE = 0x4000;
    private static final int MAXIMUM_SCALE = 0x3FFF;

    private NumericFormat() {}

    static void write(WireBuffer out, BigDecimal value) {
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        int groupsBehindPoint = (plain.scale() + DIGITS_PER_GROUP - 1) / DIGITS_PER_GROUP;
        BigInteger digits =
                plain.abs().setScale(groupsBehindPoint * DIGITS_PER_GROUP).unscaledValue();
        short[] groups = groups(digits);
        int used = groups.length;
        while (used > 0 && groups[used - 1] == 0) {
            used--;
        }
        out.int16(used);
        out.int16(used == 0 ? 0 : groups.length - groupsBehindPoint - 1);
        out.int16(plain.signum() < 0 ? NEGATIVE : POSITIVE);
        out.int16(plain.scale());
        for (int i = 0; i < used; i++) {
            out.int16(groups[i]);
        }
    }

    /** Base-10,000 digits, the most significant first, none for zero. */
    private static short[] groups(BigInteger value) {
        int bound = (value.bitLength() + 12) / 13 + 1;
        short[] reversed = new short[bound];
        int count = 0;
        BigInteger rest = value;
        while (rest.bitLength() > 63) {
            BigInteger[] parts = rest.divideAndRemainder(BIG_BASE);
            reversed[count++] = parts[1].shortValue();
            rest = parts[0];
        }
        for (long small = rest.longValue(); small > 0; small /= BASE) {
            reversed[count++] = (short) (small % BASE);
        }
        short[] groups = new short[count];
        for (int i = 0; i < count; i++) {
            groups[i] = reversed[count - 1 - i];
        }
        return groups;
    }

    /** @throws SqlException if the bytes are no number, or NaN or infinity, which DECIMAL does not have */
    static BigDecimal read(byte[] bytes) {
        MessageBody body = MessageBody.of(bytes);
        if (body.remaining() < 8) {
            throw malformed();
        }
        int groups = body.unsignedInt16();
        int weight = (short) body.unsignedInt16();
        int sign = body.unsignedInt16();
        int scale = body.unsignedInt16();
        if (sign != POSITIVE && sign != NEGATIVE) {
            throw new SqlException(
                    SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "NaN and infinity are not values of type numeric");
        }
        if (body.remaining() != groups * 2 || scale > MAXIMUM_SCALE) {
            throw malformed();
        }
        StringBuilder digits = new StringBuilder(groups * DIGITS_PER_GROUP + 1).append('0');
        for (int i = 0; i < groups; i++) {
            int group = body.unsignedInt16();
            if (group >= BASE) {
                throw malformed();
            }
            digits.append((char) ('0' + group / 1000))
                    .append((char) ('0' + group / 100 % 10))
                    .append((char) ('0' + group / 10 % 10))
                    .append((char) ('0' + group % 10));
        }
        int exponent = (weight + 1 - groups) * DIGITS_PER_GROUP;
        BigDecimal value = new BigDecimal(new BigInteger(digits.toString()), -exponent);
        // Trailing zero groups are left out on the wire, and a last group may reach beyond the scale.
        BigDecimal scaled = value.setScale(scale, RoundingMode.DOWN);
        return sign == NEGATIVE ? scaled.negate() : scaled;
    }

    private static SqlException malformed() {
        return new SqlException(SqlState.INVALID_TEXT_REPRESENTATION, "Malformed binary value of type numeric");
    }
}
