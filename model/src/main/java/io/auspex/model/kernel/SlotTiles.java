package io.auspex.model.kernel;

/**
 * The tiles of {@link TreeProgram} on eight rows at a time, one in each byte of a long (L. Lamport, "Multiple byte processing with
 * full-word instructions", CACM 1975): {@code value + (128 - threshold)} has the highest bit of a byte set where the value reaches the
 * threshold, because both are below 128. The way through a tile is then three highest bits, found by bitwise choices.
 *
 * <p>A tile takes several loops, none longer than what JIT compilers unroll, so that they make vector instructions of it: a tile of height
 * three one for its left half and one for the rest, which takes a third of the time of a single loop.
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
                Categories.run(program, at, columns.block(), rows);
                columns.writtenInBlock(code[at + 1]);
            } else if (code[at] < TreeProgram.MIXED) {
                leafTile(code, at, slot, columns);
            } else {
                mixedTile(code, at, slot, columns);
            }
            slot += SlotLeaves.slots(code, at);
        }
        columns.bringToBlock(program.leafColumn);
    }

    private static void leafTile(int[] code, int at, int slot, WordColumns columns) {
        int height = code[at];
        int count = columns.count();
        long[] root = node(code, at, 0, columns);
        long rootLift = lift(code, at, 0);
        if (height == 1) {
            oneNode(root, rootLift, slot * ONES, columns.write(code[at + 1]), count);
            return;
        }
        long[] left = node(code, at, 1, columns);
        long[] right = node(code, at, 2, columns);
        if (height == 2) {
            threeNodes(
                    root,
                    rootLift,
                    left,
                    lift(code, at, 1),
                    right,
                    lift(code, at, 2),
                    slot * ONES,
                    columns.write(code[at + 1]),
                    count);
            return;
        }
        long[] leftHalf = columns.scratch(0);
        threeNodes(
                left,
                lift(code, at, 1),
                node(code, at, 3, columns),
                lift(code, at, 3),
                node(code, at, 4, columns),
                lift(code, at, 4),
                slot * ONES,
                leftHalf,
                count);
        long[] low = node(code, at, 5, columns);
        long[] high = node(code, at, 6, columns);
        threeNodesOr(
                root,
                rootLift,
                leftHalf,
                right,
                lift(code, at, 2),
                low,
                lift(code, at, 5),
                high,
                lift(code, at, 6),
                (slot + 4) * ONES,
                columns.write(code[at + 1]),
                count);
    }

    /** Level by level from the lowest, each node a choice between two columns. */
    private static void mixedTile(int[] code, int at, int slot, WordColumns columns) {
        int height = code[at] & 3;
        int count = columns.count();
        for (int level = height - 1; level > 0; level--) {
            for (int place = 0; place < 1 << level; place++) {
                choose(code, at, slot, height, level, place, columns, columns.scratch(place), count);
            }
        }
        choose(code, at, slot, height, 0, 0, columns, null, count);
    }

    /** @param out null for the column that the tile writes */
    private static void choose(
            int[] code,
            int at,
            int slot,
            int height,
            int level,
            int place,
            WordColumns columns,
            long[] out,
            int count) {
        int node = (1 << level) - 1 + place;
        long[] values = node(code, at, node, columns);
        long lift = lift(code, at, node);
        long[] left;
        long[] right;
        long leftSlot = 0;
        long rightSlot = 0;
        if (level == height - 1) {
            int leftExit = code[at + 11 + 2 * place];
            int rightExit = code[at + 12 + 2 * place];
            left = columns.read(Math.max(0, leftExit));
            right = columns.read(Math.max(0, rightExit));
            leftSlot = leftExit < 0 ? constant(code, at, 2 * place, slot) : 0;
            rightSlot = rightExit < 0 ? constant(code, at, 2 * place + 1, slot) : 0;
        } else {
            left = columns.scratch(2 * place);
            right = columns.scratch(2 * place + 1);
        }
        long[] to = out == null ? columns.write(code[at + 1]) : out;
        choose(values, lift, left, leftSlot, right, rightSlot, to, count);
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

    /** Three nodes where the values of another node above them reach its threshold, else what is given. */
    private static void threeNodesOr(
            long[] above,
            long aboveLift,
            long[] otherwise,
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
            long slots = first + ((way & HIGH) >>> 6) + ((next & HIGH) >>> 7);
            long reached = (above[i] + aboveLift) & HIGH;
            long other = otherwise[i];
            out[i] = other ^ ((other ^ slots) & ((reached << 1) - (reached >>> 7)));
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
