package io.auspex.model.transform;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Sums, differences, products and quotients of two features each. A missing operand gives a missing result; so does a quotient by
 * zero. What a float cannot hold is cut to the finite floats.
 *
 * @param terms at least one
 */
public record ArithmeticFeatures(List<Term> terms) implements FeatureDerivation {
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

        float apply(float left, float right) {
            double result =
                    switch (this) {
                        case ADD -> (double) left + right;
                        case SUBTRACT -> (double) left - right;
                        case MULTIPLY -> (double) left * right;
                        case DIVIDE -> right == 0 ? Double.NaN : (double) left / right;
                    };
            return Double.isNaN(result) ? Float.NaN : Inputs.finiteFloat(result);
        }
    }

    /**
     * One feature that comes out.
     *
     * @param left position among the features that the transformers give
     * @param right likewise; may be the same
     */
    public record Term(Operator operator, int left, int right) {
        public Term {
            requireNonNull(operator, "operator is null");
            if (left < 0 || right < 0) {
                throw new IllegalArgumentException("A term takes features " + left + " and " + right);
            }
        }
    }

    public ArithmeticFeatures {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("Arithmetic needs at least one term");
        }
    }

    @Override
    public int width() {
        return terms.size();
    }

    @Override
    public List<List<Integer>> operands() {
        return terms.stream().map(term -> List.of(term.left(), term.right())).toList();
    }

    /** {@code left*right}. */
    @Override
    public List<String> featureNames(List<String> encoded) {
        return terms.stream()
                .map(term -> encoded.get(term.left()) + term.operator().sign + encoded.get(term.right()))
                .toList();
    }

    @Override
    public void apply(float[][] encoded, int rows, float[][] out, int first) {
        for (int index = 0; index < terms.size(); index++) {
            Term term = terms.get(index);
            float[] left = encoded[term.left()];
            float[] right = encoded[term.right()];
            float[] result = out[first + index];
            for (int row = 0; row < rows; row++) {
                result[row] = term.operator().apply(left[row], right[row]);
            }
        }
    }
}
