package io.auspex.learn.network;

/**
 * One array of numbers that are learnt, with their gradient and what Adam remembers of it (Kingma and Ba, "Adam: a method for
 * stochastic optimization", ICLR 2015), and weight decay apart from it (Loshchilov and Hutter, "Decoupled weight decay
 * regularization", ICLR 2019).
 */
final class Parameters {
    private static final float FIRST_DECAY = 0.9f;
    private static final float SECOND_DECAY = 0.99f;
    private static final float TINY = 1e-8f;

    final float[] values;
    final float[] gradient;
    private final float[] first;
    private final float[] second;
    private final boolean decays;

    /** @param decays whether weight decay pulls them to zero, as it does weights but neither biases nor scales */
    Parameters(int size, boolean decays) {
        this.values = new float[size];
        this.gradient = new float[size];
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
        for (int i = 0; i < values.length; i++) {
            float slope = gradient[i];
            first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * slope;
            second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * slope * slope;
            float size = (float) Math.sqrt(second[i] * unbiasSecond) + TINY;
            values[i] = keep * values[i] - length * first[i] * unbiasFirst / size;
            gradient[i] = 0;
        }
    }
}
