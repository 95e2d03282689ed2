package io.auspex.learn.algorithm;

import io.auspex.learn.network.Network;
import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.MlpPredictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Training rows as a net takes them: plain features scaled, codes as whole numbers.
 *
 * @param axes that the plain features were turned to, if they were
 * @param embedded the features that hold codes
 * @param plain {@code float[plain feature][row]}, scaled, or {@code float[axis][row]}
 * @param codes {@code int[embedded feature][row]}; a missing code is the number of codes
 */
record NetworkRows(
        InputScale scale, Optional<PrincipalAxes> axes, List<Integer> embedded, float[][] plain, int[][] codes) {
    /** Quantiles are taken of at most this many rows. */
    private static final int SAMPLED = 20_000;
    /** Between the quartiles of a normal distribution, in deviations. */
    private static final double QUARTILES = 1.349;
    /** Deviations that are scaled to one: {@link InputScale} leaves what lies within a few of them nearly straight. */
    private static final double DEVIATIONS = 2;

    /** @param turned whether the plain features are turned to their principal axes */
    static NetworkRows of(TrainingRows rows, boolean turned) {
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
        Optional<PrincipalAxes> axes = turned ? PrincipalAxes.of(plain, rows.rows()) : Optional.empty();
        return new NetworkRows(
                scale,
                axes,
                embedded,
                axes.map(each -> each.along(plain, rows.rows())).orElse(plain),
                codes);
    }

    /** What a net that learns from such rows predicts with now, from features as they are. */
    MlpPredictor predictor(Network network, double factor, double offset) {
        MlpPredictor net = network.predictor(scale, embedded, factor, offset);
        return axes.map(turned -> turnedBack(net, turned)).orElse(net);
    }

    private static MlpPredictor turnedBack(MlpPredictor net, PrincipalAxes axes) {
        List<DenseLayer> layers = new ArrayList<>(net.layers());
        layers.set(0, axes.turnedBack(layers.get(0)));
        return new MlpPredictor(net.scale(), net.embeddings(), layers);
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
