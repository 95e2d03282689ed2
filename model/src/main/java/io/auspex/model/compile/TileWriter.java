package io.auspex.model.compile;

import io.auspex.model.kernel.TreeProgram;
import java.util.Arrays;

/**
 * Writes trees as the instructions of {@link TreeProgram}. A tree is cut from its leaves upwards: a node whose longest way down to a leaf or
 * to a cut is three nodes long becomes the root of a tile, so that most tiles are full and stand at the bottom, where they need no
 * columns of other tiles.
 */
final class TileWriter {
    private static final int HEIGHT = 3;

    private final TileColumns columns;

    private int[] code = new int[1 << 12];
    private int length;

    private byte[] sets = new byte[1 << 12];
    private int setCount;

    /** Temporary columns that no later instruction of the tree reads, the last one first to be used again. */
    private int[] free = new int[64];

    private int freeCount;
    private int temporaryColumns;

    private SourceTrees source;
    private int[] heights = new int[0];
    private boolean[] cut = new boolean[0];

    /** Of the tree that is written what has a number, in that order: the leaf, or {@code ~node} where a head ends. */
    private final int[] leaves = new int[SourceTrees.MOST_TILED_LEAVES];

    private int leafCount;

    TileWriter(TileColumns columns) {
        this.columns = columns;
    }

    /** Where the next instruction will be. */
    int length() {
        return length;
    }

    int[] code() {
        return Arrays.copyOf(code, length);
    }

    byte[] sets() {
        return Arrays.copyOf(sets, setCount * TreeProgram.SET_BYTES);
    }

    /** How many byte columns there must be. The last one takes leaf numbers. */
    int byteColumns() {
        return columns.count() + temporaryColumns + 1;
    }

    /**
     * Of the tree written last the leaves of the ensemble in the order of their numbers; how many, {@link #leafCount} says. Where a head ends
     * at a node it is {@code ~node}.
     */
    int[] leaves() {
        return leaves;
    }

    int leafCount() {
        return leafCount;
    }

    /** Writes one tree; the result column of its last instruction is -1 until {@link #finish}. */
    void write(SourceTrees from, int tree) {
        if (source != from) {
            source = from;
            heights = new int[from.features.length];
            cut = new boolean[from.features.length];
        }
        leafCount = 0;
        freeCount = 0;
        for (int column = temporaryColumns - 1; column >= 0; column--) {
            release(columns.count() + column);
        }
        int root = from.roots[tree];
        if (root < 0) {
            writeStump(root);
        } else {
            measure(root);
            cut[root] = true;
            writeTile(root, -1);
        }
    }

    /** Puts the column of leaf numbers, whose number is known only behind all temporary ones, where trees end. */
    void finish(int[] codeStarts) {
        int leafColumn = byteColumns() - 1;
        for (int tree = 0; tree + 1 < codeStarts.length; tree++) {
            int at = codeStarts[tree];
            while (at < codeStarts[tree + 1]) {
                if (code[at] != TreeProgram.CATEGORY && code[at + 1] < 0) {
                    code[at + 1] = leafColumn;
                }
                at += TreeProgram.words(code[at]);
            }
        }
    }

    /** Marks where to cut below a child; returns the longest way down from it to a leaf or a cut. */
    private int measure(int child) {
        if (ends(child)) {
            return 0;
        }
        int height = 1 + Math.max(measure(source.left[child]), measure(source.right[child]));
        heights[child] = height;
        cut[child] = height == HEIGHT;
        return cut[child] ? 0 : height;
    }

    private boolean ends(int child) {
        return child < 0 || source.heads.isExit(child);
    }

    private void writeStump(int root) {
        int at = claim(TreeProgram.LEAF_TILE_WORDS);
        code[at] = 1;
        code[at + 1] = -1;
        code[at + 2] = 1;
        putExitNumbers(at, new int[] {~number(root), ~number(root)}, 0);
    }

    /**
     * Writes the tile of a node behind all that it needs.
     *
     * @param result the column to write, or -1 for the one of leaf numbers
     */
    private void writeTile(int root, int result) {
        int height = heights[root];
        Tile tile = new Tile(height);
        fill(tile, root, 0, 0);
        boolean mixed = tile.mixed();
        int at = claim(mixed ? TreeProgram.MIXED_TILE_WORDS : TreeProgram.LEAF_TILE_WORDS);
        code[at] = mixed ? TreeProgram.MIXED + height : height;
        code[at + 1] = result;
        for (int node = 0; node < tile.columns.length; node++) {
            code[at + 2 + (node >> 2)] |= tile.thresholds[node] << ((node & 3) * 8);
            code[at + 4 + node] = tile.columns[node];
        }
        if (mixed) {
            System.arraycopy(tile.exits, 0, code, at + 11, tile.exits.length);
        } else {
            putExitNumbers(at, tile.exits, tile.exits.length - 1);
        }
        for (int i = 0; i < tile.taken; i++) {
            release(tile.temporaries[i]);
        }
    }

    private void putExitNumbers(int at, int[] exits, int last) {
        for (int exit = 0; exit <= last; exit++) {
            code[at + 11 + (exit >> 2)] |= ~exits[exit] << ((exit & 3) * 8);
        }
    }

    /** One tile while it is put together. */
    private static final class Tile {
        final int height;
        final int[] columns;
        final int[] thresholds;
        final int[] exits;

        /** Columns that are free again behind this tile. */
        final int[] temporaries = new int[15];

        int taken;

        Tile(int height) {
            this.height = height;
            this.columns = new int[(1 << height) - 1];
            this.thresholds = new int[columns.length];
            this.exits = new int[1 << height];
            Arrays.fill(thresholds, 1);
        }

        boolean mixed() {
            for (int exit : exits) {
                if (exit >= 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /** @param place of the child among those of its level, from the left */
    private void fill(Tile tile, int child, int level, int place) {
        boolean last = ends(child);
        if (last || (level > 0 && cut[child])) {
            int exit = last ? ~number(child) : below(tile, child);
            int span = 1 << (tile.height - level);
            Arrays.fill(tile.exits, place * span, (place + 1) * span, exit);
            return;
        }
        int node = (1 << level) - 1 + place;
        if (source.isCategorical(child)) {
            tile.columns[node] = category(tile, child);
        } else {
            tile.columns[node] = columns.column(source, child);
            tile.thresholds[node] = source.positions[child] % TreeProgram.CHUNK + 1;
        }
        fill(tile, source.left[child], level + 1, 2 * place);
        fill(tile, source.right[child], level + 1, 2 * place + 1);
    }

    /** Writes the tile of a node that was cut off and returns its column. */
    private int below(Tile tile, int child) {
        int column = temporary(tile);
        writeTile(child, column);
        return column;
    }

    private int category(Tile tile, int node) {
        int feature = source.features[node];
        byte[] set = columns.set(source, node);
        int shared = columns.sharedSets.column(feature, set);
        if (shared >= 0) {
            return shared;
        }
        int column = temporary(tile);
        writeCategory(feature, set, column);
        return column;
    }

    private void writeCategory(int feature, byte[] set, int column) {
        int at = claim(TreeProgram.CATEGORY_WORDS);
        code[at] = TreeProgram.CATEGORY;
        code[at + 1] = column;
        code[at + 2] = columns.categoryColumns[feature];
        code[at + 3] = columns.categoryColumns[feature] + 1;
        code[at + 4] = setCount;
        int bytes = (setCount + 1) * TreeProgram.SET_BYTES;
        if (bytes > sets.length) {
            sets = Arrays.copyOf(sets, 2 * bytes);
        }
        System.arraycopy(set, 0, sets, setCount * TreeProgram.SET_BYTES, set.length);
        setCount++;
    }

    /** Writes what fills the columns of shared sets, for all trees. */
    void writeSharedSets() {
        columns.sharedSets.forEach(this::writeCategory);
    }

    private int temporary(Tile tile) {
        int column = freeCount > 0 ? free[--freeCount] : columns.count() + temporaryColumns++;
        tile.temporaries[tile.taken++] = column;
        return column;
    }

    private void release(int column) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * free.length);
        }
        free[freeCount++] = column;
    }

    private int number(int child) {
        leaves[leafCount] = ~child;
        return leafCount++;
    }

    private int claim(int words) {
        if (length + words > code.length) {
            code = Arrays.copyOf(code, 2 * code.length);
        }
        int at = length;
        length += words;
        return at;
    }
}
