package io.auspex.learn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Every value here was computed by hand. */
class MetricTest {
    private static final double EXACT = 1e-12;

    /** 3 true positives, 1 false positive, 2 false negatives, 4 true negatives. */
    private static final int[] TRUTH = {1, 1, 1, 1, 1, 0, 0, 0, 0, 0};

    private static final int[] SAID = {1, 1, 1, 0, 0, 1, 0, 0, 0, 0};

    @Test
    void countsDecisionsOfTwoClasses() {
        assertThat(ClassificationMetrics.accuracy(TRUTH, SAID)).isCloseTo(0.7, within(EXACT));
        // precision 3/4, recall 3/5
        assertThat(ClassificationMetrics.f1(TRUTH, SAID, 1)).isCloseTo(2.0 / 3, within(EXACT));
        assertThat(ClassificationMetrics.balancedAccuracy(TRUTH, SAID, 2)).isCloseTo((0.6 + 0.8) / 2, within(EXACT));
        // class 0: precision 4/6, recall 4/5, F1 8/11
        assertThat(ClassificationMetrics.f1Macro(TRUTH, SAID, 2)).isCloseTo((2.0 / 3 + 8.0 / 11) / 2, within(EXACT));
    }

    @Test
    void macroF1IsTheMeanOverTheClassesThatOccur() {
        int[] truth = {0, 0, 1, 1, 2, 2};
        int[] said = {0, 1, 1, 1, 2, 0};
        // F1: 1/2, 4/5, 2/3; class 3 occurs nowhere
        assertThat(ClassificationMetrics.f1Macro(truth, said, 4)).isCloseTo((0.5 + 0.8 + 2.0 / 3) / 3, within(EXACT));
    }

    @Test
    void f1OfAClassNeverFoundIsZero() {
        assertThat(ClassificationMetrics.f1(new int[] {1, 0}, new int[] {0, 0}, 1))
                .isZero();
    }

    @Test
    void aucCountsTiesHalf() {
        // pairs (positive, negative): .8>.5 .8>.5 .8>.1, .5=.5 .5=.5 .5>.1: (3 + 0.5 + 0.5 + 1) / 6
        int[] truth = {1, 1, 0, 0, 0};
        double[] scores = {0.8, 0.5, 0.5, 0.5, 0.1};
        assertThat(ClassificationMetrics.auc(truth, scores)).isCloseTo(5.0 / 6, within(EXACT));
        assertThat(ClassificationMetrics.auc(truth, new double[5])).isCloseTo(0.5, within(EXACT));
        assertThat(ClassificationMetrics.auc(new int[] {1, 1}, new double[] {1, 2}))
                .isEqualTo(0.5);
    }

    @Test
    void logLossLooksAtTheTrueClassOnly() {
        double[][] probabilities = {{0.5, 0.1, 0.7}, {0.25, 0.8, 0.2}, {0.25, 0.1, 0.1}};
        double expected = -(Math.log(0.5) + Math.log(0.8) + Math.log(0.1)) / 3;
        assertThat(ClassificationMetrics.logLoss(new int[] {0, 1, 2}, probabilities))
                .isCloseTo(expected, within(EXACT));
        assertThat(ClassificationMetrics.logLoss(new int[] {0}, new double[][] {{0}, {1}}))
                .isCloseTo(15 * Math.log(10), within(1e-9));
    }

    @Test
    void measuresErrorsOfNumbers() {
        double[] truth = {1, 2, 3, 6};
        double[] said = {1, 3, 3, 4};
        assertThat(Metric.MSE.regression(truth, said)).isCloseTo(5.0 / 4, within(EXACT));
        assertThat(Metric.RMSE.regression(truth, said)).isCloseTo(Math.sqrt(1.25), within(EXACT));
        assertThat(Metric.MAE.regression(truth, said)).isCloseTo(0.75, within(EXACT));
        // deviations from the mean 3: 4 + 1 + 0 + 9
        assertThat(Metric.R2.regression(truth, said)).isCloseTo(1 - 5.0 / 14, within(EXACT));
        assertThatThrownBy(() -> Metric.AUC.regression(truth, said)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsTheThresholdThatMaximisesF1() {
        int[] truth = {1, 1, 0, 1, 0, 0};
        double[] probabilities = {0.9, 0.4, 0.35, 0.3, 0.2, 0.1};
        // from 0.3 up: precision 3/4, recall 1; cut halfway to 0.2
        double threshold = DecisionThreshold.bestF1(truth, probabilities);
        assertThat(threshold).isCloseTo(0.25, within(1e-6));
        assertThat(DecisionThreshold.apply(probabilities, threshold)).containsExactly(1, 1, 1, 1, 0, 0);
    }

    @Test
    void findsTheThresholdThatIsFairToTheRareClass() {
        int[] truth = {1, 0, 1, 0, 0, 0, 0, 0, 0, 0};
        double[] probabilities = {0.6, 0.4, 0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
        // from 0.3 up: both of the rare ones, one of the eight others
        double threshold = DecisionThreshold.bestBalancedAccuracy(truth, probabilities);
        assertThat(threshold).isCloseTo(0.25, within(1e-6));
        int[] decided = DecisionThreshold.apply(probabilities, threshold);
        assertThat(Metric.BALANCED_ACCURACY.classification(truth, decided, new double[2][truth.length]))
                .isCloseTo((1 + 7.0 / 8) / 2, within(EXACT));
    }

    @Test
    void amongEquallyAccurateThresholdsTakesTheOneNearestAHalf() {
        int[] truth = {1, 1, 0, 0};
        double[] probabilities = {0.9, 0.8, 0.3, 0.1};
        assertThat(DecisionThreshold.bestAccuracy(truth, probabilities)).isCloseTo(0.55, within(1e-6));
    }
}
