package io.auspex.learn.forest;

import io.auspex.learn.OpenData;
import io.auspex.learn.algorithm.LearningTask;
import io.auspex.learn.algorithm.TrainingRows;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.data.ColumnVector;
import java.util.Arrays;
import java.util.Objects;

/** An open data set as plain features: numbers as they are, texts as their place in the order of the alphabet. */
public record CodedRows(LearningTask task, TrainingRows train, TrainingRows test) {
    /** Split as data/MANIFEST.md says. */
    public static CodedRows of(String name, String target, ProblemType problem) {
        Frame all = OpenData.load(name);
        float[][] features = new float[all.fields().size() - 1][];
        int[] codes = new int[features.length];
        double[] targets = null;
        int next = 0;
        for (int column = 0; column <= features.length; column++) {
            double[] numbers = numbers(all.batch().columns().get(column), all.rows());
            if (all.fields().get(column).name().equals(target)) {
                targets = numbers;
                continue;
            }
            features[next] = new float[numbers.length];
            for (int row = 0; row < numbers.length; row++) {
                features[next][row] = (float) numbers[row];
            }
            next++;
        }
        double[] labels = Arrays.stream(targets).distinct().sorted().toArray();
        if (problem.isClassification()) {
            for (int row = 0; row < targets.length; row++) {
                targets[row] = Arrays.binarySearch(labels, targets[row]);
            }
        }
        TrainingRows rows = new TrainingRows(features, targets, codes);
        int[] places = new int[targets.length];
        Arrays.setAll(places, row -> row);
        return new CodedRows(
                new LearningTask(problem, problem.isClassification() ? labels.length : 0),
                rows.select(Arrays.stream(places).filter(row -> !held(row)).toArray()),
                rows.select(Arrays.stream(places).filter(CodedRows::held).toArray()));
    }

    private static boolean held(int row) {
        return (row * 2_654_435_761L) % 4_294_967_296L < 1_073_741_824L;
    }

    private static double[] numbers(ColumnVector column, int rows) {
        if (column instanceof ColumnVector.Numbers numbers) {
            return Arrays.copyOf(numbers.values(), rows);
        }
        String[] texts = ((ColumnVector.Texts) column).values();
        String[] words = Arrays.stream(texts)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toArray(String[]::new);
        double[] numbers = new double[rows];
        for (int row = 0; row < rows; row++) {
            numbers[row] = texts[row] == null ? Double.NaN : Arrays.binarySearch(words, texts[row]);
        }
        return numbers;
    }
}
