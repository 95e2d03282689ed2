package io.auspex.model.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A little work for kernels, to warm them up and to time them: together the exercises call every loop that a prediction can.
 *
 * @param name for a person who asks why kernels were not taken
 * @param work may be asked of any kernels, by one thread at a time
 */
record KernelExercise(String name, Work work) {
    private static final int LAYER_ROWS = 33;

    /** What is done. */
    interface Work {
        /** @param rows 64 to {@link RowBlock#ROWS}, a multiple of 64 */
        void run(Kernels kernels, int rows);
    }

    /** All, with memory of their own. {@code kernels} makes it. */
    static List<KernelExercise> all(Kernels kernels) {
        return List.of(
                ranks("ranks among 15", 15),
                ranks("ranks among 31", 31),
                ranks("ranks among 63", 63),
                ranks("ranks among 127", 127),
                ranks("ranks among 255", 255),
                ranks("ranks among 1000", 1000),
                columns(),
                trees("small trees", kernels, TreeProgram.FLOATS, new int[] {1, 2, 3, 4}, false, false),
                trees("trees", kernels, TreeProgram.FLOATS, new int[] {5, 6, 6, 7}, false, false),
                trees("large trees", kernels, TreeProgram.FLOATS, new int[] {8}, false, false),
                trees("uneven trees", kernels, TreeProgram.DOUBLES, new int[] {4, 5, 6}, true, false),
                trees("trees of categories", kernels, TreeProgram.DOUBLES, new int[] {3, 6, 7}, true, true),
                layer(),
                multiples());
    }

    private static KernelExercise ranks(String name, int count) {
        SplittableRandom random = new SplittableRandom(count);
        int[] thresholds = new int[count];
        for (int i = 0; i < count; i++) {
            thresholds[i] = Thresholds.key(i + (float) random.nextDouble(0.5));
        }
        Thresholds ladder = new Thresholds(thresholds);
        float[] values = new float[RowBlock.ROWS];
        for (int row = 0; row < values.length; row++) {
            values[row] = random.nextInt(10) == 0 ? Float.NaN : (float) random.nextDouble(-1, count);
        }
        short[] ranks = new short[RowBlock.ROWS];
        return new KernelExercise(name, (kernels, rows) -> kernels.rank(ladder, values, 0, rows, ranks));
    }

    private static KernelExercise columns() {
        SplittableRandom random = new SplittableRandom(1);
        short[] ranks = new short[RowBlock.ROWS];
        for (int row = 0; row < ranks.length; row++) {
            ranks[row] = (short) random.nextInt(-1, 500);
        }
        byte[] column = new byte[RowBlock.ROWS];
        return new KernelExercise("columns of ranks", (kernels, rows) -> {
            kernels.spread(ranks, rows, 1, true, column, 0);
            kernels.spread(ranks, rows, 2, false, column, 0);
        });
    }

    private static KernelExercise trees(
            String name, Kernels kernels, byte kind, int[] heights, boolean uneven, boolean categories) {
        TreeProgram program = TrialTrees.program(heights.length, kind, heights, uneven, categories);
        RowBlock block = kernels.newBlock(program.byteColumns, program.floatColumns, program.doubleColumns);
        TrialTrees.fill(block, 2);
        return new KernelExercise(name, (tried, rows) -> tried.add(program, 0, program.trees(), block, rows));
    }

    private static KernelExercise layer() {
        int inputs = 40;
        int units = 70;
        float[] weights = new float[inputs * units];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextDouble(-1, 1);
        }
        Panels panels = Panels.of(weights, new float[units], inputs);
        float[] in = new float[inputs * LAYER_ROWS];
        for (int i = 0; i < in.length; i++) {
            in[i] = (float) random.nextDouble();
        }
        int stride = panels.biases().length;
        float[] out = new float[stride * LAYER_ROWS];
        return new KernelExercise(
                "dense layers",
                (kernels, rows) -> kernels.product(panels, in, inputs, Math.min(rows, LAYER_ROWS), out, stride));
    }

    private static KernelExercise multiples() {
        SplittableRandom random = new SplittableRandom(4);
        // Of 512 bits sixteen floats: stretches of eight vectors, of two, and one are left.
        float[] sum = new float[11 * 16];
        float[][] vectors = new float[20][sum.length];
        for (float[] vector : vectors) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) random.nextDouble(-1, 1);
            }
        }
        int[] which = random.ints(30, 0, vectors.length).toArray();
        float[] factors = new float[which.length];
        Arrays.fill(factors, 0.5f);
        return new KernelExercise("sums of multiples", (kernels, rows) -> {
            for (int row = 0; row < rows / 16; row++) {
                Arrays.fill(sum, 0);
                kernels.addMultiples(sum, vectors, which, factors, which.length);
            }
        });
    }
}
