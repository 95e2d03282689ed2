package io.auspex.model.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.transform.ThresholdRanks;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks from a table are those of the binary search, whatever the thresholds are and the numbers that are ranked. */
class NumberRanksTest {
    private static final double[] ODD = {
        0.0,
        -0.0,
        1e-35f,
        -1e-35f,
        Math.nextUp((double) 1e-35f),
        1e-36,
        -1e-300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.longBitsToDouble(0xFFF8000000000123L)
    };

    private static void check(double[] thresholds, boolean zeroIsMissing, SplittableRandom random) {
        ThresholdRanks reference = new ThresholdRanks(0, thresholds, zeroIsMissing);
        DoubleStream near = DoubleStream.of(thresholds)
                .flatMap(threshold -> DoubleStream.of(threshold, Math.nextUp(threshold), Math.nextDown(threshold)));
        double span = thresholds.length == 0 ? 1 : Math.max(1e-40, Math.abs(thresholds[0]) * 3);
        DoubleStream between = random.doubles(200).map(share -> (share - 0.5) * span);
        double[] values = DoubleStream.concat(DoubleStream.of(ODD), DoubleStream.concat(near, between))
                .toArray();
        float[][] expected = new float[1][values.length];
        reference.apply(new ColumnBatch(values.length, List.of(new ColumnVector.Numbers(values.clone()))), expected, 0);
        float[] ranks = new float[values.length];
        NumberRanks.of(reference).orElseThrow().fill(values, values.length, ranks);
        // NaN is equal to NaN here.
        assertThat(ranks).as("among %d", thresholds.length).containsExactly(expected[0]);
    }

    private static double[] sorted(DoubleStream thresholds) {
        return thresholds.map(threshold -> threshold + 0.0).sorted().distinct().toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 15, 255, 3000})
    void areThoseOfTheBinarySearch(int count) {
        for (boolean zeroIsMissing : new boolean[] {false, true}) {
            SplittableRandom random = new SplittableRandom(count);
            check(sorted(random.doubles(count, -5, 5)), zeroIsMissing, random);
            check(sorted(random.doubles(count, -300, 300).map(power -> Math.pow(10, power))), zeroIsMissing, random);
            check(sorted(random.doubles(count, -1, 1).map(t -> t * 1.7e308)), zeroIsMissing, random);
            check(sorted(random.doubles(count).map(t -> (t - 0.5) * 1e-34)), zeroIsMissing, random);
            check(sorted(random.ints(count, 0, 9).asDoubleStream()), zeroIsMissing, random);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE})
    void oneThresholdAtTheEndOfTheNumbers(double threshold) {
        ThresholdRanks transformer = new ThresholdRanks(0, new double[] {threshold}, false);
        if (threshold == Double.MAX_VALUE) {
            assertThat(NumberRanks.of(transformer)).isEmpty();
        } else {
            check(new double[] {threshold}, false, new SplittableRandom(1));
        }
    }
}
