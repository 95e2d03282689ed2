package io.auspex.learn.forest;

import java.util.Arrays;

/**
 * Classes: what a split is worth is how pure both sides are, by the Gini index or by entropy (Breiman, Friedman, Olshen and Stone,
 * "Classification and regression trees", 1984, §4.3). The purity of a side changes by two terms when a row changes sides, whatever
 * the number of classes. Inside a node only the classes that occur there are numbered. A leaf has the shares of its classes; of two
 * classes the share of the second is enough.
 */
final class ClassTargets extends NodeTargets {
    /** Whole weights up to here have their {@code x ln x} in a table. */
    private static final int MOST_TABLED = 1 << 16;

    private final int[] codes;
    private final boolean entropy;
    private final double[] logs;

    /** Of each class its number inside the node, or -1. */
    private final int[] numbers;
    /** The class of each number. */
    private final int[] classes;
    /** The number of the class of each row of the node. */
    private final int[] rowNumbers;
    /** By number what the rows count together. */
    private final double[] totals;

    private final double[] left;
    private int present;

    /** @param codes class of each row, below {@code classCount} */
    ClassTargets(int[] codes, int classCount, boolean entropy) {
        super(codes.length);
        this.codes = codes;
        this.entropy = entropy;
        this.numbers = new int[classCount];
        Arrays.fill(numbers, -1);
        this.classes = new int[classCount];
        this.rowNumbers = new int[codes.length];
        this.totals = new double[classCount];
        this.left = new double[classCount];
        this.logs = new double[entropy ? Math.min(MOST_TABLED, codes.length + 1) : 0];
        for (int i = 1; i < logs.length; i++) {
            logs[i] = i * Math.log(i);
        }
    }

    @Override
    void load(int[] rows, int from, int to, double[] rowWeights) {
        for (int number = 0; number < present; number++) {
            numbers[classes[number]] = -1;
        }
        count = to - from;
        present = 0;
        double all = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[from + i];
            int code = codes[row];
            int number = numbers[code];
            if (number < 0) {
                number = present++;
                numbers[code] = number;
                classes[number] = code;
                totals[number] = 0;
            }
            double weight = rowWeights[row];
            rowNumbers[i] = number;
            weights[i] = weight;
            totals[number] += weight;
            all += weight;
        }
        totalWeight = all;
    }

    @Override
    boolean isPure() {
        return present == 1;
    }

    @Override
    void sweep(
            long[] sorted,
            int presentRows,
            int[] missing,
            int missingCount,
            boolean missingLeft,
            int least,
            RankCut cut) {
        Arrays.fill(left, 0, present, 0);
        double leftWeight = 0;
        int leftCount = 0;
        if (missingLeft) {
            for (int i = 0; i < missingCount; i++) {
                left[rowNumbers[missing[i]]] += weights[missing[i]];
                leftWeight += weights[missing[i]];
            }
            leftCount = missingCount;
        }
        if (entropy) {
            sweepEntropy(sorted, presentRows, leftWeight, leftCount, missingLeft, least, cut);
        } else {
            sweepGini(sorted, presentRows, leftWeight, leftCount, missingLeft, least, cut);
        }
    }

    private void sweepGini(
            long[] sorted,
            int presentRows,
            double startWeight,
            int startCount,
            boolean missingLeft,
            int least,
            RankCut cut) {
        double leftWeight = startWeight;
        int leftCount = startCount;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int number = 0; number < present; number++) {
            double right = totals[number] - left[number];
            leftSquares += left[number] * left[number];
            rightSquares += right * right;
        }
        double best = cut.score;
        int previous = missingLeft ? RankCut.BEFORE_ALL : (int) (sorted[0] >>> 32);
        int last = count - least;
        for (int i = 0; i < presentRows; i++) {
            int rank = (int) (sorted[i] >>> 32);
            if (rank != previous) {
                if (leftCount >= least && leftCount <= last) {
                    double score = leftSquares / leftWeight + rightSquares / (totalWeight - leftWeight);
                    if (score > best) {
                        best = score;
                        cut.set(score, previous, rank, missingLeft);
                    }
                }
                previous = rank;
            }
            int place = (int) sorted[i];
            int number = rowNumbers[place];
            double weight = weights[place];
            double here = left[number];
            leftSquares += weight * (2 * here + weight);
            rightSquares -= weight * (2 * (totals[number] - here) - weight);
            left[number] = here + weight;
            leftWeight += weight;
            leftCount++;
        }
    }

    private void sweepEntropy(
            long[] sorted,
            int presentRows,
            double startWeight,
            int startCount,
            boolean missingLeft,
            int least,
            RankCut cut) {
        double leftWeight = startWeight;
        int leftCount = startCount;
        double terms = 0;
        for (int number = 0; number < present; number++) {
            terms += timesLog(left[number]) + timesLog(totals[number] - left[number]);
        }
        double best = cut.score;
        int previous = missingLeft ? RankCut.BEFORE_ALL : (int) (sorted[0] >>> 32);
        int last = count - least;
        for (int i = 0; i < presentRows; i++) {
            int rank = (int) (sorted[i] >>> 32);
            if (rank != previous) {
                if (leftCount >= least && leftCount <= last) {
                    double score = terms - timesLog(leftWeight) - timesLog(totalWeight - leftWeight);
                    if (score > best) {
                        best = score;
                        cut.set(score, previous, rank, missingLeft);
                    }
                }
                previous = rank;
            }
            int place = (int) sorted[i];
            int number = rowNumbers[place];
            double weight = weights[place];
            double here = left[number];
            double there = totals[number] - here;
            terms += timesLog(here + weight) - timesLog(here) + timesLog(there - weight) - timesLog(there);
            left[number] = here + weight;
            leftWeight += weight;
            leftCount++;
        }
    }

    /** {@code x ln x}; 0 at 0 and where rounding left a little less. */
    private double timesLog(double x) {
        int whole = (int) x;
        if (whole == x && whole < logs.length) {
            return logs[Math.max(0, whole)];
        }
        return x > 0 ? x * Math.log(x) : 0;
    }

    @Override
    double cut(float[] values, float threshold, int missingCount, int least) {
        Arrays.fill(left, 0, present, 0);
        int leftCount = 0;
        for (int i = 0; i < count; i++) {
            if (values[i] < threshold) {
                left[rowNumbers[i]] += weights[i];
                leftCount++;
            }
        }
        double right = score(leftCount, least);
        missingWentLeft = false;
        if (missingCount == 0) {
            return right;
        }
        for (int i = 0; i < count; i++) {
            if (Float.isNaN(values[i])) {
                left[rowNumbers[i]] += weights[i];
            }
        }
        double better = score(leftCount + missingCount, least);
        missingWentLeft = better > right;
        return Math.max(better, right);
    }

    private double score(int leftCount, int least) {
        if (leftCount < least || count - leftCount < least) {
            return Double.NEGATIVE_INFINITY;
        }
        double leftWeight = 0;
        double leftTerms = 0;
        double rightTerms = 0;
        for (int number = 0; number < present; number++) {
            double here = left[number];
            double there = totals[number] - here;
            leftWeight += here;
            leftTerms += entropy ? timesLog(here) : here * here;
            rightTerms += entropy ? timesLog(there) : there * there;
        }
        double rightWeight = totalWeight - leftWeight;
        return entropy
                ? leftTerms + rightTerms - timesLog(leftWeight) - timesLog(rightWeight)
                : leftTerms / leftWeight + rightTerms / rightWeight;
    }

    @Override
    void writeLeaf(TreeArrays tree) {
        if (numbers.length == 2) {
            int second = numbers[1];
            tree.addLeaf(second < 0 ? 0 : totals[second] / totalWeight, (float) totalWeight);
            return;
        }
        for (int number = 0; number < present; number++) {
            tree.addTerm(classes[number], (float) (totals[number] / totalWeight));
        }
        tree.endLeaf((float) totalWeight);
    }
}
