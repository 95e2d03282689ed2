package io.auspex.learn.forest;

import java.util.SplittableRandom;

/**
 * One threshold a feature, drawn evenly between the least and the greatest value in the node (Geurts, Ernst and Wehenkel, "Extremely
 * randomized trees", Machine Learning 63, 2006). Missing values go to the side where they do better.
 */
final class RandomSplitSearch extends SplitSearch {
    private final float[][] columns;
    private final float[] values;

    RandomSplitSearch(NodeTargets targets, float[][] columns, int rows, int tries, int least) {
        super(targets, columns.length, tries, least);
        this.columns = columns;
        this.values = new float[rows];
    }

    @Override
    boolean offer(int feature, int[] rows, int from, int to, SplittableRandom random) {
        float[] column = columns[feature];
        float lowest = Float.POSITIVE_INFINITY;
        float highest = Float.NEGATIVE_INFINITY;
        int missingCount = 0;
        for (int i = from; i < to; i++) {
            float value = column[rows[i]];
            values[i - from] = value;
            if (value < lowest) {
                lowest = value;
            }
            if (value > highest) {
                highest = value;
            }
            if (Float.isNaN(value)) {
                missingCount++;
            }
        }
        if (missingCount == to - from || (lowest == highest && missingCount == 0)) {
            return false;
        }
        float threshold = lowest == highest ? Float.NEGATIVE_INFINITY : threshold(lowest, highest, to - from, random);
        double score = targets.cut(values, threshold, missingCount, least);
        if (score > split.score()) {
            split.set(score, feature, threshold, missingCount > 0, targets.missingWentLeft);
        }
        return true;
    }

    private float threshold(float lowest, float highest, int count, SplittableRandom random) {
        if (Float.isInfinite(lowest) || Float.isInfinite(highest)) {
            // Nothing lies evenly in an infinite interval: one of the values that something is below.
            int place = random.nextInt(count);
            while (!(values[place] > lowest)) {
                place = place + 1 == count ? 0 : place + 1;
            }
            return values[place];
        }
        float drawn = (float) (lowest + random.nextDouble() * ((double) highest - lowest));
        return drawn > lowest ? Math.min(drawn, highest) : Math.nextUp(lowest);
    }
}
