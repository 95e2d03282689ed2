package io.auspex.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.model.simd.VectorKernels;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Vector kernels are found by whoever looks for kernels. */
class VectorSearchTest {
    @Test
    void theServiceIsThere() {
        assertThat(ServiceLoader.load(Kernels.class).findFirst())
                .get()
                .isInstanceOf(VectorKernels.class)
                .extracting(Kernels::name)
                .asString()
                .matches("vector, \\d+ bits");
    }
}
