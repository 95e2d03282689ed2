package io.auspex.learn.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How sure differences between areas under the ROC curve are. */
class RankedPairsTest {
    private static final int ROWS = 400;

    private final Random random = new Random(3);
    private final double[] truth = new double[ROWS];
    private final double[] left = new double[ROWS];
    private final double[] right = new double[ROWS];

    /** Both see something of the truth, and half of what they err by is the same; rounded, so that some are equal. */
    private void fill() {
        for (int row = 0; row < ROWS; row++) {
            truth[row] = random.nextInt(3) == 0 ? 1 : 0;
            double both = random.nextGaussian();
            left[row] = Math.rint(10 * (truth[row] + both + random.nextGaussian()));
            right[row] = Math.rint(10 * (truth[row] + both + random.nextGaussian()));
        }
    }

    /** By the definition: of every pair of a row of class 1 and one of class 0, who is right. */
    @Test
    void isTheErrorOfDeLong() {
        fill();
        double variance = 0;
        for (int label = 0; label < 2; label++) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int row = 0; row < ROWS; row++) {
                if (truth[row] == label) {
                    double difference = right(left, row) - right(right, row);
                    sum += difference;
                    squares += difference * difference;
                    count++;
                }
            }
            variance += (squares - sum * sum / count) / (count - 1) / count;
        }
        assertThat(RankedPairs.errorOfDifference(left, right, truth)).isCloseTo(Math.sqrt(variance), within(1e-12));
    }

    private double right(double[] said, int row) {
        double right = 0;
        int others = 0;
        for (int other = 0; other < ROWS; other++) {
            if (truth[other] != truth[row]) {
                double lead = truth[row] == 1 ? said[row] - said[other] : said[other] - said[row];
                right += lead > 0 ? 1 : lead == 0 ? 0.5 : 0;
                others++;
            }
        }
        return right / others;
    }

    /** As far as the difference itself varies from sample to sample. */
    @Test
    void tellsHowFarDifferencesVary() {
        int samples = 300;
        double sum = 0;
        double squares = 0;
        double told = 0;
        for (int sample = 0; sample < samples; sample++) {
            fill();
            double difference = BlendLoss.RANKING.of(left, truth, ROWS) - BlendLoss.RANKING.of(right, truth, ROWS);
            sum += difference;
            squares += difference * difference;
            told += BlendLoss.RANKING.errorOfDifference(left, right, truth) / samples;
        }
        double seen = Math.sqrt((squares - sum * sum / samples) / (samples - 1));
        assertThat(told).isBetween(0.85 * seen, 1.15 * seen);
        assertThat(RankedPairs.errorOfDifference(left, left, truth)).isZero();
    }

    /** Of a model that has run away: what is no number ranks last, as in the area itself. */
    @Test
    @Timeout(10)
    void ranksWhatIsNoNumber() {
        fill();
        left[0] = Double.NaN;
        left[ROWS / 2] = Double.NaN;
        assertThat(RankedPairs.errorOfDifference(left, right, truth))
                .isPositive()
                .isFinite();
    }
}
