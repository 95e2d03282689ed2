package io.auspex.model.compile;

import io.auspex.model.kernel.Kernels;
import io.auspex.model.kernel.TreeProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * Which trees go through tiles and which are walked, for given kernels, in runs of consecutive trees of an ensemble: trees of one ensemble must be
 * added in their order.
 */
record TreePlan(Kernels kernels, List<Segment> segments, boolean hasTiles) {
    enum Kind {
        TILES,
        NUMBERED,
        WALK
    }

    /** @param first among all trees of the program */
    record Segment(Kind kind, int ensemble, int first, int end) {}

    static TreePlan of(TreeProgram program, List<SourceTrees> ensembles, Kernels kernels) {
        List<Segment> segments = new ArrayList<>();
        boolean tiles = false;
        int tree = 0;
        for (int e = 0; e < ensembles.size(); e++) {
            SourceTrees source = ensembles.get(e);
            int end = tree + source.trees();
            int firstOfEnsemble = tree;
            while (tree < end) {
                Kind kind = kind(program, tree, source.meanDepths[tree - firstOfEnsemble], kernels);
                int first = tree;
                do {
                    tree++;
                } while (tree < end && kind(program, tree, source.meanDepths[tree - firstOfEnsemble], kernels) == kind);
                segments.add(new Segment(kind, e, first, tree));
                tiles |= kind != Kind.WALK;
            }
        }
        return new TreePlan(kernels, List.copyOf(segments), tiles);
    }

    private static Kind kind(TreeProgram program, int tree, float meanDepth, Kernels kernels) {
        byte kind = program.kinds[tree];
        if (kind == TreeProgram.WALKED || !kernels.fasterThanWalking(program, tree, meanDepth)) {
            return Kind.WALK;
        }
        return kind == TreeProgram.NUMBERED ? Kind.NUMBERED : Kind.TILES;
    }
}
