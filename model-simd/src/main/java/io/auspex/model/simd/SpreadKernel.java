package io.auspex.model.simd;

import static io.auspex.model.simd.Lanes.SHORTS;
import static io.auspex.model.simd.Lanes.SHORT_COUNT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.S2B;

import io.auspex.model.kernel.TreeProgram;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Makes virtual columns of ranks. */
final class SpreadKernel {
    private static final VectorSpecies<Byte> COLUMN =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, Lanes.BITS / 2)));

    private SpreadKernel() {}

    /** See {@link io.auspex.model.kernel.Kernels#spread}. */
    static void run(short[] ranks, int rows, int chunk, boolean missingRight, byte[] bytes, int at) {
        short first = (short) (TreeProgram.CHUNK * chunk);
        short missing = missingRight ? (short) TreeProgram.CHUNK : 0;
        for (int row = 0; row < rows; row += SHORT_COUNT) {
            ShortVector rank = ShortVector.fromArray(SHORTS, ranks, row);
            ShortVector value = rank.sub(first).max((short) 0).min((short) TreeProgram.CHUNK);
            value = value.blend(missing, rank.compare(LT, (short) 0));
            ((ByteVector) value.convertShape(S2B, COLUMN, 0)).intoArray(bytes, at + row);
        }
    }
}
