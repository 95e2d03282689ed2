package io.auspex.learn.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.metric.Metric;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.profile.Target;
import io.auspex.learn.search.OutOfFold;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.model.decision.Decision;
import io.auspex.model.decision.Uncertainty.Intervals;
import io.auspex.model.decision.Uncertainty.LabelSets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where the truth is known: what was distorted is put right, what is best is found, what is promised is kept. */
class AfterSearchTest {
    private static final int ROWS = 4_000;

    /** Rows drawn from known probabilities, and the log-odds that an overconfident and biased model gives them. */
    private record Distorted(int[] truth, double[] real, double[][] given) {
        static Distorted draw(int rows, long seed) {
            Random random = new Random(seed);
            int[] truth = new int[rows];
            double[] real = new double[rows];
            double[][] given = new double[2][rows];
            for (int row = 0; row < rows; row++) {
                double logOdds = random.nextGaussian() * 1.5 - 1;
                real[row] = 1 / (1 + Math.exp(-logOdds));
                truth[row] = random.nextDouble() < real[row] ? 1 : 0;
                given[1][row] = 1 / (1 + Math.exp(-(2 * logOdds + 1.5)));
                given[0][row] = 1 - given[1][row];
            }
            return new Distorted(truth, real, given);
        }

        /** Rows whose log-odds lie a twentieth as far from their mean as they should. */
        Distorted drawnTogether() {
            double[][] together = new double[2][truth.length];
            for (int row = 0; row < truth.length; row++) {
                double logOdds = Math.log(real[row] / (1 - real[row]));
                together[1][row] = 1 / (1 + Math.exp(-((logOdds + 1) / 20 - 1)));
                together[0][row] = 1 - together[1][row];
            }
            return new Distorted(truth, real, together);
        }
    }

    @Test
    void aDistortedScoreIsPutRightAndKeepsItsOrder() {
        Distorted seen = Distorted.draw(ROWS, 1);
        AfterSearch after = of(seen.truth(), seen.given(), Metric.AUC);
        Distorted fresh = Distorted.draw(20_000, 2);
        double auc = ClassificationMetrics.auc(fresh.truth(), fresh.given()[1]);
        double before = worstGap(fresh);
        after.decision().calibrate(fresh.given(), fresh.truth().length);
        assertThat(before).isGreaterThan(0.2);
        assertThat(worstGap(fresh)).isLessThan(0.05);
        assertThat(ClassificationMetrics.auc(fresh.truth(), fresh.given()[1])).isEqualTo(auc);
        assertThat(after.decision().threshold()).isEmpty();
        assertThat(after.findings().get(0)).startsWith("Probabilities are calibrated by");
    }

    /** Boosting that is stopped after a few rounds keeps all rows near the share of their class, in the right order. */
    @Test
    void whatHardlyTellsRowsApartIsPutRight() {
        Distorted seen = Distorted.draw(ROWS, 11).drawnTogether();
        AfterSearch after = of(seen.truth(), seen.given(), Metric.AUC);
        Distorted fresh = Distorted.draw(20_000, 12).drawnTogether();
        double before = worstGap(fresh);
        after.decision().calibrate(fresh.given(), fresh.truth().length);
        assertThat(before).isGreaterThan(0.5);
        assertThat(worstGap(fresh)).isLessThan(0.08);
        assertThat(after.findings().get(0)).startsWith("Probabilities are calibrated by");
    }

    private static double worstGap(Distorted rows) {
        return IntStream.range(0, rows.truth().length)
                .mapToDouble(row -> Math.abs(rows.given()[1][row] - rows.real()[row]))
                .max()
                .orElseThrow();
    }

    @Test
    void whatIsRightAlreadyIsLeftAlone() {
        Distorted rows = Distorted.draw(ROWS, 3);
        double[][] right = {
            IntStream.range(0, ROWS).mapToDouble(row -> 1 - rows.real()[row]).toArray(), rows.real()
        };
        AfterSearch after = of(rows.truth(), right, Metric.LOG_LOSS);
        double[][] after1 = {right[0].clone(), right[1].clone()};
        after.decision().calibrate(after1, ROWS);
        for (int row = 0; row < ROWS; row++) {
            assertThat(after1[1][row]).isCloseTo(right[1][row], within(0.03));
        }
    }

    /** Where probabilities are right, F1 is best at half of the F1 that can be had (Lipton et al.). */
    @Test
    void theThresholdIsNearlyTheBestThatThereIs() {
        Distorted seen = Distorted.draw(ROWS, 4);
        AfterSearch after = of(seen.truth(), seen.given(), Metric.F1);
        Distorted fresh = Distorted.draw(20_000, 5);
        after.decision().calibrate(fresh.given(), fresh.truth().length);
        double best = 0;
        for (int step = 1; step < 400; step++) {
            best = Math.max(best, f1(fresh, step / 400.0));
        }
        double threshold = after.decision().threshold().orElseThrow();
        assertThat(f1(fresh, threshold)).isBetween(best - 0.005, best + 1e-3);
        assertThat(f1(fresh, threshold)).isGreaterThan(f1(fresh, 0.5) + 0.02);
        assertThat(threshold).isCloseTo(best / 2, within(0.06));
    }

    private static double f1(Distorted rows, double threshold) {
        int[] codes = new int[rows.truth().length];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = rows.given()[1][row] >= threshold ? 1 : 0;
        }
        return ClassificationMetrics.f1(rows.truth(), codes, 1);
    }

    /** A rare class that is never the likeliest is said where that helps the mean recall; accuracy is left alone. */
    @Test
    void weightsHelpTheRareClassOnlyWhereTheMetricAsksForIt() {
        double[][] probabilities = new double[3][ROWS];
        int[] truth = threeClasses(probabilities, ROWS, 6);
        AfterSearch balanced = of(truth, probabilities, Metric.BALANCED_ACCURACY);
        double[][] fresh = new double[3][ROWS];
        int[] freshTruth = threeClasses(fresh, ROWS, 7);
        balanced.decision().calibrate(fresh, ROWS);
        double with = balanced(balanced.decision(), fresh, freshTruth);
        assertThat(with).isGreaterThan(balanced(Decision.PLAIN, fresh, freshTruth) + 0.05);
        assertThat(of(truth, probabilities, Metric.ACCURACY).decision().classWeights())
                .satisfiesAnyOf(weights -> assertThat(weights).isEmpty(), weights -> assertThat(weights)
                        .allMatch(weight -> Math.abs(weight - 1) < 0.5));
    }

    private static double balanced(Decision decision, double[][] probabilities, int[] truth) {
        int[] codes = new int[truth.length];
        decision.codes(probabilities, truth.length, false, codes);
        return ClassificationMetrics.balancedAccuracy(truth, codes, 3);
    }

    private static int[] threeClasses(double[][] probabilities, int rows, long seed) {
        Random random = new Random(seed);
        int[] truth = new int[rows];
        for (int row = 0; row < rows; row++) {
            double rare = 0.25 * Math.pow(random.nextDouble(), 3);
            double first = (1 - rare) * random.nextDouble();
            probabilities[0][row] = first;
            probabilities[1][row] = 1 - rare - first;
            probabilities[2][row] = rare;
            double drawn = random.nextDouble();
            truth[row] = drawn < rare ? 2 : drawn < rare + first ? 0 : 1;
        }
        return truth;
    }

    /** Errors that grow with the prediction and lean to one side; every level holds on fresh rows within its binomial bounds. */
    @Test
    void intervalsHoldWhatTheyPromiseAndAreAsWideAsTheErrors() {
        double[][] seen = numbers(ROWS, 8);
        AfterSearch after = AfterSearch.of(
                new OutOfFold(IntStream.range(0, ROWS).toArray(), new int[] {ROWS}, new double[][] {seen[1]}),
                new Target(
                        new Field("y", ColumnType.DOUBLE),
                        ProblemType.REGRESSION,
                        List.of(),
                        IntStream.range(0, ROWS).toArray(),
                        seen[0],
                        ""),
                Metric.MSE,
                1);
        Intervals intervals = (Intervals) after.uncertainty().orElseThrow();
        int rows = 20_000;
        double[][] fresh = numbers(rows, 9);
        for (double confidence : new double[] {0.5, 0.8, 0.9, 0.95}) {
            int[] held = new int[2];
            int[] total = new int[2];
            for (int row = 0; row < rows; row++) {
                double low = intervals.lower(fresh[1][row], confidence);
                double high = intervals.upper(fresh[1][row], confidence);
                int half = fresh[1][row] < 5 ? 0 : 1;
                total[half]++;
                held[half] += fresh[0][row] >= low && fresh[0][row] <= high ? 1 : 0;
            }
            // Three standard errors of what 4,000 rows tell, and of what 10,000 show.
            double slack = 3 * Math.sqrt(confidence * (1 - confidence) * (1.0 / ROWS + 1.0 / rows));
            assertThat((double) (held[0] + held[1]) / rows).isCloseTo(confidence, within(slack));
            for (int half = 0; half < 2; half++) {
                assertThat((double) held[half] / total[half]).isCloseTo(confidence, within(slack + 0.03));
            }
        }
        assertThat(intervals.scale(9)).isGreaterThan(2.5 * intervals.scale(1));
        assertThat(after.findings().get(0)).startsWith("Intervals of 90 % held the true value of");
    }

    private static double[][] numbers(int rows, long seed) {
        Random random = new Random(seed);
        double[][] both = new double[2][rows];
        for (int row = 0; row < rows; row++) {
            both[1][row] = 10 * random.nextDouble();
            double error = -Math.log(1 - random.nextDouble()) - 1;
            both[0][row] = both[1][row] + (0.5 + both[1][row] / 2) * error;
        }
        return both;
    }

    @Test
    void labelSetsHoldAtLeastWhatTheyPromise() {
        double[][] probabilities = new double[3][ROWS];
        int[] truth = threeClasses(probabilities, ROWS, 10);
        AfterSearch after = of(truth, probabilities, Metric.LOG_LOSS);
        LabelSets sets = (LabelSets) after.uncertainty().orElseThrow();
        double[][] fresh = new double[3][ROWS];
        int[] freshTruth = threeClasses(fresh, ROWS, 11);
        after.decision().calibrate(fresh, ROWS);
        for (double confidence : new double[] {0.8, 0.9, 0.95, 0.99}) {
            int held = 0;
            for (int row = 0; row < ROWS; row++) {
                held += fresh[freshTruth[row]][row] >= sets.cut(confidence) ? 1 : 0;
            }
            double slack = 3 * Math.sqrt(confidence * (1 - confidence) * 2 / ROWS);
            assertThat((double) held / ROWS).isCloseTo(confidence, within(slack));
        }
    }

    /** A handful of rows, a perfect model, one class only: nothing breaks, and nothing is claimed that is not known. */
    @Test
    void littleIsEnough() {
        double[][] few = {{0.9, 0.2, 0.5}, {0.1, 0.8, 0.5}};
        AfterSearch after = of(new int[] {0, 1, 1}, few, Metric.F1);
        assertThat(after.decision()).isEqualTo(Decision.PLAIN);
        assertThat(((LabelSets) after.uncertainty().orElseThrow()).cut(0.9)).isZero();
        double[] same = new double[300];
        Intervals exact = (Intervals) ConformalFit.intervals(same, same).orElseThrow();
        assertThat(exact.lower(0, 0.99)).isZero();
        assertThat(exact.upper(0, 0.99)).isZero();
        double[][] certain = new double[2][300];
        Arrays.fill(certain[1], 1);
        int[] ones = new int[300];
        Arrays.fill(ones, 1);
        assertThat(of(ones, certain, Metric.ACCURACY).decision()).isEqualTo(Decision.PLAIN);
    }

    private static AfterSearch of(int[] truth, double[][] probabilities, Metric metric) {
        int rows = truth.length;
        List<String> labels = IntStream.range(0, probabilities.length)
                .mapToObj(Integer::toString)
                .toList();
        Target target = new Target(
                new Field("y", ColumnType.VARCHAR),
                probabilities.length == 2 ? ProblemType.BINARY_CLASSIFICATION : ProblemType.MULTICLASS_CLASSIFICATION,
                labels,
                IntStream.range(0, rows).toArray(),
                IntStream.of(truth).asDoubleStream().toArray(),
                "");
        OutOfFold outOfFold = new OutOfFold(IntStream.range(0, rows).toArray(), new int[] {rows}, probabilities);
        return AfterSearch.of(outOfFold, target, metric, 1);
    }
}
