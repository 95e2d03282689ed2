package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.model.artifact.ArtifactException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a booster that was saved as Universal Binary JSON (https://ubjson.org, draft 12: big-endian), as far as XGBoost
 * uses it: objects without type, arrays with or without type and count.
 */
final class BoosterUbjson {
    private final ByteBuffer bytes;
    private int values;
    private long numbers;

    private BoosterUbjson(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Whether the bytes start like an object of this format: a brace, then the type of a name's length. */
    static boolean looksLike(byte[] booster) {
        return booster.length > 1 && booster[0] == '{' && "iUIlL#".indexOf(booster[1]) >= 0;
    }

    static BoosterDocument read(byte[] booster) {
        ByteBuffer bytes = ByteBuffer.wrap(booster, 1, booster.length - 1);
        try {
            return new BoosterDocument("", new BoosterUbjson(bytes).object(1));
        } catch (BufferUnderflowException truncated) {
            throw new ArtifactException("The booster ends too early", truncated);
        }
    }

    private Map<String, Object> object(int depth) {
        requireDepth(depth);
        long count = peek() == '#' ? count() : Long.MAX_VALUE;
        Map<String, Object> properties = new HashMap<>();
        for (long i = 0; i < count; i++) {
            byte marker = next();
            if (count == Long.MAX_VALUE && marker == '}') {
                break;
            }
            String name = text(marker);
            Object value = value(next(), depth);
            if (value != null) {
                properties.put(name, value);
            }
        }
        return properties;
    }

    private Object value(byte marker, int depth) {
        if (++values > BoosterDocument.MOST_VALUES) {
            throw new ArtifactException("The booster has more than " + BoosterDocument.MOST_VALUES + " values");
        }
        return switch (marker) {
            case 'Z' -> null;
            case 'T' -> true;
            case 'F' -> false;
            case 'S' -> text(next());
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            default -> number(marker);
        };
    }

    private Object array(int depth) {
        requireDepth(depth);
        if (peek() == '$') {
            bytes.get();
            return typedArray(bytes.get());
        }
        long count = peek() == '#' ? count() : Long.MAX_VALUE;
        List<Object> list = new ArrayList<>(0);
        for (long i = 0; i < count; i++) {
            byte marker = next();
            if (count == Long.MAX_VALUE && marker == ']') {
                break;
            }
            list.add(value(marker, depth));
        }
        boolean numbers = !list.isEmpty() && list.stream().allMatch(Double.class::isInstance);
        return numbers ? list.stream().mapToDouble(value -> (Double) value).toArray() : list;
    }

    private double[] typedArray(byte type) {
        int width = width(type);
        long count = count();
        if (count > bytes.remaining() / width) {
            throw new ArtifactException("The booster has a list of " + count + " numbers, but too few bytes for it");
        }
        numbers += count;
        BoosterDocument.requireNumbers(numbers);
        double[] list = new double[(int) count];
        for (int i = 0; i < list.length; i++) {
            list[i] = number(type);
        }
        return list;
    }

    private long count() {
        if (bytes.get() != '#') {
            throw new ArtifactException("The booster has a typed list without a length");
        }
        return length(bytes.get());
    }

    private long length(byte type) {
        double length = "iUIlL".indexOf(type) >= 0 ? number(type) : -1;
        if (length < 0) {
            throw new ArtifactException("The booster has a length that is no length at byte " + bytes.position());
        }
        return (long) length;
    }

    private String text(byte lengthType) {
        long length = length(lengthType);
        if (length > bytes.remaining()) {
            throw new ArtifactException("The booster has a text of " + length + " bytes, but ends before");
        }
        byte[] text = new byte[(int) length];
        bytes.get(text);
        return new String(text, UTF_8);
    }

    private double number(byte type) {
        return switch (type) {
            case 'i' -> bytes.get();
            case 'U' -> Byte.toUnsignedInt(bytes.get());
            case 'I' -> bytes.getShort();
            case 'l' -> bytes.getInt();
            case 'L' -> bytes.getLong();
            case 'd' -> bytes.getFloat();
            case 'D' -> bytes.getDouble();
            default -> throw unknownType(type);
        };
    }

    private int width(byte type) {
        return switch (type) {
            case 'i', 'U' -> 1;
            case 'I' -> 2;
            case 'l', 'd' -> 4;
            case 'L', 'D' -> 8;
            default -> throw unknownType(type);
        };
    }

    private ArtifactException unknownType(byte type) {
        return new ArtifactException(
                "The booster has a value of the unknown type " + type + " before byte " + bytes.position());
    }

    private byte peek() {
        skipNothings();
        return bytes.get(bytes.position());
    }

    private byte next() {
        skipNothings();
        return bytes.get();
    }

    private void skipNothings() {
        while (bytes.hasRemaining() && bytes.get(bytes.position()) == 'N') {
            bytes.get();
        }
        if (!bytes.hasRemaining()) {
            throw new BufferUnderflowException();
        }
    }

    private static void requireDepth(int depth) {
        if (depth > BoosterDocument.DEEPEST) {
            throw new ArtifactException("The booster is nested more than " + BoosterDocument.DEEPEST + " deep");
        }
    }
}
