package io.auspex.model.kernel;

/**
 * Decision trees as a flat program over byte columns, after "tile" evaluation: all trees of all members behind one pipeline. Every field
 * is read by kernels and written by nobody; {@code TreeCompiler} makes it from validated trees and answers for its soundness.
 *
 * <h2>Byte columns of a {@link RowBlock}</h2>
 *
 * <pre>
 *   0                                          zeros: what padding nodes look at
 *   1 .. columnFeatures                        virtual columns (feature, chunk of 127 thresholds, way of NaN), values 0..127
 *   then two for each categorical feature      code >> 3 (0..63) and 1 << (code & 7)
 *   then temporary ones                        what an instruction leaves for a later one of the same tree
 *   leafColumn, the last one                   leaf numbers, unsigned
 *   byteColumns                                how many there are in all
 * </pre>
 *
 * Virtual columns are filled before the trees run: rank once for each feature, then {@link Kernels#spread} for each column. Categorical
 * columns are filled by the caller: code 0 is a value in no set, code 1 is NaN, 2 to 511 are the categories that sets name.
 *
 * <h2>Instructions</h2>
 *
 * The instructions of tree {@code t} are {@code code[codeStarts[t]] .. code[codeStarts[t + 1] - 1]}, run in order. Trees without any (their
 * {@link #kinds} is {@link #WALKED}) are not run by kernels. {@code code[at]} is the opcode:
 *
 * <pre>
 *   CATEGORY (0), 5 words     at+1  column written: 0 where the category is in the set (left), else 127 (right)
 *                             at+2  column of code >> 3     at+3  column of 1 << (code & 7)
 *                             at+4  set s: in it where (sets[64 * s + (code >> 3)] & 1 << (code & 7)) != 0
 *   leaf tile, 13 words       opcodes 1, 2, 3 = its height
 *   mixed tile, 19 words      opcodes 5, 6, 7 = 4 + its height
 *     both                    at+1  column written
 *                             at+2  thresholds of nodes 0..3, a byte each, that of node 0 lowest
 *                             at+3  thresholds of nodes 4..6, likewise; the highest byte is without meaning
 *                             at+4 .. at+10   columns of nodes 0..6
 *     leaf tile               at+11 leaf numbers of exits 0..3, an unsigned byte each, that of exit 0 lowest; at+12 of 4..7
 *     mixed tile              at+11 .. at+18  exits 0..7: e >= 0 is the temporary column e, e < 0 the leaf number ~e
 * </pre>
 *
 * A tile is a perfect tree of 1, 3 or 7 nodes in heap order: node 0 is the root, 1 and 2 its children, 3 to 6 those of 1 and 2. A node sends a
 * row right if and only if {@code column value >= threshold}, signed; thresholds are 1..127. Exit e is reached by going right at the levels
 * whose bits are set in e, the root's bit being the highest. A tile of height 1 has node 0 and exits 0 and 1, one of height 2 nodes 0 to 2
 * and exits 0 to 3; the other words are 0. A padding node looks at column 0 with threshold 1, so it goes left; the exits to its right are
 * those to its left. The last instruction of a tree is a tile that writes {@link #leafColumn}; all others write a temporary column.
 *
 * <h2>Leaves</h2>
 *
 * A tree has at most 256 leaves, numbered from 0. For a tree of {@link #FLOATS} leaf n is worth {@code floatLeaves[leafStarts[t] + n]} and is
 * added to float column {@code outputs[t]} of the block; {@link #DOUBLES} likewise with the doubles. The table of a tree has
 * {@code leafRooms[t]} elements, a power of two from 16 to 256, zeros behind the last leaf. Additions go tree after tree in
 * ascending order, in 32 or 64 bits, so that sums are those of the reference, bit by bit. For trees of {@link #NUMBERED} the caller takes
 * the leaf numbers and adds.
 */
public final class TreeProgram {
    /** A tree whose leaves are added in 32 bits. */
    public static final byte FLOATS = 0;

    /** A tree whose leaves are added in 64 bits. */
    public static final byte DOUBLES = 1;

    /** A tree in tiles whose leaf numbers the caller wants: it adds vectors or linear functions itself. */
    public static final byte NUMBERED = 2;

    /** A tree without tiles. */
    public static final byte WALKED = 3;

    /** Opcode. */
    public static final int CATEGORY = 0;

    /** Added to the height of a tile if one of its exits is a column. */
    public static final int MIXED = 4;

    public static final int CATEGORY_WORDS = 5;

    public static final int LEAF_TILE_WORDS = 13;

    public static final int MIXED_TILE_WORDS = 19;

    /** How many thresholds one virtual column tells apart. */
    public static final int CHUNK = 127;

    /** How many codes a categorical feature has. */
    public static final int MOST_CODES = 512;

    /** How many bytes a set of categories takes. */
    public static final int SET_BYTES = 64;

    /** Of each virtual column the feature; its column number is one more than its position. Those of a feature lie together. */
    public final int[] columnFeatures;

    /** Of each virtual column which thresholds it tells apart: {@code 127 * chunk} and the 126 behind. */
    public final int[] columnChunks;

    /** Of each virtual column whether NaN is 127, else it is 0. */
    public final boolean[] columnMissingRight;

    /** Of each feature its thresholds; null if no tile compares it with any. */
    public final Thresholds[] thresholds;

    /** Bit sets, {@link #SET_BYTES} each. */
    public final byte[] sets;

    public final int byteColumns;
    public final int leafColumn;
    public final int floatColumns;
    public final int doubleColumns;

    /** One more than trees. */
    public final int[] codeStarts;

    public final int[] code;

    /** Of each tree {@link #FLOATS}, {@link #DOUBLES}, {@link #NUMBERED} or {@link #WALKED}. */
    public final byte[] kinds;

    /** Of each tree of floats or doubles the column of the block's floats or doubles that it is added to. */
    public final int[] outputs;

    public final int[] leafStarts;
    public final int[] leafRooms;
    public final float[] floatLeaves;
    public final double[] doubleLeaves;

    /** Of use to plain Java only, which makes it when it comes here first; two threads may make it, one of the two stays. */
    private volatile SlotLeaves slots;

    /** Takes the arrays as they are; nobody may write to them any more. */
    public TreeProgram(
            int[] columnFeatures,
            int[] columnChunks,
            boolean[] columnMissingRight,
            Thresholds[] thresholds,
            byte[] sets,
            int byteColumns,
            int floatColumns,
            int doubleColumns,
            int[] codeStarts,
            int[] code,
            byte[] kinds,
            int[] outputs,
            int[] leafStarts,
            int[] leafRooms,
            float[] floatLeaves,
            double[] doubleLeaves) {
        this.columnFeatures = columnFeatures;
        this.columnChunks = columnChunks;
        this.columnMissingRight = columnMissingRight;
        this.thresholds = thresholds;
        this.sets = sets;
        this.byteColumns = byteColumns;
        this.leafColumn = byteColumns - 1;
        this.floatColumns = floatColumns;
        this.doubleColumns = doubleColumns;
        this.codeStarts = codeStarts;
        this.code = code;
        this.kinds = kinds;
        this.outputs = outputs;
        this.leafStarts = leafStarts;
        this.leafRooms = leafRooms;
        this.floatLeaves = floatLeaves;
        this.doubleLeaves = doubleLeaves;
    }

    public int trees() {
        return kinds.length;
    }

    /** How many words an instruction takes. */
    public static int words(int opcode) {
        if (opcode == CATEGORY) {
            return CATEGORY_WORDS;
        }
        return opcode > MIXED ? MIXED_TILE_WORDS : LEAF_TILE_WORDS;
    }

    SlotLeaves slots() {
        SlotLeaves made = slots;
        if (made == null) {
            made = SlotLeaves.of(this);
            slots = made;
        }
        return made;
    }
}
