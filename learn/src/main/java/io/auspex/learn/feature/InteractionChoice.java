package io.auspex.learn.feature;

import io.auspex.model.transform.TargetEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Which features are worth encoding, alone and together. As in FAST (Lou, Caruana, Gehrke and Hooker, "Accurate intelligible models
 * with pairwise interactions", KDD 2013), features are first fitted one by one, and what they leave unexplained is then asked which
 * pairs and triples tell most of it. Fitted on all inner folds but one and judged on that one, so that noise has nothing to gain.
 */
final class InteractionChoice {
    /** Rows times outputs that are looked at. */
    private static final int MOST_CELLS = 100_000;

    private static final int MOST_ROWS = 10_000;
    /** Inner folds that are judged on; the others are only fitted on. */
    private static final int JUDGES = 3;

    private static final int PASSES = 2;
    /** So many features are tried together, the ones that tell most by themselves. */
    private static final int MOST_TOGETHER = 24;
    /** Up to so many triples all are tried, beyond only those around the best pairs. */
    private static final int MOST_TRIPLES = 300;

    private static final int BEST_PAIRS = 12;
    /** The share of the squared error that must go. */
    private static final double LEAST_GAIN = 0.0005;
    /** How many times its standard error a gain must be: hundreds of pairs are tried, and some gain by chance. */
    private static final double CERTAIN = 3;

    /**
     * Some features and the squared error that they take away.
     *
     * @param error standard error of {@code gain}
     */
    record Choice(List<Integer> members, double gain, double error) {
        boolean exceeds(double least) {
            return gain > least && gain > CERTAIN * error;
        }
    }

    private final EncodingRows rows;
    /** {@code [judge][output][row]}: what is left of the target. */
    private final double[][][] rest;

    private final List<Choice> alone = new ArrayList<>();

    InteractionChoice(EncodingRows all, long seed) {
        this.rows = all.sample(Math.max(1, Math.min(MOST_ROWS, MOST_CELLS / all.outputs())), seed);
        this.rest = new double[JUDGES][rows.outputs()][];
        for (int judge = 0; judge < JUDGES; judge++) {
            for (int output = 0; output < rows.outputs(); output++) {
                rest[judge][output] = centered(rows.targets()[output], judge);
            }
        }
        double before = squares();
        for (int member = 0; member < rows.levels().length; member++) {
            Choice choice = tried(List.of(member));
            if (choice.exceeds(LEAST_GAIN * before)) {
                alone.add(choice);
            }
        }
        alone.sort(byGain());
        for (int pass = 0; pass < PASSES; pass++) {
            for (Choice choice : alone) {
                subtract(choice.members());
            }
        }
    }

    private static Comparator<Choice> byGain() {
        return Comparator.comparingDouble(Choice::gain).reversed();
    }

    /** Less the mean of the rows that are fitted on. */
    private double[] centered(double[] values, int judge) {
        double sum = 0;
        double count = 0;
        for (int row = 0; row < values.length; row++) {
            double weight = rows.folds()[row] == judge ? 0 : rows.weights()[row];
            sum += weight * values[row];
            count += weight;
        }
        double mean = count > 0 ? sum / count : 0;
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    /** Of the rows that are judged on. */
    private double squares() {
        double squares = 0;
        for (int judge = 0; judge < JUDGES; judge++) {
            for (double[] values : rest[judge]) {
                for (int row = 0; row < values.length; row++) {
                    squares += rows.folds()[row] == judge ? rows.weights()[row] * values[row] * values[row] : 0;
                }
            }
        }
        return squares;
    }

    /** Counts of each group among the rows that are fitted on. */
    private double[] counts(LevelGroups groups, int judge) {
        double[] counts = new double[groups.count()];
        for (int row = 0; row < rows.rows(); row++) {
            if (rows.folds()[row] != judge) {
                counts[groups.group()[row]] += rows.weights()[row];
            }
        }
        return counts;
    }

    /** Fills the mean of each group over the rows that are fitted on, drawn towards 0. */
    private void fit(LevelGroups groups, double[] counts, double[] values, int judge, double[] means) {
        Arrays.fill(means, 0);
        for (int row = 0; row < values.length; row++) {
            if (rows.folds()[row] != judge) {
                means[groups.group()[row]] += rows.weights()[row] * values[row];
            }
        }
        for (int group = 0; group < means.length; group++) {
            means[group] /= counts[group] + LevelMeans.ALPHA;
        }
    }

    /** By how much the squared error of what is left falls when these features are known. */
    private Choice tried(List<Integer> members) {
        LevelGroups groups = rows.groups(members);
        double[] means = new double[groups.count()];
        double[] gains = new double[rows.rows()];
        for (int judge = 0; judge < JUDGES; judge++) {
            double[] counts = counts(groups, judge);
            for (double[] values : rest[judge]) {
                fit(groups, counts, values, judge, means);
                for (int row = 0; row < values.length; row++) {
                    if (rows.folds()[row] == judge) {
                        double mean = means[groups.group()[row]];
                        gains[row] += rows.weights()[row] * mean * (2 * values[row] - mean);
                    }
                }
            }
        }
        double gain = 0;
        double squares = 0;
        for (double own : gains) {
            gain += own;
            squares += own * own;
        }
        return new Choice(members, gain, Math.sqrt(squares));
    }

    private void subtract(List<Integer> members) {
        LevelGroups groups = rows.groups(members);
        double[] means = new double[groups.count()];
        for (int judge = 0; judge < JUDGES; judge++) {
            double[] counts = counts(groups, judge);
            for (double[] values : rest[judge]) {
                fit(groups, counts, values, judge, means);
                for (int row = 0; row < values.length; row++) {
                    values[row] -= means[groups.group()[row]];
                }
            }
        }
    }

    /** Features that tell something by themselves, the best first. */
    List<List<Integer>> alone() {
        return alone.stream().map(Choice::members).toList();
    }

    /** Pairs and triples that tell more than their parts, the best first. */
    List<List<Integer>> together(int most) {
        double least = LEAST_GAIN * squares();
        List<Integer> members = candidates();
        List<Choice> pairs = new ArrayList<>();
        for (int left = 0; left < members.size(); left++) {
            for (int right = left + 1; right < members.size(); right++) {
                add(List.of(members.get(left), members.get(right)), least, pairs);
            }
        }
        pairs.sort(byGain());
        List<Choice> chosen = new ArrayList<>(pairs);
        for (List<Integer> triple : triples(members, pairs)) {
            double best = 0;
            for (Choice pair : pairs) {
                if (triple.containsAll(pair.members())) {
                    best = Math.max(best, pair.gain());
                }
            }
            add(triple, best + least, chosen);
        }
        chosen.sort(byGain());
        return chosen.stream().map(Choice::members).limit(most).toList();
    }

    private void add(List<Integer> members, double least, List<Choice> chosen) {
        if (TargetEncoding.jointLevels(rows.cuts(), members) <= Integer.MAX_VALUE) {
            Choice choice = tried(members);
            if (choice.exceeds(least)) {
                chosen.add(choice);
            }
        }
    }

    /** Ascending; those that tell nothing alone come after the others. */
    private List<Integer> candidates() {
        TreeSet<Integer> members = new TreeSet<>();
        alone.stream()
                .limit(MOST_TOGETHER)
                .forEach(choice -> members.add(choice.members().get(0)));
        for (int member = 0; member < rows.levels().length && members.size() < MOST_TOGETHER; member++) {
            members.add(member);
        }
        return List.copyOf(members);
    }

    private static List<List<Integer>> triples(List<Integer> members, List<Choice> pairs) {
        List<List<Integer>> triples = new ArrayList<>();
        long all = (long) members.size() * (members.size() - 1) * (members.size() - 2) / 6;
        for (int first = 0; first < members.size(); first++) {
            for (int second = first + 1; second < members.size(); second++) {
                for (int third = second + 1; third < members.size(); third++) {
                    List<Integer> triple = List.of(members.get(first), members.get(second), members.get(third));
                    if (all <= MOST_TRIPLES
                            || pairs.stream().limit(BEST_PAIRS).anyMatch(pair -> triple.containsAll(pair.members()))) {
                        triples.add(triple);
                    }
                }
            }
        }
        return triples;
    }
}
