package io.auspex.model.compile;

import io.auspex.model.kernel.Kernels;
import io.auspex.model.simd.VectorKernels;

/** Trees compiled for vector instructions: what is asked of those for plain Java, which the module {@code model} asks. */
class VectorTreesTest extends CompiledTreesContract {
    @Override
    protected Kernels kernels() {
        return new VectorKernels();
    }
}
