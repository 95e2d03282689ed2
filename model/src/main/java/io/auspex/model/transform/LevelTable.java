package io.auspex.model.transform;

import java.util.Arrays;
import java.util.List;

/**
 * Numbers for joint levels of some features. Of levels {@code a}, {@code b}, {@code c} the key is {@code (a * levels of b + b) *
 * levels of c + c}. Keys are found by a table of all keys where they lie close together, else by open addressing with linear probing
 * (Knuth, The Art of Computer Programming 3, 6.4, algorithm L): no boxing, and never more than four places a key.
 */
public final class LevelTable {
    private static final int PLACES = 4;
    /** 2^32 divided by the golden ratio, to spread keys (Knuth, 6.4). */
    private static final int SPREAD = 0x9E3779B9;

    private final List<Integer> cuts;
    private final int[] keys;
    private final float[] values;
    private final float[] otherwise;
    private final boolean direct;
    /** Position of a key among the keys, or -1. */
    private final int[] places;

    private final int shift;

    /**
     * @param cuts positions in the encoding's list of features, at least one
     * @param keys not negative, ascending, distinct
     * @param values of the keys, output by output, finite
     * @param otherwise of keys that are not there, {@code float[output]}, finite
     * @throws IllegalArgumentException if these are not so or do not fit together
     */
    public LevelTable(List<Integer> cuts, int[] keys, float[] values, float[] otherwise) {
        this.cuts = List.copyOf(cuts);
        this.keys = keys.clone();
        this.values = values.clone();
        this.otherwise = otherwise.clone();
        if (cuts.isEmpty() || otherwise.length == 0 || values.length != (long) keys.length * otherwise.length) {
            throw new IllegalArgumentException("A table of levels has " + cuts.size() + " features, " + keys.length
                    + " keys, " + otherwise.length + " outputs and " + values.length + " values");
        }
        for (int key = 0; key < keys.length; key++) {
            if (keys[key] < 0 || (key > 0 && keys[key] <= keys[key - 1])) {
                throw new IllegalArgumentException("The keys of a table of levels are not ascending");
            }
        }
        for (float value : values) {
            Inputs.requireFinite(value, "value");
        }
        for (float value : otherwise) {
            Inputs.requireFinite(value, "value");
        }
        this.direct = keys.length > 0 && largestKey() < (long) PLACES * keys.length;
        int size = direct ? largestKey() + 1 : Integer.highestOneBit(Math.max(1, keys.length)) * PLACES;
        this.shift = Integer.SIZE - Integer.numberOfTrailingZeros(Integer.highestOneBit(size));
        this.places = new int[size];
        Arrays.fill(places, -1);
        for (int key = 0; key < keys.length; key++) {
            int place = direct ? keys[key] : start(keys[key]);
            while (places[place] >= 0) {
                place = (place + 1) & (places.length - 1);
            }
            places[place] = key;
        }
    }

    private int start(int key) {
        return (key * SPREAD) >>> shift;
    }

    /** -1 if there is none. */
    int largestKey() {
        return keys.length == 0 ? -1 : keys[keys.length - 1];
    }

    /** Positions in the encoding's list of features. */
    public List<Integer> cuts() {
        return cuts;
    }

    /** A copy. */
    public int[] keys() {
        return keys.clone();
    }

    /** Output by output, a copy. */
    public float[] values() {
        return values.clone();
    }

    /** A copy. */
    public float[] otherwise() {
        return otherwise.clone();
    }

    int outputs() {
        return otherwise.length;
    }

    /** @param joint the key of each row, overwritten */
    void apply(int[] joint, int rows, float[][] out, int first) {
        for (int row = 0; row < rows; row++) {
            joint[row] = position(joint[row]);
        }
        for (int output = 0; output < otherwise.length; output++) {
            int start = output * keys.length;
            float[] to = out[first + output];
            float unknown = otherwise[output];
            for (int row = 0; row < rows; row++) {
                to[row] = joint[row] < 0 ? unknown : values[start + joint[row]];
            }
        }
    }

    private int position(int key) {
        if (direct) {
            return key < places.length ? places[key] : -1;
        }
        int place = start(key);
        while (places[place] >= 0 && keys[places[place]] != key) {
            place = (place + 1) & (places.length - 1);
        }
        return places[place];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LevelTable that
                && cuts.equals(that.cuts)
                && Arrays.equals(keys, that.keys)
                && Arrays.equals(values, that.values)
                && Arrays.equals(otherwise, that.otherwise);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * cuts.hashCode() + Arrays.hashCode(keys)) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "LevelTable[" + cuts + ", " + keys.length + " keys]";
    }
}
