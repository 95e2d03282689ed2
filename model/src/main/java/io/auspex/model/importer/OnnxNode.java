package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.model.artifact.ArtifactException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One operator of an ONNX graph (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), with its attributes by name.
 *
 * @param operator {@code Gemm}, {@code TreeEnsembleRegressor}, ...
 */
record OnnxNode(String operator, List<String> inputs, List<String> outputs, Map<String, ProtocolBuffer> attributes) {
    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int OPERATOR = 4;
    private static final int ATTRIBUTE = 5;
    private static final int ATTRIBUTE_NAME = 1;
    private static final int FLOAT = 2;
    private static final int INTEGER = 3;
    private static final int BYTES = 4;
    private static final int TENSOR = 5;
    private static final int FLOATS = 7;
    private static final int INTEGERS = 8;
    private static final int TEXTS = 9;

    private static final String WIDE = "_as_tensor";

    static OnnxNode of(ProtocolBuffer message) {
        Map<String, ProtocolBuffer> attributes = new HashMap<>();
        for (ProtocolBuffer attribute : message.messages(ATTRIBUTE)) {
            attributes.put(attribute.text(ATTRIBUTE_NAME), attribute);
        }
        return new OnnxNode(message.text(OPERATOR), message.texts(INPUT), message.texts(OUTPUT), attributes);
    }

    /** @throws ArtifactException if there is no such input */
    String input(int index) {
        if (index >= inputs.size()) {
            throw new ArtifactException("The ONNX operator " + operator + " has no input number " + (index + 1));
        }
        return inputs.get(index);
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    float real(String name, float otherwise) {
        return has(name) ? attributes.get(name).real(FLOAT, 0) : otherwise;
    }

    long integer(String name, long otherwise) {
        return has(name) ? attributes.get(name).integer(INTEGER, 0) : otherwise;
    }

    String text(String name, String otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        ByteBuffer bytes = attributes.get(name).raw(BYTES);
        return UTF_8.decode(bytes).toString();
    }

    float[] reals(String name) {
        return has(name) ? attributes.get(name).reals(FLOATS) : new float[0];
    }

    /** 32-bit numbers, or 64-bit ones that the operator keeps in a tensor. */
    double[] numbers(String name) {
        if (has(name + WIDE)) {
            return tensor(name + WIDE).values();
        }
        float[] narrow = reals(name);
        double[] numbers = new double[narrow.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = narrow[i];
        }
        return numbers;
    }

    int[] integers(String name) {
        long[] values = has(name) ? attributes.get(name).integers(INTEGERS) : new long[0];
        int[] integers = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            integers[i] = Math.toIntExact(Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, values[i])));
        }
        return integers;
    }

    List<String> texts(String name) {
        return has(name) ? attributes.get(name).texts(TEXTS) : List.of();
    }

    OnnxTensor tensor(String name) {
        return OnnxTensor.of(attributes.get(name).message(TENSOR));
    }
}
