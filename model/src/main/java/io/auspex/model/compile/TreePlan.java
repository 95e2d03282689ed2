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
        HEADS,
        WALK
    }

    /** @param first among all trees of the program */
    record Segment(Kind kind, int ensemble, int first, int end) {}

    static TreePlan of(TreeProgram program, List<TreeFacts> ensembles, TreeWalker walker, Kernels kernels) {
        List<Segment> segments = new ArrayList<>();
        boolean tiles = false;
        int tree = 0;
        for (int e = 0; e < ensembles.size(); e++) {
            TreeFacts facts = ensembles.get(e);
            int end = tree + facts.trees();
            int firstOfEnsemble = tree;
            while (tree < end) {
                Kind kind = kind(program, tree, facts, tree - firstOfEnsemble, walker, kernels);
                int first = tree;
                do {
                    tree++;
                } while (tree < end && kind(program, tree, facts, tree - firstOfEnsemble, walker, kernels) == kind);
                segments.add(new Segment(kind, e, first, tree));
                tiles |= kind != Kind.WALK;
            }
        }
        return new TreePlan(kernels, List.copyOf(segments), tiles);
    }

    /** @param own the tree's number in its ensemble */
    private static Kind kind(
            TreeProgram program, int tree, TreeFacts facts, int own, TreeWalker walker, Kernels kernels) {
        byte kind = program.kinds[tree];
        boolean head = facts.headDepths()[own] > 0;
        float depth = head ? facts.headDepths()[own] : facts.meanDepths()[own];
        if (kind == TreeProgram.WALKED || !kernels.fasterThanWalking(program, tree, depth)) {
            return Kind.WALK;
        }
        if (head) {
            return walker.walksOn(tree) ? Kind.HEADS : Kind.WALK;
        }
        return kind == TreeProgram.NUMBERED ? Kind.NUMBERED : Kind.TILES;
    }
}
