package io.auspex.learn.job;

import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.metric.Metric;
import io.auspex.learn.objective.Objective;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.transform.CanonicalText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How much worse a model gets at its own metric when a column's values are dealt out to other rows (Breiman, "Random forests", 2001;
 * Fisher, Rudin and Dominici, JMLR 20, 2019). Unlike a Shapley value it knows the truth: a column that the model uses and that does not
 * help has a contribution, but no importance.
 *
 * <p>The rows are those that the model was trained on, so it says what the model relies on, in training's terms.
 *
 * @param metric name of what got worse
 * @param rows that were looked at
 * @param repeats how many times each column was shuffled
 * @param means by column; above 0 where shuffling does harm
 * @param deviations by column: standard deviation over the repeats, 0 of a single one
 */
record PermutationImportance(String metric, int rows, int repeats, double[] means, double[] deviations) {
    private static final int MOST_ROWS = 1_000;
    private static final int LEAST_ROWS = 100;
    private static final int MOST_REPEATS = 5;

    /**
     * Empty where no row has a target, or the time would not do for one round over the columns of a hundred rows.
     *
     * @param frame with all of the model's inputs and the target
     * @param order rows of the frame at random
     */
    static Optional<PermutationImportance> of(
            Model model, Frame frame, String target, int[] order, long seed, Deadline deadline) {
        Truth truth = Truth.of(model.task(), frame, frame.indexOf(target), order);
        Metric metric = metric(model);
        Sample sample =
                new Sample(model, metric, Explainable.inputs(model, frame.select(truth.rows())), truth.values());
        if (sample.batch().rows() == 0) {
            return Optional.empty();
        }
        double before = deadline.remainingSeconds();
        double whole = sample.score(sample.batch());
        double seconds = Math.max(1e-6, before - deadline.remainingSeconds());
        int columns = model.inputs().size();
        // Half of the time is left for what is slower than it looked.
        double fitting = deadline.remainingSeconds() / 2 / (seconds * columns) * truth.rows().length;
        int rows = (int) Math.min(truth.rows().length, fitting);
        if (rows < Math.min(LEAST_ROWS, truth.rows().length)) {
            return Optional.empty();
        }
        if (rows < truth.rows().length) {
            sample = sample.first(rows);
            whole = sample.score(sample.batch());
        }
        List<double[]> harms = new ArrayList<>();
        double longest = 0;
        while (harms.size() < MOST_REPEATS && (harms.isEmpty() || deadline.remainingSeconds() > longest)) {
            double start = deadline.remainingSeconds();
            double[] harm = new double[columns];
            for (int column = 0; column < columns; column++) {
                double shuffled = sample.score(sample.shuffled(column, seed + 31L * harms.size()));
                harm[column] = metric.greaterIsBetter() ? whole - shuffled : shuffled - whole;
            }
            harms.add(harm);
            longest = Math.max(longest, start - deadline.remainingSeconds());
        }
        return Optional.of(summary(metric, rows, harms, columns));
    }

    private static PermutationImportance summary(Metric metric, int rows, List<double[]> harms, int columns) {
        double[] means = new double[columns];
        double[] deviations = new double[columns];
        for (int column = 0; column < columns; column++) {
            for (double[] harm : harms) {
                means[column] += harm[column] / harms.size();
            }
            double squares = 0;
            for (double[] harm : harms) {
                squares += (harm[column] - means[column]) * (harm[column] - means[column]);
            }
            deviations[column] = harms.size() < 2 ? 0 : Math.sqrt(squares / (harms.size() - 1));
        }
        return new PermutationImportance(metric.displayName(), rows, harms.size(), means, deviations);
    }

    /** What a search made the model best by; with AUTO OFF, whose objectives are losses, the log loss or the squared error. */
    private static Metric metric(Model model) {
        String objective = model.provenance().facts().get("objective");
        if (objective != null) {
            for (Objective known : Objective.values()) {
                if (known.displayName().equals(objective)) {
                    return known.metric();
                }
            }
        }
        return model.task() instanceof Task.Classification ? Metric.LOG_LOSS : Metric.MSE;
    }

    /**
     * Rows that have a target that the model knows, with it.
     *
     * @param values class codes or numbers
     */
    private record Truth(int[] rows, double[] values) {
        static Truth of(Task task, Frame frame, int column, int[] order) {
            Field field = frame.fields().get(column);
            Map<String, Integer> codes = new HashMap<>();
            if (task instanceof Task.Classification classification) {
                for (int code = 0; code < classification.labels().size(); code++) {
                    codes.put(classification.labels().get(code), code);
                }
            }
            int[] rows = new int[Math.min(order.length, MOST_ROWS)];
            double[] values = new double[rows.length];
            int count = 0;
            for (int i = 0; i < order.length && count < rows.length; i++) {
                double value;
                if (codes.isEmpty()) {
                    value = frame.numbers(column)[order[i]];
                } else {
                    String label = label(frame, field, column, order[i]);
                    Integer code = label == null ? null : codes.get(label);
                    value = code == null ? Double.NaN : code;
                }
                if (Double.isFinite(value)) {
                    rows[count] = order[i];
                    values[count++] = value;
                }
            }
            return new Truth(Arrays.copyOf(rows, count), Arrays.copyOf(values, count));
        }

        private static String label(Frame frame, Field field, int column, int row) {
            if (field.type().isText()) {
                return frame.texts(column)[row];
            }
            double number = frame.numbers(column)[row];
            return Double.isNaN(number) ? null : CanonicalText.of(number, field.type());
        }
    }

    private record Sample(Model model, Metric metric, ColumnBatch batch, double[] truth) {
        double score(ColumnBatch shown) {
            int rows = shown.rows();
            if (!(model.task() instanceof Task.Classification classification)) {
                double[] predicted = new double[rows];
                model.values(shown, predicted);
                return metric.regression(truth, predicted);
            }
            double[][] probabilities = new double[classification.labels().size()][rows];
            int[] codes = new int[rows];
            model.probabilities(shown, probabilities, codes);
            return metric.classification(
                    Arrays.stream(truth).mapToInt(code -> (int) code).toArray(), codes, probabilities);
        }

        Sample first(int rows) {
            int[] places = new int[rows];
            Arrays.setAll(places, place -> place);
            List<ColumnVector> columns = new ArrayList<>();
            for (ColumnVector column : batch.columns()) {
                columns.add(rearranged(column, places));
            }
            return new Sample(model, metric, new ColumnBatch(rows, columns), Arrays.copyOf(truth, rows));
        }

        ColumnBatch shuffled(int column, long seed) {
            int rows = batch.rows();
            int[] places = Explainable.inRandomOrder(rows, rows, new SplittableRandom(seed + column).nextLong());
            List<ColumnVector> columns = new ArrayList<>(batch.columns());
            columns.set(column, rearranged(columns.get(column), places));
            return new ColumnBatch(rows, columns);
        }

        private static ColumnVector rearranged(ColumnVector column, int[] places) {
            if (column instanceof ColumnVector.Texts texts) {
                return new ColumnVector.Texts(Arrays.stream(places)
                        .mapToObj(place -> texts.values()[place])
                        .toArray(String[]::new));
            }
            double[] values = ((ColumnVector.Numbers) column).values();
            return new ColumnVector.Numbers(
                    Arrays.stream(places).mapToDouble(place -> values[place]).toArray());
        }
    }
}
