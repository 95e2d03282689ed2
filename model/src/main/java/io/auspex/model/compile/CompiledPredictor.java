package io.auspex.model.compile;

import io.auspex.model.kernel.KernelChoice;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.MlpPredictor;
import io.auspex.model.predict.NearestNeighbors;
import io.auspex.model.predict.Predictor;
import java.util.BitSet;

/** One predictor made ready for batches: what {@link Predictor#margins} fills, faster. Safe to call from several threads at once. */
interface CompiledPredictor {
    /**
     * @param features in the layout that it was compiled for
     * @param margins {@code float[output][row]}, overwritten
     */
    void margins(FeatureRows features, int rows, float[][] margins);

    /** For any predictor but trees, which {@link CompiledMembers} compiles together. */
    static CompiledPredictor of(Predictor predictor, FeatureLayout layout, KernelChoice kernels) {
        if (predictor instanceof LinearPredictor linear) {
            return new CompiledLinear(linear, layout);
        }
        if (predictor instanceof MlpPredictor net) {
            return new CompiledNet(net, layout, kernels);
        }
        if (predictor instanceof NearestNeighbors neighbors && CompiledNeighbors.fits(neighbors)) {
            return new CompiledNeighbors(neighbors, layout);
        }
        return (features, rows, margins) -> predictor.margins(features.columns(), rows, margins);
    }

    /** What it reads: as levels what only adds up, but not what is looked up or changed feature by feature. */
    static FeaturePlan.Use use(Part part) {
        Predictor predictor = part.predictor();
        if (predictor instanceof LinearPredictor) {
            return new FeaturePlan.Use(part.pipeline(), true, new BitSet());
        }
        if (predictor instanceof MlpPredictor net) {
            return new FeaturePlan.Use(part.pipeline(), true, NetInputs.columnsOf(net, part.pipeline()));
        }
        return predictor instanceof NearestNeighbors neighbors && CompiledNeighbors.fits(neighbors)
                ? new FeaturePlan.Use(part.pipeline(), true, CompiledNeighbors.columnsOf(part.pipeline()))
                : new FeaturePlan.Use(part.pipeline(), false, new BitSet());
    }
}
