package io.auspex.model.kernel;

/**
 * The loops that depend on the machine, as a {@link java.util.ServiceLoader} service: plain Java always works, vector instructions
 * are used where they are there and have proven fast ({@link KernelChoice}). Implementations have no state and may be called
 * by several threads at once; every one gives the same ranks, leaf numbers and sums, bit by bit, and any one can go on with a
 * {@link RowBlock} that another one made. They trust their arguments, which {@link TreeProgram} and its compiler have checked.
 *
 * <p>Rows come in blocks of at most {@link RowBlock#ROWS}. A kernel may read and write the elements behind the last row up to the
 * next multiple of 64 in all columns of a block, never beyond {@link RowBlock#ROWS}.
 */
public interface Kernels {
    /** In one or two words what they are made of, for {@code --version}: {@code scalar}, {@code vector, 512 bits}. */
    String name();

    /**
     * Memory for the rows of one call, in the alignment that these kernels are fastest with.
     *
     * @param byteColumns see {@link RowBlock}
     */
    RowBlock newBlock(int byteColumns, int floatColumns, int doubleColumns);

    /**
     * Fills {@code ranks[0 .. rows - 1]} with the number of thresholds that are not above the value, or -1 where it is NaN.
     *
     * @param thresholds of one feature
     * @param values of that feature
     * @param start the first value's index
     * @param rows at most {@link RowBlock#ROWS}
     * @param ranks {@link RowBlock#ranks}, {@link RowBlock#ROWS} long
     * @return whether there was a NaN
     */
    boolean rank(Thresholds thresholds, float[] values, int start, int rows, short[] ranks);

    /**
     * Fills one byte column with {@code max(0, min(127, rank - 127 * chunk))} of each row; where the rank is -1 with 127 if
     * {@code missingRight}, else with 0. (The latter is the same formula with the rank taken as an unsigned or a signed number.)
     *
     * @param at index of the column's first row in {@code bytes}
     */
    void spread(short[] ranks, int rows, int chunk, boolean missingRight, byte[] bytes, int at);

    /**
     * Whether the tiles of a tree take less time than to walk each row through it, which is about a nanosecond a node.
     *
     * @param meanDepth of its leaves
     */
    boolean fasterThanWalking(TreeProgram program, int tree, float meanDepth);

    /**
     * Runs the tiles of one tree: fills the byte column {@link TreeProgram#leafColumn} with the number of the leaf that each row
     * reaches, as {@link TreeProgram#code} says.
     *
     * @param block whose virtual columns are filled
     */
    void leaves(TreeProgram program, int tree, RowBlock block, int rows);

    /**
     * Runs the tiles of consecutive trees and adds the leaves' values to the sums of the block, tree after tree.
     *
     * @param first a tree of {@link TreeProgram#FLOATS} or {@link TreeProgram#DOUBLES}
     * @param end one behind the last tree; all are of these two kinds
     * @param block whose virtual columns are filled and whose sums have their starting values
     */
    void add(TreeProgram program, int first, int end, RowBlock block, int rows);

    /**
     * One dense layer: {@code out(row, unit) = biases[unit] + sum over i of in(row, i) * weight(i, unit)}. The order of additions is
     * the kernel's own, so results differ by rounding from kernel to kernel, but never from call to call.
     *
     * @param in element (row, i) is at {@code row * inStride + i}
     * @param out element (row, unit) is at {@code row * outStride + unit}; what lies between the units and {@code outStride} may be
     *     overwritten
     * @param outStride at least the units rounded up to {@link Panels#WIDTH}
     */
    void product(Panels layer, float[] in, int inStride, int rows, float[] out, int outStride);

    /**
     * Adds {@code factors[k] * vectors[which[k]]} to {@code sum} for all k below {@code count}: a product with a matrix of which each row
     * needs a few lines only. Rounding is as with {@link #product}.
     *
     * @param sum its length is a multiple of 16
     * @param vectors each as long as the sum
     */
    default void addMultiples(float[] sum, float[][] vectors, int[] which, float[] factors, int count) {
        for (int k = 0; k < count; k++) {
            float[] vector = vectors[which[k]];
            float factor = factors[k];
            for (int i = 0; i < sum.length; i++) {
                sum[i] += factor * vector[i];
            }
        }
    }

    /**
     * Whether {@link #product} and {@link #addMultiples} are as fast as the machine is. Nets have plain loops of their own, made for what
     * compilers do well, which leave out zeros and are otherwise the better choice.
     */
    default boolean multipliesFast() {
        return true;
    }
}
