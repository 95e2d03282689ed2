package io.auspex.learn.forest;

/** The best way found so far to part the rows of a node. One a thread, used again for every node. */
final class Split {
    private boolean found;
    private double score;
    private int feature;
    private float threshold;
    private boolean missingSeen;
    private boolean missingLeft;

    void clear() {
        found = false;
        score = Double.NEGATIVE_INFINITY;
    }

    boolean found() {
        return found;
    }

    /** What the next split has to exceed; only differences between splits of the same node mean something. */
    double score() {
        return score;
    }

    void set(double newScore, int newFeature, float newThreshold, boolean newMissingSeen, boolean newMissingLeft) {
        found = true;
        score = newScore;
        feature = newFeature;
        threshold = newThreshold;
        missingSeen = newMissingSeen;
        missingLeft = newMissingLeft;
    }

    int feature() {
        return feature;
    }

    /** Values below it go left. */
    float threshold() {
        return threshold;
    }

    /** Whether rows of the node miss the feature, so that {@link #missingLeft()} was chosen for a reason. */
    boolean missingSeen() {
        return missingSeen;
    }

    boolean missingLeft() {
        return missingLeft;
    }
}
