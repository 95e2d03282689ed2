package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.model.artifact.ArtifactException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of protocol buffers (https://protobuf.dev/programming-guides/encoding/), as far as a reader of models needs
 * them: the fields with one number, in order. Messages lie within one another, so nothing is read more often than it is
 * nested, and a copy is made of no more than is asked for.
 */
final class ProtocolBuffer {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int LONGEST_VARINT = 10;

    private final ByteBuffer bytes;

    ProtocolBuffer(byte[] file) {
        this(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
    }

    private ProtocolBuffer(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** What a field holds; {@code from} and {@code to} where it is a run of bytes. */
    private record Field(int number, int type, long value, int from, int to) {}

    private interface Reader {
        void read(Field field);
    }

    private void each(int wanted, Reader reader) {
        ByteBuffer rest = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        while (rest.hasRemaining()) {
            Field field = next(rest);
            if (field.number() == wanted) {
                reader.read(field);
            }
        }
    }

    private static Field next(ByteBuffer rest) {
        long tag = varint(rest);
        int number = (int) (tag >>> 3);
        int type = (int) (tag & 7);
        long value = 0;
        int from = rest.position();
        int to = from;
        switch (type) {
            case VARINT -> value = varint(rest);
            case FIXED_64 -> {
                require(rest, Long.BYTES);
                value = rest.getLong();
            }
            case FIXED_32 -> {
                require(rest, Integer.BYTES);
                value = rest.getInt();
            }
            case BYTES -> {
                long length = varint(rest);
                require(rest, length);
                from = rest.position();
                to = from + (int) length;
                rest.position(to);
            }
            default -> throw damaged();
        }
        if (number < 1) {
            throw damaged();
        }
        return new Field(number, type, value, from, to);
    }

    private static long varint(ByteBuffer rest) {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            require(rest, 1);
            byte next = rest.get();
            value |= (next & 0x7fL) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    private static void require(ByteBuffer rest, long length) {
        if (length < 0 || length > rest.remaining()) {
            throw damaged();
        }
    }

    private static ArtifactException damaged() {
        return new ArtifactException("The ONNX file is damaged or cut off");
    }

    private ByteBuffer part(Field field) {
        if (field.type() != BYTES) {
            throw damaged();
        }
        ByteBuffer part = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        part.limit(field.to()).position(field.from());
        return part;
    }

    boolean has(int number) {
        boolean[] found = new boolean[1];
        each(number, field -> found[0] = true);
        return found[0];
    }

    List<ProtocolBuffer> messages(int number) {
        List<ProtocolBuffer> messages = new ArrayList<>();
        each(number, field -> messages.add(new ProtocolBuffer(part(field))));
        return messages;
    }

    /** An empty message if there is none; the last one of several. */
    ProtocolBuffer message(int number) {
        List<ProtocolBuffer> messages = messages(number);
        return messages.isEmpty() ? new ProtocolBuffer(new byte[0]) : messages.get(messages.size() - 1);
    }

    List<String> texts(int number) {
        List<String> texts = new ArrayList<>();
        each(number, field -> texts.add(UTF_8.decode(part(field)).toString()));
        return texts;
    }

    /** Empty if there is none. */
    String text(int number) {
        List<String> texts = texts(number);
        return texts.isEmpty() ? "" : texts.get(texts.size() - 1);
    }

    /** No bytes if there are none. */
    ByteBuffer raw(int number) {
        ByteBuffer[] raw = {ByteBuffer.allocate(0)};
        each(number, field -> raw[0] = part(field).slice().order(ByteOrder.LITTLE_ENDIAN));
        return raw[0];
    }

    long integer(int number, long otherwise) {
        long[] value = {otherwise};
        each(number, field -> {
            if (field.type() != VARINT) {
                throw damaged();
            }
            value[0] = field.value();
        });
        return value[0];
    }

    /** Whole numbers, one by one or packed. */
    long[] integers(int number) {
        LongList values = new LongList();
        each(number, field -> {
            if (field.type() == VARINT) {
                values.add(field.value());
            } else {
                ByteBuffer packed = part(field);
                while (packed.hasRemaining()) {
                    values.add(varint(packed));
                }
            }
        });
        return values.toArray();
    }

    float real(int number, float otherwise) {
        float[] values = reals(number);
        return values.length == 0 ? otherwise : values[values.length - 1];
    }

    /** 32-bit numbers, one by one or packed. */
    float[] reals(int number) {
        FloatList values = new FloatList();
        each(number, field -> {
            if (field.type() == FIXED_32) {
                values.add(Float.intBitsToFloat((int) field.value()));
            } else {
                ByteBuffer packed = part(field);
                while (packed.hasRemaining()) {
                    require(packed, Float.BYTES);
                    values.add(packed.getFloat());
                }
            }
        });
        return values.toArray();
    }

    /** 64-bit numbers, one by one or packed. */
    double[] doubles(int number) {
        NumberList values = new NumberList();
        each(number, field -> {
            if (field.type() == FIXED_64) {
                values.add(Double.longBitsToDouble(field.value()));
            } else {
                ByteBuffer packed = part(field);
                while (packed.hasRemaining()) {
                    require(packed, Double.BYTES);
                    values.add(packed.getDouble());
                }
            }
        });
        return values.toArray();
    }
}
