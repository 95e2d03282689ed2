package io.auspex.model.transform;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * A fitted principal component analysis: some features, taken from their means, projected on fewer directions (Jolliffe,
 * Principal Component Analysis, 2nd edition, §1.1). A missing feature counts as its mean, so every component is finite.
 */
public final class PrincipalComponents {
    private final List<Integer> features;
    private final double[] means;
    private final double[][] directions;

    /**
     * @param features positions of the features that go in, distinct, at least one
     * @param means one a feature, finite
     * @param directions {@code double[component][feature]}, at least one component and no more than features, finite
     * @throws IllegalArgumentException if the lengths disagree or a number is not finite
     */
    public PrincipalComponents(List<Integer> features, double[] means, double[][] directions) {
        this.features = List.copyOf(features);
        this.means = means.clone();
        this.directions = new double[directions.length][];
        if (features.isEmpty() || new HashSet<>(features).size() < features.size()) {
            throw new IllegalArgumentException("A projection takes at least one feature, each once");
        }
        if (means.length != features.size()) {
            throw new IllegalArgumentException(
                    "A projection of " + features.size() + " features has " + means.length + " means");
        }
        if (directions.length == 0 || directions.length > features.size()) {
            throw new IllegalArgumentException(
                    "A projection of " + features.size() + " features has " + directions.length + " components");
        }
        for (double mean : means) {
            Inputs.requireFinite(mean, "mean");
        }
        for (int component = 0; component < directions.length; component++) {
            if (directions[component].length != features.size()) {
                throw new IllegalArgumentException("A component of " + features.size() + " features has "
                        + directions[component].length + " weights");
            }
            this.directions[component] = directions[component].clone();
            for (double weight : this.directions[component]) {
                Inputs.requireFinite(weight, "weight");
            }
        }
    }

    /** Positions of the features that go in, among those that the transformers of the pipeline give. */
    public List<Integer> features() {
        return features;
    }

    /** How many components come out. */
    public int width() {
        return directions.length;
    }

    /** One a feature, a copy. */
    public double[] means() {
        return means.clone();
    }

    /** {@code double[component][feature]}, a copy. */
    public double[][] directions() {
        double[][] copy = new double[directions.length][];
        for (int component = 0; component < copy.length; component++) {
            copy[component] = directions[component].clone();
        }
        return copy;
    }

    /**
     * Fills {@code out[first] .. out[first + width() - 1]}.
     *
     * @param encoded {@code float[feature][row]}, what the transformers gave
     * @param out {@code float[feature][row]}; other arrays than those read
     */
    public void apply(float[][] encoded, int rows, float[][] out, int first) {
        double[] sums = new double[rows];
        for (int component = 0; component < directions.length; component++) {
            Arrays.fill(sums, 0);
            for (int index = 0; index < means.length; index++) {
                float[] values = encoded[features.get(index)];
                double weight = directions[component][index];
                double mean = means[index];
                for (int row = 0; row < rows; row++) {
                    float value = values[row];
                    sums[row] += Float.isNaN(value) ? 0 : weight * (Inputs.finiteFloat(value) - mean);
                }
            }
            for (int row = 0; row < rows; row++) {
                out[first + component][row] = Inputs.finiteFloat(sums[row]);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrincipalComponents that
                && features.equals(that.features)
                && Arrays.equals(means, that.means)
                && Arrays.deepEquals(directions, that.directions);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * features.hashCode() + Arrays.hashCode(means)) + Arrays.deepHashCode(directions);
    }

    @Override
    public String toString() {
        return "PrincipalComponents[" + features.size() + " features to " + directions.length + "]";
    }
}
