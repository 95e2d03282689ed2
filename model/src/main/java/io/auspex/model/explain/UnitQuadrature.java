package io.auspex.model.explain;

/**
 * Gauss-Legendre quadrature on [0, 1]: with {@code n} points exact for polynomials of a degree up to {@code 2n - 1}. The
 * points are the roots of the Legendre polynomial, found by Newton's method (Press et al., Numerical Recipes, 4.6.1).
 */
record UnitQuadrature(double[] points, double[] weights) {
    private static final double PRECISION = 1e-15;
    private static final int MOST_STEPS = 100;

    static UnitQuadrature of(int count) {
        double[] points = new double[count];
        double[] weights = new double[count];
        for (int i = 0; i < (count + 1) / 2; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (count + 0.5));
            double slope = 1;
            for (int step = 0; step < MOST_STEPS; step++) {
                double value = 1;
                double before = 0;
                for (int degree = 1; degree <= count; degree++) {
                    double older = before;
                    before = value;
                    value = ((2 * degree - 1) * x * before - (degree - 1) * older) / degree;
                }
                slope = count * (x * value - before) / (x * x - 1);
                double change = value / slope;
                x -= change;
                if (Math.abs(change) < PRECISION) {
                    break;
                }
            }
            double weight = 1 / ((1 - x * x) * slope * slope);
            points[i] = (1 - x) / 2;
            points[count - 1 - i] = (1 + x) / 2;
            weights[i] = weight;
            weights[count - 1 - i] = weight;
        }
        return new UnitQuadrature(points, weights);
    }
}
