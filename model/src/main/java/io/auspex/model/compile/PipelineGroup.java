package io.auspex.model.compile;

import io.auspex.model.kernel.KernelChoice;
import io.auspex.model.predict.Predictor;
import io.auspex.model.predict.TreeEnsemble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The members behind one pipeline that read its features in one layout.
 *
 * @param use of the plan, whose features they read
 * @param treeMembers the members whose trees are predicted together
 * @param others the rest
 */
record PipelineGroup(int use, Optional<CompiledTrees> trees, List<Integer> treeMembers, List<Other> others) {
    /** A member that is predicted by itself. */
    record Other(int member, CompiledPredictor predictor) {}

    PipelineGroup {
        treeMembers = List.copyOf(treeMembers);
        others = List.copyOf(others);
    }

    static PipelineGroup of(FeaturePlan plan, int use, List<Part> parts, List<Integer> members, KernelChoice kernels) {
        List<TreeEnsemble> ensembles = new ArrayList<>();
        List<Integer> treeMembers = new ArrayList<>();
        List<Other> others = new ArrayList<>();
        int outputs = 0;
        for (int member : members) {
            Predictor predictor = parts.get(member).predictor();
            boolean roomForSums = outputs + predictor.outputs() <= CompiledTrees.MOST_OUTPUTS;
            if (predictor instanceof TreeEnsemble ensemble && roomForSums) {
                ensembles.add(ensemble);
                treeMembers.add(member);
                outputs += ensemble.outputs();
            } else {
                others.add(new Other(member, CompiledPredictor.of(predictor, plan.layout(use), kernels)));
            }
        }
        Optional<CompiledTrees> trees =
                ensembles.isEmpty() ? Optional.empty() : Optional.of(CompiledTrees.of(ensembles, kernels));
        return new PipelineGroup(use, trees, treeMembers, others);
    }

    /** @param margins {@code float[member][output][row]} of all members of the model */
    void margins(FeatureScratch scratch, int rows, float[][][] margins) {
        FeatureRows features = scratch.rows[use];
        if (trees.isPresent()) {
            float[][][] own = new float[treeMembers.size()][][];
            for (int i = 0; i < own.length; i++) {
                own[i] = margins[treeMembers.get(i)];
            }
            trees.get().margins(features.columns(), rows, own);
        }
        for (Other other : others) {
            other.predictor().margins(features, rows, margins[other.member()]);
        }
    }
}
