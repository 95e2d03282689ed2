package io.auspex.learn.network;

import io.auspex.learn.loss.ClassLoss;
import io.auspex.learn.loss.RowLoss;
import io.auspex.model.predict.NonZeros;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Prints how fast one thread trains nets of some shapes: CPU seconds, billions of multiplications and additions a second (the dense
 * ones of the shape, whether or not they are done). For people who change the kernels; no test.
 */
public final class NetworkMeasurement {
    private static final int ROWS = 4096;
    private static final double SECONDS = 1.5;

    private NetworkMeasurement() {}

    public static void main(String[] arguments) {
        for (int batch : new int[] {32, 64, 128, 256}) {
            measure(45, List.of(128, 128), 1, batch);
            measure(45, List.of(256, 256), 1, batch);
            measure(200, List.of(256, 256), 26, batch);
            kinds(128, batch);
            kinds(256, batch);
        }
    }

    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private static void measure(int inputs, List<Integer> hidden, int outputs, int batch) {
        SplittableRandom random = new SplittableRandom(1);
        float[][] plain = new float[inputs][ROWS];
        double[] truth = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (float[] input : plain) {
                input[row] = (float) random.nextGaussian();
            }
            truth[row] = random.nextInt(Math.max(2, outputs));
        }
        RowLoss loss = outputs == 1 ? ClassLoss.LOGISTIC : ClassLoss.SOFTMAX;
        Network network =
                new Network(new Architecture(inputs, List.of(), List.of(), hidden, outputs), loss, 0.1, batch, 1, 1);
        int[] rows = IntStream.range(0, ROWS).toArray();
        double best = 0;
        for (double end = seconds() + SECONDS; seconds() < end; ) {
            double start = seconds();
            for (int first = 0; first < ROWS; first += batch) {
                network.learn(plain, new int[0][], truth, null, rows, first, first + batch, 1e-3, 0.01);
            }
            best = Math.max(best, ROWS / (seconds() - start));
        }
        double work = 0;
        int width = inputs;
        for (int layer = 0; layer <= hidden.size(); layer++) {
            int units = layer < hidden.size() ? hidden.get(layer) : outputs;
            work += (layer == 0 ? 2.0 : 3.0) * width * units;
            width = units;
        }
        System.out.printf(
                Locale.ROOT,
                "%d -> %s -> %d, batch %3d: %7.0f rows/s, %5.1f GMAC/s%n",
                inputs,
                hidden,
                outputs,
                batch,
                best,
                best * work / 1e9);
    }

    /** The steps of one layer of as many units as inputs. */
    private static void kinds(int width, int batch) {
        SplittableRandom random = new SplittableRandom(2);
        float[][] half = RowMatrix.of(batch, width);
        float[][] dense = RowMatrix.of(batch, width);
        float[][] sums = RowMatrix.of(batch, width);
        float[][] square = RowMatrix.of(width, width);
        float[][] gradient = RowMatrix.of(width, width);
        for (int row = 0; row < batch; row++) {
            for (int i = 0; i < width; i++) {
                half[row][i] = (float) Math.max(0, random.nextGaussian());
                dense[row][i] = (float) random.nextGaussian();
            }
        }
        float[] units = new float[width];
        NonZeros nonZeros = new NonZeros(width);
        Parameters parameters = new Parameters(width * width, true);
        UnitPasses passes = new UnitPasses(batch);
        Dropout dropout = new Dropout(0.1);
        System.out.printf(
                Locale.ROOT,
                "    %d x %d: forward %.0f, gradient of weights %.0f, of inputs %.0f GMAC/s;"
                        + " ns a row: transpose %.0f, copies %.0f, passes %.0f, dropout %.0f, optimiser %.0f%n",
                width,
                width,
                width * width / nanos(batch, () -> nonZeros.addProduct(sums, half, batch, square, width)),
                width * width / nanos(batch, () -> nonZeros.addTransposedProduct(gradient, half, width, dense, batch)),
                width * width / nanos(batch, () -> nonZeros.addProduct(sums, dense, batch, square, width)),
                nanos(batch, () -> RowMatrix.transpose(square, width, width, gradient)),
                nanos(batch, () -> {
                    RowMatrix.fromFlat(parameters.values, width, square);
                    RowMatrix.toFlat(gradient, width, parameters.gradient);
                    RowMatrix.clear(gradient, width);
                    RowMatrix.clear(sums, batch);
                }),
                nanos(batch, () -> {
                    passes.sum(sums, batch, units);
                    UnitPasses.sumOfSquares(sums, batch, units, units);
                    for (int row = 0; row < batch; row++) {
                        UnitPasses.normalise(sums[row], units, units);
                        UnitPasses.rectify(half[row], sums[row], units, units);
                    }
                    for (int row = 0; row < batch; row++) {
                        UnitPasses.maskSlopes(dense[row], half[row], 1);
                    }
                    passes.sum(dense, batch, units);
                    UnitPasses.sumOfProducts(dense, sums, batch, units);
                    for (int row = 0; row < batch; row++) {
                        UnitPasses.slopesBeforeNormalising(dense[row], sums[row], units, units, units);
                    }
                }),
                nanos(batch, () -> dropout.drop(half, batch, width, random)),
                nanos(batch, () -> parameters.step(1, 1e-3, 0.01)));
    }

    /** CPU nanoseconds for each row of the batch. */
    private static double nanos(int batch, Runnable step) {
        double best = Double.POSITIVE_INFINITY;
        int times = 1 + 2_000_000 / (batch * 256);
        for (double end = seconds() + 0.3; seconds() < end; ) {
            double start = seconds();
            for (int i = 0; i < times; i++) {
                step.run();
            }
            best = Math.min(best, seconds() - start);
        }
        return best * 1e9 / times / batch;
    }
}
