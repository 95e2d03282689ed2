package io.auspex.model.predict;

import java.util.Arrays;

/**
 * How much of the training rows reached each inner node and leaf, as the library that grew the trees counts it (XGBoost
 * adds up second derivatives, LightGBM counts rows). Contributions to a prediction weigh the ways through a tree by it.
 *
 * @param nodes of each inner node
 * @param leaves of each leaf
 */
public record Covers(float[] nodes, float[] leaves) {
    /** @throws IllegalArgumentException if a cover is negative or no finite number */
    public Covers {
        nodes = nodes.clone();
        leaves = leaves.clone();
        for (float[] covers : new float[][] {nodes, leaves}) {
            for (float cover : covers) {
                if (!(cover >= 0 && cover < Float.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("A cover is " + cover + ", which is no finite amount");
                }
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Covers that && Arrays.equals(nodes, that.nodes) && Arrays.equals(leaves, that.leaves);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(nodes) + Arrays.hashCode(leaves);
    }
}
