package io.auspex.pgwire.message;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks through the body of one message; whatever it does not hold is a {@link ProtocolViolation}. */
public final class MessageBody {
    private final byte[] bytes;
    private final int end;
    private int at;

    MessageBody(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    public static MessageBody of(byte[] body) {
        return new MessageBody(body, 0, body.length);
    }

    public int remaining() {
        return end - at;
    }

    public int int8() {
        require(1);
        return bytes[at++];
    }

    public int unsignedInt16() {
        require(2);
        at += 2;
        return (bytes[at - 2] & 0xFF) << 8 | (bytes[at - 1] & 0xFF);
    }

    public int int32() {
        require(4);
        at += 4;
        return bytes[at - 4] << 24
                | (bytes[at - 3] & 0xFF) << 16
                | (bytes[at - 2] & 0xFF) << 8
                | (bytes[at - 1] & 0xFF);
    }

    /**
     * The number of things that follow.
     *
     * @param eachAtLeast bytes that each of them needs: a count that the rest of the message cannot hold is refused before
     *     anything is allocated for it
     */
    public int count(int eachAtLeast) {
        int count = unsignedInt16();
        if ((long) count * eachAtLeast > remaining()) {
            throw new ProtocolViolation("A message announces " + count + " items and is too short for them");
        }
        return count;
    }

    /**
     * Text up to a zero byte.
     *
     * @throws SqlException CHARACTER_NOT_IN_REPERTOIRE if it is not UTF-8
     */
    public String string() {
        int zero = at;
        while (zero < end && bytes[zero] != 0) {
            zero++;
        }
        if (zero == end) {
            throw new ProtocolViolation("A string in a message has no end");
        }
        int start = at;
        at = zero + 1;
        return utf8(bytes, start, zero - start);
    }

    /** A value as Bind sends it: a length, then so many bytes; null where the length is -1. */
    public byte[] value() {
        int length = int32();
        if (length == -1) {
            return null;
        }
        if (length < 0) {
            throw new ProtocolViolation("A message holds a value of negative length");
        }
        return bytes(length);
    }

    public byte[] bytes(int length) {
        require(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** Moves up to so many of the remaining bytes; gives their number. */
    public int read(byte[] target, int offset, int length) {
        int count = Math.min(length, remaining());
        System.arraycopy(bytes, at, target, offset, count);
        at += count;
        return count;
    }

    /** Says that the message should be over. */
    public void end() {
        if (at != end) {
            throw new ProtocolViolation(
                    "Invalid message format: bytes follow its contents, as where a text holds a zero byte");
        }
    }

    /**
     * Strictly decoded text.
     *
     * @throws SqlException CHARACTER_NOT_IN_REPERTOIRE if it is not UTF-8 or holds a zero character
     */
    public static String utf8(byte[] bytes) {
        String text = utf8(bytes, 0, bytes.length);
        if (text.indexOf('\0') >= 0) {
            throw new SqlException(
                    SqlState.CHARACTER_NOT_IN_REPERTOIRE, "Invalid byte sequence for encoding \"UTF8\": 0x00");
        }
        return text;
    }

    private static String utf8(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, from, length))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new SqlException(
                                SqlState.CHARACTER_NOT_IN_REPERTOIRE, "Invalid byte sequence for encoding \"UTF8\"")
                        .withHint("The server's encoding is UTF8; send client_encoding UTF8 text only.")
                        .causedBy(e);
            }
        }
        return text;
    }

    private void require(int more) {
        if (more > end - at) {
            throw new ProtocolViolation("A message is shorter than its contents");
        }
    }
}
