package io.auspex.benchmark.predict.sample;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A table like one of clicks: 13 numbers of different shapes, some of them often missing, and 7 small whole numbers. The same
 * count and seed give the same rows.
 */
public final class GeneratedSample {
    /** As the reports call it. */
    public static final String NAME = "generated";

    private static final int NUMBERS = 13;
    private static final int CODES = 7;

    private GeneratedSample() {}

    /** A regression: the target is a function with steps and products, and noise. */
    public static Sample of(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] columns = new float[NUMBERS + CODES][rows];
        float[] target = new float[rows];
        double[] row = new double[columns.length];
        for (int i = 0; i < rows; i++) {
            fill(random, row);
            target[i] = (float) target(random, row);
            for (int feature = 0; feature < row.length; feature++) {
                boolean missing = feature < NUMBERS && random.nextInt(100) < 3 * feature - 3;
                columns[feature][i] = missing ? Float.NaN : (float) row[feature];
            }
        }
        List<String> names =
                IntStream.range(0, columns.length).mapToObj(i -> "x" + i).toList();
        return new Sample(NAME, names, columns, target, 0, List.of());
    }

    /** Four digits behind the point: as many as a file of them would have. */
    private static void fill(SplittableRandom random, double[] row) {
        for (int feature = 0; feature < NUMBERS; feature++) {
            double uniform = random.nextDouble();
            double value =
                    switch (feature % 3) {
                        case 0 -> 10 * uniform;
                        case 1 -> -Math.log(1 - uniform);
                        default -> random.nextDouble() + random.nextDouble() - uniform;
                    };
            row[feature] = Math.rint(value * 1e4) / 1e4;
        }
        for (int feature = NUMBERS; feature < row.length; feature++) {
            double uniform = random.nextDouble();
            row[feature] = Math.floor((4 << (feature - NUMBERS)) * uniform * uniform);
        }
    }

    private static double target(SplittableRandom random, double[] row) {
        double sum = 0;
        for (int feature = 0; feature < NUMBERS; feature++) {
            double next = row[(feature + 4) % NUMBERS];
            sum += row[feature] > 1 ? 0.3 * row[feature] * next : Math.sin(3 * row[feature]) - next;
        }
        for (int feature = NUMBERS; feature < row.length; feature++) {
            sum += (int) row[feature] % 3 == 0 ? 1 : 0.2 * row[feature - NUMBERS];
        }
        return sum + random.nextDouble() + random.nextDouble();
    }
}
