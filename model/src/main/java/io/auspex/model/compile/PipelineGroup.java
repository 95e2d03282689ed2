package io.auspex.model.compile;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.kernel.KernelChoice;
import io.auspex.model.predict.Predictor;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.transform.FeaturePipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The members behind one pipeline.
 *
 * @param treeMembers the members whose trees are predicted together
 * @param others the rest
 */
record PipelineGroup(
        FeaturePipeline pipeline, Optional<CompiledTrees> trees, List<Integer> treeMembers, List<Other> others) {
    /** A member that is predicted by itself. */
    record Other(int member, CompiledPredictor predictor) {}

    PipelineGroup {
        treeMembers = List.copyOf(treeMembers);
        others = List.copyOf(others);
    }

    static PipelineGroup of(FeaturePipeline pipeline, List<Part> parts, List<Integer> members, KernelChoice kernels) {
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
                others.add(new Other(member, CompiledPredictor.of(predictor, kernels)));
            }
        }
        Optional<CompiledTrees> trees =
                ensembles.isEmpty() ? Optional.empty() : Optional.of(CompiledTrees.of(ensembles, kernels));
        return new PipelineGroup(pipeline, trees, treeMembers, others);
    }

    /** @param margins {@code float[member][output][row]} of all members of the model */
    void margins(ColumnBatch in, float[][][] margins) {
        float[][] features = pipeline.transform(in);
        if (trees.isPresent()) {
            float[][][] own = new float[treeMembers.size()][][];
            for (int i = 0; i < own.length; i++) {
                own[i] = margins[treeMembers.get(i)];
            }
            trees.get().margins(features, in.rows(), own);
        }
        for (Other other : others) {
            other.predictor().margins(features, in.rows(), margins[other.member()]);
        }
    }
}
