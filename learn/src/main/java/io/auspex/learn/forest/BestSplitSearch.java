package io.auspex.learn.forest;

import java.util.SplittableRandom;

/**
 * The best threshold of each feature drawn, as in a random forest (Breiman, "Random forests", Machine Learning 45, 2001). The node's
 * rows are sorted by rank, so every threshold is looked at, none rounded to a histogram.
 */
final class BestSplitSearch extends SplitSearch {
    private final RankedFeature[] ranked;
    private final RankSort sort;
    private final long[] keys;
    private final int[] missing;
    private final RankCut cut = new RankCut();

    BestSplitSearch(NodeTargets targets, RankedFeature[] ranked, int rows, int tries, int least) {
        super(targets, ranked.length, tries, least);
        this.ranked = ranked;
        this.sort = new RankSort(rows);
        this.keys = new long[rows];
        this.missing = new int[rows];
    }

    @Override
    boolean offer(int feature, int[] rows, int from, int to, SplittableRandom random) {
        int[] ranks = ranked[feature].ranks();
        int present = 0;
        int missingCount = 0;
        int lowest = Integer.MAX_VALUE;
        int highest = -1;
        for (int i = from; i < to; i++) {
            int rank = ranks[rows[i]];
            if (rank < 0) {
                missing[missingCount++] = i - from;
            } else {
                keys[present++] = (long) rank << 32 | i - from;
                lowest = Math.min(lowest, rank);
                highest = Math.max(highest, rank);
            }
        }
        if (present == 0 || (lowest == highest && missingCount == 0)) {
            return false;
        }
        long[] sorted = sort.sorted(keys, present, lowest, highest);
        cut.clear(split.score());
        targets.sweep(sorted, present, missing, missingCount, false, least, cut);
        if (missingCount > 0) {
            targets.sweep(sorted, present, missing, missingCount, true, least, cut);
        }
        if (cut.found()) {
            float threshold = ranked[feature].threshold(cut.low, cut.high);
            split.set(cut.score, feature, threshold, missingCount > 0, cut.missingLeft);
        }
        return true;
    }
}
