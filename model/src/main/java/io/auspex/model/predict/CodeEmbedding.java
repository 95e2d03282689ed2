package io.auspex.model.predict;

import java.util.Arrays;

/**
 * A learnt vector for each code of a category (Guo and Berkhahn, "Entity embeddings of categorical variables", 2016). Code c takes
 * vector c; a missing code, and one without a vector of its own, takes the last vector. The array is shared, so nobody writes to it.
 *
 * @param feature index of the feature that holds the code
 * @param width length of a vector
 * @param vectors one after the other
 */
public record CodeEmbedding(int feature, int width, float[] vectors) {
    /** @throws IllegalArgumentException if the length is no multiple of the width, or a number is not finite */
    public CodeEmbedding {
        if (feature < 0) {
            throw new IllegalArgumentException("An embedding reads feature " + feature);
        }
        if (width < 1 || vectors.length == 0 || vectors.length % width != 0) {
            throw new IllegalArgumentException(
                    "An embedding of width " + width + " cannot have " + vectors.length + " numbers");
        }
        FiniteNumbers.require(vectors, "Embedding number");
    }

    /** How many vectors there are, the last one for all other codes included. */
    public int rows() {
        return vectors.length / width;
    }

    /** The vector that a code takes. */
    public int row(float code) {
        int last = rows() - 1;
        return code >= 0 && code < last ? (int) code : last;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeEmbedding that
                && feature == that.feature
                && width == that.width
                && Arrays.equals(vectors, that.vectors);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * feature + width) + Arrays.hashCode(vectors);
    }

    @Override
    public String toString() {
        return "CodeEmbedding[feature " + feature + ", " + rows() + " vectors of " + width + "]";
    }
}
