package io.auspex.model.compile;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.DateTimeParts;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.model.transform.NumberScaler;
import io.auspex.model.transform.OneHotCategories;
import io.auspex.model.transform.PiecewiseLinear;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Columns of all kinds with all that can be in them, and the pipelines that models put before predictors. */
final class MixedColumns {
    static final List<String> LETTERS = List.of("a", "b", "c", "d", "e", "f", "g");
    private static final List<String> COUNTS = List.of("0", "1", "2", "5");
    private static final List<Double> KNOTS = List.of(-1.5, -0.5, 0.0, 0.25, 2.0);

    private MixedColumns() {}

    /** Two numbers, a small whole number, a text and a moment. */
    static ColumnBatch batch(Random random, int rows) {
        double[] first = new double[rows];
        double[] second = new double[rows];
        double[] count = new double[rows];
        String[] text = new String[rows];
        double[] moment = new double[rows];
        for (int row = 0; row < rows; row++) {
            first[row] = number(random);
            second[row] = number(random);
            count[row] = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(7);
            text[row] = switch (random.nextInt(10)) {
                case 0 -> null;
                case 1 -> "unseen";
                default -> LETTERS.get(random.nextInt(LETTERS.size()));
            };
            moment[row] = random.nextInt(8) == 0 ? Double.NaN : random.nextLong(2_000_000_000_000_000L);
        }
        return new ColumnBatch(
                rows,
                List.of(
                        new ColumnVector.Numbers(first),
                        new ColumnVector.Numbers(second),
                        new ColumnVector.Numbers(count),
                        new ColumnVector.Texts(text),
                        new ColumnVector.Numbers(moment)));
    }

    private static double number(Random random) {
        return switch (random.nextInt(14)) {
            case 0 -> Double.NaN;
            case 1 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            case 2 -> KNOTS.get(random.nextInt(KNOTS.size()));
            case 3 -> -0.0;
            case 4 -> Double.MIN_VALUE;
            case 5 -> 1e300;
            default -> random.nextGaussian() * 2;
        };
    }

    /** As for linear models. */
    static FeaturePipeline scaled() {
        return new FeaturePipeline(List.of(
                new NumberScaler(0, 0.3, 1.7, 0.1, true),
                new PiecewiseLinear(0, KNOTS),
                new NumberScaler(1, 0, 1, 0, false),
                new NumberScaler(2, 2, 3, 1, false),
                new OneHotCategories(2, COUNTS),
                new OneHotCategories(3, LETTERS),
                new DateTimeParts(4, ColumnType.TIMESTAMP, DateTimeParts.Part.of(ColumnType.TIMESTAMP))));
    }

    /** As for nets: a category with codes among it. */
    static FeaturePipeline embedded() {
        List<ColumnTransformer> transformers = new ArrayList<>(scaled().transformers());
        transformers.add(2, new CategoryCodes(3, LETTERS));
        transformers.add(new CategoryCodes(2, COUNTS));
        return new FeaturePipeline(transformers);
    }

    /** As for trees. */
    static FeaturePipeline codes() {
        return new FeaturePipeline(List.of(
                new NumberPassthrough(0),
                new NumberPassthrough(1),
                new OneHotCategories(2, COUNTS),
                new CategoryCodes(3, LETTERS)));
    }

    /** The leading rows bit by bit, but any NaN like another. */
    static int[][] bits(float[][] columns, int rows) {
        int[][] bits = new int[columns.length][rows];
        for (int column = 0; column < columns.length; column++) {
            for (int row = 0; row < rows; row++) {
                bits[column][row] = Float.floatToIntBits(columns[column][row]);
            }
        }
        return bits;
    }
}
