package io.auspex.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelTrialTest {
    /** Kernels that are no faster do not pass, so those that are a hundred times slower do not either. */
    @Test
    void plainJavaIsNoGainOnPlainJava() {
        KernelTrial.Outcome outcome =
                KernelTrial.of(new ScalarKernels(), KernelTrial.Limits.ofSeconds(2, 60), () -> {});
        assertThat(outcome.passed()).isFalse();
        assertThat(outcome.reason())
                .matches("\\d+\\.\\d times the speed of plain Java, and .* times at .*, after .* s");
    }

    /** One loop that was never compiled is worse than all the others are good. */
    @Test
    void kernelsOfWhichOneLoopIsSlowerThanPlainJavaAreNotChosen() {
        KernelChoice choice = KernelChoice.scalar();
        Kernels plain = choice.kernels();
        new KernelSearch(choice).tryOut(new Idle(true), KernelTrial.Limits.ofSeconds(2, 60), () -> {});
        assertThat(choice.kernels()).isSameAs(plain);
        assertThat(choice.reason())
                .matches(
                        "idle: \\d+\\.\\d times the speed of plain Java, and 0\\.\\d\\d times at columns of ranks, after .* s");
    }

    @Test
    void kernelsOfWhichEveryLoopIsFasterAreChosen() {
        KernelChoice choice = KernelChoice.scalar();
        Kernels idle = new Idle(false);
        int[] rests = new int[1];
        new KernelSearch(choice).tryOut(idle, KernelTrial.Limits.ofSeconds(60, 600), () -> rests[0]++);
        assertThat(choice.kernels()).isSameAs(idle);
        assertThat(choice.reason()).matches("\\d+\\.\\d times the speed of plain Java in a trial of .* s");
        assertThat(rests[0]).as("rounds after which others could work").isGreaterThan(40);
    }

    /** Does nothing, which nobody can do faster; but one loop over and over again, if it is to. */
    private static final class Idle extends ScalarKernels {
        private static final int OVER_AND_OVER = 50;

        private final boolean slowColumns;

        private Idle(boolean slowColumns) {
            this.slowColumns = slowColumns;
        }

        @Override
        public String name() {
            return "idle";
        }

        @Override
        public boolean rank(Thresholds thresholds, float[] values, int start, int rows, short[] ranks) {
            return false;
        }

        @Override
        public void spread(short[] ranks, int rows, int chunk, boolean missingRight, byte[] bytes, int at) {
            for (int time = 0; slowColumns && time < OVER_AND_OVER; time++) {
                super.spread(ranks, rows, chunk, missingRight, bytes, at);
            }
        }

        @Override
        public void add(TreeProgram program, int first, int end, RowBlock block, int rows) {}

        @Override
        public void product(Panels layer, float[] in, int inStride, int rows, float[] out, int outStride) {}

        @Override
        public void addMultiples(float[] sum, float[][] vectors, int[] which, float[] factors, int count) {}
    }

    /** What no exercise calls would still be interpreted when the trial is over. */
    @Test
    void exercisesCallEveryLoopOnTablesOfEverySize() {
        Witness witness = new Witness();
        for (KernelExercise exercise : KernelExercise.all(witness)) {
            exercise.work().run(witness, RowBlock.ROWS);
        }
        assertThat(witness.called)
                .containsExactlyInAnyOrder(
                        "ranks among 16",
                        "ranks among 32",
                        "ranks among 64",
                        "ranks among 128",
                        "ranks among 256",
                        "ranks among 1024",
                        "missing left",
                        "missing right",
                        "16 floats",
                        "32 floats",
                        "64 floats",
                        "128 floats",
                        "256 floats",
                        "16 doubles",
                        "32 doubles",
                        "64 doubles",
                        "128 doubles",
                        "product",
                        "multiples");
    }

    /** Plain Java that remembers what it was asked. */
    private static final class Witness extends ScalarKernels {
        private final Set<String> called = new HashSet<>();

        @Override
        public boolean rank(Thresholds thresholds, float[] values, int start, int rows, short[] ranks) {
            called.add("ranks among " + thresholds.padded.length);
            return super.rank(thresholds, values, start, rows, ranks);
        }

        @Override
        public void spread(short[] ranks, int rows, int chunk, boolean missingRight, byte[] bytes, int at) {
            called.add(missingRight ? "missing right" : "missing left");
            super.spread(ranks, rows, chunk, missingRight, bytes, at);
        }

        @Override
        public void add(TreeProgram program, int first, int end, RowBlock block, int rows) {
            for (int tree = first; tree < end; tree++) {
                called.add(
                        program.leafRooms[tree] + (program.kinds[tree] == TreeProgram.FLOATS ? " floats" : " doubles"));
            }
            super.add(program, first, end, block, rows);
        }

        @Override
        public void product(Panels layer, float[] in, int inStride, int rows, float[] out, int outStride) {
            called.add("product");
            super.product(layer, in, inStride, rows, out, outStride);
        }

        @Override
        public void addMultiples(float[] sum, float[][] vectors, int[] which, float[] factors, int count) {
            called.add("multiples");
            super.addMultiples(sum, vectors, which, factors, count);
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
