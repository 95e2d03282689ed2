package io.auspex.model.compile;

import io.auspex.model.transform.ColumnTransformer;
import java.util.List;

/**
 * Features that are made of other ones, once for all pipelines that have the same.
 *
 * @param transformers that make what is read
 * @param step a projection or derivation
 */
record Combination(List<ColumnTransformer> transformers, Object step) {}
