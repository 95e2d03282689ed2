package io.auspex.model.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes programs of random trees that no model stands behind: what kernels are warmed up with and timed on, every opcode among it. */
final class TrialTrees {
    /** Virtual columns, each of a feature of its own. */
    static final int COLUMNS = 24;

    private static final int CATEGORY_HIGH = COLUMNS + 1;
    private static final int CATEGORY_BIT = COLUMNS + 2;
    private static final int FIRST_TEMPORARY = COLUMNS + 3;
    private static final int SETS = 8;

    private final SplittableRandom random;
    private final boolean uneven;
    private final boolean categories;
    private final List<int[]> instructions = new ArrayList<>();
    private int nextTemporary;
    private int nextLeaf;

    private TrialTrees(SplittableRandom random, boolean uneven, boolean categories) {
        this.random = random;
        this.uneven = uneven;
        this.categories = categories;
    }

    /**
     * @param kind {@link TreeProgram#FLOATS} or {@link TreeProgram#DOUBLES}
     * @param heights of each tree, 1 to 8
     * @param uneven whether some ways end above the height
     * @param categories whether some nodes look at categories
     */
    static TreeProgram program(long seed, byte kind, int[] heights, boolean uneven, boolean categories) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> all = new ArrayList<>();
        int[] starts = new int[heights.length + 1];
        int[] leafStarts = new int[heights.length];
        int[] leafRooms = new int[heights.length];
        int temporaries = 0;
        int leaves = 0;
        int words = 0;
        for (int tree = 0; tree < heights.length; tree++) {
            TrialTrees trees = new TrialTrees(random, uneven, categories);
            trees.grow(heights[tree]);
            temporaries = Math.max(temporaries, trees.nextTemporary);
            leafStarts[tree] = leaves;
            leafRooms[tree] = Math.max(16, 1 << heights[tree]);
            leaves += leafRooms[tree];
            all.addAll(trees.instructions);
            for (int[] instruction : trees.instructions) {
                words += instruction.length;
            }
            starts[tree + 1] = words;
        }
        int byteColumns = FIRST_TEMPORARY + temporaries + 1;
        byte[] kinds = new byte[heights.length];
        Arrays.fill(kinds, kind);
        boolean floats = kind == TreeProgram.FLOATS;
        return new TreeProgram(
                new int[0],
                new int[0],
                new boolean[0],
                new Thresholds[0],
                bytes(random, SETS * TreeProgram.SET_BYTES),
                byteColumns,
                floats ? 1 : 0,
                floats ? 0 : 1,
                starts,
                code(all, words, byteColumns - 1),
                kinds,
                new int[heights.length],
                leafStarts,
                leafRooms,
                values(random, floats ? leaves : 0),
                random.doubles(floats ? 0 : leaves).toArray());
    }

    /** Fills the virtual and categorical columns at random. */
    static void fill(RowBlock block, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int column = 1; column < FIRST_TEMPORARY; column++) {
            int at = block.byteColumn(column);
            for (int row = 0; row < RowBlock.ROWS; row++) {
                block.bytes[at + row] = (byte)
                        switch (column) {
                            case CATEGORY_HIGH -> random.nextInt(TreeProgram.SET_BYTES);
                            case CATEGORY_BIT -> 1 << random.nextInt(8);
                            default -> random.nextInt(TreeProgram.CHUNK + 1);
                        };
            }
        }
    }

    private static int[] code(List<int[]> instructions, int words, int leafColumn) {
        int[] code = new int[words];
        int at = 0;
        for (int[] instruction : instructions) {
            System.arraycopy(instruction, 0, code, at, instruction.length);
            if (code[at + 1] < 0) {
                code[at + 1] = leafColumn;
            }
            at += instruction.length;
        }
        return code;
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static float[] values(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    private void grow(int height) {
        int root = subtree(height);
        int[] last = instructions.get(instructions.size() - 1);
        if (last[1] != root) {
            throw new AssertionError("the root's tile is not the last instruction");
        }
        // To become the leaf column, whose number is known when all trees are.
        last[1] = -1;
    }

    /** Appends the tiles of a tree. Returns the column that they leave its leaf numbers in. */
    private int subtree(int height) {
        int top = (height - 1) % 3 + 1;
        boolean mixed = height > 3;
        int[] words = new int[mixed ? TreeProgram.MIXED_TILE_WORDS : TreeProgram.LEAF_TILE_WORDS];
        words[0] = mixed ? TreeProgram.MIXED + top : top;
        for (int exit = 0; exit < 1 << top; exit++) {
            if (!mixed) {
                words[11 + (exit >> 2)] |= nextLeaf++ << ((exit & 3) * 8);
            } else if (uneven && exit > 0 && random.nextInt(3) == 0) {
                words[11 + exit] = ~nextLeaf++;
            } else {
                words[11 + exit] = subtree(height - top);
            }
        }
        for (int node = 0; node < (1 << top) - 1; node++) {
            words[2 + (node >> 2)] |= (1 + random.nextInt(TreeProgram.CHUNK)) << ((node & 3) * 8);
            words[4 + node] = categories && random.nextInt(3) == 0 ? category() : random.nextInt(COLUMNS + 1);
        }
        words[1] = FIRST_TEMPORARY + nextTemporary++;
        instructions.add(words);
        return words[1];
    }

    private int category() {
        int column = FIRST_TEMPORARY + nextTemporary++;
        instructions.add(new int[] {TreeProgram.CATEGORY, column, CATEGORY_HIGH, CATEGORY_BIT, random.nextInt(SETS)});
        return column;
    }
}
