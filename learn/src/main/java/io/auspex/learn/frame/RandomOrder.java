package io.auspex.learn.frame;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random orders (Fisher and Yates; Knuth, "The Art of Computer Programming", vol. 2, §3.4.2, algorithm P); the same seed gives the same one. */
public final class RandomOrder {
    private RandomOrder() {}

    /** The numbers below a count. */
    public static int[] of(int count, long seed) {
        return of(count, new SplittableRandom(seed));
    }

    /** The numbers below a count. */
    public static int[] of(int count, SplittableRandom random) {
        int[] order = IntStream.range(0, count).toArray();
        shuffle(order, random);
        return order;
    }

    /** Puts what is there in another order. */
    public static void shuffle(int[] order, SplittableRandom random) {
        for (int place = order.length - 1; place > 0; place--) {
            int other = random.nextInt(place + 1);
            int swapped = order[place];
            order[place] = order[other];
            order[other] = swapped;
        }
    }
}
