package io.auspex.learn.feature;

import io.auspex.learn.profile.ColumnProfile;
import io.auspex.learn.profile.Target;
import io.auspex.learn.text.TextScores;
import io.auspex.model.transform.ColumnTransformer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Linear scores of every column of text. */
final class TextScoresBlock {
    /** Of more classes only the most frequent ones have a score. */
    private static final int MOST_SCORES = 50;

    private TextScoresBlock() {}

    static Optional<FittedBlock> fit(BlockSource source, int[] rows, long seed) {
        List<ColumnTransformer> transformers = new ArrayList<>();
        List<float[]> scores = new ArrayList<>();
        double[][] targets = null;
        for (ColumnProfile column : source.profile().columns()) {
            if (TextColumns.isTaken(column)) {
                targets = targets == null ? targets(source.target(), rows) : targets;
                String[] all = source.features().texts(column.column());
                String[] texts = Arrays.stream(rows).mapToObj(row -> all[row]).toArray(String[]::new);
                boolean margin = source.target().problemType().isClassification();
                TextScores.fit(column.column(), texts, targets, margin, seed).ifPresent(fitted -> {
                    transformers.add(fitted.projection());
                    scores.addAll(List.of(fitted.scores()));
                });
            }
        }
        return transformers.isEmpty()
                ? Optional.empty()
                : Optional.of(new FittedBlock(transformers, scores.toArray(float[][]::new), List.of(), null));
    }

    /** {@code double[score][index]}: sides of a class, or numbers as distances from their mean in units of their deviation. */
    private static double[][] targets(Target target, int[] rows) {
        double[] values =
                Arrays.stream(rows).mapToDouble(row -> target.values()[row]).toArray();
        return switch (target.problemType()) {
            case REGRESSION -> new double[][] {standardised(values)};
            case BINARY_CLASSIFICATION -> new double[][] {side(values, 1)};
            case MULTICLASS_CLASSIFICATION ->
                classes(values, target.labels().size())
                        .mapToObj(label -> side(values, label))
                        .toArray(double[][]::new);
        };
    }

    /** The most frequent classes, ascending. */
    private static IntStream classes(double[] values, int labels) {
        int[] counts = new int[labels];
        for (double value : values) {
            counts[(int) value]++;
        }
        return IntStream.range(0, labels)
                .boxed()
                .sorted(Comparator.comparingInt(label -> -counts[label]))
                .limit(MOST_SCORES)
                .mapToInt(Integer::intValue)
                .sorted();
    }

    private static double[] side(double[] values, int label) {
        return Arrays.stream(values).map(value -> value == label ? 1 : -1).toArray();
    }

    private static double[] standardised(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        double deviation = Math.sqrt(variance);
        boolean sound = Double.isFinite(deviation) && deviation > 0;
        return Arrays.stream(values)
                .map(value -> sound ? (value - mean) / deviation : 0)
                .toArray();
    }
}
