package io.auspex.learn.network;

import java.util.Arrays;

/**
 * One array of numbers that are learnt, with their gradient and what Adam remembers of it (Kingma and Ba, "Adam: a method for
 * stochastic optimization", ICLR 2015), and weight decay apart from it (Loshchilov and Hutter, "Decoupled weight decay
 * regularization", ICLR 2019).
 */
final class Parameters {
    private static final float FIRST_DECAY = 0.9f;
    private static final float SECOND_DECAY = 0.99f;
    private static final float TINY = 1e-8f;
    /** So many numbers of each array stay in the nearest cache. */
    private static final int BLOCK = 2048;

    final float[] values;
    final float[] gradient;
    /** The values themselves until they are averaged. */
    private float[] averages;

    private final float[] first;
    private final float[] second;
    private final boolean decays;

    /** @param decays whether weight decay pulls them to zero, as it does weights but neither biases nor scales */
    Parameters(int size, boolean decays) {
        this.values = new float[size];
        this.gradient = new float[size];
        this.averages = values;
        this.first = new float[size];
        this.second = new float[size];
        this.decays = decays;
    }

    /**
     * One step against the gradient, which is zero afterwards.
     *
     * @param step number of this step, from 1
     */
    void step(int step, double rate, double weightDecay) {
        float unbiasFirst = (float) (1 / (1 - Math.pow(FIRST_DECAY, step)));
        float unbiasSecond = (float) (1 / (1 - Math.pow(SECOND_DECAY, step)));
        float length = (float) rate;
        float keep = decays ? (float) (1 - rate * weightDecay) : 1;
        for (int start = 0; start < values.length; start += BLOCK) {
            int end = Math.min(values.length, start + BLOCK);
            follow(first, gradient, start, end);
            followSquares(second, gradient, start, end);
            descend(values, first, second, keep, length * unbiasFirst, unbiasSecond, start, end);
        }
        Arrays.fill(gradient, 0);
    }

    /** What a net predicts with: the values, averaged over the newest steps where {@link #average} is called after each. */
    float[] averages() {
        return averages;
    }

    /**
     * Lets the averages follow; at the first call they are the values as they are then.
     *
     * @param newest what the newest values count
     */
    void average(double newest) {
        if (averages == values) {
            averages = values.clone();
            return;
        }
        float share = (float) newest;
        for (int i = 0; i < averages.length; i++) {
            averages[i] += share * (values[i] - averages[i]);
        }
    }

    // Three loops with one result each: together they would not become vector instructions.

    private static void follow(float[] means, float[] gradient, int start, int end) {
        for (int i = start; i < end; i++) {
            means[i] = FIRST_DECAY * means[i] + (1 - FIRST_DECAY) * gradient[i];
        }
    }

    private static void followSquares(float[] means, float[] gradient, int start, int end) {
        for (int i = start; i < end; i++) {
            means[i] = SECOND_DECAY * means[i] + (1 - SECOND_DECAY) * gradient[i] * gradient[i];
        }
    }

    private static void descend(
            float[] values,
            float[] first,
            float[] second,
            float keep,
            float length,
            float unbiasSecond,
            int start,
            int end) {
        for (int i = start; i < end; i++) {
            values[i] = keep * values[i] - length * first[i] / ((float) Math.sqrt(second[i] * unbiasSecond) + TINY);
        }
    }
}
