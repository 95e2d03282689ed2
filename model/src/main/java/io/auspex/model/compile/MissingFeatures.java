package io.auspex.model.compile;

import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeatureDerivation;
import io.auspex.model.transform.MissingIndicator;
import io.auspex.model.transform.NumberScaler;
import io.auspex.model.transform.OneHotCategories;
import io.auspex.model.transform.OneHotHashes;
import io.auspex.model.transform.PiecewiseLinear;
import io.auspex.model.transform.TargetEncoding;

/** Which features are never missing, so that loops over them need not look for NaN: a branch that keeps loops from becoming vector instructions. */
final class MissingFeatures {
    private MissingFeatures() {}

    static boolean mayComeFrom(ColumnTransformer transformer) {
        return !(transformer instanceof NumberScaler
                || transformer instanceof OneHotCategories
                || transformer instanceof OneHotHashes
                || transformer instanceof PiecewiseLinear
                || transformer instanceof MissingIndicator);
    }

    static boolean mayComeFrom(FeatureDerivation derivation) {
        return !(derivation instanceof TargetEncoding);
    }
}
