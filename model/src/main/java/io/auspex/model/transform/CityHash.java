package io.auspex.model.transform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CityHash64 in its version 1.0 (Pike and Alakuijala, "Introducing CityHash", Google, 2011), which later versions differ from for
 * texts of more than 16 bytes. CatBoost knows a category only by the low half of this hash of its UTF-8 text.
 */
final class CityHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long K0 = 0xc3a5c85c97cb3127L;
    private static final long K1 = 0xb492b66fbe98f273L;
    private static final long K2 = 0x9ae16a3b2f90404fL;
    private static final long K3 = 0xc949d7c7509e6557L;
    private static final long PAIR = 0x9ddfea08eb382d69L;
    private static final int CHUNK = 64;

    private final byte[] text;

    private CityHash(byte[] text) {
        this.text = text;
    }

    static long of(byte[] text) {
        CityHash hash = new CityHash(text);
        if (text.length <= 16) {
            return hash.upTo16();
        }
        if (text.length <= 32) {
            return hash.upTo32();
        }
        return text.length <= CHUNK ? hash.upTo64() : hash.inChunks();
    }

    private long at(int position) {
        return (long) LONGS.get(text, position);
    }

    private long intAt(int position) {
        return (int) INTS.get(text, position) & 0xffffffffL;
    }

    private static long mixed(long value) {
        return value ^ value >>> 47;
    }

    private static long paired(long first, long second) {
        long a = mixed((first ^ second) * PAIR);
        return mixed((second ^ a) * PAIR) * PAIR;
    }

    private long upTo16() {
        int length = text.length;
        if (length > 8) {
            long last = at(length - 8);
            return paired(at(0), Long.rotateRight(last + length, length)) ^ last;
        }
        if (length >= 4) {
            return paired(length + (intAt(0) << 3), intAt(length - 4));
        }
        if (length == 0) {
            return K2;
        }
        long y = (text[0] & 0xffL) + ((text[length >> 1] & 0xffL) << 8);
        long z = length + ((text[length - 1] & 0xffL) << 2);
        return mixed(y * K2 ^ z * K3) * K2;
    }

    private long upTo32() {
        int length = text.length;
        long a = at(0) * K1;
        long b = at(8);
        long c = at(length - 8) * K2;
        long d = at(length - 16) * K0;
        return paired(
                Long.rotateRight(a - b, 43) + Long.rotateRight(c, 30) + d,
                a + Long.rotateRight(b ^ K3, 20) - c + length);
    }

    private long upTo64() {
        int end = text.length;
        long[] front = quarter(at(0) + (end + at(end - 16)) * K0, at(24), at(8), at(16));
        long[] back = quarter(at(16) + at(end - 32), at(end - 8), at(end - 24), at(end - 16));
        long both = mixed((front[0] + back[1]) * K2 + (back[0] + front[1]) * K0);
        return mixed(both * K0 + front[1]) * K2;
    }

    private static long[] quarter(long start, long last, long second, long third) {
        long a = start + second;
        long c = Long.rotateRight(start, 37) + Long.rotateRight(a, 7);
        a += third;
        return new long[] {a + last, Long.rotateRight(start + last, 52) + Long.rotateRight(a, 31) + c};
    }

    /** The end first, then 64 bytes at a time from the start, the last of which overlap it. */
    private long inChunks() {
        int end = text.length;
        long[] v = weak(end - 64, end, at(end - 16) ^ K1);
        long[] w = weak(end - 32, end * K1, K0);
        long z = (at(end - 56) ^ K0) + mixed(v[1]) * K1;
        long x = Long.rotateRight(z + at(0), 39) * K1;
        long y = Long.rotateRight(at(end - 16) ^ K1, 33) * K1;
        for (int chunk = 0; chunk < (end - 1) / CHUNK; chunk++) {
            int from = chunk * CHUNK;
            x = Long.rotateRight(x + y + v[0] + at(from + 16), 37) * K1 ^ w[1];
            y = Long.rotateRight(y + v[1] + at(from + 48), 42) * K1 ^ v[0];
            z = Long.rotateRight(z ^ w[0], 33);
            v = weak(from, v[1] * K1, x + w[0]);
            w = weak(from + 32, z + w[1], y);
            long swapped = z;
            z = x;
            x = swapped;
        }
        return paired(paired(v[0], w[0]) + mixed(y) * K1 + z, paired(v[1], w[1]) + x);
    }

    /** Of 32 bytes. */
    private long[] weak(int from, long firstSeed, long secondSeed) {
        long first = firstSeed + at(from);
        long middle = first + at(from + 8) + at(from + 16);
        long second = Long.rotateRight(secondSeed + first + at(from + 24), 21) + Long.rotateRight(middle, 44);
        return new long[] {middle + at(from + 24), second + first};
    }
}
