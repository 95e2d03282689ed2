package io.auspex.model.explain;

import io.auspex.model.predict.Link;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Carries contributions from a member's margins to its answers. Links of one margin each by {@link Rescaling}; those in which
 * every answer depends on all margins by integrated gradients along the straight line from the expected margins to those of the
 * row (Sundararajan, Taly and Yan, "Axiomatic attribution for deep networks", ICML 2017), which is the same for one margin.
 */
final class LinkPath {
    /** Along so long a piece of the way a softmax is a polynomial to some five digits for the quadrature. */
    private static final double PIECE = 8;

    private static final int MOST_PIECES = 16;
    private static final UnitQuadrature QUADRATURE = UnitQuadrature.of(8);

    private final Link link;
    private final double[] from;
    private final Optional<DoubleUnaryOperator> single;

    /** @param from expected margins */
    LinkPath(Link link, double[] from) {
        this.link = link;
        this.from = from.clone();
        this.single = single(link);
    }

    /** Of a link whose answers depend on their own margin only. */
    private static Optional<DoubleUnaryOperator> single(Link link) {
        return switch (link) {
            case IDENTITY -> Optional.of(margin -> margin);
            case LOGISTIC -> Optional.of(LinkPath::logistic);
            case EXP -> Optional.of(Math::exp);
            case SOFTPLUS -> Optional.of(LinkPath::softplus);
            case SIGNED_SQUARE -> Optional.of(margin -> margin * Math.abs(margin));
            case PROBABILITY -> Optional.of(margin -> Math.max(0, Math.min(1, margin)));
            case HINGE -> Optional.of(margin -> margin > 0 ? 1 : 0);
            case SOFTMAX, LOGISTIC_SHARES -> Optional.empty();
        };
    }

    private static double logistic(double margin) {
        return 1 / (1 + Math.exp(-margin));
    }

    private static double softplus(double margin) {
        return Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)));
    }

    /** The answers at the expected margins. */
    double[] expected() {
        return single.map(function -> Arrays.stream(from).map(function).toArray())
                .orElseGet(() -> answers(from));
    }

    /**
     * @param margins {@code double[output][row]}, overwritten by the answers
     * @param contributions to the margins, {@code double[output][column][row]}; overwritten by those to the answers
     */
    void carry(double[][] margins, double[][][] contributions) {
        if (link == Link.IDENTITY) {
            return;
        }
        if (single.isPresent()) {
            for (int output = 0; output < margins.length; output++) {
                Rescaling.carry(single.get(), from[output], margins[output], contributions[output]);
            }
            return;
        }
        double[] expected = expected();
        double[] to = new double[from.length];
        double[][] carried = new double[from.length][contributions[0].length];
        for (int row = 0; row < margins[0].length; row++) {
            for (int output = 0; output < to.length; output++) {
                to[output] = margins[output][row];
                Arrays.fill(carried[output], 0);
            }
            follow(to, contributions, row, carried);
            double[] answers = answers(to);
            for (int output = 0; output < to.length; output++) {
                for (int column = 0; column < carried[output].length; column++) {
                    contributions[output][column][row] = carried[output][column];
                }
                margins[output][row] = answers[output];
                Remainder.spread(contributions[output], row, answers[output] - expected[output]);
            }
        }
    }

    private void follow(double[] to, double[][][] contributions, int row, double[][] carried) {
        double longest = 0;
        for (int output = 0; output < to.length; output++) {
            longest = Math.max(longest, Math.abs(to[output] - from[output]));
        }
        int pieces = (int) Math.max(1, Math.min(MOST_PIECES, Math.ceil(longest / PIECE)));
        double[] at = new double[to.length];
        for (int piece = 0; piece < pieces; piece++) {
            for (int point = 0; point < QUADRATURE.points().length; point++) {
                double share = (piece + QUADRATURE.points()[point]) / pieces;
                for (int output = 0; output < at.length; output++) {
                    at[output] = from[output] + share * (to[output] - from[output]);
                }
                addGradients(at, QUADRATURE.weights()[point] / pieces, contributions, row, carried);
            }
        }
    }

    /** With answers a, an answer changes by a_k (s_k dz_k - sum over j of a_j s_j dz_j); s is 1 for softmax. */
    private void addGradients(double[] at, double weight, double[][][] contributions, int row, double[][] carried) {
        double[] answers = answers(at);
        double[] steepness = new double[at.length];
        for (int output = 0; output < at.length; output++) {
            steepness[output] = link == Link.SOFTMAX ? 1 : 1 - logistic(at[output]);
        }
        for (int column = 0; column < carried[0].length; column++) {
            double mean = 0;
            for (int output = 0; output < at.length; output++) {
                mean += answers[output] * steepness[output] * contributions[output][column][row];
            }
            for (int output = 0; output < at.length; output++) {
                double own = steepness[output] * contributions[output][column][row];
                carried[output][column] += weight * answers[output] * (own - mean);
            }
        }
    }

    /** Of a link that has no single function: a softmax, of shares that of the logarithms, which are never 0 to 0. */
    private double[] answers(double[] margins) {
        double[] answers = link == Link.SOFTMAX
                ? margins.clone()
                : Arrays.stream(margins).map(margin -> -softplus(-margin)).toArray();
        double largest = Arrays.stream(answers).max().orElse(0);
        double sum = 0;
        for (int output = 0; output < answers.length; output++) {
            answers[output] = Math.exp(answers[output] - largest);
            sum += answers[output];
        }
        for (int output = 0; output < answers.length; output++) {
            answers[output] /= sum;
        }
        return answers;
    }
}
