package io.auspex.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionTest {
    /** At both ends, where 32-bit floats are closest together, and between. */
    private static double[] rising() {
        double[] p = new double[403];
        p[1] = Float.MIN_VALUE;
        for (int i = 0; i < 400; i++) {
            p[i + 2] = (i + 1) / 402.0;
        }
        p[402] = 1;
        return p;
    }

    @Test
    void calibrationsOfTwoClassesKeepTheOrderOfRows() {
        List<Calibration> maps = List.of(
                new Calibration.Scaled(0.4, List.of(0.0, 1.5)),
                new Calibration.Scaled(2.5, List.of(0.0, -3.0)),
                new Calibration.Beta(0.5, 1.7, 0.3));
        for (Calibration map : maps) {
            double[][] perClass = {complement(rising()), rising()};
            map.apply(perClass, perClass[1].length);
            assertThat(perClass[1]).as("%s", map).isSorted().doesNotHaveDuplicates();
            for (int row = 0; row < perClass[1].length; row++) {
                assertThat(perClass[0][row] + perClass[1][row]).isCloseTo(1, within(1e-12));
            }
        }
    }

    @Test
    void scalingTwoClassesIsScalingTheirLogOdds() {
        double[][] perClass = {{0.8}, {0.2}};
        new Calibration.Scaled(0.5, List.of(0.25, 1.25)).apply(perClass, 1);
        double logOdds = 0.5 * Math.log(0.2 / 0.8) + 1;
        assertThat(perClass[1][0]).isCloseTo(1 / (1 + Math.exp(-logOdds)), within(1e-12));
        double[][] three = {{0.5}, {0.3}, {0.2}};
        new Calibration.Scaled(1, List.of(0.0, 0.0, 0.0)).apply(three, 1);
        assertThat(three[1][0]).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void missingProbabilitiesStayMissing() {
        for (int classes : new int[] {2, 3}) {
            double[][] perClass = new double[classes][1];
            for (double[] row : perClass) {
                row[0] = Double.NaN;
            }
            List<Double> biases = classes == 2 ? List.of(0.0, 1.0) : List.of(0.0, 1.0, 2.0);
            Decision decision =
                    new Decision(Optional.of(new Calibration.Scaled(2, biases)), OptionalDouble.empty(), List.of());
            int[] codes = {7};
            decision.calibrate(perClass, 1);
            decision.codes(perClass, 1, false, codes);
            decision.agree(perClass, 1, codes);
            assertThat(codes[0]).isEqualTo(-1);
            assertThat(perClass[classes - 1][0]).isNaN();
        }
    }

    @Test
    void agreementWithAThresholdMovesFewRowsAndKeepsTheirOrder() {
        for (double threshold : new double[] {0, 0.002, 0.3, 0.497, 0.5, 0.503, 0.9, 1}) {
            Decision decision = Decision.at(OptionalDouble.of(threshold));
            double[] p =
                    Arrays.stream(rising()).filter(x -> x != Float.MIN_VALUE).toArray();
            double[][] perClass = {complement(p), p.clone()};
            int[] codes = new int[p.length];
            decision.codes(perClass, p.length, false, codes);
            decision.agree(perClass, p.length, codes);
            assertThat(perClass[1]).as("threshold %s", threshold).isSorted().doesNotHaveDuplicates();
            for (int row = 0; row < p.length; row++) {
                boolean one = p[row] >= threshold;
                assertThat(codes[row]).isEqualTo(one ? 1 : 0);
                assertThat(perClass[codes[row]][row]).isGreaterThanOrEqualTo(0.5);
                boolean between = one != p[row] >= 0.5;
                double toHalf = Math.abs(p[row] - 0.5);
                assertThat(perClass[1][row]).isCloseTo(p[row], within(between ? toHalf + 0.0101 : 0.0101));
            }
        }
    }

    @Test
    void weightedClassesAreDecidedByTheProductAndReportedAtTheTop() {
        Decision decision = new Decision(Optional.empty(), OptionalDouble.empty(), List.of(1.0, 1.0, 4.0));
        SplittableRandom random = new SplittableRandom(3);
        int rows = 500;
        double[][] before = new double[3][rows];
        double[][] after = new double[3][rows];
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (double[] perClass : before) {
                perClass[row] = random.nextDouble();
                sum += perClass[row];
            }
            for (int code = 0; code < 3; code++) {
                before[code][row] /= sum;
                after[code][row] = before[code][row];
            }
        }
        int[] codes = new int[rows];
        decision.codes(before, rows, false, codes);
        decision.agree(after, rows, codes);
        int moved = 0;
        for (int row = 0; row < rows; row++) {
            double[] products = {before[0][row], before[1][row], 4 * before[2][row]};
            double most = Math.max(products[0], Math.max(products[1], products[2]));
            assertThat(products[codes[row]]).isEqualTo(most);
            double top = Math.max(after[0][row], Math.max(after[1][row], after[2][row]));
            assertThat(after[codes[row]][row]).isEqualTo(top);
            assertThat(after[0][row] + after[1][row] + after[2][row]).isCloseTo(1, within(1e-12));
            moved += after[2][row] > before[2][row] ? 1 : 0;
        }
        assertThat(moved).isBetween(50, 450);
    }

    @Test
    void intervalsInterpolateBetweenKnotsAndLevels() {
        List<Double> upper = IntStream.range(0, Confidences.LEVELS)
                .mapToObj(i -> 1 + i / 49.0)
                .toList();
        List<Double> lower = upper.stream().map(number -> -2 * number).toList();
        Uncertainty.Intervals intervals =
                new Uncertainty.Intervals(List.of(0.0, 10.0), List.of(1.0, 3.0), lower, upper);
        assertThat(intervals.upper(-5, 0.5)).isEqualTo(-5 + 1);
        assertThat(intervals.upper(5, 0.5)).isCloseTo(5 + 2, within(1e-12));
        assertThat(intervals.upper(20, 0.99)).isCloseTo(20 + 3 * 2, within(1e-12));
        assertThat(intervals.lower(10, 0.505)).isCloseTo(10 - 3 * 2 * (1 + 0.5 / 49), within(1e-12));
        for (int level = 0; level < Confidences.LEVELS; level++) {
            assertThat(Confidences.covers(Confidences.level(level))).isTrue();
            assertThat(Confidences.interpolate(upper, Confidences.level(level)))
                    .isCloseTo(upper.get(level), within(1e-12));
        }
    }

    private static double[] complement(double[] p) {
        double[] others = new double[p.length];
        for (int row = 0; row < p.length; row++) {
            others[row] = 1 - p[row];
        }
        return others;
    }
}
