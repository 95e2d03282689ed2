package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A constant of an ONNX graph, as 64-bit numbers.
 *
 * @param shape lengths of its axes; empty for one number
 * @param values none if it is of texts
 * @param words none if it is of numbers
 */
record OnnxTensor(int[] shape, double[] values, List<String> words) {
    private static final int DIMENSIONS = 1;
    private static final int TYPE = 2;
    private static final int FLOATS = 4;
    private static final int INT_32 = 5;
    private static final int TEXTS = 6;
    private static final int INT_64 = 7;
    static final int NAME = 8;
    private static final int RAW = 9;
    private static final int DOUBLES = 10;
    private static final int LOCATION = 14;

    private static final int TYPE_FLOAT = 1;
    private static final int TYPE_INT_32 = 6;
    private static final int TYPE_INT_64 = 7;
    private static final int TYPE_TEXT = 8;
    private static final int TYPE_DOUBLE = 11;

    /** One number. */
    static OnnxTensor of(double number) {
        return new OnnxTensor(new int[0], new double[] {number}, List.of());
    }

    OnnxTensor mapped(DoubleUnaryOperator function) {
        return new OnnxTensor(shape, Arrays.stream(values).map(function).toArray(), words);
    }

    /** What it holds as names of classes. */
    List<String> texts() {
        return words.isEmpty()
                ? Arrays.stream(values)
                        .mapToObj(value -> Long.toString((long) value))
                        .toList()
                : words;
    }

    /** @throws ArtifactException if it is neither of numbers nor of texts, lies in another file, or does not have its shape */
    static OnnxTensor of(ProtocolBuffer message) {
        if (message.integer(LOCATION, 0) != 0) {
            throw new ArtifactException("The ONNX model keeps numbers in another file, which is not supported");
        }
        long[] dimensions = message.integers(DIMENSIONS);
        int[] shape = new int[dimensions.length];
        long count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            if (dimensions[axis] < 0 || dimensions[axis] > Integer.MAX_VALUE) {
                throw new ArtifactException("The ONNX model has a constant of the length " + dimensions[axis]);
            }
            shape[axis] = (int) dimensions[axis];
            count = Math.min(count * shape[axis], Integer.MAX_VALUE + 1L);
        }
        boolean texts = message.integer(TYPE, 0) == TYPE_TEXT;
        double[] values = texts ? new double[0] : values(message);
        List<String> words = texts ? message.texts(TEXTS) : List.of();
        if (values.length + words.size() != count) {
            throw new ArtifactException("The ONNX model has a constant of " + (values.length + words.size())
                    + " elements where " + count + " are expected");
        }
        return new OnnxTensor(shape, values, words);
    }

    private static double[] values(ProtocolBuffer message) {
        int type = (int) message.integer(TYPE, 0);
        ByteBuffer raw = message.raw(RAW);
        return switch (type) {
            case TYPE_FLOAT -> {
                float[] floats = message.reals(FLOATS);
                yield raw.hasRemaining() ? raw(raw, Float.BYTES, type) : numbers(floats.length, i -> floats[i]);
            }
            case TYPE_DOUBLE -> raw.hasRemaining() ? raw(raw, Double.BYTES, type) : message.doubles(DOUBLES);
            case TYPE_INT_32 -> {
                long[] integers = message.integers(INT_32);
                yield raw.hasRemaining() ? raw(raw, Integer.BYTES, type) : numbers(integers.length, i -> integers[i]);
            }
            case TYPE_INT_64 -> {
                long[] integers = message.integers(INT_64);
                yield raw.hasRemaining() ? raw(raw, Long.BYTES, type) : numbers(integers.length, i -> integers[i]);
            }
            default ->
                throw new ArtifactException(
                        "The ONNX model has a constant of type " + type + ", which is not supported");
        };
    }

    private interface Source {
        double at(int index);
    }

    private static double[] numbers(int count, Source source) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = source.at(i);
        }
        return numbers;
    }

    private static double[] raw(ByteBuffer raw, int width, int type) {
        return numbers(raw.remaining() / width, i -> switch (type) {
            case TYPE_FLOAT -> raw.getFloat(i * width);
            case TYPE_DOUBLE -> raw.getDouble(i * width);
            case TYPE_INT_32 -> raw.getInt(i * width);
            default -> raw.getLong(i * width);
        });
    }
}
