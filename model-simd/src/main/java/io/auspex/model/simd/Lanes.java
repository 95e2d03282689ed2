package io.auspex.model.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The widest vectors of this machine, 512 bits, 256 or 128. All are constants to the JIT compiler, so one text of a kernel becomes the
 * code of each width, and a question about the width costs nothing.
 */
final class Lanes {
    static final VectorShape SHAPE = VectorShape.preferredShape();
    static final int BITS = SHAPE.vectorBitSize();

    static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, SHAPE);
    static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class, SHAPE);
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
    static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SHAPE);
    static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
    static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);

    static final int BYTE_COUNT = BYTES.length();
    static final int SHORT_COUNT = SHORTS.length();
    static final int INT_COUNT = INTS.length();
    static final int LONG_COUNT = LONGS.length();

    private Lanes() {}

    static ByteVector bytes(int value) {
        return ByteVector.broadcast(BYTES, (byte) value);
    }

    static ShortVector shorts(int value) {
        return ShortVector.broadcast(SHORTS, (short) value);
    }

    static IntVector ints(int value) {
        return IntVector.broadcast(INTS, value);
    }

    static LongVector longs(long value) {
        return LongVector.broadcast(LONGS, value);
    }

    static ByteVector bytes(byte[] from, int at) {
        return ByteVector.fromArray(BYTES, from, at);
    }

    static FloatVector floats(float[] from, int at) {
        return FloatVector.fromArray(FLOATS, from, at);
    }

    static DoubleVector doubles(double[] from, int at) {
        return DoubleVector.fromArray(DOUBLES, from, at);
    }
}
