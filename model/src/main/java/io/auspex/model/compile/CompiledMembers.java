package io.auspex.model.compile;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.kernel.KernelChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The members of a model, compiled. Members behind the same pipeline share its features, and all tree ensembles among them become one
 * program, so that columns are ranked once for all. Immutable; several threads may call it at once.
 */
public final class CompiledMembers {
    private final List<Part> parts;
    private final FeaturePlan plan;
    private final List<PipelineGroup> groups;

    private CompiledMembers(List<Part> parts, FeaturePlan plan, List<PipelineGroup> groups) {
        this.parts = List.copyOf(parts);
        this.plan = plan;
        this.groups = List.copyOf(groups);
    }

    /** @param kernels asked anew at every call */
    public static CompiledMembers of(List<Part> parts, KernelChoice kernels) {
        FeaturePlan plan =
                FeaturePlan.of(parts.stream().map(CompiledPredictor::use).toList());
        Map<Integer, List<Integer>> members = new LinkedHashMap<>();
        for (int member = 0; member < parts.size(); member++) {
            members.computeIfAbsent(plan.first(member), unused -> new ArrayList<>())
                    .add(member);
        }
        List<PipelineGroup> groups = new ArrayList<>();
        members.forEach((first, own) -> groups.add(PipelineGroup.of(plan, first, parts, own, kernels)));
        return new CompiledMembers(parts, plan, groups);
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
        FeatureScratch features = plan.fill(in);
        for (PipelineGroup group : groups) {
            group.margins(features, in.rows(), margins);
        }
        plan.giveBack(features);
    }
}
