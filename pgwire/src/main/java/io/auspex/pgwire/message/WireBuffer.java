package io.auspex.pgwire.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A growing array of bytes in network order, into which messages are encoded. It starts small and returns to being small
 * when it is emptied, so that an idle connection costs little; nothing is allocated per value.
 */
public final class WireBuffer {
    /** One message cannot be longer: its length is a signed 32-bit number, and an array not quite as long. */
    private static final int MAXIMUM_BYTES = 1 << 30;

    private static final int INITIAL_BYTES = 1 << 10;
    private static final int KEPT_BYTES = 1 << 17;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;
    private int messageStart = -1;

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Forgets the content, and the memory too where it was a lot. */
    public void clear() {
        size = 0;
        messageStart = -1;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
    }

    /** Forgets what follows the first {@code length} bytes: a message that could not be finished. */
    public void truncate(int length) {
        size = Math.min(size, length);
        messageStart = -1;
    }

    /** Starts a message of the given type; {@link #end} fills in its length. */
    public WireBuffer begin(char type) {
        reserve(5);
        bytes[size++] = (byte) type;
        messageStart = size;
        size += 4;
        return this;
    }

    public WireBuffer end() {
        setInt32(messageStart, size - messageStart);
        messageStart = -1;
        return this;
    }

    public WireBuffer int8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public WireBuffer int16(int value) {
        reserve(2);
        bytes[size] = (byte) (value >>> 8);
        bytes[size + 1] = (byte) value;
        size += 2;
        return this;
    }

    public WireBuffer int32(int value) {
        reserve(4);
        size += 4;
        setInt32(size - 4, value);
        return this;
    }

    public WireBuffer int64(long value) {
        int32((int) (value >>> 32));
        return int32((int) value);
    }

    public WireBuffer bytes(byte[] value, int from, int length) {
        reserve(length);
        System.arraycopy(value, from, bytes, size, length);
        size += length;
        return this;
    }

    public WireBuffer bytes(byte[] value) {
        return bytes(value, 0, value.length);
    }

    /** UTF-8 and a zero byte. A zero character inside would end the string early, so it becomes a question mark. */
    public WireBuffer string(String value) {
        return text(value.indexOf('\0') < 0 ? value : value.replace('\0', '?')).int8(0);
    }

    /** UTF-8 without an end mark; half of a surrogate pair becomes a question mark, as everywhere in Java. */
    public WireBuffer text(String value) {
        int length = value.length();
        reserve(length);
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                return bytes(value.getBytes(UTF_8));
            }
            bytes[at++] = (byte) c;
        }
        size = at;
        return this;
    }

    /** ASCII digits, with a minus sign where it is negative. */
    public WireBuffer decimal(long value) {
        if (value == Long.MIN_VALUE) {
            return text("-9223372036854775808");
        }
        if (value < 0) {
            int8('-');
        }
        return digits(Math.abs(value), 1);
    }

    /** ASCII digits of a non-negative number, with zeros in front up to the width. */
    public WireBuffer digits(long value, int width) {
        int length = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            length++;
        }
        length = Math.max(length, width);
        reserve(length);
        size += length;
        long rest = value;
        for (int at = size - 1; at >= size - length; at--) {
            long next = rest / 10;
            bytes[at] = (byte) ('0' + (rest - next * 10));
            rest = next;
        }
        return this;
    }

    /** Leaves room for the length of a value, to be filled in by {@link #endValue}. */
    public int beginValue() {
        reserve(4);
        size += 4;
        return size;
    }

    /** @param start what {@link #beginValue} gave */
    public void endValue(int start) {
        setInt32(start - 4, size - start);
    }

    /** Writes everything and empties the buffer. */
    public void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
        clear();
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Appends a part of another buffer. */
    public WireBuffer append(WireBuffer other, int from, int length) {
        return bytes(other.bytes, from, length);
    }

    /** The 32-bit number at a place. */
    public int int32At(int index) {
        return bytes[index] << 24
                | (bytes[index + 1] & 0xFF) << 16
                | (bytes[index + 2] & 0xFF) << 8
                | (bytes[index + 3] & 0xFF);
    }

    private void setInt32(int index, int value) {
        bytes[index] = (byte) (value >>> 24);
        bytes[index + 1] = (byte) (value >>> 16);
        bytes[index + 2] = (byte) (value >>> 8);
        bytes[index + 3] = (byte) value;
    }

    private void reserve(int more) {
        if (bytes.length - size >= more) {
            return;
        }
        long needed = (long) size + more;
        if (needed > MAXIMUM_BYTES) {
            throw new SqlException(SqlState.PROGRAM_LIMIT_EXCEEDED, "A row of the result is longer than 1 GB")
                    .withHint("Select fewer or shorter columns.");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAXIMUM_BYTES, Math.max(needed, 2L * bytes.length)));
    }
}
