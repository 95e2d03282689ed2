package io.auspex.model.compile;

import io.auspex.model.predict.LinearPredictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link LinearPredictor} that adds a number for each level instead of one for each feature, in the same double arithmetic. The sums are
 * its own to the last bit, but for piecewise columns, whose weights are added up beforehand: there the last digit of a double may differ.
 */
final class CompiledLinear implements CompiledPredictor {
    private final double[] intercepts;
    private final List<Term> terms = new ArrayList<>();

    CompiledLinear(LinearPredictor linear, FeatureLayout layout) {
        this.intercepts = linear.intercepts();
        double[][] weights = linear.weights();
        for (FeatureLayout.Segment segment : layout.joined()) {
            int end = segment.first() + segment.width();
            double[][] own = new double[weights.length][];
            for (int output = 0; output < weights.length; output++) {
                own[output] = Arrays.copyOfRange(weights[output], segment.first(), end);
            }
            terms.add(term(segment, own));
        }
    }

    private static Term term(FeatureLayout.Segment segment, double[][] weights) {
        if (segment instanceof FeatureLayout.OneOf levels) {
            return LevelTerm.of(levels.place(), weights);
        }
        return segment instanceof FeatureLayout.Bends bends
                ? BendTerm.of(bends.place(), weights)
                : new ColumnTerm((FeatureLayout.Columns) segment, weights);
    }

    @Override
    public void margins(FeatureRows features, int rows, float[][] margins) {
        double[] sums = new double[rows];
        for (int output = 0; output < intercepts.length; output++) {
            Arrays.fill(sums, intercepts[output]);
            for (Term term : terms) {
                term.add(features, output, rows, sums);
            }
            float[] to = margins[output];
            for (int row = 0; row < rows; row++) {
                to[row] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, sums[row]));
            }
        }
    }

    /** What one segment of the features adds. */
    private sealed interface Term {
        void add(FeatureRows features, int output, int rows, double[] sums);
    }

    /** @param weights {@code double[output][feature]} */
    private record ColumnTerm(FeatureLayout.Columns columns, double[][] weights) implements Term {
        @Override
        public void add(FeatureRows features, int output, int rows, double[] sums) {
            double[] own = weights[output];
            int index = 0;
            for (; !columns.mayMiss() && index + 3 < columns.width(); index += 4) {
                addFour(own, index, features.columns(), columns.first() + index, rows, sums);
            }
            for (; index < columns.width(); index++) {
                float[] values = features.columns()[columns.first() + index];
                if (columns.mayMiss()) {
                    addKnown(own[index], values, rows, sums);
                } else {
                    addAll(own[index], values, rows, sums);
                }
            }
        }

        /** Several columns a pass, since what takes time is to fetch the sums and put them back. */
        private static void addFour(
                double[] weights, int index, float[][] columns, int column, int rows, double[] sums) {
            double byA = weights[index];
            double byB = weights[index + 1];
            double byC = weights[index + 2];
            double byD = weights[index + 3];
            float[] a = columns[column];
            float[] b = columns[column + 1];
            float[] c = columns[column + 2];
            float[] d = columns[column + 3];
            for (int row = 0; row < rows; row++) {
                sums[row] = sums[row] + byA * a[row] + byB * b[row] + byC * c[row] + byD * d[row];
            }
        }

        private static void addKnown(double weight, float[] values, int rows, double[] sums) {
            for (int row = 0; row < rows; row++) {
                float value = values[row];
                sums[row] += Float.isNaN(value) ? 0 : weight * value;
            }
        }

        private static void addAll(double weight, float[] values, int rows, double[] sums) {
            for (int row = 0; row < rows; row++) {
                sums[row] += weight * values[row];
            }
        }
    }

    /** @param weights {@code double[output][level + 1]}: 0 of a row without a level comes first */
    private record LevelTerm(int place, double[][] weights) implements Term {
        static LevelTerm of(int place, double[][] weights) {
            double[][] shifted = new double[weights.length][];
            for (int output = 0; output < weights.length; output++) {
                shifted[output] = new double[weights[output].length + 1];
                System.arraycopy(weights[output], 0, shifted[output], 1, weights[output].length);
            }
            return new LevelTerm(place, shifted);
        }

        @Override
        public void add(FeatureRows features, int output, int rows, double[] sums) {
            int[] levels = features.levels()[place];
            double[] own = weights[output];
            for (int row = 0; row < rows; row++) {
                sums[row] += own[levels[row] + 1];
            }
        }
    }

    /**
     * @param before {@code double[output][level + 1]}: the sum of the weights of the features that are 1; that of a row without a level comes
     *     first
     * @param weights {@code double[output][level + 1]}: of the feature that has a share
     */
    private record BendTerm(int place, double[][] before, double[][] weights) implements Term {
        static BendTerm of(int place, double[][] weights) {
            double[][] before = new double[weights.length][];
            double[][] shifted = new double[weights.length][];
            for (int output = 0; output < weights.length; output++) {
                double[] own = weights[output];
                before[output] = new double[own.length + 1];
                shifted[output] = new double[own.length + 1];
                double all = 0;
                for (int level = 0; level < own.length; level++) {
                    before[output][level + 1] = all;
                    shifted[output][level + 1] = own[level];
                    all += own[level];
                }
                // All have the share of a row without a level.
                shifted[output][0] = all;
            }
            return new BendTerm(place, before, shifted);
        }

        @Override
        public void add(FeatureRows features, int output, int rows, double[] sums) {
            int[] levels = features.levels()[place];
            float[] shares = features.shares()[place];
            double[] sumBefore = before[output];
            double[] own = weights[output];
            for (int row = 0; row < rows; row++) {
                int level = levels[row] + 1;
                sums[row] += sumBefore[level] + own[level] * shares[row];
            }
        }
    }
}
