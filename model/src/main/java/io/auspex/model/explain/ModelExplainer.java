package io.auspex.model.explain;

import io.auspex.model.Background;
import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.TreeEnsemble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Explains a model's predictions: how much each input column added, as Shapley values. Trees and linear models are explained
 * exactly, everything else by kernel SHAP over the model's background rows. Immutable; several threads may call it at once.
 *
 * <p>What is explained is the margin: the value of a regression before its link, the log-odds of a binary classification's
 * second label, the score of each label of a classification with more. The margin of a model of several members is the
 * weighted mean of theirs, which keeps contributions additive; the model's own answer averages probabilities and may differ a
 * little from what the mean margin would give. Members of a regression whose links differ have no margins in common; of
 * these the predicted value itself is explained.
 */
public final class ModelExplainer {
    private final Model model;
    private final int outputs;
    private final List<Part> parts;
    private final double[] expected;

    /** One member's share, or the whole model. */
    private record Part(double share, Optional<Member> member, Contributions contributions) {}

    private ModelExplainer(Model model, List<Part> parts) {
        this.model = model;
        this.parts = List.copyOf(parts);
        this.outputs = outputs(model);
        this.expected = new double[outputs];
        for (Part part : parts) {
            double[] own = part.contributions().expected();
            for (int output = 0; output < outputs; output++) {
                expected[output] += part.share() * (isTwofold(own.length) ? own[1] - own[0] : own[output]);
            }
        }
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
        if (haveNoMarginsInCommon(model)) {
            return model.background().map(background -> new ModelExplainer(model, List.of(whole(model, background))));
        }
        double total = model.members().stream().mapToDouble(Member::weight).sum();
        List<Part> parts = new ArrayList<>();
        for (Member member : model.members()) {
            Optional<Contributions> contributions = contributions(member, model.background());
            if (contributions.isEmpty()) {
                return Optional.empty();
            }
            parts.add(new Part(member.weight() / total, Optional.of(member), contributions.get()));
        }
        return Optional.of(new ModelExplainer(model, parts));
    }

    private static boolean haveNoMarginsInCommon(Model model) {
        return model.task() instanceof Task.Regression
                && model.members().stream().map(Member::link).distinct().count() > 1;
    }

    private static Part whole(Model model, Background background) {
        int[] columns = model.members().stream()
                .flatMapToInt(member -> Arrays.stream(FeatureOwners.columns(member.pipeline())))
                .distinct()
                .sorted()
                .toArray();
        KernelContributions.Margins values = in -> {
            double[] value = new double[in.rows()];
            model.values(in, value);
            return new double[][] {value};
        };
        return new Part(1, Optional.empty(), new KernelContributions(values, columns, background));
    }

    private static Optional<Contributions> contributions(Member member, Optional<Background> background) {
        Optional<int[][]> owners = FeatureOwners.of(member.pipeline());
        if (owners.isPresent() && member.predictor() instanceof TreeEnsemble trees && TreeContributions.fit(trees)) {
            return Optional.of(new TreeContributions(trees, owners.get()));
        }
        return background.map(rows -> {
            if (owners.isPresent() && member.predictor() instanceof LinearPredictor linear) {
                return new LinearContributions(linear, member.pipeline(), owners.get(), rows);
            }
            int[] columns = FeatureOwners.columns(member.pipeline());
            return new KernelContributions(in -> margins(member, in), columns, rows);
        });
    }

    private static double[][] margins(Member member, ColumnBatch in) {
        float[][] margins = new float[member.predictor().outputs()][in.rows()];
        member.predictor().margins(member.pipeline().transform(in), in.rows(), margins);
        return Arrays.stream(margins).map(ModelExplainer::widen).toArray(double[][]::new);
    }

    private static double[] widen(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static int outputs(Model model) {
        return model.task() instanceof Task.Classification classification
                        && classification.labels().size() > 2
                ? classification.labels().size()
                : 1;
    }

    /** A binary classifier that scores both labels: its log-odds are the difference. */
    private boolean isTwofold(int memberOutputs) {
        return outputs == 1 && memberOutputs == 2;
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
                && (haveNoMarginsInCommon(model) || model.members().get(0).link() == Link.IDENTITY);
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
        double[][] margins = new double[outputs][rows];
        double[][][] contributions = new double[outputs][columns][rows];
        for (Part part : parts) {
            addPart(part, in, margins, contributions);
        }
        return new Explanation(margins, contributions);
    }

    private void addPart(Part part, ColumnBatch in, double[][] margins, double[][][] contributions) {
        int rows = in.rows();
        float[][] features =
                part.member().map(member -> member.pipeline().transform(in)).orElse(new float[0][]);
        double[][] own =
                part.member().map(member -> margins(member, features, rows)).orElseGet(() -> values(in));
        double[][][] added = new double[own.length][model.inputs().size()][rows];
        part.contributions().add(in, features, added);
        for (int output = 0; output < outputs; output++) {
            if (isTwofold(own.length)) {
                addTo(margins[output], own[1], part.share());
                addTo(margins[output], own[0], -part.share());
            } else {
                addTo(margins[output], own[output], part.share());
            }
            for (int column = 0; column < contributions[output].length; column++) {
                if (isTwofold(own.length)) {
                    addTo(contributions[output][column], added[1][column], part.share());
                    addTo(contributions[output][column], added[0][column], -part.share());
                } else {
                    addTo(contributions[output][column], added[output][column], part.share());
                }
            }
        }
    }

    private static double[][] margins(Member member, float[][] features, int rows) {
        float[][] margins = new float[member.predictor().outputs()][rows];
        member.predictor().margins(features, rows, margins);
        return Arrays.stream(margins).map(ModelExplainer::widen).toArray(double[][]::new);
    }

    private double[][] values(ColumnBatch in) {
        double[] values = new double[in.rows()];
        model.values(in, values);
        return new double[][] {values};
    }

    private static void addTo(double[] sums, double[] values, double share) {
        for (int row = 0; row < sums.length; row++) {
            sums[row] += share * values[row];
        }
    }
}
