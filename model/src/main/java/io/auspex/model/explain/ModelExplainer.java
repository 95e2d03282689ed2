package io.auspex.model.explain;

import io.auspex.model.Background;
import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.transform.FeaturePipeline;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Explains a model's predictions: how much each input column added, as Shapley values. Trees and linear models are explained
 * exactly up to a size that {@link Effort} sets, everything else by kernel SHAP over the model's background rows. Immutable;
 * several threads may call it at once.
 *
 * <p>What is explained is the margin: the value of a regression before its link, the log-odds of a binary classification's
 * second label, the score of each label of a classification with more.
 *
 * <p>The members of an ensemble are of different families and have no margins in common: boosters speak in log-odds, forests in
 * probabilities. What they share is the model's answer, the weighted mean of theirs, and its margin is what is explained: the
 * log-odds of the mean probability, the logarithm of each label's mean probability (whose softmax it is), or the mean value of
 * a regression. Each member is explained in its own margins; {@link LinkPath} carries that to the member's answers, which are
 * added up, and {@link Rescaling} carries the sum to the logarithms. Contributions and the expected value add up at each step.
 * An ensemble of boosters is treated the same way, and so is a single member that speaks in probabilities.
 *
 * <p>Probabilities are those before a threshold moves them; such as are below {@link #LEAST_PROBABILITY} count as that, because
 * forests say 0.
 */
public final class ModelExplainer {
    /** Log-odds are between about -14 and 14. */
    static final double LEAST_PROBABILITY = 1e-6;

    private final Model model;
    private final int outputs;
    private final int answers;
    private final boolean logarithms;
    private final List<Part> parts;
    /** Of each answer, before logarithms. */
    private final double[] expectedAnswers;

    private final double[] expected;

    private ModelExplainer(Model model, int answers, boolean logarithms, List<Part> parts) {
        this.model = model;
        this.outputs = outputs(model);
        this.answers = answers;
        this.logarithms = logarithms;
        this.parts = List.copyOf(parts);
        this.expectedAnswers = new double[answers];
        for (Part part : parts) {
            double[] own = part.expected();
            for (int answer = 0; answer < answers; answer++) {
                expectedAnswers[answer] += own[answer];
            }
        }
        double[] scores = expectedAnswers.clone();
        if (logarithms) {
            for (int answer = 0; answer < answers; answer++) {
                scores[answer] = logarithm(scores[answer]);
            }
        }
        this.expected = isDifference() ? new double[] {scores[1] - scores[0]} : scores;
    }

    /** Whether models of this task have something to explain: clusters have no margin, and several numbers have several. */
    public static boolean explains(Task task) {
        return !(task instanceof Task.Clustering || task instanceof Task.Outputs);
    }

    /**
     * Empty if a member can only be explained by comparison with background rows and the model has none, or if the task is
     * not explained.
     */
    public static Optional<ModelExplainer> of(Model model) {
        if (!explains(model.task())) {
            return Optional.empty();
        }
        if (hasOwnMargins(model)) {
            Member member = model.members().get(0);
            Optional<Contributions> margins = direct(member, model.background(), Effort.TREE_STEPS)
                    .or(() -> model.background().map(rows -> compared(member, rows)));
            int answers = member.predictor().outputs();
            return margins.map(own -> new ModelExplainer(
                    model, answers, false, List.of(new Part.Single(1, member, Link.IDENTITY, own, answers))));
        }
        boolean classification = model.task() instanceof Task.Classification;
        int answers = classification ? Math.max(2, outputs(model)) : 1;
        return parts(model, answers).map(parts -> new ModelExplainer(model, answers, classification, parts));
    }

    /** Whether the margins of the only member are those to explain. */
    private static boolean hasOwnMargins(Model model) {
        return model.members().size() == 1 && model.members().get(0).link() != Link.PROBABILITY;
    }

    private static Optional<List<Part>> parts(Model model, int answers) {
        double total = model.members().stream().mapToDouble(Member::weight).sum();
        double[] steps = Effort.treeSteps(
                model.members().stream().map(ModelExplainer::stepsOfTrees).toList());
        List<Part> parts = new ArrayList<>();
        List<ComparedMembers.Weighted> others = new ArrayList<>();
        for (int index = 0; index < steps.length; index++) {
            Member member = model.members().get(index);
            double share = steps.length == 1 ? 1 : member.weight() / total;
            direct(member, model.background(), steps[index])
                    .ifPresentOrElse(
                            margins -> parts.add(new Part.Single(share, member, member.link(), margins, answers)),
                            () -> others.add(new ComparedMembers.Weighted(share, member)));
        }
        if (others.isEmpty()) {
            return Optional.of(parts);
        }
        return model.background().map(rows -> {
            parts.add(new ComparedMembers(others, answers).against(rows));
            return parts;
        });
    }

    /** 0 of what is no forest, or is not explained as one. */
    private static double stepsOfTrees(Member member) {
        return member.predictor() instanceof TreeEnsemble trees && isDirect(member, trees)
                ? TreeSampling.steps(CoveredForest.of(trees), trees.features())
                : 0;
    }

    private static boolean isDirect(Member member, TreeEnsemble trees) {
        return FeatureOwners.of(member.pipeline()).isPresent() && TreeContributions.fit(trees);
    }

    /** A way to explain the member that does not ask it again and again, if there is one. */
    private static Optional<Contributions> direct(Member member, Optional<Background> background, double steps) {
        Optional<int[][]> owners = FeatureOwners.of(member.pipeline());
        if (member.predictor() instanceof TreeEnsemble trees && isDirect(member, trees)) {
            return Optional.of(new TreeContributions(trees, owners.orElseThrow(), steps));
        }
        if (owners.isPresent() && background.isPresent() && member.predictor() instanceof LinearPredictor linear) {
            return Optional.of(new LinearContributions(linear, member.pipeline(), owners.get(), background.get()));
        }
        return Optional.empty();
    }

    private static Contributions compared(Member member, Background background) {
        int[] columns = FeatureOwners.columns(member.pipeline());
        KernelContributions.Margins margins =
                in -> MemberMargins.of(member, member.pipeline().transform(in), in.rows());
        int evaluations = Effort.evaluations(Effort.operations(member));
        return new KernelContributions(margins, margins, columns, background, evaluations);
    }

    private static int outputs(Model model) {
        return model.task() instanceof Task.Classification classification
                        && classification.labels().size() > 2
                ? classification.labels().size()
                : 1;
    }

    /** Of two labels that both have a score: the log-odds are the difference. */
    private boolean isDifference() {
        return outputs == 1 && answers == 2;
    }

    /** How many margins are explained: one, or one a label of a classification with more than two. */
    public int outputs() {
        return outputs;
    }

    /** The margin of a row of which nothing is known, {@code double[output]}. */
    public double[] expected() {
        return expected.clone();
    }

    /** Whether margins are the predicted values themselves. */
    public boolean explainsValues() {
        return model.task() instanceof Task.Regression
                && (!hasOwnMargins(model) || model.members().get(0).link() == Link.IDENTITY);
    }

    /**
     * Explains some rows.
     *
     * @param in columns as {@link Model#inputs()}
     * @return for each output and row, the contributions and the expected value add up to the margin
     */
    public Explanation explain(ColumnBatch in) {
        int rows = in.rows();
        int columns = model.inputs().size();
        double[][] scores = new double[answers][rows];
        double[][][] contributions = new double[answers][columns][rows];
        IdentityHashMap<FeaturePipeline, float[][]> features = new IdentityHashMap<>();
        for (Part part : parts) {
            part.add(in, features, scores, contributions);
        }
        if (logarithms) {
            for (int answer = 0; answer < answers; answer++) {
                Rescaling.carry(
                        ModelExplainer::logarithm, expectedAnswers[answer], scores[answer], contributions[answer]);
            }
        }
        if (!isDifference()) {
            return new Explanation(scores, contributions);
        }
        subtract(scores[1], scores[0]);
        for (int column = 0; column < columns; column++) {
            subtract(contributions[1][column], contributions[0][column]);
        }
        return new Explanation(new double[][] {scores[1]}, new double[][][] {contributions[1]});
    }

    private static double logarithm(double probability) {
        return Math.log(Math.max(LEAST_PROBABILITY, probability));
    }

    private static void subtract(double[] from, double[] values) {
        for (int row = 0; row < from.length; row++) {
            from[row] -= values[row];
        }
    }
}
