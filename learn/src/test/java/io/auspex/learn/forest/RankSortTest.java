package io.auspex.learn.forest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankSortTest {
    /** Every way of sorting - insertion, one digit, several - against the library's. */
    @Test
    void sortsLikeTheLibrary() {
        SplittableRandom random = new SplittableRandom(1);
        RankSort sort = new RankSort(5000);
        for (int count : new int[] {1, 2, 31, 32, 33, 100, 999, 5000}) {
            for (int range : new int[] {1, 2, 200, 5000, 1 << 20, Integer.MAX_VALUE}) {
                long[] keys = new long[count];
                int least = Integer.MAX_VALUE;
                int most = 0;
                for (int i = 0; i < count; i++) {
                    int rank = random.nextInt(range);
                    least = Math.min(least, rank);
                    most = Math.max(most, rank);
                    keys[i] = (long) rank << 32 | i;
                }
                long[] expected = keys.clone();
                Arrays.sort(expected);
                long[] sorted = sort.sorted(keys, count, least, most);
                assertThat(Arrays.copyOf(sorted, count))
                        .as("%d of %d", count, range)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void ranksPartWhereValuesDo() {
        float[] column = {3, Float.NaN, -0f, 0f, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.POSITIVE_INFINITY, 3};
        RankedFeature ranked = RankedFeature.of(column);
        assertThat(ranked.ranks()).containsExactly(3, -1, 1, 1, 0, 2, 4, 3);
        for (int high = 1; high < ranked.values().length; high++) {
            for (int low = 0; low < high; low++) {
                float threshold = ranked.threshold(low, high);
                assertThat(ranked.values()[low]).isLessThan(threshold);
                assertThat(ranked.values()[high]).isGreaterThanOrEqualTo(threshold);
            }
        }
        assertThat(ranked.threshold(2, 3)).isEqualTo(1.5f);
        assertThat(ranked.threshold(RankCut.BEFORE_ALL, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
    }
}
