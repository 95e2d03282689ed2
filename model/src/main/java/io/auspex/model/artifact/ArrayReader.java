package io.auspex.model.artifact;

import io.auspex.model.artifact.Manifest.ArrayEntry;
import io.auspex.model.artifact.Manifest.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;

/**
 * Gives out the arrays of {@code arrays.bin}. Each array lies directly behind the one before, none overlaps another, and
 * each is given out once: what comes out is never larger than what was in the file.
 */
final class ArrayReader {
    private final byte[] bytes;
    private final List<ArrayEntry> entries;
    private final BitSet taken = new BitSet();

    /** @throws ArtifactException if the entries do not cover the bytes exactly */
    ArrayReader(byte[] bytes, List<ArrayEntry> entries) {
        this.bytes = bytes;
        this.entries = entries;
        long end = 0;
        for (int i = 0; i < entries.size(); i++) {
            ArrayEntry entry = entries.get(i);
            long start = (end + ArrayEntry.ALIGNMENT - 1) / ArrayEntry.ALIGNMENT * ArrayEntry.ALIGNMENT;
            if (entry.offset() != start) {
                throw new ArtifactException("Array " + i + " of the artifact starts at byte " + entry.offset()
                        + ", but should start at " + start);
            }
            if (entry.length() < 0
                    || entry.length() > (bytes.length - start) / entry.type().width()) {
                throw new ArtifactException("Array " + i + " of the artifact has a length of " + entry.length()
                        + ", which does not fit into " + bytes.length + " bytes");
            }
            end = start + entry.length() * entry.type().width();
        }
        if (end != bytes.length) {
            throw new ArtifactException("The artifact's arrays take " + end + " bytes, but there are " + bytes.length);
        }
    }

    int[] ints(int index) {
        ByteBuffer buffer = take(index, ElementType.INT32);
        int[] values = new int[buffer.remaining() / Integer.BYTES];
        buffer.asIntBuffer().get(values);
        return values;
    }

    float[] floats(int index) {
        ByteBuffer buffer = take(index, ElementType.FLOAT32);
        float[] values = new float[buffer.remaining() / Float.BYTES];
        buffer.asFloatBuffer().get(values);
        return values;
    }

    double[] doubles(int index) {
        ByteBuffer buffer = take(index, ElementType.FLOAT64);
        double[] values = new double[buffer.remaining() / Double.BYTES];
        buffer.asDoubleBuffer().get(values);
        return values;
    }

    BitSet bits(int index) {
        return BitSet.valueOf(take(index, ElementType.BITS));
    }

    /** Whether there is such an array, and it has this type. */
    boolean is(int index, ElementType type) {
        return index >= 0 && index < entries.size() && entries.get(index).type() == type;
    }

    private ByteBuffer take(int index, ElementType type) {
        if (index < 0 || index >= entries.size()) {
            throw new ArtifactException("The artifact's manifest names array " + index + " of " + entries.size());
        }
        ArrayEntry entry = entries.get(index);
        if (entry.type() != type) {
            throw new ArtifactException(
                    "Array " + index + " of the artifact is " + entry.type() + ", but should be " + type);
        }
        if (taken.get(index)) {
            throw new ArtifactException("The artifact's manifest names array " + index + " twice");
        }
        taken.set(index);
        int length = (int) entry.length() * type.width();
        return ByteBuffer.wrap(bytes, (int) entry.offset(), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws ArtifactException if an array belongs to nothing */
    void requireAllTaken() {
        int unused = taken.nextClearBit(0);
        if (unused < entries.size()) {
            throw new ArtifactException("Array " + unused + " of the artifact belongs to nothing");
        }
    }
}
