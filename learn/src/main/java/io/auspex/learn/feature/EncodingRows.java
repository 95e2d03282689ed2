package io.auspex.learn.feature;

import io.auspex.learn.frame.RandomOrder;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.profile.Target;
import io.auspex.model.transform.FeatureCuts;
import java.util.Arrays;
import java.util.List;

/**
 * Rows from which a target encoding is learnt.
 *
 * @param cuts how the features that may take part are divided into levels
 * @param levels {@code int[cut][row]}
 * @param targets {@code double[output][row]}: a number, whether it is the second of two classes, or whether it is each of several
 * @param weights what each row counts, 1 on average
 * @param folds the inner fold of each row
 */
record EncodingRows(List<FeatureCuts> cuts, int[][] levels, double[][] targets, double[] weights, int[] folds) {
    static final int FOLDS = 5;

    /** @param rows those to learn from, at least one */
    static EncodingRows of(BlockSource source, List<FeatureCuts> cuts, int[] rows, long seed) {
        int[][] levels = new int[cuts.size()][rows.length];
        float[] values = new float[rows.length];
        for (int member = 0; member < levels.length; member++) {
            float[] all = source.encoded()[cuts.get(member).feature()];
            for (int row = 0; row < rows.length; row++) {
                values[row] = all[rows[row]];
            }
            cuts.get(member).apply(values, rows.length, levels[member]);
        }
        return new EncodingRows(
                cuts,
                levels,
                targets(source.target(), rows),
                weights(source.weights(), rows),
                folds(rows.length, seed));
    }

    private static double[][] targets(Target target, int[] rows) {
        double[][] targets = new double[target.outputs()][rows.length];
        boolean several = target.problemType() == ProblemType.MULTICLASS_CLASSIFICATION;
        for (int row = 0; row < rows.length; row++) {
            double value = target.values()[rows[row]];
            if (several) {
                targets[(int) value][row] = 1;
            } else {
                targets[0][row] = value;
            }
        }
        return targets;
    }

    private static double[] weights(double[] all, int[] rows) {
        double[] weights = new double[rows.length];
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            weights[row] = all == null ? 1 : all[rows[row]];
            sum += weights[row];
        }
        for (int row = 0; row < rows.length; row++) {
            weights[row] *= rows.length / sum;
        }
        return weights;
    }

    /** Deals shuffled rows out in turn. */
    private static int[] folds(int rows, long seed) {
        int[] folds = new int[rows];
        int[] order = RandomOrder.of(rows, seed);
        for (int place = 0; place < rows; place++) {
            folds[order[place]] = place % FOLDS;
        }
        return folds;
    }

    int rows() {
        return folds.length;
    }

    int outputs() {
        return targets.length;
    }

    /** All of these, or so many at random. */
    EncodingRows sample(int most, long seed) {
        if (rows() <= most) {
            return this;
        }
        int[] chosen = Arrays.copyOf(RandomOrder.of(rows(), seed), most);
        Arrays.sort(chosen);
        int[][] ownLevels = new int[levels.length][];
        for (int member = 0; member < levels.length; member++) {
            int[] from = levels[member];
            ownLevels[member] = Arrays.stream(chosen).map(row -> from[row]).toArray();
        }
        double[][] ownTargets = new double[targets.length][];
        for (int output = 0; output < targets.length; output++) {
            ownTargets[output] = selected(targets[output], chosen);
        }
        int[] ownFolds = Arrays.stream(chosen).map(row -> folds[row]).toArray();
        return new EncodingRows(cuts, ownLevels, ownTargets, selected(weights, chosen), ownFolds);
    }

    private static double[] selected(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    /** The rows grouped by joint levels, which must be few enough for an int. */
    LevelGroups groups(List<Integer> members) {
        int[] joint = levels[members.get(0)].clone();
        for (int index = 1; index < members.size(); index++) {
            int count = cuts.get(members.get(index)).levels();
            int[] own = levels[members.get(index)];
            for (int row = 0; row < joint.length; row++) {
                joint[row] = joint[row] * count + own[row];
            }
        }
        return LevelGroups.of(joint);
    }
}
