package io.auspex.learn.forest;

/** The best place found to part the rows of a node by the ranks of one feature. One a thread. */
final class RankCut {
    /** Rank below the one before all others: only missing values go left. */
    static final int BEFORE_ALL = -1;

    double score;
    /** The highest rank that goes left. */
    int low;
    /** The lowest rank in the node that goes right. */
    int high;

    boolean missingLeft;

    void clear(double toExceed) {
        score = toExceed;
        high = BEFORE_ALL;
    }

    boolean found() {
        return high != BEFORE_ALL;
    }

    void set(double newScore, int newLow, int newHigh, boolean newMissingLeft) {
        score = newScore;
        low = newLow;
        high = newHigh;
        missingLeft = newMissingLeft;
    }
}
