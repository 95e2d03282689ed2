package io.auspex.model.kernel;

/**
 * The memory in which a block of rows is predicted, column by column: made once, used for many calls, by one thread at a time.
 *
 * <p>Column {@code c} of each array lies at {@code origin + c * ROWS}, whatever the number of rows, so that a kernel finds all columns at one
 * alignment. What lies behind the rows of a call is left from an earlier one or zero.
 */
public final class RowBlock {
    /**
     * How many rows are predicted at a time: the fixed cost of a tile is spread over enough of them, and the columns stay in the
     * second-level cache.
     */
    public static final int ROWS = 2048;

    /** Binary logarithm of {@link #ROWS}. */
    public static final int SHIFT = 11;

    /** Virtual columns, each value 0 to 127, and what tiles pass on to each other: {@link TreeProgram} numbers them. */
    public final byte[] bytes;

    /** Index of the first row of byte column 0. */
    public final int byteOrigin;

    /** How many byte columns are this block's own. Others may lie behind them in the array. */
    public final int byteColumns;

    /** Sums in 32 bits, one column each. */
    public final float[] floats;

    public final int floatOrigin;

    /** Sums in 64 bits, one column each. */
    public final double[] doubles;

    public final int doubleOrigin;

    /** The ranks of one feature at a time; {@link #ROWS} long. */
    public final short[] ranks = new short[ROWS];

    /** Of use to plain Java only; null until it comes here. */
    private WordColumns words;

    /** Each array reaches at least {@link #ROWS} elements beyond the start of its last column; byte column 0 is zero and stays so. */
    public RowBlock(
            byte[] bytes,
            int byteOrigin,
            int byteColumns,
            float[] floats,
            int floatOrigin,
            double[] doubles,
            int doubleOrigin) {
        this.bytes = bytes;
        this.byteOrigin = byteOrigin;
        this.byteColumns = byteColumns;
        this.floats = floats;
        this.floatOrigin = floatOrigin;
        this.doubles = doubles;
        this.doubleOrigin = doubleOrigin;
    }

    /** Index of the first row of a byte column. */
    public int byteColumn(int column) {
        return byteOrigin + (column << SHIFT);
    }

    public int floatColumn(int column) {
        return floatOrigin + (column << SHIFT);
    }

    public int doubleColumn(int column) {
        return doubleOrigin + (column << SHIFT);
    }

    WordColumns words() {
        if (words == null) {
            words = new WordColumns(this);
        }
        return words;
    }
}
