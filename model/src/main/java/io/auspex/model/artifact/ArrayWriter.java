package io.auspex.model.artifact;

import io.auspex.model.artifact.Manifest.ArrayEntry;
import io.auspex.model.artifact.Manifest.ElementType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Collects arrays for {@code arrays.bin}; each {@code add} gives the position that the manifest names it by. */
final class ArrayWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<ArrayEntry> entries = new ArrayList<>();

    int add(int[] values) {
        ByteBuffer buffer = buffer((long) values.length * Integer.BYTES);
        buffer.asIntBuffer().put(values);
        return add(ElementType.INT32, values.length, buffer.array());
    }

    int add(float[] values) {
        ByteBuffer buffer = buffer((long) values.length * Float.BYTES);
        buffer.asFloatBuffer().put(values);
        return add(ElementType.FLOAT32, values.length, buffer.array());
    }

    int add(double[] values) {
        ByteBuffer buffer = buffer((long) values.length * Double.BYTES);
        buffer.asDoubleBuffer().put(values);
        return add(ElementType.FLOAT64, values.length, buffer.array());
    }

    /** @param size how many bits count, set or not */
    int add(BitSet values, int size) {
        byte[] padded = Arrays.copyOf(values.toByteArray(), (size + 7) / 8);
        return add(ElementType.BITS, padded.length, padded);
    }

    private ByteBuffer buffer(long length) {
        ArtifactLimits.requireArrayBytes(bytes.size() + length + ArrayEntry.ALIGNMENT);
        return ByteBuffer.wrap(new byte[(int) length]).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int add(ElementType type, int length, byte[] encoded) {
        while (bytes.size() % ArrayEntry.ALIGNMENT != 0) {
            bytes.write(0);
        }
        entries.add(new ArrayEntry(type, bytes.size(), length));
        bytes.writeBytes(encoded);
        return entries.size() - 1;
    }

    List<ArrayEntry> entries() {
        return entries;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
