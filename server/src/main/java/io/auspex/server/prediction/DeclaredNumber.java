package io.auspex.server.prediction;

import io.auspex.language.type.SqlType;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An imported model's answer as the number that its statement declares: of a regression the value, of several numbers the
 * first one, of a classification with two labels the probability of the second one, of one with more labels the label, which is a
 * number.
 *
 * <p>What does not fit into the type is cut off towards zero, as Amazon Redshift does with a score for {@code RETURNS
 * decimal(10,6)}, and what is out of its range becomes the nearest number in it: a prediction is never an error.
 */
final class DeclaredNumber {
    private final SqlType type;
    private final Model model;
    private final double[] labels;
    private final double most;
    private final double least;

    DeclaredNumber(SqlType type, Model model) {
        this.type = type;
        this.model = model;
        this.labels = model.task() instanceof Task.Classification classification
                        && classification.labels().size() > 2
                ? classification.labels().stream()
                        .mapToDouble(Double::parseDouble)
                        .toArray()
                : new double[0];
        this.most = most(type);
        this.least = type.kind() == SqlType.Kind.SMALLINT || type.kind() == SqlType.Kind.INTEGER ? -most - 1 : -most;
    }

    /** Whether a classifier that is declared to return the type gives a score rather than a label. */
    static boolean isScore(SqlType type) {
        return switch (type.kind()) {
            case REAL, DOUBLE, DECIMAL -> true;
            default -> false;
        };
    }

    private static double most(SqlType type) {
        return switch (type.kind()) {
            case SMALLINT -> Short.MAX_VALUE;
            case INTEGER -> Integer.MAX_VALUE;
            // The largest number below 2^63 that a double holds.
            case BIGINT -> Math.nextDown(0x1p63);
            case REAL -> Float.MAX_VALUE;
            case DECIMAL -> {
                BigDecimal limit =
                        new BigDecimal(BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE), type.scale());
                double nearest = limit.doubleValue();
                yield new BigDecimal(nearest).compareTo(limit) > 0 ? Math.nextDown(nearest) : nearest;
            }
            default -> Double.MAX_VALUE;
        };
    }

    /** @param numbers at least as long as the batch has rows */
    void evaluate(ColumnBatch batch, double[] numbers) {
        scores(batch, numbers);
        for (int row = 0; row < batch.rows(); row++) {
            double inRange = Math.max(least, Math.min(most, numbers[row]));
            numbers[row] = switch (type.kind()) {
                case SMALLINT, INTEGER, BIGINT -> inRange < 0 ? Math.ceil(inRange) : Math.floor(inRange);
                case DECIMAL -> cut(inRange);
                default -> inRange;
            };
        }
    }

    private void scores(ColumnBatch batch, double[] numbers) {
        if (model.task() instanceof Task.Regression) {
            model.values(batch, numbers);
        } else if (model.task() instanceof Task.Outputs several) {
            double[][] outputs = new double[several.count()][batch.rows()];
            model.outputs(batch, outputs);
            System.arraycopy(outputs[0], 0, numbers, 0, batch.rows());
        } else if (labels.length == 0) {
            double[][] probabilities = new double[2][batch.rows()];
            model.probabilities(batch, probabilities);
            System.arraycopy(probabilities[1], 0, numbers, 0, batch.rows());
        } else {
            int[] codes = new int[batch.rows()];
            model.codes(batch, codes);
            for (int row = 0; row < batch.rows(); row++) {
                numbers[row] = codes[row] < 0 ? Double.NaN : labels[codes[row]];
            }
        }
    }

    /** In decimal arithmetic: 0.29 must not become 0.28. */
    private double cut(double number) {
        return Double.isNaN(number)
                ? number
                : BigDecimal.valueOf(number)
                        .setScale(type.scale(), RoundingMode.DOWN)
                        .doubleValue();
    }
}
