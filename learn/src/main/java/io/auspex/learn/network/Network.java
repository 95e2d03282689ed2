package io.auspex.learn.network;

import io.auspex.learn.loss.RowLoss;
import io.auspex.model.predict.CodeEmbedding;
import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.MlpPredictor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A net while it learns, by one thread: the same seed and batches give the same weights, bit for bit. {@link #predictor} hands out
 * what it has learnt so far.
 */
public final class Network {
    private static final double EMBEDDING_DEVIATION = 0.3;
    /** At first the averages are over about a ninth of the steps so far, so that they soon forget where the weights came from. */
    private static final double AVERAGED_AT_FIRST = 9;

    private final Architecture shape;
    private final RowLoss loss;
    private final SplittableRandom random;
    private final List<Parameters> embeddings = new ArrayList<>();
    private final List<boolean[]> seen = new ArrayList<>();
    private final List<HiddenLayer> hidden = new ArrayList<>();
    private final OutputLayer output;
    private final List<Parameters> parameters = new ArrayList<>();
    /** What enters the first layer, {@code float[row][input]}. */
    private final float[][] inputs;
    /** What the last forward led into each layer, {@code float[row][input]}. */
    private final List<float[][]> entering = new ArrayList<>();
    /** By what enters each layer, {@code float[row][input]}. */
    private final List<float[][]> slopes = new ArrayList<>();

    private final double averagedSteps;
    private int steps;

    /**
     * A net that has not learnt yet.
     *
     * @param mostRows in a batch
     * @param averagedSteps about how many of the newest steps the weights are averaged over that it predicts with, up to 1 for the newest alone:
     *     the mean of weights along the way errs less than any of them (Polyak and Juditsky, "Acceleration of stochastic approximation by
     *     averaging", 1992; in this form, Tarvainen and Valpola, "Mean teachers are better role models", NeurIPS 2017)
     */
    public Network(Architecture shape, RowLoss loss, double dropout, int mostRows, double averagedSteps, long seed) {
        this.shape = shape;
        this.loss = loss;
        this.averagedSteps = averagedSteps;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < shape.codes().size(); i++) {
            Parameters vectors = new Parameters(
                    (shape.codes().get(i) + 1) * shape.embeddingWidths().get(i), false);
            for (int at = 0; at < vectors.values.length; at++) {
                vectors.values[at] = (float) (EMBEDDING_DEVIATION * random.nextGaussian());
            }
            embeddings.add(vectors);
            seen.add(new boolean[shape.codes().get(i) + 1]);
        }
        parameters.addAll(embeddings);
        this.inputs = RowMatrix.of(mostRows, shape.inputs());
        int width = shape.inputs();
        for (int units : shape.hidden()) {
            HiddenLayer layer = new HiddenLayer(width, units, dropout, mostRows, random);
            hidden.add(layer);
            parameters.addAll(layer.parameters());
            slopes.add(RowMatrix.of(mostRows, width));
            entering.add(inputs);
            width = units;
        }
        this.output = new OutputLayer(width, shape.outputs(), mostRows);
        parameters.addAll(output.parameters());
        slopes.add(RowMatrix.of(mostRows, width));
        entering.add(inputs);
    }

    /**
     * Learns from a batch: one step of Adam.
     *
     * @param plain {@code float[plain input][row]}, scaled, of all rows
     * @param codes {@code int[embedded feature][row]}: a code, or the number of codes for a missing one
     * @param truth class code or scaled number of each row
     * @param weights what each row counts, of mean 1; null where all count the same
     * @param rows which rows the batch has, from {@code first} to before {@code end}
     * @return mean loss
     */
    public double learn(
            float[][] plain,
            int[][] codes,
            double[] truth,
            double[] weights,
            int[] rows,
            int first,
            int end,
            double rate,
            double weightDecay) {
        double mean = gradient(plain, codes, truth, weights, rows, first, end);
        steps++;
        for (Parameters each : parameters) {
            each.step(steps, rate, weightDecay);
        }
        if (averagedSteps > 1) {
            average(Math.max(1 / averagedSteps, AVERAGED_AT_FIRST / (AVERAGED_AT_FIRST + steps - 1)));
        }
        return mean;
    }

    private void average(double newest) {
        parameters.forEach(each -> each.average(newest));
        hidden.forEach(layer -> layer.average(newest));
    }

    /** Forward and backward; the mean loss. The gradients are in the parameters. */
    double gradient(float[][] plain, int[][] codes, double[] truth, double[] weights, int[] rows, int first, int end) {
        int count = end - first;
        fillInputs(plain, codes, rows, first, count);
        entering.set(0, inputs);
        for (int layer = 0; layer < hidden.size(); layer++) {
            entering.set(layer + 1, hidden.get(layer).forward(entering.get(layer), count, random));
        }
        float[][] margins = output.forward(entering.get(hidden.size()), count);
        double sum = 0;
        for (int row = 0; row < count; row++) {
            double own = loss.apply(margins, row, truth[rows[first + row]]);
            sum += weights == null ? own : weights[rows[first + row]] * own;
        }
        float share = 1f / count;
        for (float[] margin : margins) {
            for (int row = 0; row < count; row++) {
                margin[row] *= weights == null ? share : (float) (share * weights[rows[first + row]]);
            }
        }
        backward(margins, codes, rows, first, count);
        return sum / count;
    }

    private void fillInputs(float[][] plain, int[][] codes, int[] rows, int first, int count) {
        for (int input = 0; input < shape.plain(); input++) {
            float[] values = plain[input];
            for (int row = 0; row < count; row++) {
                inputs[row][input] = values[rows[first + row]];
            }
        }
        int next = shape.plain();
        for (int feature = 0; feature < codes.length; feature++) {
            int width = shape.embeddingWidths().get(feature);
            float[] vectors = embeddings.get(feature).values;
            boolean[] met = seen.get(feature);
            for (int row = 0; row < count; row++) {
                int code = codes[feature][rows[first + row]];
                met[code] = true;
                System.arraycopy(vectors, code * width, inputs[row], next, width);
            }
            next += width;
        }
    }

    private void backward(float[][] slopesOfMargins, int[][] codes, int[] rows, int first, int count) {
        int last = hidden.size();
        output.backward(slopesOfMargins, count, entering.get(last), slopes.get(last));
        for (int layer = last - 1; layer >= 0; layer--) {
            boolean needed = layer > 0 || codes.length > 0;
            hidden.get(layer)
                    .backward(slopes.get(layer + 1), count, entering.get(layer), needed ? slopes.get(layer) : null);
        }
        int next = shape.plain();
        for (int feature = 0; feature < codes.length; feature++) {
            int width = shape.embeddingWidths().get(feature);
            float[] gradient = embeddings.get(feature).gradient;
            for (int row = 0; row < count; row++) {
                int code = codes[feature][rows[first + row]];
                for (int i = 0; i < width; i++) {
                    gradient[code * width + i] += slopes.get(0)[row][next + i];
                }
            }
            next += width;
        }
    }

    /** All that is learnt by gradients. */
    List<Parameters> parameters() {
        return parameters;
    }

    /**
     * What it predicts with now: normalisation folded in, margins times {@code factor} plus {@code offset}. Vectors of codes that no
     * row had are the mean of the others.
     *
     * @param features the embedded features, in order
     * @throws IllegalArgumentException if training has run away to numbers that are not finite
     */
    public MlpPredictor predictor(InputScale scale, List<Integer> features, double factor, double offset) {
        List<CodeEmbedding> vectors = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            vectors.add(
                    new CodeEmbedding(features.get(i), shape.embeddingWidths().get(i), vectors(i)));
        }
        List<DenseLayer> layers = new ArrayList<>();
        for (HiddenLayer layer : hidden) {
            layers.add(layer.folded());
        }
        layers.add(output.folded(factor, offset));
        return new MlpPredictor(scale, vectors, layers);
    }

    private float[] vectors(int feature) {
        int width = shape.embeddingWidths().get(feature);
        float[] vectors = embeddings.get(feature).averages().clone();
        boolean[] met = seen.get(feature);
        double[] mean = new double[width];
        int count = 0;
        for (int code = 0; code < met.length; code++) {
            for (int i = 0; i < width && met[code]; i++) {
                mean[i] += vectors[code * width + i];
            }
            count += met[code] ? 1 : 0;
        }
        for (int code = 0; code < met.length; code++) {
            for (int i = 0; i < width && !met[code]; i++) {
                vectors[code * width + i] = (float) (mean[i] / Math.max(1, count));
            }
        }
        return vectors;
    }
}
