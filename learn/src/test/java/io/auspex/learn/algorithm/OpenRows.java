package io.auspex.learn.algorithm;

import io.auspex.learn.OpenData;
import io.auspex.learn.frame.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An open data set as a learner gets it: texts as category codes, missing ones as NaN, and what fewer than two training rows have as
 * the largest code.
 *
 * @param classes of the target; 0 if it is a number
 */
record OpenRows(TrainingRows train, TrainingRows test, int classes) {
    static OpenRows load(String name, String target) {
        Frame all = OpenData.load(name);
        Frame train = OpenData.train(all);
        Frame test = OpenData.test(all);
        List<float[]> trainColumns = new ArrayList<>();
        List<float[]> testColumns = new ArrayList<>();
        List<Integer> codes = new ArrayList<>();
        for (int column = 0; column < all.fields().size(); column++) {
            if (all.fields().get(column).name().equals(target)) {
                continue;
            }
            if (all.fields().get(column).type().isText()) {
                Map<String, Integer> levels = levels(train.texts(column), 2);
                trainColumns.add(codes(train.texts(column), levels));
                testColumns.add(codes(test.texts(column), levels));
                codes.add(levels.size() + 1);
            } else {
                trainColumns.add(floats(train.numbers(column)));
                testColumns.add(floats(test.numbers(column)));
                codes.add(0);
            }
        }
        int column = all.indexOf(target);
        boolean text = all.fields().get(column).type().isText();
        Map<String, Integer> labels = text ? levels(all.texts(column), 1) : Map.of();
        int[] counts = codes.stream().mapToInt(Integer::intValue).toArray();
        return new OpenRows(
                new TrainingRows(trainColumns.toArray(new float[0][]), target(train, column, labels), counts),
                new TrainingRows(testColumns.toArray(new float[0][]), target(test, column, labels), counts),
                labels.size());
    }

    private static double[] target(Frame frame, int column, Map<String, Integer> labels) {
        if (labels.isEmpty()) {
            return frame.numbers(column);
        }
        String[] texts = frame.texts(column);
        return IntStream.range(0, texts.length)
                .mapToDouble(row -> labels.get(texts[row]))
                .toArray();
    }

    private static Map<String, Integer> levels(String[] texts, int least) {
        Map<String, Integer> counts = new HashMap<>();
        for (String text : texts) {
            if (text != null) {
                counts.merge(text, 1, Integer::sum);
            }
        }
        Map<String, Integer> levels = new HashMap<>();
        counts.keySet().stream()
                .sorted()
                .filter(text -> counts.get(text) >= least)
                .forEach(text -> levels.put(text, levels.size()));
        return levels;
    }

    private static float[] codes(String[] texts, Map<String, Integer> levels) {
        float[] codes = new float[texts.length];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = texts[row] == null ? Float.NaN : levels.getOrDefault(texts[row], levels.size());
        }
        return codes;
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int row = 0; row < floats.length; row++) {
            floats[row] = (float) numbers[row];
        }
        return floats;
    }
}
