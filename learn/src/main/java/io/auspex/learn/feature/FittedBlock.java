package io.auspex.learn.feature;

import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeatureDerivation;
import java.util.List;

/**
 * What a block adds to a pipeline, and the features of the rows that it was fitted on. These may differ from what the pipeline gives
 * for the same rows: what was learnt from the target must be out-of-fold there, or else the learner would trust it too much.
 *
 * @param transformers they stand behind the encoding's own
 * @param transformed {@code float[feature][index]} of the rows fitted on, for the transformers; null where the pipeline's own
 *     values will do
 * @param derivations they read what the encoding's own transformers give
 * @param derived likewise for the derivations
 */
record FittedBlock(
        List<ColumnTransformer> transformers,
        float[][] transformed,
        List<FeatureDerivation> derivations,
        float[][] derived) {
    FittedBlock {
        transformers = List.copyOf(transformers);
        derivations = List.copyOf(derivations);
    }

    /** A block of derivations that never saw the target. */
    static FittedBlock of(FeatureDerivation derivation) {
        return new FittedBlock(List.of(), null, List.of(derivation), null);
    }
}
