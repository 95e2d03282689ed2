package io.auspex.model.compile;

import io.auspex.model.kernel.Thresholds;
import io.auspex.model.kernel.TreeProgram;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The byte columns that the tiles of all trees read: of each feature the union of the thresholds, and of each chunk of them the columns, one
 * for either way of NaN, that some node looks at; of each categorical feature its codes, and the {@link SharedSets}.
 */
final class TileColumns {
    /** Beyond it the columns of a block fill more memory than a cache has, and trees are better walked. */
    static final int MOST_COLUMNS = 3500;

    /** Of each feature; null if it is compared with none. */
    final Thresholds[] thresholds;

    /** Of each feature; null if it has no sets. */
    final SplitCategories[] categories;

    /** Of each categorical feature its first of two columns, else 0. */
    final int[] categoryColumns;

    /** The sets that several nodes ask about. */
    final SharedSets sharedSets;

    final int[] columnFeatures;
    final int[] columnChunks;
    final boolean[] columnMissingRight;

    /** Of each feature where its chunks are in {@link #chunkColumns}. */
    private final int[] chunkStarts;

    /** Two a chunk, NaN to the left and to the right: the column, or 0. */
    private final int[] chunkColumns;

    private final int columns;

    /** @param tiled of each ensemble the trees that are to be tiles */
    private TileColumns(List<SourceTrees> ensembles, List<BitSet> tiled, Ranked ranked) {
        this.thresholds = ranked.thresholds();
        int features = thresholds.length;
        int[][] named = namedCategories(ensembles, tiled, features);
        this.chunkStarts = new int[features + 1];
        for (int feature = 0; feature < features; feature++) {
            int chunks = thresholds[feature] == null
                    ? 0
                    : (thresholds[feature].count + TreeProgram.CHUNK - 1) / TreeProgram.CHUNK;
            chunkStarts[feature + 1] = chunkStarts[feature] + 2 * chunks;
        }
        this.chunkColumns = new int[chunkStarts[features]];
        forEachNode(ensembles, tiled, (source, node) -> {
            if (!source.isCategorical(node)) {
                source.positions[node] = ranked.positions()[source.positions[node]];
                chunkColumns[chunk(source, node)] = 1;
            }
        });
        int used = 0;
        for (int column : chunkColumns) {
            used += column;
        }
        this.columnFeatures = new int[used];
        this.columnChunks = new int[used];
        this.columnMissingRight = new boolean[used];
        int next = number();
        this.categories = new SplitCategories[features];
        this.categoryColumns = new int[features];
        for (int feature = 0; feature < features; feature++) {
            if (named[feature] != null) {
                categories[feature] = SplitCategories.of(named[feature]);
                categoryColumns[feature] = next;
                next += 2;
            }
        }
        SharedSets.Tally tally = new SharedSets.Tally();
        forEachCategoricalNode(ensembles, tiled, (source, node) -> tally.add(source.features[node], set(source, node)));
        this.sharedSets = tally.from(next, Math.max(0, MOST_COLUMNS - next));
        this.columns = next + sharedSets.count();
    }

    /** The categories that a node sends left, as kernels look codes up. */
    byte[] set(SourceTrees source, int node) {
        byte[] set = new byte[TreeProgram.SET_BYTES];
        int position = source.categoryPositions[node];
        categories[source.features[node]].write(
                source.setWords,
                source.setStarts[position],
                source.setStarts[position + 1],
                source.defaultLeft.get(node),
                set,
                0);
        return set;
    }

    /**
     * @param tiled of each ensemble the trees that are to be tiles
     * @return nothing if there would be too many thresholds or columns
     */
    static Optional<TileColumns> of(List<SourceTrees> ensembles, List<BitSet> tiled, int features) {
        return rank(ensembles, tiled, features)
                .map(ranked -> new TileColumns(ensembles, tiled, ranked))
                .filter(columns -> columns.count() <= MOST_COLUMNS);
    }

    private int number() {
        int next = 0;
        for (int feature = 0; feature + 1 < chunkStarts.length; feature++) {
            for (int at = chunkStarts[feature]; at < chunkStarts[feature + 1]; at++) {
                if (chunkColumns[at] != 0) {
                    columnFeatures[next] = feature;
                    columnChunks[next] = (at - chunkStarts[feature]) / 2;
                    columnMissingRight[next] = (at - chunkStarts[feature]) % 2 == 1;
                    chunkColumns[at] = ++next;
                }
            }
        }
        return next + 1;
    }

    /** Column 0, the virtual and the categorical ones, and those of shared sets. */
    int count() {
        return columns;
    }

    /** The virtual column that a node compares. */
    int column(SourceTrees source, int node) {
        return chunkColumns[chunk(source, node)];
    }

    private int chunk(SourceTrees source, int node) {
        int missing = source.defaultLeft.get(node) ? 0 : 1;
        return chunkStarts[source.features[node]] + source.positions[node] / TreeProgram.CHUNK * 2 + missing;
    }

    /**
     * The thresholds of each feature.
     *
     * @param positions of each threshold, by the number that {@link SourceTrees#positions} has for it as yet, where it is among those of its
     *     feature
     */
    private record Ranked(Thresholds[] thresholds, int[] positions) {}

    /** Numbers the thresholds that nodes compare; empty if a feature has too many. */
    private static Optional<Ranked> rank(List<SourceTrees> ensembles, List<BitSet> tiled, int features) {
        LongSet all = new LongSet();
        forEachNode(ensembles, tiled, (source, node) -> {
            if (!source.isCategorical(node)) {
                int ordered = Thresholds.key(source.thresholds[node]) ^ Integer.MIN_VALUE;
                source.positions[node] = all.add((long) source.features[node] << 32 | Integer.toUnsignedLong(ordered));
            }
        });
        long[] sorted = all.sorted();
        Thresholds[] thresholds = new Thresholds[features];
        int[] positions = new int[sorted.length];
        int start = 0;
        while (start < sorted.length) {
            int feature = (int) (sorted[start] >>> 32);
            int end = start;
            while (end < sorted.length && (int) (sorted[end] >>> 32) == feature) {
                end++;
            }
            if (end - start > Thresholds.MOST) {
                return Optional.empty();
            }
            int[] keys = new int[end - start];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = (int) sorted[start + i] ^ Integer.MIN_VALUE;
                positions[all.add(sorted[start + i])] = i;
            }
            thresholds[feature] = new Thresholds(keys);
            start = end;
        }
        return Optional.of(new Ranked(thresholds, positions));
    }

    /** Of each feature the categories that the trees name, 32 a word; null if none does. */
    private static int[][] namedCategories(List<SourceTrees> ensembles, List<BitSet> tiled, int features) {
        int[][] named = new int[features][];
        forEachCategoricalNode(ensembles, tiled, (source, node) -> {
            int feature = source.features[node];
            named[feature] = source.addCategories(node, named[feature] == null ? new int[0] : named[feature]);
        });
        return named;
    }

    private static void forEachCategoricalNode(
            List<SourceTrees> ensembles, List<BitSet> trees, NodeOfEnsemble visitor) {
        for (int e = 0; e < ensembles.size(); e++) {
            if (ensembles.get(e).hasCategories()) {
                forEachNode(List.of(ensembles.get(e)), List.of(trees.get(e)), (source, node) -> {
                    if (source.isCategorical(node)) {
                        visitor.visit(source, node);
                    }
                });
            }
        }
    }

    private static void forEachNode(List<SourceTrees> ensembles, List<BitSet> trees, NodeOfEnsemble visitor) {
        for (int e = 0; e < ensembles.size(); e++) {
            SourceTrees source = ensembles.get(e);
            BitSet some = trees.get(e);
            for (int tree = some.nextSetBit(0); tree >= 0; tree = some.nextSetBit(tree + 1)) {
                source.forEachTiledNode(tree, node -> visitor.visit(source, node));
            }
        }
    }

    private interface NodeOfEnsemble {
        void visit(SourceTrees source, int node);
    }

    /** The trees that can be tiles, or have heads that can: those of few enough leaves, all of whose categorical features name few enough categories. */
    static List<BitSet> candidates(List<SourceTrees> ensembles, int features) {
        List<BitSet> all = new ArrayList<>();
        for (SourceTrees source : ensembles) {
            BitSet small = new BitSet();
            for (int tree = 0; tree < source.trees(); tree++) {
                small.set(tree, source.leafCounts[tree] <= SourceTrees.MOST_TILED_LEAVES || source.heads.has(tree));
            }
            all.add(small);
        }
        BitSet tooMany = new BitSet();
        int[][] named = namedCategories(ensembles, all, features);
        for (int feature = 0; feature < features; feature++) {
            tooMany.set(feature, named[feature] != null && !SplitCategories.fits(named[feature]));
        }
        for (int e = 0; e < all.size() && !tooMany.isEmpty(); e++) {
            SourceTrees source = ensembles.get(e);
            BitSet small = all.get(e);
            for (int tree = small.nextSetBit(0); tree >= 0; tree = small.nextSetBit(tree + 1)) {
                small.set(tree, !asksAny(source, tree, tooMany));
            }
        }
        return all;
    }

    private static boolean asksAny(SourceTrees source, int tree, BitSet features) {
        BitSet met = new BitSet();
        source.forEachTiledNode(tree, node -> {
            if (source.isCategorical(node) && features.get(source.features[node])) {
                met.set(0);
            }
        });
        return !met.isEmpty();
    }
}
