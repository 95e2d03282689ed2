package io.auspex.model.compile;

import io.auspex.model.kernel.TreeProgram;
import io.auspex.model.predict.Leaves;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Makes one {@link TreeProgram} of several ensembles, whose trees are numbered through and whose outputs lie side by side. */
final class TreeCompiler {
    private static final int SMALLEST_ROOM = 16;

    private final List<SourceTrees> ensembles;
    private final List<BitSet> tiled;
    private final TileWriter writer;
    private final TileColumns columns;

    private final int[] codeStarts;
    private final byte[] kinds;
    private final int[] outputs;
    private final int[] leafStarts;
    private final int[] leafRooms;
    private float[] floatLeaves = new float[1 << 10];
    private int floatCount;
    private double[] doubleLeaves = new double[1 << 10];
    private int doubleCount;
    private int[] numbered = new int[1 << 10];
    private int numberedCount;

    private TreeCompiler(List<SourceTrees> ensembles, List<BitSet> tiled, TileColumns columns) {
        this.ensembles = ensembles;
        this.tiled = tiled;
        this.columns = columns;
        this.writer = new TileWriter(columns);
        int trees = 0;
        for (SourceTrees source : ensembles) {
            trees += source.trees();
        }
        this.codeStarts = new int[trees + 2];
        this.kinds = new byte[trees + 1];
        this.outputs = new int[trees + 1];
        this.leafStarts = new int[trees + 1];
        this.leafRooms = new int[trees + 1];
    }

    /**
     * What comes out. The program has one tree more than the ensembles, the last one: it fills the columns of {@link SharedSets}, and has no
     * leaves.
     *
     * @param columns which knows how to fill those of categories
     * @param numberedLeaves of trees of {@link TreeProgram#NUMBERED} the ensemble's leaf of each leaf number, from {@code leafStarts[tree]} on;
     *     where a head ends at a node {@code ~node}
     */
    record Compiled(TreeProgram program, TileColumns columns, int[] numberedLeaves) {}

    /**
     * @param features how many features the ensembles read
     * @return a program in which trees that cannot be tiles are of the kind {@link TreeProgram#WALKED}
     */
    static Compiled compile(List<SourceTrees> ensembles, int features) {
        List<BitSet> tiled = tiled(ensembles, features);
        TileColumns columns = TileColumns.of(ensembles, tiled, features).orElse(null);
        if (columns == null && ensembles.stream().anyMatch(source -> !source.heads.exits.isEmpty())) {
            ensembles.forEach(source -> source.heads.clear());
            tiled = tiled(ensembles, features);
            columns = TileColumns.of(ensembles, tiled, features).orElse(null);
        }
        if (columns == null) {
            tiled.forEach(BitSet::clear);
            columns = TileColumns.of(ensembles, tiled, features).orElseThrow();
        }
        TreeCompiler compiler = new TreeCompiler(ensembles, tiled, columns);
        TreeProgram program = compiler.program();
        return new Compiled(program, columns, Arrays.copyOf(compiler.numbered, compiler.numberedCount));
    }

    private static List<BitSet> tiled(List<SourceTrees> ensembles, int features) {
        List<BitSet> tiled = TileColumns.candidates(ensembles, features);
        for (int e = 0; e < tiled.size(); e++) {
            walkTogether(ensembles.get(e), tiled.get(e));
        }
        return tiled;
    }

    /** Where most work of an ensemble is walking, all its trees are walked, so that the ways to do it do not alternate. */
    private static void walkTogether(SourceTrees source, BitSet tiled) {
        long walked = 0;
        long all = 0;
        for (int tree = 0; tree < source.trees(); tree++) {
            all += source.leafCounts[tree];
            walked += tiled.get(tree) ? 0 : source.leafCounts[tree];
        }
        if (2 * walked > all) {
            tiled.clear();
        }
    }

    private TreeProgram program() {
        int tree = 0;
        int floatColumns = 0;
        int doubleColumns = 0;
        for (int e = 0; e < ensembles.size(); e++) {
            SourceTrees source = ensembles.get(e);
            boolean floats = source.addsFloats();
            for (int own = 0; own < source.trees(); own++, tree++) {
                outputs[tree] = (floats ? floatColumns : doubleColumns) + source.outputs[own];
                kinds[tree] = tiled.get(e).get(own) ? kind(source, own) : TreeProgram.WALKED;
                if (kinds[tree] != TreeProgram.WALKED) {
                    writer.write(source, own);
                    copyLeaves(source.leaves, tree);
                }
                codeStarts[tree + 1] = writer.length();
            }
            floatColumns += floats ? source.baseMargins.length : 0;
            doubleColumns += floats ? 0 : source.baseMargins.length;
        }
        kinds[tree] = TreeProgram.NUMBERED;
        writer.writeSharedSets();
        codeStarts[tree + 1] = writer.length();
        writer.finish(codeStarts);
        return new TreeProgram(
                columns.columnFeatures,
                columns.columnChunks,
                columns.columnMissingRight,
                columns.thresholds,
                writer.sets(),
                writer.byteColumns(),
                floatColumns,
                doubleColumns,
                codeStarts,
                writer.code(),
                kinds,
                outputs,
                leafStarts,
                leafRooms,
                Arrays.copyOf(floatLeaves, floatCount),
                Arrays.copyOf(doubleLeaves, doubleCount));
    }

    private static byte kind(SourceTrees source, int tree) {
        Leaves leaves = source.leaves;
        if (source.heads.has(tree)) {
            return TreeProgram.NUMBERED;
        }
        if (leaves instanceof Leaves.Floats) {
            return TreeProgram.FLOATS;
        }
        return leaves instanceof Leaves.Doubles ? TreeProgram.DOUBLES : TreeProgram.NUMBERED;
    }

    /** The table of a tree; of a tree whose leaf numbers the caller wants none. */
    private void copyLeaves(Leaves leaves, int tree) {
        int count = writer.leafCount();
        int room = Math.max(SMALLEST_ROOM, Integer.highestOneBit(2 * count - 1));
        leafRooms[tree] = room;
        if (kinds[tree] == TreeProgram.NUMBERED) {
            if (numberedCount + count > numbered.length) {
                numbered = Arrays.copyOf(numbered, 2 * numbered.length);
            }
            leafStarts[tree] = numberedCount;
            System.arraycopy(writer.leaves(), 0, numbered, numberedCount, count);
            numberedCount += count;
        } else if (leaves instanceof Leaves.Floats floats) {
            if (floatCount + room > floatLeaves.length) {
                floatLeaves = Arrays.copyOf(floatLeaves, 2 * floatLeaves.length);
            }
            leafStarts[tree] = floatCount;
            for (int leaf = 0; leaf < count; leaf++) {
                floatLeaves[floatCount + leaf] = floats.values()[writer.leaves()[leaf]];
            }
            floatCount += room;
        } else {
            Leaves.Doubles doubles = (Leaves.Doubles) leaves;
            if (doubleCount + room > doubleLeaves.length) {
                doubleLeaves = Arrays.copyOf(doubleLeaves, 2 * doubleLeaves.length);
            }
            leafStarts[tree] = doubleCount;
            for (int leaf = 0; leaf < count; leaf++) {
                doubleLeaves[doubleCount + leaf] = doubles.values()[writer.leaves()[leaf]];
            }
            doubleCount += room;
        }
    }
}
