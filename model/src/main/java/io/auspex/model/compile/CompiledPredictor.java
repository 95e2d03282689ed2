package io.auspex.model.compile;

import io.auspex.model.kernel.KernelChoice;
import io.auspex.model.predict.Predictor;

/** One predictor made ready for batches: what {@link Predictor#margins} fills, faster. Safe to call from several threads at once. */
interface CompiledPredictor {
    /**
     * @param features {@code float[feature][row]}; NaN is missing
     * @param margins {@code float[output][row]}, overwritten
     */
    void margins(float[][] features, int rows, float[][] margins);

    /** For any predictor but trees, which {@link CompiledMembers} compiles together. */
    static CompiledPredictor of(Predictor predictor, KernelChoice kernels) {
        return predictor::margins;
    }
}
