package io.auspex.model.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberCodesTest {
    private static final double[] STRANGE = {
        0,
        -0.0,
        0.5,
        1e300,
        -1e300,
        Double.MIN_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE + 1.0,
        1L << 40
    };

    /** Every known number and its neighbours, and what is like no number. */
    private static void requireEach(Map<Double, Integer> known) {
        NumberCodes codes = new NumberCodes(known);
        known.forEach((number, code) -> {
            assertThat(codes.find(number, -7)).isEqualTo(code);
            for (double near : new double[] {number + 1, number - 1, Math.nextUp(number), Math.nextDown(number)}) {
                assertThat(codes.find(near, -7)).isEqualTo(known.getOrDefault(near + 0.0, -7));
            }
        });
        for (double number : STRANGE) {
            assertThat(codes.find(number, -7)).isEqualTo(known.getOrDefault(number + 0.0, -7));
        }
    }

    @Test
    void findsNumbersOfAllKinds() {
        Random random = new Random(1);
        requireEach(Map.of());
        requireEach(Map.of(0.0, 3));
        requireEach(Map.of(-5.0, 0, 250.0, 1));
        requireEach(Map.of(-5.0, 0, 251.0, 1));
        requireEach(Map.of((double) Integer.MIN_VALUE, 0, (double) Integer.MAX_VALUE, 1));
        requireEach(Map.of(Double.POSITIVE_INFINITY, 0, Double.NEGATIVE_INFINITY, 1, 2.5, 2));
        for (int count : new int[] {1, 2, 3, 100, 5000}) {
            Map<Double, Integer> whole = new HashMap<>();
            Map<Double, Integer> others = new HashMap<>();
            for (int code = 0; code < count; code++) {
                whole.putIfAbsent((double) random.nextInt(3 * count), code);
                others.putIfAbsent(random.nextGaussian() * 1e6, code);
            }
            requireEach(whole);
            requireEach(others);
        }
    }
}
