package io.auspex.benchmark.predict.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes Protocol Buffers (https://protobuf.dev/programming-guides/encoding/), as much as an ONNX file needs: a field is its number
 * and kind, then a varint, or a length and bytes.
 */
final class MessageWriter {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;
    private static final int KIND_BITS = 3;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] toBytes() {
        return out.toByteArray();
    }

    MessageWriter integer(int field, long value) {
        varint(((long) field << KIND_BITS) | VARINT);
        varint(value);
        return this;
    }

    MessageWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    MessageWriter message(int field, MessageWriter value) {
        return bytes(field, value.toBytes());
    }

    MessageWriter number(int field, float value) {
        varint(((long) field << KIND_BITS) | FOUR_BYTES);
        fixed(value);
        return this;
    }

    /** Packed, in one field. */
    MessageWriter numbers(int field, float[] values) {
        MessageWriter packed = new MessageWriter();
        for (float value : values) {
            packed.fixed(value);
        }
        return message(field, packed);
    }

    /** Packed, in one field. */
    MessageWriter integers(int field, int[] values) {
        MessageWriter packed = new MessageWriter();
        for (int value : values) {
            packed.varint(value);
        }
        return message(field, packed);
    }

    private MessageWriter bytes(int field, byte[] value) {
        varint(((long) field << KIND_BITS) | BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void fixed(float value) {
        int bits = Float.floatToRawIntBits(value);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(bits >>> shift);
        }
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
