package io.auspex.benchmark.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Puts the bytes of one message of the protocol together. */
final class Message {
    private final int type;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** @param type 0 for a start-up packet, which has none */
    Message(int type) {
        this.type = type;
    }

    Message int8(int value) {
        body.write(value);
        return this;
    }

    Message int16(int value) {
        return int8(value >>> 8).int8(value);
    }

    Message int32(int value) {
        return int16(value >>> 16).int16(value);
    }

    Message bytes(byte[] value) {
        body.writeBytes(value);
        return this;
    }

    /** UTF-8 and a zero byte. */
    Message string(String value) {
        return bytes(value.getBytes(UTF_8)).int8(0);
    }

    /** A length and so many bytes; null for NULL. */
    Message value(byte[] value) {
        return value == null ? int32(-1) : int32(value.length).bytes(value);
    }

    byte[] toBytes() {
        int header = type == 0 ? 4 : 5;
        ByteBuffer bytes = ByteBuffer.allocate(header + body.size());
        if (type != 0) {
            bytes.put((byte) type);
        }
        return bytes.putInt(4 + body.size()).put(body.toByteArray()).array();
    }
}
