package io.auspex.model.compile;

import io.auspex.model.kernel.KernelChoice;
import io.auspex.model.kernel.Kernels;
import io.auspex.model.kernel.RowBlock;
import io.auspex.model.kernel.TreeProgram;
import io.auspex.model.predict.TreeEnsemble;
import java.util.Arrays;
import java.util.List;

/**
 * Tree ensembles over the same features, predicted together: blocks of rows by the tiles of one {@link TreeProgram}, few rows and big trees by
 * {@link TreeWalker}. Margins are those of {@link TreeEnsemble}, bit by bit. Safe to call from several threads at once.
 */
final class CompiledTrees {
    /** Below it ranking and tiles, which go through whole blocks, take longer than walking row by row. */
    private static final int FEWEST_ROWS_IN_TILES = 20;

    /** Each output has a column of sums in every block. */
    static final int MOST_OUTPUTS = 1024;

    private final List<TreeFacts> ensembles;
    private final KernelChoice choice;
    private final TreeProgram program;
    private final TileColumns columns;
    /** Of trees whose tiles number leaves, or the exits of heads, what the numbers stand for. */
    private final int[] numberedLeaves;

    private final TreeWalker walker;

    /** Of each ensemble its first tree; one more at the end. */
    private final int[] firstTrees;

    /** Of each ensemble the column of the block's floats or doubles in which its output 0 is summed. */
    private final int[] sumColumns;

    private volatile TreePlan plan;

    private CompiledTrees(List<SourceTrees> sources, int features, KernelChoice choice) {
        this.ensembles = sources.stream().map(TreeFacts::of).toList();
        this.choice = choice;
        TreeCompiler.Compiled compiled = TreeCompiler.compile(sources, features);
        this.program = compiled.program();
        this.columns = compiled.columns();
        this.numberedLeaves = compiled.numberedLeaves();
        this.walker = new TreeWalker(sources, features, program.leafStarts, numberedLeaves);
        this.firstTrees = new int[ensembles.size() + 1];
        this.sumColumns = new int[ensembles.size()];
        int floats = 0;
        int doubles = 0;
        for (int e = 0; e < ensembles.size(); e++) {
            TreeFacts facts = ensembles.get(e);
            firstTrees[e + 1] = firstTrees[e] + facts.trees();
            sumColumns[e] = facts.addsFloats() ? floats : doubles;
            floats += facts.addsFloats() ? facts.baseMargins().length : 0;
            doubles += facts.addsFloats() ? 0 : facts.baseMargins().length;
        }
        this.plan = TreePlan.of(program, ensembles, walker, choice.kernels());
    }

    /** @param ensembles of the same number of features, with at most {@link #MOST_OUTPUTS} outputs in all */
    static CompiledTrees of(List<TreeEnsemble> ensembles, KernelChoice choice) {
        List<SourceTrees> sources = ensembles.stream().map(SourceTrees::new).toList();
        return new CompiledTrees(sources, ensembles.get(0).features(), choice);
    }

    /**
     * Fills the margins of all ensembles.
     *
     * @param features {@code float[feature][row]}; NaN is missing
     * @param margins {@code float[ensemble][output][row]}, overwritten
     */
    void margins(float[][] features, int rows, float[][][] margins) {
        if (rows < FEWEST_ROWS_IN_TILES) {
            walker.margins(features, 0, rows, margins);
            return;
        }
        Kernels kernels = choice.kernels();
        TreePlan current = plan;
        if (current.kernels() != kernels) {
            current = TreePlan.of(program, ensembles, walker, kernels);
            plan = current;
        }
        RowBlock block =
                choice.blocks().take(kernels, program.byteColumns, program.floatColumns, program.doubleColumns);
        try {
            for (int start = 0; start < rows; start += RowBlock.ROWS) {
                int some = Math.min(RowBlock.ROWS, rows - start);
                if (some < FEWEST_ROWS_IN_TILES) {
                    walker.margins(features, start, some, margins);
                } else {
                    predict(current, features, start, some, block, margins);
                }
            }
        } finally {
            choice.blocks().give(block);
        }
    }

    private void predict(
            TreePlan current, float[][] features, int start, int rows, RowBlock block, float[][][] margins) {
        if (current.hasTiles()) {
            fillColumns(current.kernels(), features, start, rows, block);
        }
        startSums(rows, block);
        for (TreePlan.Segment segment : current.segments()) {
            int e = segment.ensemble();
            switch (segment.kind()) {
                case TILES -> current.kernels().add(program, segment.first(), segment.end(), block, rows);
                case NUMBERED -> addNumbered(current.kernels(), segment, features, start, rows, block);
                case HEADS -> {
                    Kernels kernels = current.kernels();
                    walker.addHeads(
                            e,
                            segment.first(),
                            segment.end(),
                            tree -> kernels.leaves(program, tree, block, rows),
                            program.leafStarts,
                            numberedLeaves,
                            features,
                            start,
                            rows,
                            block,
                            block.byteColumn(program.leafColumn),
                            sumColumns[e]);
                }
                case WALK ->
                    walker.add(
                            e,
                            segment.first() - firstTrees[e],
                            segment.end() - firstTrees[e],
                            features,
                            start,
                            rows,
                            block,
                            sumColumns[e]);
            }
        }
        copySums(start, rows, block, margins);
    }

    private void addNumbered(
            Kernels kernels, TreePlan.Segment segment, float[][] features, int start, int rows, RowBlock block) {
        int e = segment.ensemble();
        for (int tree = segment.first(); tree < segment.end(); tree++) {
            kernels.leaves(program, tree, block, rows);
            walker.addNumbered(
                    e,
                    tree - firstTrees[e],
                    numberedLeaves,
                    program.leafStarts[tree],
                    rows,
                    features,
                    start,
                    block,
                    program.leafColumn,
                    sumColumns[e]);
        }
    }

    /** Ranks each feature once and spreads its ranks to its columns. Without NaN the two ways of NaN are the same column. */
    private void fillColumns(Kernels kernels, float[][] features, int start, int rows, RowBlock block) {
        int count = program.columnFeatures.length;
        boolean missing = false;
        for (int column = 0; column < count; column++) {
            int feature = program.columnFeatures[column];
            int at = block.byteColumn(column + 1);
            boolean first = column == 0 || program.columnFeatures[column - 1] != feature;
            if (first) {
                missing = kernels.rank(program.thresholds[feature], features[feature], start, rows, block.ranks);
            }
            if (!first && !missing && program.columnChunks[column - 1] == program.columnChunks[column]) {
                System.arraycopy(block.bytes, at - RowBlock.ROWS, block.bytes, at, rows);
            } else {
                kernels.spread(
                        block.ranks,
                        rows,
                        program.columnChunks[column],
                        program.columnMissingRight[column],
                        block.bytes,
                        at);
            }
        }
        for (int feature = 0; feature < columns.categories.length; feature++) {
            if (columns.categories[feature] != null) {
                int high = block.byteColumn(columns.categoryColumns[feature]);
                columns.categories[feature].fill(
                        features[feature], start, rows, block.bytes, high, high + RowBlock.ROWS);
            }
        }
        if (columns.sharedSets.count() > 0) {
            kernels.leaves(program, program.trees() - 1, block, rows);
        }
    }

    private void startSums(int rows, RowBlock block) {
        for (int e = 0; e < sumColumns.length; e++) {
            TreeFacts facts = ensembles.get(e);
            for (int output = 0; output < facts.baseMargins().length; output++) {
                float base = facts.baseMargins()[output];
                if (facts.addsFloats()) {
                    int at = block.floatColumn(sumColumns[e] + output);
                    Arrays.fill(block.floats, at, at + rows, base);
                } else {
                    int at = block.doubleColumn(sumColumns[e] + output);
                    Arrays.fill(block.doubles, at, at + rows, base);
                }
            }
        }
    }

    private void copySums(int start, int rows, RowBlock block, float[][][] margins) {
        for (int e = 0; e < sumColumns.length; e++) {
            TreeFacts facts = ensembles.get(e);
            for (int output = 0; output < facts.baseMargins().length; output++) {
                float[] to = margins[e][output];
                if (facts.addsFloats()) {
                    System.arraycopy(block.floats, block.floatColumn(sumColumns[e] + output), to, start, rows);
                } else {
                    int at = block.doubleColumn(sumColumns[e] + output);
                    for (int row = 0; row < rows; row++) {
                        to[start + row] = (float) block.doubles[at + row];
                    }
                }
            }
        }
    }
}
