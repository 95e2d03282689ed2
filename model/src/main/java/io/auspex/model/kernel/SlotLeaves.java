package io.auspex.model.kernel;

import java.util.Arrays;

/**
 * The leaves of a program in the order in which {@link SlotTiles} numbers the exits of tiles. Every exit of a leaf tile has a slot, whether or
 * not another one leads to the same leaf; of a mixed tile each run of exits to the same leaf has one.
 */
final class SlotLeaves {
    /** Slots are bytes. */
    private static final int MOST = 256;

    private static final int NONE = -1;

    /** Of each tree where its leaves begin, or {@link #NONE}. */
    private final int[] starts;

    private float[] floats = new float[0];
    private double[] doubles = new double[0];
    private byte[] numbers = new byte[0];

    private SlotLeaves(int trees) {
        this.starts = new int[trees];
    }

    static SlotLeaves of(TreeProgram program) {
        SlotLeaves slots = new SlotLeaves(program.trees());
        int[] leaves = new int[MOST];
        int floats = 0;
        int doubles = 0;
        int numbers = 0;
        for (int tree = 0; tree < program.trees(); tree++) {
            int count = collect(program, tree, leaves);
            slots.starts[tree] = NONE;
            if (count == 0 || count > MOST) {
                continue;
            }
            int from = program.leafStarts[tree];
            if (program.kinds[tree] == TreeProgram.FLOATS) {
                if (floats + count > slots.floats.length) {
                    slots.floats = Arrays.copyOf(slots.floats, Math.max(floats + count, 2 * floats));
                }
                for (int slot = 0; slot < count; slot++) {
                    slots.floats[floats + slot] = program.floatLeaves[from + leaves[slot]];
                }
                slots.starts[tree] = floats;
                floats += count;
            } else if (program.kinds[tree] == TreeProgram.DOUBLES) {
                if (doubles + count > slots.doubles.length) {
                    slots.doubles = Arrays.copyOf(slots.doubles, Math.max(doubles + count, 2 * doubles));
                }
                for (int slot = 0; slot < count; slot++) {
                    slots.doubles[doubles + slot] = program.doubleLeaves[from + leaves[slot]];
                }
                slots.starts[tree] = doubles;
                doubles += count;
            } else {
                if (numbers + count > slots.numbers.length) {
                    slots.numbers = Arrays.copyOf(slots.numbers, Math.max(numbers + count, 2 * numbers));
                }
                for (int slot = 0; slot < count; slot++) {
                    slots.numbers[numbers + slot] = (byte) leaves[slot];
                }
                slots.starts[tree] = numbers;
                numbers += count;
            }
        }
        slots.floats = Arrays.copyOf(slots.floats, floats);
        slots.doubles = Arrays.copyOf(slots.doubles, doubles);
        slots.numbers = Arrays.copyOf(slots.numbers, numbers);
        return slots;
    }

    /** Fills the leaf number of each slot; returns how many slots there are, all of which are filled if they are at most {@link #MOST}. */
    private static int collect(TreeProgram program, int tree, int[] leaves) {
        int[] code = program.code;
        int slot = 0;
        int end = program.codeStarts[tree + 1];
        for (int at = program.codeStarts[tree]; at < end; at += TreeProgram.words(code[at])) {
            int next = slot + slots(code, at);
            if (next > MOST) {
                return next;
            }
            if (code[at] > TreeProgram.MIXED) {
                for (int exit = 0; exit < 1 << (code[at] & 3); exit++) {
                    if (isNew(code, at, exit)) {
                        leaves[slot++] = ~code[at + 11 + exit];
                    }
                }
            } else if (code[at] != TreeProgram.CATEGORY) {
                for (int exit = 0; exit < 1 << code[at]; exit++) {
                    leaves[slot++] = (code[at + 11 + (exit >> 2)] >>> ((exit & 3) * 8)) & 0xff;
                }
            }
        }
        return slot;
    }

    /** How many slots an instruction takes. */
    static int slots(int[] code, int at) {
        if (code[at] == TreeProgram.CATEGORY) {
            return 0;
        }
        if (code[at] < TreeProgram.MIXED) {
            return 1 << code[at];
        }
        int slots = 0;
        for (int exit = 0; exit < 1 << (code[at] & 3); exit++) {
            slots += isNew(code, at, exit) ? 1 : 0;
        }
        return slots;
    }

    private static boolean isNew(int[] code, int at, int exit) {
        int leaf = code[at + 11 + exit];
        return leaf < 0 && (exit == 0 || code[at + 10 + exit] != leaf);
    }

    /** Whether a tree has few enough slots. */
    boolean has(int tree) {
        return starts[tree] != NONE;
    }

    /** Adds the leaves of a tree whose column of leaf numbers holds slots. */
    void add(TreeProgram program, int tree, RowBlock block, int rows) {
        byte[] bytes = block.bytes;
        int from = block.byteColumn(program.leafColumn);
        int start = starts[tree];
        if (program.kinds[tree] == TreeProgram.FLOATS) {
            float[] sums = block.floats;
            float[] values = floats;
            int to = block.floatColumn(program.outputs[tree]);
            for (int row = 0; row < rows; row++) {
                sums[to + row] += values[start + (bytes[from + row] & 0xff)];
            }
        } else {
            double[] sums = block.doubles;
            double[] values = doubles;
            int to = block.doubleColumn(program.outputs[tree]);
            for (int row = 0; row < rows; row++) {
                sums[to + row] += values[start + (bytes[from + row] & 0xff)];
            }
        }
    }

    /** Turns slots into leaf numbers. */
    void number(TreeProgram program, int tree, RowBlock block, int rows) {
        byte[] bytes = block.bytes;
        int at = block.byteColumn(program.leafColumn);
        for (int row = 0; row < rows; row++) {
            bytes[at + row] = numbers[starts[tree] + (bytes[at + row] & 0xff)];
        }
    }
}
