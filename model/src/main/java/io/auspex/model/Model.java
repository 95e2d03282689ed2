package io.auspex.model;

import static java.util.Objects.requireNonNull;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A trained model: typed inputs, a task, and one or more fitted members whose answers are averaged by weight.
 * Immutable and safe to call from several threads at once.
 *
 * <p>Class codes are decided as XGBoost decides them. A binary model says 1 where {@code P(class 1) >= threshold}, or
 * where {@code P(class 1) > 0.5} if it has no threshold; a model of more classes says the likeliest, the lower one of
 * equals.
 *
 * <p>Probabilities agree with the codes. Those of a binary model with a threshold t are rescaled in odds,
 * {@code p(1-t) / (p(1-t) + (1-p)t)}, which takes t to one half and keeps the order of rows: the adjustment to other prior
 * probabilities of the classes of Saerens, Latinne and Decaestecker (Neural Computation 14, 2002, equation 2.4). The class
 * that a row is given always has the larger probability; where both come out equal, the order of {@link #ranked} puts it
 * first.
 */
public final class Model {
    private static final double SMALLEST_ODDS = 1e-9;

    private final List<Field> inputs;
    private final Task task;
    private final List<Member> members;
    private final OptionalDouble threshold;
    private final Provenance provenance;
    private final Optional<Background> background;
    private final double totalWeight;
    private final boolean labelsApart;

    /** A model without a background. */
    public Model(List<Field> inputs, Task task, List<Member> members, OptionalDouble threshold, Provenance provenance) {
        this(inputs, task, members, threshold, provenance, Optional.empty());
    }

    /**
     * @param inputs the columns of every batch, in this order
     * @param threshold of a binary classification, within 0 and 1
     * @param background what predictions are compared with to explain them
     * @throws IllegalArgumentException if a member or the background does not fit the inputs or the task
     */
    public Model(
            List<Field> inputs,
            Task task,
            List<Member> members,
            OptionalDouble threshold,
            Provenance provenance,
            Optional<Background> background) {
        this.inputs = List.copyOf(inputs);
        this.task = requireNonNull(task, "task is null");
        this.members = List.copyOf(members);
        this.threshold = requireNonNull(threshold, "threshold is null");
        this.provenance = requireNonNull(provenance, "provenance is null");
        this.background = requireNonNull(background, "background is null");
        if (members.isEmpty()) {
            throw new IllegalArgumentException("A model needs at least one member");
        }
        for (Member member : members) {
            requireTransformersFit(member);
        }
        TaskFit.require(task, members, threshold);
        this.labelsApart = members.stream().anyMatch(TaskFit::scoresLabelsApart);
        background.ifPresent(rows -> {
            if (rows.rows().columns().size() != inputs.size()) {
                throw new IllegalArgumentException(
                        "The background has " + rows.rows().columns().size() + " columns, the model " + inputs.size());
            }
            requireColumns(rows.rows());
        });
        this.totalWeight = members.stream().mapToDouble(Member::weight).sum();
        if (Double.isInfinite(totalWeight)) {
            throw new IllegalArgumentException("The weights of the members add up to more than a number holds");
        }
    }

    private void requireTransformersFit(Member member) {
        for (ColumnTransformer transformer : member.pipeline().transformers()) {
            if (transformer.column() >= inputs.size()) {
                throw new IllegalArgumentException("A transformer reads column " + transformer.column()
                        + ", but there are " + inputs.size() + " inputs");
            }
            Field input = inputs.get(transformer.column());
            if (!transformer.accepts(input.type())) {
                throw new IllegalArgumentException(transformer.getClass().getSimpleName() + " cannot read column \""
                        + input.name() + "\" of type " + input.type().catalogName());
            }
        }
    }

    public List<Field> inputs() {
        return inputs;
    }

    public Task task() {
        return task;
    }

    public List<Member> members() {
        return members;
    }

    /** Of a binary classification: {@code P(class 1) >= threshold} means class 1. */
    public OptionalDouble threshold() {
        return threshold;
    }

    public Provenance provenance() {
        return provenance;
    }

    /** Some training rows, to compare with; models that can be explained without have none. */
    public Optional<Background> background() {
        return background;
    }

    /**
     * Fills the class code of each row, or the number of its cluster; -1 where there is none, because a clustering misses a
     * value, or a predictor gives no number for a row that misses one.
     *
     * @param in columns as {@link #inputs()}; may have more
     * @param codes at least {@code in.rows()} long
     * @throws IllegalStateException if this is a regression
     * @throws IllegalArgumentException if the columns are not those of the inputs
     */
    public void codes(ColumnBatch in, int[] codes) {
        if (task instanceof Task.Clustering) {
            decideByLargest(margins(members.get(0), in, new IdentityHashMap<>()), in.rows(), codes);
            return;
        }
        Task.Classification classification = requireClassification();
        int classes = classification.labels().size();
        int rows = in.rows();
        if ((classes > 2 || labelsApart) && members.size() == 1) {
            // The largest margin has the largest probability, but two margins may round to one probability.
            decideByLargest(margins(members.get(0), in, new IdentityHashMap<>()), rows, codes);
            return;
        }
        double[][] probabilities = new double[classes][rows];
        meanProbabilities(in, probabilities);
        decide(probabilities, rows, codes);
    }

    /** Codes by the probabilities as the members give them. */
    private void decide(double[][] probabilities, int rows, int[] codes) {
        if (probabilities.length > 2 || labelsApart) {
            decideByLargest(probabilities, rows, codes);
            return;
        }
        double[] positive = probabilities[1];
        for (int row = 0; row < rows; row++) {
            boolean one = threshold.isPresent() ? positive[row] >= threshold.getAsDouble() : positive[row] > 0.5;
            codes[row] = Double.isNaN(positive[row]) ? -1 : one ? 1 : 0;
        }
    }

    /**
     * Fills the classes of each row, the one that {@link #codes} gives first and then by descending probability, and the
     * probabilities in that order.
     *
     * @param order {@code int[place][row]}, as many places as labels, each at least {@code in.rows()} long; -1 where a row has
     *     no class, and its probabilities are NaN
     * @param sorted {@code double[place][row]} likewise; no value is above the one before it
     * @throws IllegalStateException if this is a regression
     * @throws IllegalArgumentException if the columns are not those of the inputs
     */
    public void ranked(ColumnBatch in, int[][] order, double[][] sorted) {
        int classes = requireClassification().labels().size();
        int rows = in.rows();
        double[][] perClass = new double[classes][rows];
        int[] codes = new int[rows];
        meanProbabilities(in, perClass);
        if ((classes > 2 || labelsApart) && members.size() == 1) {
            codes(in, codes);
        } else {
            decide(perClass, rows, codes);
        }
        rescale(perClass, rows);
        int[] places = new int[classes];
        for (int row = 0; row < rows; row++) {
            if (codes[row] < 0) {
                for (int place = 0; place < classes; place++) {
                    order[place][row] = -1;
                    sorted[place][row] = Double.NaN;
                }
                continue;
            }
            sort(perClass, row, codes[row], places);
            double highest = 1;
            for (int place = 0; place < classes; place++) {
                order[place][row] = places[place];
                // Rounding may put the decided class a last digit below another.
                double probability = perClass[place == 0 ? largest(perClass, row) : places[place]][row];
                highest = Math.min(highest, probability);
                sorted[place][row] = highest;
            }
        }
    }

    private static int largest(double[][] perClass, int row) {
        int largest = 0;
        for (int code = 1; code < perClass.length; code++) {
            if (perClass[code][row] > perClass[largest][row]) {
                largest = code;
            }
        }
        return largest;
    }

    /** Insertion sort behind the decided class: there are few classes, and it keeps the order of equals. */
    private static void sort(double[][] perClass, int row, int decided, int[] places) {
        places[0] = decided;
        int sorted = 1;
        for (int code = 0; code < perClass.length; code++) {
            if (code == decided) {
                continue;
            }
            int place = sorted;
            while (place > 1 && perClass[places[place - 1]][row] < perClass[code][row]) {
                places[place] = places[place - 1];
                place--;
            }
            places[place] = code;
            sorted++;
        }
    }

    /** Takes the threshold to one half; one of 0 or 1, which is no odds, is moved to where rows keep their order. */
    private void rescale(double[][] perClass, int rows) {
        if (threshold.isEmpty()) {
            return;
        }
        double decides = threshold.getAsDouble();
        double t = Math.min(Math.max(decides, SMALLEST_ODDS), 1 - SMALLEST_ODDS);
        double[] negative = perClass[0];
        double[] positive = perClass[1];
        for (int row = 0; row < rows; row++) {
            double p = positive[row];
            double forOne = p * (1 - t);
            double forZero = (1 - p) * t;
            double scaled = forOne / (forOne + forZero);
            scaled = p >= decides ? Math.max(scaled, 0.5) : Math.min(scaled, 0.5);
            positive[row] = scaled;
            negative[row] = 1 - scaled;
        }
    }

    private static void decideByLargest(float[][] scores, int rows, int[] codes) {
        for (int row = 0; row < rows; row++) {
            int largest = 0;
            for (int code = 1; code < scores.length; code++) {
                if (scores[code][row] > scores[largest][row]) {
                    largest = code;
                }
            }
            codes[row] = Float.isNaN(scores[largest][row]) ? -1 : largest;
        }
    }

    private static void decideByLargest(double[][] scores, int rows, int[] codes) {
        for (int row = 0; row < rows; row++) {
            int largest = 0;
            for (int code = 1; code < scores.length; code++) {
                if (scores[code][row] > scores[largest][row]) {
                    largest = code;
                }
            }
            codes[row] = Double.isNaN(scores[largest][row]) ? -1 : largest;
        }
    }

    /**
     * Fills the predicted number of each row.
     *
     * @param out at least {@code in.rows()} long
     * @throws IllegalStateException if this is no regression
     * @throws IllegalArgumentException if the columns are not those of the inputs
     */
    public void values(ColumnBatch in, double[] out) {
        if (!(task instanceof Task.Regression)) {
            throw new IllegalStateException("Only a regression model has values");
        }
        meanAnswers(in, new double[][] {out});
    }

    /**
     * Fills the numbers of each row of a model that predicts several.
     *
     * @param out {@code double[output][row]}, as many outputs as the task says, each at least {@code in.rows()} long
     * @throws IllegalStateException if this predicts one number, a class or a cluster
     * @throws IllegalArgumentException if the columns are not those of the inputs
     */
    public void outputs(ColumnBatch in, double[][] out) {
        if (!(task instanceof Task.Outputs)) {
            throw new IllegalStateException("Only a model of several numbers has outputs");
        }
        meanAnswers(in, out);
    }

    private void meanAnswers(ColumnBatch in, double[][] out) {
        int rows = in.rows();
        for (double[] output : out) {
            Arrays.fill(output, 0, rows, 0);
        }
        IdentityHashMap<FeaturePipeline, float[][]> transformed = new IdentityHashMap<>();
        for (Member member : members) {
            double share = share(member);
            float[][] answers = answers(member, in, transformed);
            for (int output = 0; output < out.length; output++) {
                for (int row = 0; row < rows; row++) {
                    out[output][row] += share * answers[output][row];
                }
            }
        }
    }

    /**
     * Fills the probability of each class and row, in agreement with {@link #codes}.
     *
     * @param perClass {@code double[class][row]}, as many classes as labels, each at least {@code in.rows()} long
     * @throws IllegalStateException if this is a regression
     * @throws IllegalArgumentException if the columns are not those of the inputs
     */
    public void probabilities(ColumnBatch in, double[][] perClass) {
        meanProbabilities(in, perClass);
        rescale(perClass, in.rows());
    }

    /** The members' probabilities, averaged by weight. */
    private void meanProbabilities(ColumnBatch in, double[][] perClass) {
        int classes = requireClassification().labels().size();
        int rows = in.rows();
        for (int code = 0; code < classes; code++) {
            Arrays.fill(perClass[code], 0, rows, 0);
        }
        IdentityHashMap<FeaturePipeline, float[][]> transformed = new IdentityHashMap<>();
        for (Member member : members) {
            double share = share(member);
            float[][] answers = answers(member, in, transformed);
            if (answers.length == 1) {
                for (int row = 0; row < rows; row++) {
                    double positive = answers[0][row];
                    perClass[0][row] += share * (1 - positive);
                    perClass[1][row] += share * positive;
                }
            } else {
                for (int code = 0; code < classes; code++) {
                    for (int row = 0; row < rows; row++) {
                        perClass[code][row] += share * answers[code][row];
                    }
                }
            }
        }
        if (members.size() > 1) {
            cutAtOne(perClass, rows);
        }
    }

    /** Shares that add up to 1 but for rounding can take a sum above 1. */
    private static void cutAtOne(double[][] perClass, int rows) {
        for (double[] probabilities : perClass) {
            for (int row = 0; row < rows; row++) {
                probabilities[row] = Math.min(1, probabilities[row]);
            }
        }
    }

    /** Exactly 1 for an only member, so that its answers pass unchanged. */
    private double share(Member member) {
        return members.size() == 1 ? 1 : member.weight() / totalWeight;
    }

    private Task.Classification requireClassification() {
        if (task instanceof Task.Classification classification) {
            return classification;
        }
        throw new IllegalStateException("Only a classification model has classes");
    }

    private float[][] answers(Member member, ColumnBatch in, IdentityHashMap<FeaturePipeline, float[][]> transformed) {
        float[][] answers = margins(member, in, transformed);
        member.link().apply(answers, in.rows());
        return answers;
    }

    /**
     * {@code float[output][row]}. The one place where a member predicts: compiled prediction takes over here.
     *
     * @param transformed the batch's features by pipeline, for members that share one
     */
    private float[][] margins(Member member, ColumnBatch in, IdentityHashMap<FeaturePipeline, float[][]> transformed) {
        requireColumns(in);
        float[][] features = transformed.computeIfAbsent(member.pipeline(), pipeline -> pipeline.transform(in));
        float[][] margins = new float[member.predictor().outputs()][in.rows()];
        member.predictor().margins(features, in.rows(), margins);
        return margins;
    }

    private void requireColumns(ColumnBatch in) {
        if (in.columns().size() < inputs.size()) {
            throw new IllegalArgumentException("The model takes " + inputs.size() + " columns, the batch has "
                    + in.columns().size());
        }
        for (int column = 0; column < inputs.size(); column++) {
            Field input = inputs.get(column);
            boolean texts = in.columns().get(column) instanceof ColumnVector.Texts;
            if (texts != input.type().isText()) {
                throw new IllegalArgumentException("Column \"" + input.name() + "\" of type "
                        + input.type().catalogName() + " came as " + (texts ? "texts" : "numbers"));
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Model that
                && inputs.equals(that.inputs)
                && task.equals(that.task)
                && members.equals(that.members)
                && threshold.equals(that.threshold)
                && provenance.equals(that.provenance)
                && background.equals(that.background);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * inputs.hashCode() + task.hashCode()) + members.hashCode();
    }

    @Override
    public String toString() {
        return "Model[" + TaskFit.describe(task) + ", " + inputs.size() + " inputs, " + members.size() + " members]";
    }
}
