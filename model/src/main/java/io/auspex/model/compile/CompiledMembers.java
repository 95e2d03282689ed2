package io.auspex.model.compile;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.kernel.KernelChoice;
import io.auspex.model.transform.FeaturePipeline;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The members of a model, compiled. Members behind the same pipeline share its features, and all tree ensembles among them become one
 * program, so that columns are ranked once for all. Immutable; several threads may call it at once.
 */
public final class CompiledMembers {
    private final List<Part> parts;
    private final List<PipelineGroup> groups;

    private CompiledMembers(List<Part> parts, List<PipelineGroup> groups) {
        this.parts = List.copyOf(parts);
        this.groups = List.copyOf(groups);
    }

    /** @param kernels asked anew at every call */
    public static CompiledMembers of(List<Part> parts, KernelChoice kernels) {
        IdentityHashMap<FeaturePipeline, List<Integer>> members = new IdentityHashMap<>();
        List<FeaturePipeline> pipelines = new ArrayList<>();
        for (int member = 0; member < parts.size(); member++) {
            FeaturePipeline pipeline = parts.get(member).pipeline();
            if (!members.containsKey(pipeline)) {
                pipelines.add(pipeline);
                members.put(pipeline, new ArrayList<>());
            }
            members.get(pipeline).add(member);
        }
        List<PipelineGroup> groups = new ArrayList<>();
        for (FeaturePipeline pipeline : pipelines) {
            groups.add(PipelineGroup.of(pipeline, parts, members.get(pipeline), kernels));
        }
        return new CompiledMembers(parts, groups);
    }

    /** Returns {@code float[member][output][row]}, newly allocated. */
    public float[][][] margins(ColumnBatch in) {
        float[][][] margins = new float[parts.size()][][];
        for (int part = 0; part < margins.length; part++) {
            margins[part] = new float[parts.get(part).predictor().outputs()][in.rows()];
        }
        margins(in, margins);
        return margins;
    }

    /** Fills {@code float[member][output][row]} that the caller owns, each at least {@code in.rows()} long. */
    public void margins(ColumnBatch in, float[][][] margins) {
        for (PipelineGroup group : groups) {
            group.margins(in, margins);
        }
    }
}
