package io.auspex.model.predict;

/** What a unit of a {@link DenseNet} makes of its sum. The formulas are those of the ONNX operators of the same names. */
public enum Activation {
    /** x */
    IDENTITY {
        @Override
        double of(double x, double slope) {
            return x;
        }
    },
    /** The positive part of x, and {@code slope} times the negative one: ReLU with slope 0, else LeakyReLU. */
    RELU {
        @Override
        double of(double x, double slope) {
            return x < 0 ? slope * x : x;
        }
    },
    /** x where it is positive, else {@code slope (e^x - 1)}. */
    ELU {
        @Override
        double of(double x, double slope) {
            return x < 0 ? slope * Math.expm1(x) : x;
        }
    },
    /** {@code 1 / (1 + e^-x)} */
    SIGMOID {
        @Override
        double of(double x, double slope) {
            return 1 / (1 + Math.exp(-x));
        }
    },
    TANH {
        @Override
        double of(double x, double slope) {
            return Math.tanh(x);
        }
    },
    /** {@code ln(1 + e^x)} */
    SOFTPLUS {
        @Override
        double of(double x, double slope) {
            return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }
    };

    /** @param slope of the negative side, where there is one; NaN for x stays NaN */
    abstract double of(double x, double slope);
}
