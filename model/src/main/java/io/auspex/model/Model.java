package io.auspex.model;

import static java.util.Objects.requireNonNull;

import io.auspex.model.compile.CompiledMembers;
import io.auspex.model.compile.Part;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.Field;
import io.auspex.model.decision.Decision;
import io.auspex.model.decision.Uncertainty;
import io.auspex.model.kernel.KernelChoice;
import io.auspex.model.transform.ColumnTransformer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A trained model: typed inputs, a task, and one or more fitted members whose answers are averaged by weight.
 * Immutable and safe to call from several threads at once.
 *
 * <p>Class codes are decided by the {@link Decision}: a binary model says 1 where {@code P(class 1) >= threshold}, or
 * where {@code P(class 1) > 0.5} if it has no threshold; a model of more classes says the one with the largest product of class weight
 * and probability, the lower one of equals.
 *
 * <p>Probabilities are calibrated and agree with the codes: the class that a row is given always has the largest one. Where a
 * threshold or class weights decide for a class that is not the likeliest, {@link Decision#agree} changes what is
 * reported as little as that takes and keeps the order of rows. Where two come out equal, the order of {@link #ranked} puts the decided
 * class first.
 */
public final class Model {
    private final List<Field> inputs;
    private final Task task;
    private final List<Member> members;
    private final Decision decision;
    private final Optional<Uncertainty> uncertainty;
    private final Provenance provenance;
    private final Optional<Background> background;
    private final double totalWeight;
    private final boolean labelsApart;

    /** Not part of what the model is: the same answers, sooner. */
    private final Optional<CompiledMembers> compiled;

    /** A model that decides by a threshold, or the likeliest class, and has no background. */
    public Model(List<Field> inputs, Task task, List<Member> members, OptionalDouble threshold, Provenance provenance) {
        this(inputs, task, members, threshold, provenance, Optional.empty());
    }

    /**
     * A model without calibration and without tables of its errors.
     *
     * @param threshold of a binary classification, within 0 and 1
     * @throws IllegalArgumentException if a member or the background does not fit the inputs or the task
     */
    public Model(
            List<Field> inputs,
            Task task,
            List<Member> members,
            OptionalDouble threshold,
            Provenance provenance,
            Optional<Background> background) {
        this(inputs, task, members, Decision.at(threshold), Optional.empty(), provenance, background);
    }

    /**
     * @param inputs the columns of every batch, in this order
     * @param decision plain if this is no classification
     * @param uncertainty intervals of a regression or label sets of a classification
     * @param background what predictions are compared with to explain them
     * @throws IllegalArgumentException if a member, the decision, the tables or the background do not fit the inputs or the task
     */
    public Model(
            List<Field> inputs,
            Task task,
            List<Member> members,
            Decision decision,
            Optional<Uncertainty> uncertainty,
            Provenance provenance,
            Optional<Background> background) {
        this(inputs, task, members, decision, uncertainty, provenance, background, Optional.empty());
    }

    private Model(
            List<Field> inputs,
            Task task,
            List<Member> members,
            Decision decision,
            Optional<Uncertainty> uncertainty,
            Provenance provenance,
            Optional<Background> background,
            Optional<CompiledMembers> compiled) {
        this.compiled = compiled;
        this.inputs = List.copyOf(inputs);
        this.task = requireNonNull(task, "task is null");
        this.members = List.copyOf(members);
        this.decision = requireNonNull(decision, "decision is null");
        this.uncertainty = requireNonNull(uncertainty, "uncertainty is null");
        this.provenance = requireNonNull(provenance, "provenance is null");
        this.background = requireNonNull(background, "background is null");
        if (members.isEmpty()) {
            throw new IllegalArgumentException("A model needs at least one member");
        }
        for (Member member : members) {
            requireTransformersFit(member);
        }
        TaskFit.require(task, members, decision, uncertainty);
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

    /** How a classification comes to a class. */
    public Decision decision() {
        return decision;
    }

    /** Of a binary classification: {@code P(class 1) >= threshold} means class 1. */
    public OptionalDouble threshold() {
        return decision.threshold();
    }

    /** What the model knows of its own errors; imported models know nothing. */
    public Optional<Uncertainty> uncertainty() {
        return uncertainty;
    }

    public Provenance provenance() {
        return provenance;
    }

    /** Some training rows, to compare with; models that can be explained without have none. */
    public Optional<Background> background() {
        return background;
    }

    /** The same model with something to compare with. */
    public Model withBackground(Background rows) {
        return new Model(inputs, task, members, decision, uncertainty, provenance, Optional.of(rows));
    }

    /**
     * The same model, equal to this one, whose answers come from compiled members.
     *
     * @param kernels asked anew at every call
     */
    public Model compiled(KernelChoice kernels) {
        List<Part> parts = members.stream()
                .map(member -> new Part(member.pipeline(), member.predictor()))
                .toList();
        return new Model(
                inputs,
                task,
                members,
                decision,
                uncertainty,
                provenance,
                background,
                Optional.of(CompiledMembers.of(parts, kernels)));
    }

    /** The same model for columns of other types and with another origin, without background. */
    public Model retyped(List<Field> otherInputs, Provenance other) {
        return new Model(otherInputs, task, members, decision, uncertainty, other, Optional.empty());
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
        if (task instanceof Task.Clustering || decidesByMargins()) {
            decideByLargest(answers(in).firstMargins(), in.rows(), codes);
            return;
        }
        double[][] probabilities = new double[requireClassification().labels().size()][in.rows()];
        calibrated(in, probabilities, codes);
    }

    /** The largest margin has the largest probability, but two margins may round to one probability. */
    private boolean decidesByMargins() {
        boolean byLargest = labelsApart || requireClassification().labels().size() > 2;
        return byLargest && members.size() == 1 && decision.keepsLargest();
    }

    /**
     * Fills the calibrated probabilities, before they are made to agree with the codes, and the codes: what {@link Uncertainty} is about.
     *
     * @param perClass {@code double[class][row]}, as many classes as labels, each at least {@code in.rows()} long
     * @param codes at least {@code in.rows()} long
     * @throws IllegalStateException if this is no classification
     * @throws IllegalArgumentException if the columns are not those of the inputs
     */
    public void calibrated(ColumnBatch in, double[][] perClass, int[] codes) {
        requireClassification();
        MemberAnswers answers = answers(in);
        answers.meanProbabilities(perClass);
        decision.calibrate(perClass, in.rows());
        if (decidesByMargins()) {
            decideByLargest(answers.firstMargins(), in.rows(), codes);
        } else {
            decision.codes(perClass, in.rows(), labelsApart, codes);
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
        double[][] perClass = new double[requireClassification().labels().size()][in.rows()];
        int[] codes = new int[in.rows()];
        probabilities(in, perClass, codes);
        ClassRanking.fill(perClass, in.rows(), codes, order, sorted);
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
        answers(in).mean(new double[][] {out});
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
        answers(in).mean(out);
    }

    /**
     * Fills the probability of each class and row, in agreement with {@link #codes}.
     *
     * @param perClass {@code double[class][row]}, as many classes as labels, each at least {@code in.rows()} long
     * @throws IllegalStateException if this is a regression
     * @throws IllegalArgumentException if the columns are not those of the inputs
     */
    public void probabilities(ColumnBatch in, double[][] perClass) {
        probabilities(in, perClass, new int[in.rows()]);
    }

    /**
     * Fills both: probabilities and codes.
     *
     * @throws IllegalStateException if this is a regression
     * @throws IllegalArgumentException if the columns are not those of the inputs
     */
    public void probabilities(ColumnBatch in, double[][] perClass, int[] codes) {
        calibrated(in, perClass, codes);
        decision.agree(perClass, in.rows(), codes);
    }

    private MemberAnswers answers(ColumnBatch in) {
        requireColumns(in);
        return new MemberAnswers(members, totalWeight, compiled, in);
    }

    private Task.Classification requireClassification() {
        if (task instanceof Task.Classification classification) {
            return classification;
        }
        throw new IllegalStateException("Only a classification model has classes");
    }

    private void requireColumns(ColumnBatch in) {
        if (in.columns().size() < inputs.size()) {
            throw new IllegalArgumentException("The model takes " + inputs.size() + " columns, the batch has "
                    + in.columns().size());
        }
        for (int column = 0; column < inputs.size(); column++) {
            Field input = inputs.get(column);
            boolean texts = in.columns().get(column).isText();
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
                && decision.equals(that.decision)
                && uncertainty.equals(that.uncertainty)
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
