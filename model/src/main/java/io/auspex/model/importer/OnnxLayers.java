package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.importer.OnnxValue.Columns;
import io.auspex.model.importer.OnnxValue.Scores;
import io.auspex.model.predict.Activation;
import io.auspex.model.predict.DenseNet;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.NetLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chains of dense layers: {@code Gemm} and {@code MatMul} of features or of the layer before, {@code Add} and its kin with
 * constants, and the functions between layers (https://onnx.ai/onnx/operators).
 */
final class OnnxLayers {
    private static final int MOST_UNITS = 1 << 15;
    private static final int MOST_LAYERS = 1_000;

    private OnnxLayers() {}

    /**
     * Features or scores times a matrix, plus a vector.
     *
     * @param vector null if there is none
     */
    static Scores product(OnnxNode node, OnnxValue from, OnnxTensor matrix, OnnxTensor vector) {
        boolean ofFeatures = from instanceof Columns;
        List<NetLayer> layers = new ArrayList<>(ofFeatures ? List.of() : hidden(node, (Scores) from));
        int inputs = ofFeatures
                ? ((Columns) from).columns().size()
                : layers.get(layers.size() - 1).units();
        layers.add(layer(node, inputs, matrix, vector));
        if (layers.size() > MOST_LAYERS) {
            throw new ArtifactException("The ONNX model has more than " + MOST_LAYERS + " layers");
        }
        return new Scores(
                ofFeatures ? OnnxLinear.transformers(((Columns) from).columns()) : ((Scores) from).transformers(),
                net(layers),
                Link.IDENTITY,
                List.of());
    }

    private static NetLayer layer(OnnxNode node, int inputs, OnnxTensor matrix, OnnxTensor vector) {
        boolean transposed = node.integer("transB", 0) != 0;
        int axes = matrix.shape().length;
        if (axes > 2 || axes == 0 || node.integer("transA", 0) != 0) {
            throw new ArtifactException(
                    "The ONNX model has a " + node.operator() + " of " + axes + " axes, which is not supported");
        }
        int units = matrix.values().length / Math.max(1, inputs);
        int expected = matrix.shape()[transposed ? axes - 1 : 0];
        if (units < 1 || units > MOST_UNITS || expected != inputs) {
            throw new ArtifactException(
                    "The ONNX model multiplies " + inputs + " numbers with a matrix for " + expected);
        }
        double alpha = node.real("alpha", 1);
        double[] weights = new double[units * inputs];
        for (int unit = 0; unit < units; unit++) {
            for (int input = 0; input < inputs; input++) {
                int index = transposed ? unit * inputs + input : input * units + unit;
                weights[unit * inputs + input] = alpha * matrix.values()[index];
            }
        }
        double[] biases = new double[units];
        for (int unit = 0; vector != null && unit < units; unit++) {
            biases[unit] = node.real("beta", 1) * each(vector, unit, units);
        }
        return layer(weights, biases);
    }

    /** Layers before another one: the last one's link, which could have been the end, is its activation. */
    private static List<NetLayer> hidden(OnnxNode node, Scores scores) {
        if (scores.predictor() instanceof DenseNet net && scores.labels().isEmpty()) {
            if (scores.link() == Link.IDENTITY) {
                return net.layers();
            }
            if (scores.link() == Link.LOGISTIC) {
                return activated(net, Activation.SIGMOID, 0).layers();
            }
        }
        throw OnnxOperators.unsupported(node, "a layer behind scores that are not of a layer");
    }

    /** A function of the scores that may also be followed by another layer. */
    static Scores activated(OnnxNode node, Scores scores, Activation activation, double slope) {
        if (scores.predictor() instanceof DenseNet net
                && scores.link() == Link.IDENTITY
                && last(net).activation() == Activation.IDENTITY) {
            return scores.with(activated(net, activation, slope));
        }
        throw OnnxOperators.unsupported(node, "a function of scores");
    }

    private static DenseNet activated(DenseNet net, Activation activation, double slope) {
        if (last(net).activation() != Activation.IDENTITY) {
            throw new ArtifactException("The ONNX model has two functions behind one layer, which is not supported");
        }
        return ending(net, last(net).with(activation, slope));
    }

    /** {@code factor * scores + addend}, each one number or one a score, worked into the last layer. */
    static Scores rescaled(OnnxNode node, Scores scores, OnnxTensor factor, OnnxTensor addend) {
        if (!(scores.predictor() instanceof DenseNet net)
                || scores.link() != Link.IDENTITY
                || last(net).activation() != Activation.IDENTITY) {
            throw OnnxOperators.unsupported(node, "arithmetic on scores that are not linear");
        }
        double[] weights = last(net).weights().clone();
        double[] biases = last(net).biases().clone();
        int inputs = last(net).inputs();
        for (int unit = 0; unit < biases.length; unit++) {
            double times = each(factor, unit, biases.length);
            biases[unit] = biases[unit] * times + each(addend, unit, biases.length);
            for (int input = 0; input < inputs; input++) {
                weights[unit * inputs + input] *= times;
            }
        }
        return scores.with(ending(net, layer(weights, biases)));
    }

    /**
     * Several linear scores of the same features side by side, each behind the same link.
     *
     * @param all of one layer and without labels
     */
    static Scores sideBySide(OnnxNode node, List<Scores> all) {
        Scores first = all.get(0);
        double[] weights = new double[0];
        double[] biases = new double[0];
        for (Scores scores : all) {
            boolean fits = scores.predictor() instanceof DenseNet net
                    && net.layers().size() == 1
                    && last(net).activation() == Activation.IDENTITY
                    && (scores.link() == Link.LOGISTIC || scores.link() == Link.IDENTITY)
                    && scores.link() == first.link()
                    && scores.labels().isEmpty()
                    && scores.transformers().equals(first.transformers());
            if (!fits || biases.length > MOST_UNITS) {
                throw OnnxOperators.unsupported(node, "scores that are not of one kind");
            }
            NetLayer layer = last((DenseNet) scores.predictor());
            weights = joined(weights, layer.weights());
            biases = joined(biases, layer.biases());
        }
        return first.with(net(List.of(layer(weights, biases))));
    }

    private static double[] joined(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    static double each(OnnxTensor numbers, int index, int count) {
        int length = numbers.values().length;
        int[] shape = numbers.shape();
        boolean alongScores = length == count && shape.length > 0 && shape[shape.length - 1] == count;
        if (length != 1 && !alongScores) {
            throw new ArtifactException("The ONNX model puts " + length + " numbers to " + count + " scores");
        }
        return numbers.values()[length == 1 ? 0 : index];
    }

    private static NetLayer last(DenseNet net) {
        return net.layers().get(net.layers().size() - 1);
    }

    private static DenseNet ending(DenseNet net, NetLayer last) {
        List<NetLayer> layers = new ArrayList<>(net.layers());
        layers.set(layers.size() - 1, last);
        return net(layers);
    }

    static NetLayer layer(double[] weights, double[] biases) {
        try {
            return new NetLayer(weights, biases, Activation.IDENTITY, 0);
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The ONNX model is not sound: " + unsound.getMessage(), unsound);
        }
    }

    static DenseNet net(List<NetLayer> layers) {
        try {
            return new DenseNet(layers);
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The ONNX model is not sound: " + unsound.getMessage(), unsound);
        }
    }
}
