package io.auspex.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelSearchTest {
    @Test
    void withoutTheVectorModuleItIsPlainJavaAndSaysWhy() {
        KernelChoice choice = KernelChoice.scalar();
        KernelSearch.now(choice);
        assertThat(choice.kernels()).isInstanceOf(ScalarKernels.class);
        int java = Runtime.version().feature();
        assertThat(choice.reason())
                .isEqualTo(
                        java < 25
                                ? "vector kernels need Java 25, this is " + java
                                : "Java runs without --add-modules jdk.incubator.vector");
    }
}
