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
    private final List<CompiledPredictor> predictors = new ArrayList<>();

    private CompiledMembers(List<Part> parts, KernelChoice kernels) {
        this.parts = List.copyOf(parts);
        for (Part part : parts) {
            predictors.add(CompiledPredictor.of(part.predictor(), kernels));
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
        IdentityHashMap<FeaturePipeline, float[][]> transformed = new IdentityHashMap<>();
        for (int part = 0; part < margins.length; part++) {
            float[][] features =
                    transformed.computeIfAbsent(parts.get(part).pipeline(), pipeline -> pipeline.transform(in));
            predictors.get(part).margins(features, in.rows(), margins[part]);
        }
    }
}
