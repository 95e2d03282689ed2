package io.auspex.model.compile;

import io.auspex.model.predict.TreeEnsemble;

/**
 * What is asked of an ensemble while it predicts. All else that compilers read of it, {@link SourceTrees}, is let go when they are done: it is a
 * copy of the whole ensemble.
 *
 * @param leafCounts of each tree
 * @param meanDepths of each tree, of its leaves
 * @param headDepths of each tree the mean number of nodes that a row meets in its head; 0 if it has none
 */
record TreeFacts(
        TreeEnsemble ensemble,
        boolean addsFloats,
        float[] baseMargins,
        int[] leafCounts,
        float[] meanDepths,
        float[] headDepths) {
    static TreeFacts of(SourceTrees source) {
        return new TreeFacts(
                source.ensemble,
                source.addsFloats(),
                source.baseMargins,
                source.leafCounts,
                source.meanDepths,
                source.heads.depths);
    }

    int trees() {
        return leafCounts.length;
    }
}
