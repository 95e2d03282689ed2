package io.auspex.model.transform;

import java.util.Arrays;
import java.util.Map;

/**
 * Finds the code of a number without an object a value: in a table of all whole numbers where the known ones lie close together, else by
 * open addressing with linear probing (Knuth, The Art of Computer Programming 3, 6.4, algorithm L). Zero has no sign here.
 */
final class NumberCodes {
    /** A table of whole numbers may have so many places a number, and always some. */
    private static final int PLACES = 4;

    private static final int FEW_PLACES = 256;
    /** 2^64 divided by the golden ratio, to spread keys (Knuth, 6.4). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final boolean direct;
    /** The whole number of the first place of a table. */
    private final int least;

    /** The code of each place, or -1. */
    private final int[] codes;

    private final double[] numbers;
    private final int shift;

    /** @param known the code of each number, none of them NaN */
    NumberCodes(Map<Double, Integer> known) {
        double lowest = known.keySet().stream().min(Double::compare).orElse(0.0);
        double highest = known.keySet().stream().max(Double::compare).orElse(0.0);
        boolean whole = lowest >= Integer.MIN_VALUE
                && highest <= Integer.MAX_VALUE
                && known.keySet().stream().allMatch(number -> number == Math.rint(number));
        this.direct = whole && highest - lowest < Math.max(FEW_PLACES, PLACES * (double) known.size());
        this.least = direct ? (int) lowest : 0;
        int size = direct ? (int) (highest - lowest) + 1 : Integer.highestOneBit(Math.max(1, known.size())) * PLACES;
        this.shift = Long.SIZE - Integer.numberOfTrailingZeros(Integer.highestOneBit(size));
        this.codes = new int[size];
        this.numbers = new double[direct ? 0 : size];
        Arrays.fill(codes, -1);
        known.forEach(this::put);
    }

    private void put(double number, int code) {
        int place = direct ? (int) (number - least) : start(number);
        while (!direct && codes[place] >= 0) {
            place = (place + 1) & (codes.length - 1);
        }
        codes[place] = code;
        if (!direct) {
            numbers[place] = number;
        }
    }

    private int start(double number) {
        // Adding zero makes -0.0 the zero that it equals.
        return (int) ((Double.doubleToRawLongBits(number + 0.0) * SPREAD) >>> shift);
    }

    /** The code of a number that is not NaN; {@code otherwise} of one that is not known. */
    int find(double number, int otherwise) {
        if (direct) {
            int nearest = (int) number;
            long place = (long) nearest - least;
            int code = nearest == number && place >= 0 && place < codes.length ? codes[(int) place] : -1;
            return code < 0 ? otherwise : code;
        }
        int place = start(number);
        while (codes[place] >= 0 && numbers[place] != number) {
            place = (place + 1) & (codes.length - 1);
        }
        return codes[place] < 0 ? otherwise : codes[place];
    }
}
