package io.auspex.model.compile;

import io.auspex.model.kernel.ScalarKernels;

/** Plain Java that says its products were fast: what nets do with such kernels can be tested without vector instructions. */
final class FastProducts extends ScalarKernels {
    @Override
    public boolean multipliesFast() {
        return true;
    }
}
