package io.auspex.model.transform;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Sums, differences, products and quotients of two numbers each, which are features or the results of earlier terms. A missing
 * operand gives a missing result; so does a quotient by zero. What a float cannot hold is cut to the finite floats.
 *
 * @param terms at least one
 */
public record ArithmeticFeatures(List<Term> terms) implements FeatureDerivation {
    /** More features than this are never combined in one term, so that what a forged artifact takes stays small. */
    private static final int MOST_COMBINED = 8;

    /** What is done with two numbers. */
    public enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** Combines two numbers a row. */
        public void apply(float[] left, float[] right, int rows, float[] result) {
            switch (this) {
                case ADD -> {
                    for (int row = 0; row < rows; row++) {
                        result[row] = number((double) left[row] + right[row]);
                    }
                }
                case SUBTRACT -> {
                    for (int row = 0; row < rows; row++) {
                        result[row] = number((double) left[row] - right[row]);
                    }
                }
                case MULTIPLY -> {
                    for (int row = 0; row < rows; row++) {
                        result[row] = number((double) left[row] * right[row]);
                    }
                }
                case DIVIDE -> {
                    for (int row = 0; row < rows; row++) {
                        result[row] = right[row] == 0 ? Float.NaN : number((double) left[row] / right[row]);
                    }
                }
            }
        }

        private static float number(double result) {
            return Double.isNaN(result) ? Float.NaN : Inputs.finiteFloat(result);
        }
    }

    /**
     * One feature that comes out.
     *
     * @param left position among the features that the transformers give; below 0 the result of an earlier term, -1 of the first
     * @param right likewise; may be the same
     */
    public record Term(Operator operator, int left, int right) {
        public Term {
            requireNonNull(operator, "operator is null");
        }
    }

    /** @throws IllegalArgumentException if a term takes the result of one that is not before it, or combines too many features */
    public ArithmeticFeatures {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("Arithmetic needs at least one term");
        }
        operands(terms);
    }

    private static List<List<Integer>> operands(List<Term> terms) {
        List<List<Integer>> operands = new ArrayList<>();
        for (Term term : terms) {
            TreeSet<Integer> combined = new TreeSet<>();
            for (int operand : new int[] {term.left(), term.right()}) {
                if (operand >= 0) {
                    combined.add(operand);
                } else if (~operand < operands.size()) {
                    combined.addAll(operands.get(~operand));
                } else {
                    throw new IllegalArgumentException("Term " + operands.size() + " takes the result of term "
                            + ~operand + ", not an earlier one");
                }
            }
            if (combined.size() > MOST_COMBINED) {
                throw new IllegalArgumentException("Term " + operands.size() + " combines " + combined.size()
                        + " features, more than " + MOST_COMBINED);
            }
            operands.add(List.copyOf(combined));
        }
        return operands;
    }

    @Override
    public int width() {
        return terms.size();
    }

    @Override
    public List<List<Integer>> operands() {
        return operands(terms);
    }

    /** {@code left*right}, with brackets around what is itself combined. */
    @Override
    public List<String> featureNames(List<String> encoded) {
        List<String> names = new ArrayList<>();
        for (Term term : terms) {
            names.add(name(term.left(), encoded, names) + term.operator().sign + name(term.right(), encoded, names));
        }
        return names;
    }

    private static String name(int operand, List<String> encoded, List<String> earlier) {
        return operand >= 0 ? encoded.get(operand) : "(" + earlier.get(~operand) + ")";
    }

    @Override
    public void apply(float[][] encoded, int rows, float[][] out, int first) {
        for (int index = 0; index < terms.size(); index++) {
            Term term = terms.get(index);
            float[] left = term.left() >= 0 ? encoded[term.left()] : out[first + ~term.left()];
            float[] right = term.right() >= 0 ? encoded[term.right()] : out[first + ~term.right()];
            term.operator().apply(left, right, rows, out[first + index]);
        }
    }
}
