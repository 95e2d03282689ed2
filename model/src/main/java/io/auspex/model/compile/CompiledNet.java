package io.auspex.model.compile;

import io.auspex.model.kernel.KernelChoice;
import io.auspex.model.kernel.Kernels;
import io.auspex.model.kernel.Panels;
import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.MlpPredictor;
import io.auspex.model.predict.NarrowProduct;
import io.auspex.model.predict.NonZeros;
import io.auspex.model.predict.VectorSum;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@link MlpPredictor} whose first layer adds up {@link NetInputs} instead of multiplying ones and zeros, and whose other layers are
 * products of the kernels where those are fast. The margins are those of the net but for rounding: sums are made in another order.
 */
final class CompiledNet implements CompiledPredictor {
    /** Rows at a time: their results stay in the nearest caches. */
    private static final int BLOCK = 128;

    private final MlpPredictor net;
    private final KernelChoice choice;
    private final NetInputs inputs;
    private final List<Layer> layers = new ArrayList<>();
    private final int stride;
    private final Pool<Scratch> pool = new Pool<>(this::newScratch);

    /**
     * A layer behind the first one.
     *
     * @param panels of one with many units, else null
     * @param narrow {@code float[unit][input]} of one with few units, else none
     */
    private record Layer(DenseLayer dense, Panels panels, float[][] narrow) {
        static Layer of(DenseLayer dense) {
            if (dense.units() > NarrowProduct.MOST_UNITS) {
                Panels panels = Panels.of(dense.weights(), dense.biases(), dense.inputs());
                return new Layer(dense, panels, new float[0][]);
            }
            float[][] narrow = new float[dense.units()][dense.inputs()];
            for (int unit = 0; unit < narrow.length; unit++) {
                System.arraycopy(dense.weights(), unit * dense.inputs(), narrow[unit], 0, dense.inputs());
            }
            return new Layer(dense, null, narrow);
        }

        void apply(Kernels kernels, float[] in, int stride, int rows, float[] out) {
            if (panels != null) {
                kernels.product(panels, in, stride, rows, out, stride);
                return;
            }
            for (int row = 0; row < rows; row++) {
                for (int unit = 0; unit < narrow.length; unit++) {
                    out[row * stride + unit] = dense.biases()[unit]
                            + NarrowProduct.product(narrow[unit], in, row * stride, dense.inputs());
                }
            }
        }
    }

    CompiledNet(MlpPredictor net, FeatureLayout layout, KernelChoice choice) {
        this.net = net;
        this.choice = choice;
        this.inputs = new NetInputs(net, layout);
        int widest = 0;
        for (int layer = 0; layer < net.layers().size(); layer++) {
            DenseLayer dense = net.layers().get(layer);
            widest = Math.max(widest, dense.units());
            if (layer > 0) {
                layers.add(Layer.of(dense));
            }
        }
        this.stride = (widest + Panels.WIDTH - 1) / Panels.WIDTH * Panels.WIDTH;
    }

    @Override
    public void margins(FeatureRows features, int rows, float[][] margins) {
        Kernels kernels = choice.kernels();
        Scratch scratch = pool.take();
        for (int first = 0; first < rows; first += BLOCK) {
            int count = Math.min(BLOCK, rows - first);
            scratch.inputs.read(features, first, count);
            if (kernels.multipliesFast()) {
                byKernels(kernels, features, first, count, scratch, margins);
            } else {
                byPlainLoops(features, first, count, scratch, margins);
            }
        }
        pool.give(scratch);
    }

    private void byKernels(
            Kernels kernels, FeatureRows features, int first, int count, Scratch scratch, float[][] margins) {
        float[] sum = scratch.sum;
        float[] from = scratch.left;
        float[] to = scratch.right;
        int units = net.layers().get(0).units();
        for (int row = 0; row < count; row++) {
            System.arraycopy(inputs.base(), 0, sum, 0, sum.length);
            scratch.inputs.choose(features, first, row);
            kernels.addMultiples(sum, inputs.vectors(), scratch.inputs.which, scratch.inputs.factors, inputs.terms());
            System.arraycopy(sum, 0, from, row * stride, units);
        }
        for (Layer layer : layers) {
            rectify(from, count * stride);
            layer.apply(kernels, from, stride, count, to);
            float[] swapped = from;
            from = to;
            to = swapped;
        }
        for (int output = 0; output < margins.length; output++) {
            for (int row = 0; row < count; row++) {
                margins[output][first + row] = finite(from[row * stride + output]);
            }
        }
    }

    private void byPlainLoops(FeatureRows features, int first, int count, Scratch scratch, float[][] margins) {
        float[][][] results = scratch.results();
        for (int row = 0; row < count; row++) {
            float[] sum = results[0][row];
            System.arraycopy(inputs.base(), 0, sum, 0, sum.length);
            scratch.inputs.choose(features, first, row);
            VectorSum.add(sum, inputs.vectors(), scratch.inputs.which, scratch.inputs.factors, inputs.terms());
        }
        for (int layer = 1; layer < results.length; layer++) {
            for (int row = 0; row < count; row++) {
                rectify(results[layer - 1][row], results[layer - 1][row].length);
            }
            net.sums(layer, results[layer - 1], count, results[layer], scratch.nonZeros);
        }
        float[][] last = results[results.length - 1];
        for (int output = 0; output < margins.length; output++) {
            for (int row = 0; row < count; row++) {
                margins[output][first + row] = finite(last[row][output]);
            }
        }
    }

    private static void rectify(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = Math.max(0, values[i]);
        }
    }

    /** Where overflow left no number, 0. */
    private static float finite(float value) {
        return Float.isNaN(value) ? 0 : Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }

    private Scratch newScratch() {
        return new Scratch();
    }

    /** Of one call; what only one of the two ways needs is made when it is gone. */
    private final class Scratch {
        private final NetInputs.Rows inputs = CompiledNet.this.inputs.new Rows(BLOCK);
        private final float[] sum = new float[CompiledNet.this.inputs.base().length];
        private final float[] left = new float[BLOCK * stride];
        private final float[] right = new float[BLOCK * stride];
        private final NonZeros nonZeros = new NonZeros(1);
        private float[][][] results = new float[0][][];

        private float[][][] results() {
            if (results.length == 0) {
                results = new float[net.layers().size()][][];
                results[0] = new float[BLOCK][sum.length];
                for (int layer = 1; layer < results.length; layer++) {
                    results[layer] = new float[BLOCK]
                            [VectorSum.length(net.layers().get(layer).units())];
                }
            }
            return results;
        }
    }
}
