package io.auspex.learn.forest;

import java.util.SplittableRandom;

/**
 * Looks for the best split of a node among features drawn by chance. Features that are the same in all rows of the node do not
 * count as drawn (Geurts, Ernst and Wehenkel, "Extremely randomized trees", Machine Learning 63, 2006, table 1: attributes "non
 * constant" in the node), and are not tried again below it. One a thread.
 */
abstract sealed class SplitSearch permits BestSplitSearch, RandomSplitSearch {
    final Split split = new Split();
    final NodeTargets targets;
    final int least;

    private final int tries;
    private final int[] features;

    /**
     * @param features how many there are
     * @param tries how many to draw
     * @param least rows that each side needs
     */
    SplitSearch(NodeTargets targets, int features, int tries, int least) {
        this.targets = targets;
        this.tries = tries;
        this.least = least;
        this.features = new int[features];
        reset();
    }

    /** Before each tree: what comes out depends on nothing before. */
    final void reset() {
        for (int i = 0; i < features.length; i++) {
            features[i] = i;
        }
    }

    /**
     * Searches; {@link #split} has what was found. The constant features of a node stand first. Below the node only places behind
     * those are changed, so its other child finds the same ones there.
     *
     * @param rows those of the node are at {@code from} to {@code to - 1}; {@link #targets} has gathered theirs
     * @param known how many constant features were known above
     * @return how many are known now
     */
    final int find(int[] rows, int from, int to, int known, SplittableRandom random) {
        split.clear();
        int constant = known;
        int tried = 0;
        for (int next = known; next < features.length && tried < tries; next++) {
            swap(next, next + random.nextInt(features.length - next));
            if (offer(features[next], rows, from, to, random)) {
                tried++;
            } else {
                swap(next, constant++);
            }
        }
        return constant;
    }

    private void swap(int one, int other) {
        int feature = features[one];
        features[one] = features[other];
        features[other] = feature;
    }

    /** Sets {@link #split} if this feature has a better one; false if the feature is constant in the node. */
    abstract boolean offer(int feature, int[] rows, int from, int to, SplittableRandom random);
}
