package io.auspex.learn.algorithm;

import io.auspex.model.predict.InputScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Training rows as a net takes them: plain features scaled, codes as whole numbers.
 *
 * @param embedded the features that hold codes
 * @param plain {@code float[plain feature][row]}, scaled
 * @param codes {@code int[embedded feature][row]}; a missing code is the number of codes
 */
record NetworkRows(InputScale scale, List<Integer> embedded, float[][] plain, int[][] codes) {
    /** Quantiles are taken of at most this many rows. */
    private static final int SAMPLED = 20_000;
    /** Between the quartiles of a normal distribution, in deviations. */
    private static final double QUARTILES = 1.349;
    /** Deviations that are scaled to one: {@link InputScale} leaves what lies within a few of them nearly straight. */
    private static final double DEVIATIONS = 2;

    static NetworkRows of(TrainingRows rows) {
        List<Integer> embedded = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int feature = 0; feature < rows.features().length; feature++) {
            (rows.codes()[feature] > 0 ? embedded : numbers).add(feature);
        }
        InputScale scale = scale(rows, numbers);
        float[][] plain = scale.scaled(rows.features(), rows.rows());
        int[][] codes = new int[embedded.size()][rows.rows()];
        for (int index = 0; index < codes.length; index++) {
            int missing = rows.codes()[embedded.get(index)];
            float[] values = rows.features()[embedded.get(index)];
            for (int row = 0; row < rows.rows(); row++) {
                codes[index][row] = values[row] >= 0 && values[row] < missing ? (int) values[row] : missing;
            }
        }
        return new NetworkRows(scale, embedded, plain, codes);
    }

    private static InputScale scale(TrainingRows rows, List<Integer> numbers) {
        double[] centers = new double[numbers.size()];
        double[] scales = new double[numbers.size()];
        Arrays.fill(scales, 1);
        for (int index = 0; index < scales.length; index++) {
            float[] sorted = sample(rows.features()[numbers.get(index)], rows.rows());
            int last = sorted.length - 1;
            boolean unit = last < 0 || (sorted[0] == 0 && sorted[last] == 1);
            if (unit) {
                continue;
            }
            double middle = (double) sorted[3 * last / 4] - sorted[last / 4];
            double range = (double) sorted[last] - sorted[0];
            double size = middle > 0 ? DEVIATIONS * middle / QUARTILES : range / 2;
            centers[index] = sorted[last / 2];
            scales[index] = size > 0 ? size : 1;
        }
        return new InputScale(numbers.stream().mapToInt(Integer::intValue).toArray(), centers, scales);
    }

    /** The finite values of evenly spaced rows, sorted. */
    private static float[] sample(float[] values, int rows) {
        int stride = Math.max(1, rows / SAMPLED);
        float[] kept = new float[rows / stride + 1];
        int count = 0;
        for (int row = 0; row < rows; row += stride) {
            if (Float.isFinite(values[row])) {
                kept[count++] = values[row];
            }
        }
        float[] sorted = Arrays.copyOf(kept, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
