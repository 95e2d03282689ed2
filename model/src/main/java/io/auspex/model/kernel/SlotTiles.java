package io.auspex.model.kernel;

/**
 * The tiles of {@link TreeProgram} on eight rows at a time, one in each byte of a long (L. Lamport, "Multiple byte processing with
 * full-word instructions", CACM 1975): {@code value + (128 - threshold)} has the highest bit of a byte set where the value reaches the
 * threshold, because both are below 128. The way through a tile is then three highest bits, found by bitwise choices.
 *
 * <p>A tile takes several loops, none longer than what JIT compilers unroll, so that they make vector instructions of it: a tile of height
 * three one for each half and one for its root, which together take a third of the time of a single loop.
 *
 * <p>What a leaf tile gives is not a leaf number but a slot, its first slot plus these bits as a number: no blending of constants is
 * needed. {@link SlotLeaves} has the leaves in the order of slots.
 */
final class SlotTiles {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private SlotTiles() {}

    /** Fills the column of leaf numbers with slots; for trees of at most 256 slots. */
    static void run(TreeProgram program, int tree, WordColumns columns, int rows) {
        int[] code = program.code;
        int end = program.codeStarts[tree + 1];
        int slot = 0;
        for (int at = program.codeStarts[tree]; at < end; at += TreeProgram.words(code[at])) {
            if (code[at] == TreeProgram.CATEGORY) {
                Categories.run(program, at, columns, rows);
                continue;
            }
            int to = code[at + 1];
            if (code[at] < TreeProgram.MIXED) {
                leafTile(code, at, slot, columns, columns.target(to));
            } else {
                mixedTile(code, at, slot, columns, columns.target(to));
            }
            columns.filled(to);
            slot += SlotLeaves.slots(code, at);
        }
        columns.bringToBlock(program.leafColumn);
    }

    private static void leafTile(int[] code, int at, int slot, WordColumns columns, long[] out) {
        switch (code[at]) {
            case 1 -> oneNode(node(code, at, 0, columns), lift(code, at, 0), slot * ONES, out, columns.count());
            case 2 -> threeNodes(code, at, 0, slot, columns, out);
            default -> {
                long[] left = columns.scratch(0);
                long[] right = columns.scratch(1);
                threeNodes(code, at, 1, slot, columns, left);
                threeNodes(code, at, 2, slot + 4, columns, right);
                choose(node(code, at, 0, columns), lift(code, at, 0), left, 0, right, 0, out, columns.count());
            }
        }
    }

    /** A node of the tile and its two children, which are nodes too. */
    private static void threeNodes(int[] code, int at, int root, int slot, WordColumns columns, long[] out) {
        int left = 2 * root + 1;
        int right = left + 1;
        threeNodes(
                node(code, at, root, columns),
                lift(code, at, root),
                node(code, at, left, columns),
                lift(code, at, left),
                node(code, at, right, columns),
                lift(code, at, right),
                slot * ONES,
                out,
                columns.count());
    }

    /** Level by level from the lowest, each node a choice between what lies below it. */
    private static void mixedTile(int[] code, int at, int slot, WordColumns columns, long[] out) {
        int height = code[at] & 3;
        for (int level = height - 1; level >= 0; level--) {
            for (int place = 0; place < 1 << level; place++) {
                int node = (1 << level) - 1 + place;
                long[] to = level == 0 ? out : columns.scratch(place);
                if (level == height - 1) {
                    chooseExit(code, at, slot, node, 2 * place, columns, to);
                } else {
                    choose(
                            node(code, at, node, columns),
                            lift(code, at, node),
                            columns.scratch(2 * place),
                            0,
                            columns.scratch(2 * place + 1),
                            0,
                            to,
                            columns.count());
                }
            }
        }
    }

    private static void chooseExit(int[] code, int at, int slot, int node, int exit, WordColumns columns, long[] out) {
        int left = code[at + 11 + exit];
        int right = code[at + 12 + exit];
        choose(
                node(code, at, node, columns),
                lift(code, at, node),
                columns.read(Math.max(0, left)),
                left < 0 ? constant(code, at, exit, slot) : 0,
                columns.read(Math.max(0, right)),
                right < 0 ? constant(code, at, exit + 1, slot) : 0,
                out,
                columns.count());
    }

    private static long[] node(int[] code, int at, int node, WordColumns columns) {
        return columns.read(code[at + 4 + node]);
    }

    /** What is added to values so that those that reach the threshold of a node carry into the highest bit. */
    private static long lift(int[] code, int at, int node) {
        int threshold = (code[at + 2 + (node >> 2)] >>> ((node & 3) * 8)) & 0xff;
        return (128L - threshold) * ONES;
    }

    /**
     * Eight times the slot of an exit to a leaf. Such an exit is read like a column: from the column of zeros, with this or-ed to it.
     *
     * @param slot the first one of the tile
     */
    private static long constant(int[] code, int at, int exit, int slot) {
        int constants = 0;
        for (int before = 1; before <= exit; before++) {
            int leaf = code[at + 11 + before];
            boolean counted = code[at + 11 + before - 1] < 0 && leaf != code[at + 11 + before - 1];
            constants += counted ? 1 : 0;
        }
        return (slot + constants) * ONES;
    }

    private static void oneNode(long[] root, long rootLift, long first, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = first + (((root[i] + rootLift) & HIGH) >>> 7);
        }
    }

    private static void threeNodes(
            long[] root,
            long rootLift,
            long[] left,
            long leftLift,
            long[] right,
            long rightLift,
            long first,
            long[] out,
            int count) {
        for (int i = 0; i < count; i++) {
            long way = root[i] + rootLift;
            long low = left[i] + leftLift;
            long next = low ^ ((low ^ (right[i] + rightLift)) & way);
            out[i] = first + ((way & HIGH) >>> 6) + ((next & HIGH) >>> 7);
        }
    }

    private static void choose(
            long[] values, long lift, long[] left, long leftSlot, long[] right, long rightSlot, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            long reached = (values[i] + lift) & HIGH;
            long low = left[i] | leftSlot;
            out[i] = low ^ ((low ^ (right[i] | rightSlot)) & ((reached << 1) - (reached >>> 7)));
        }
    }
}
