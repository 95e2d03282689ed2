package io.auspex.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelTrialTest {
    /** Kernels that are no faster do not pass, so those that are a hundred times slower do not either. */
    @Test
    void plainJavaIsNoGainOnPlainJava() {
        KernelTrial.Outcome outcome = KernelTrial.of(new ScalarKernels(), KernelTrial.Limits.ofSeconds(2, 60), 0);
        assertThat(outcome.passed()).isFalse();
        assertThat(outcome.reason())
                .matches("\\d+\\.\\d times the speed of plain Java, and .* times at .*, after .* s");
    }

    /** The exercises go through every opcode, every size of a leaf table, every width of the search for ranks. */
    @Test
    void exercisesRunOnPlainJava() {
        Kernels kernels = new ScalarKernels();
        for (KernelExercise exercise : KernelExercise.all(kernels)) {
            exercise.work().run(kernels, RowBlock.ROWS);
        }
    }

    @Test
    void trialTreesHaveEveryOpcode() {
        boolean[] met = new boolean[8];
        TreeProgram program = TrialTrees.program(1, TreeProgram.FLOATS, new int[] {1, 2, 3, 4, 5, 6, 7, 8}, true, true);
        for (int at = 0; at < program.code.length; at += TreeProgram.words(program.code[at])) {
            met[program.code[at]] = true;
        }
        assertThat(met).containsExactly(true, true, true, true, false, true, true, true);
    }
}
