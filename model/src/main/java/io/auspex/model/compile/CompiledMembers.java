package io.auspex.model.compile;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.kernel.KernelChoice;
import java.util.ArrayList;
import java.util.List;

/**
 * The members of a model, compiled. Members behind the same pipeline share its features, and all tree ensembles among them become one
 * program, so that columns are ranked once for all. Immutable; several threads may call it at once.
 */
public final class CompiledMembers {
    private final List<Part> parts;
    private final FeaturePlan plan;
    private final List<CompiledPredictor> predictors = new ArrayList<>();

    private CompiledMembers(List<Part> parts, KernelChoice kernels) {
        this.parts = List.copyOf(parts);
        this.plan = FeaturePlan.of(parts.stream().map(CompiledPredictor::use).toList());
        for (int part = 0; part < parts.size(); part++) {
            predictors.add(CompiledPredictor.of(parts.get(part).predictor(), plan.layout(part), kernels));
        }
    }

    /** @param kernels asked anew at every call */
    public static CompiledMembers of(List<Part> parts, KernelChoice kernels) {
        return new CompiledMembers(parts, kernels);
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

    /** Fills {@code float[member][output][row]} that the caller owns. */
    public void margins(ColumnBatch in, float[][][] margins) {
        FeatureScratch features = plan.fill(in);
        for (int part = 0; part < margins.length; part++) {
            predictors.get(part).margins(features.rows[part], in.rows(), margins[part]);
        }
        plan.giveBack(features);
    }
}
