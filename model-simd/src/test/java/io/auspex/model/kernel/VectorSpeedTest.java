package io.auspex.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.auspex.model.simd.VectorKernels;
import jdk.incubator.vector.VectorShape;
import org.junit.jupiter.api.Test;

/**
 * Whether every kernel is compiled to vector instructions: one that the JIT compiler gives up on runs a hundred times slower, whatever else
 * the machine does, and nothing but its speed beside plain Java's in the same process tells.
 */
class VectorSpeedTest {
    @Test
    void everyKernelPassesTheTrial() {
        assumeTrue(VectorShape.preferredShape().vectorBitSize() >= 256, "plain Java may be as fast as short vectors");
        KernelTrial.Outcome outcome =
                KernelTrial.of(new VectorKernels(), KernelTrial.Limits.ofSeconds(120, 1200), () -> {});
        assertThat(outcome.passed()).as(outcome.reason()).isTrue();
        assertThat(outcome.reason()).contains("times the speed of plain Java in a trial of");
    }
}
