package io.auspex.learn.network;

import java.util.List;

/**
 * The shape of a net.
 *
 * @param plain how many plain inputs there are
 * @param codes of each embedded feature how many codes can occur, the one for unseen values included
 * @param embeddingWidths length of each one's vectors
 * @param hidden units of each hidden layer
 * @param outputs units of the last layer
 */
public record Architecture(
        int plain, List<Integer> codes, List<Integer> embeddingWidths, List<Integer> hidden, int outputs) {
    public Architecture {
        codes = List.copyOf(codes);
        embeddingWidths = List.copyOf(embeddingWidths);
        hidden = List.copyOf(hidden);
        if (codes.size() != embeddingWidths.size() || hidden.isEmpty() || outputs < 1) {
            throw new IllegalArgumentException("no net: " + codes + embeddingWidths + hidden + outputs);
        }
    }

    /** Inputs of the first layer. */
    int inputs() {
        return plain + embeddingWidths.stream().mapToInt(Integer::intValue).sum();
    }

    /** Additions and multiplications that learning from one row takes. */
    public double workOfARow() {
        double work = 0;
        int inputs = inputs();
        for (int units : hidden) {
            // Forward, gradient of the weights, gradient of the inputs; and what normalisation and dropout take.
            work += 6.0 * inputs * units + 60.0 * units;
            inputs = units;
        }
        return work + 6.0 * inputs * outputs + 30.0 * outputs;
    }
}
