package io.auspex.model;

import static java.util.Objects.requireNonNull;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.predict.Link;
import io.auspex.model.transform.ColumnTransformer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A trained model: typed inputs, a task, and one or more fitted members whose answers are averaged by weight.
 * Immutable and safe to call from several threads at once.
 *
 * <p>Class codes are decided as XGBoost decides them. A binary model says 1 where {@code P(class 1) >= threshold}, or
 * where {@code P(class 1) > 0.5} if it has no threshold; a model of more classes says the likeliest, the lower one of
 * equals.
 */
public final class Model {
    private final List<Field> inputs;
    private final Task task;
    private final List<Member> members;
    private final OptionalDouble threshold;
    private final Provenance provenance;
    private final double totalWeight;

    /**
     * @param inputs the columns of every batch, in this order
     * @param threshold of a binary classification, within 0 and 1
     * @throws IllegalArgumentException if a member does not fit the inputs or the task
     */
    public Model(List<Field> inputs, Task task, List<Member> members, OptionalDouble threshold, Provenance provenance) {
        this.inputs = List.copyOf(inputs);
        this.task = requireNonNull(task, "task is null");
        this.members = List.copyOf(members);
        this.threshold = requireNonNull(threshold, "threshold is null");
        this.provenance = requireNonNull(provenance, "provenance is null");
        if (members.isEmpty()) {
            throw new IllegalArgumentException("A model needs at least one member");
        }
        for (Member member : members) {
            requireTransformersFit(member);
            requireTaskFits(member);
        }
        requireThresholdFits();
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

    private void requireTaskFits(Member member) {
        int outputs = member.predictor().outputs();
        boolean fits;
        if (task instanceof Task.Classification classification) {
            boolean oneProbability = outputs == 1
                    && classification.labels().size() == 2
                    && (member.link() == Link.LOGISTIC || member.link() == Link.HINGE);
            fits = oneProbability || (outputs == classification.labels().size() && member.link() == Link.SOFTMAX);
        } else if (task instanceof Task.Clustering clustering) {
            fits = outputs == clustering.clusters() && member.link() == Link.IDENTITY && members.size() == 1;
        } else {
            fits = outputs == 1 && member.link() != Link.SOFTMAX;
        }
        if (!fits) {
            throw new IllegalArgumentException("A member with " + outputs + " outputs and the link " + member.link()
                    + " does not fit the task " + describe(task));
        }
    }

    private void requireThresholdFits() {
        if (threshold.isEmpty()) {
            return;
        }
        double value = threshold.getAsDouble();
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("The threshold " + value + " is not between 0 and 1");
        }
        if (!(task instanceof Task.Classification classification)
                || classification.labels().size() != 2) {
            throw new IllegalArgumentException("Only a classification of two labels has a threshold");
        }
    }

    private static String describe(Task task) {
        if (task instanceof Task.Clustering clustering) {
            return "clustering into " + clustering.clusters() + " clusters by one member";
        }
        return task instanceof Task.Classification classification
                ? "classification of " + classification.labels().size() + " labels"
                : "regression";
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

    /**
     * Fills the class code of each row, or the number of its cluster; -1 where a clustering misses a value.
     *
     * @param in columns as {@link #inputs()}; may have more
     * @param codes at least {@code in.rows()} long
     * @throws IllegalStateException if this is a regression
     * @throws IllegalArgumentException if the columns are not those of the inputs
     */
    public void codes(ColumnBatch in, int[] codes) {
        if (task instanceof Task.Clustering) {
            float[][] margins = margins(members.get(0), in);
            decideByLargest(margins, in.rows(), codes);
            for (int row = 0; row < in.rows(); row++) {
                codes[row] = Float.isNaN(margins[0][row]) ? -1 : codes[row];
            }
            return;
        }
        Task.Classification classification = requireClassification();
        int classes = classification.labels().size();
        int rows = in.rows();
        if (classes > 2 && members.size() == 1) {
            // The largest margin has the largest probability, but two margins may round to one probability.
            decideByLargest(margins(members.get(0), in), rows, codes);
            return;
        }
        double[][] probabilities = new double[classes][rows];
        probabilities(in, probabilities);
        if (classes > 2) {
            decideByLargest(probabilities, rows, codes);
            return;
        }
        double[] positive = probabilities[1];
        for (int row = 0; row < rows; row++) {
            boolean one = threshold.isPresent() ? positive[row] >= threshold.getAsDouble() : positive[row] > 0.5;
            codes[row] = one ? 1 : 0;
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
            codes[row] = largest;
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
            codes[row] = largest;
        }
    }

    /**
     * Fills the predicted number of each row.
     *
     * @param out at least {@code in.rows()} long
     * @throws IllegalStateException if this is a classification
     * @throws IllegalArgumentException if the columns are not those of the inputs
     */
    public void values(ColumnBatch in, double[] out) {
        if (!(task instanceof Task.Regression)) {
            throw new IllegalStateException("Only a regression model has values");
        }
        int rows = in.rows();
        Arrays.fill(out, 0, rows, 0);
        for (Member member : members) {
            double share = share(member);
            float[] answers = answers(member, in)[0];
            for (int row = 0; row < rows; row++) {
                out[row] += share * answers[row];
            }
        }
    }

    /**
     * Fills the probability of each class and row.
     *
     * @param perClass {@code double[class][row]}, as many classes as labels, each at least {@code in.rows()} long
     * @throws IllegalStateException if this is a regression
     * @throws IllegalArgumentException if the columns are not those of the inputs
     */
    public void probabilities(ColumnBatch in, double[][] perClass) {
        int classes = requireClassification().labels().size();
        int rows = in.rows();
        for (int code = 0; code < classes; code++) {
            Arrays.fill(perClass[code], 0, rows, 0);
        }
        for (Member member : members) {
            double share = share(member);
            float[][] answers = answers(member, in);
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

    private float[][] answers(Member member, ColumnBatch in) {
        float[][] answers = margins(member, in);
        member.link().apply(answers, in.rows());
        return answers;
    }

    /** {@code float[output][row]}. The one place where a member is evaluated: compiled prediction takes over here. */
    private float[][] margins(Member member, ColumnBatch in) {
        requireColumns(in);
        float[][] margins = new float[member.predictor().outputs()][in.rows()];
        member.predictor().margins(member.pipeline().transform(in), in.rows(), margins);
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
                && provenance.equals(that.provenance);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * inputs.hashCode() + task.hashCode()) + members.hashCode();
    }

    @Override
    public String toString() {
        return "Model[" + describe(task) + ", " + inputs.size() + " inputs, " + members.size() + " members]";
    }
}
