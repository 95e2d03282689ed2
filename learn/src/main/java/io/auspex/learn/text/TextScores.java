package io.auspex.learn.text;

import io.auspex.learn.frame.RandomOrder;
import io.auspex.model.transform.TextProjection;
import io.auspex.model.transform.TextVocabulary;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a linear model says of each text about the target, to be used as features. The scores of the rows that it was fitted on come
 * from models that had not seen them (Wolpert, "Stacked generalization", 1992); those of rows to come from one that saw all.
 *
 * @param projection how rows to come are scored
 * @param scores {@code float[score][row]} of the rows fitted on, out-of-fold
 */
public record TextScores(TextProjection projection, float[][] scores) {
    private static final int FOLDS = 5;
    /** Strengths to choose from; on few rows with noise the first is best, on clear classes the last. */
    private static final double[] COSTS = {0.03, 0.15, 0.7, 3};
    /** Folds on which the choice is made. */
    private static final int CHOOSING_FOLDS = 2;

    private static final int CHOOSING_SCORES = 4;
    /** Elements of the matrix of a projection. */
    private static final int MOST_WEIGHTS = 1 << 21;

    private static final int MOST_COLUMNS = 1 << 17;
    /** Grams of the texts to learn from, one fit counted. */
    private static final long MOST_GRAMS = 6_000_000;
    /** The same, all fits counted. */
    private static final long MOST_WORK = 300_000_000;

    private static final int LEAST_TEXTS = 50;

    /**
     * Fits scores of one column.
     *
     * @param texts by row; null is NULL, whose scores are 0
     * @param targets {@code double[score][row]}: -1 and 1 with {@code margin}, else numbers of about unit size
     * @return empty if there are too few texts, or they have nothing in common
     */
    public static Optional<TextScores> fit(int column, String[] texts, double[][] targets, boolean margin, long seed) {
        long fits = (long) targets.length * (FOLDS + 1)
                + (long) Math.min(targets.length, CHOOSING_SCORES) * CHOOSING_FOLDS * COSTS.length;
        int[] sample = TextSample.rows(texts, Math.min(MOST_GRAMS, MOST_WORK / fits));
        if (sample.length < LEAST_TEXTS) {
            return Optional.empty();
        }
        String[] learnt = TextSample.select(texts, sample);
        return VocabularyFit.fit(learnt, 2, Math.min(MOST_COLUMNS, MOST_WEIGHTS / targets.length))
                .map(vocabulary -> new Fit(vocabulary, learnt, sample, targets, margin, seed).scores(column, texts));
    }

    /** The sparse rows of the texts learnt from, and the folds among them. */
    private static final class Fit {
        private final TextVocabulary vocabulary;
        private final TextRows rows;
        private final int[] sample;
        private final double[][] targets;
        private final boolean margin;
        private final long seed;
        private final int[] folds;

        Fit(TextVocabulary vocabulary, String[] texts, int[] sample, double[][] all, boolean margin, long seed) {
            this.vocabulary = vocabulary;
            this.rows = TextRows.of(vocabulary, texts);
            this.sample = sample;
            this.targets = new double[all.length][];
            for (int score = 0; score < all.length; score++) {
                double[] target = all[score];
                targets[score] =
                        Arrays.stream(sample).mapToDouble(row -> target[row]).toArray();
            }
            this.margin = margin;
            this.seed = seed;
            this.folds = folds(sample.length, seed);
        }

        TextScores scores(int column, String[] texts) {
            double cost = bestCost();
            int width = targets.length;
            float[] directions = new float[vocabulary.size() * width];
            float[][] outOfFold = new float[width][sample.length];
            int[] every = new int[sample.length];
            Arrays.setAll(every, row -> row);
            for (int score = 0; score < width; score++) {
                double[] weights = DualDescent.fit(rows, every, targets[score], margin, cost, seed);
                for (int gram = 0; gram < vocabulary.size(); gram++) {
                    directions[gram * width + score] = (float) weights[gram];
                }
                for (int fold = 0; fold < FOLDS; fold++) {
                    double[] others = DualDescent.fit(rows, rowsOf(fold, false), targets[score], margin, cost, seed);
                    for (int row : rowsOf(fold, true)) {
                        outOfFold[score][row] = (float) rows.times(row, others);
                    }
                }
            }
            TextProjection projection = new TextProjection(column, vocabulary, directions);
            return new TextScores(projection, merged(projection, texts, outOfFold));
        }

        /** Texts that were not learnt from are scored by the model that will score rows to come. */
        private float[][] merged(TextProjection projection, String[] texts, float[][] outOfFold) {
            float[][] scores = new float[outOfFold.length][texts.length];
            if (sample.length < texts.length) {
                projection.project(texts, texts.length, scores, 0);
            }
            for (int score = 0; score < scores.length; score++) {
                for (int index = 0; index < sample.length; index++) {
                    scores[score][sample[index]] = outOfFold[score][index];
                }
            }
            return scores;
        }

        private double bestCost() {
            double best = COSTS[0];
            double lowest = Double.POSITIVE_INFINITY;
            for (double cost : COSTS) {
                double loss = 0;
                for (int score = 0; score < Math.min(targets.length, CHOOSING_SCORES); score++) {
                    for (int fold = 0; fold < CHOOSING_FOLDS; fold++) {
                        double[] weights =
                                DualDescent.fit(rows, rowsOf(fold, false), targets[score], margin, cost, seed);
                        for (int row : rowsOf(fold, true)) {
                            loss += loss(rows.times(row, weights) + weights[rows.columns()], targets[score][row]);
                        }
                    }
                }
                if (loss < lowest) {
                    lowest = loss;
                    best = cost;
                }
            }
            return best;
        }

        private double loss(double said, double target) {
            double off = margin ? Math.max(0, 1 - said * target) : said - target;
            return off * off;
        }

        private int[] rowsOf(int fold, boolean inside) {
            int[] chosen = new int[folds.length];
            int count = 0;
            for (int row = 0; row < folds.length; row++) {
                if ((folds[row] == fold) == inside) {
                    chosen[count++] = row;
                }
            }
            return Arrays.copyOf(chosen, count);
        }

        /** Of each row its fold: equally many rows in each. */
        private static int[] folds(int rows, long seed) {
            int[] folds = IntStream.range(0, rows).map(row -> row % FOLDS).toArray();
            RandomOrder.shuffle(folds, new SplittableRandom(seed));
            return folds;
        }
    }
}
