package io.auspex.model.importer;

/**
 * One tree as its file has it, not yet checked: nodes {@code 0 .. count() - 1}, of which some are leaves. Node 0 is the
 * root. The getters about splits are asked for inner nodes only; children may be any number.
 */
interface SourceTree {
    int count();

    boolean isLeaf(int node);

    /** Where a value goes that is less than the threshold, or in the set of categories. */
    int left(int node);

    int right(int node);

    int feature(int node);

    float threshold(int node);

    boolean missingGoesLeft(int node);

    /** Bit {@code c % 32} of word {@code c / 32} is set if category {@code c} goes left; null if the split is numeric. */
    int[] categories(int node);

    /** How much of the training rows reached the node; NaN if the file does not say. */
    float cover(int node);
}
