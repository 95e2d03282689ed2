package io.auspex.learn.forest;

import io.auspex.learn.algorithm.FitControl;
import io.auspex.learn.algorithm.Fitted;
import io.auspex.learn.algorithm.Learner;
import io.auspex.learn.algorithm.LearningTask;
import io.auspex.learn.algorithm.TrainingRows;
import io.auspex.learn.objective.ModelType;
import io.auspex.model.predict.Link;
import io.auspex.model.predict.TreeEnsemble;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many deep trees that each know little of the others, and their mean: extra-trees, which draw thresholds by chance (Geurts, Ernst and
 * Wehenkel, "Extremely randomized trees", Machine Learning 63, 2006), or a random forest, whose trees each see rows drawn with
 * replacement and choose the best threshold (Breiman, "Random forests", Machine Learning 45, 2001). What they get wrong differs from
 * what boosted trees get wrong, so an ensemble gains by them.
 *
 * <p>Nothing is stopped early, and validation rows are not looked at: more trees are never worse. {@link Fitted#setting} is the
 * number of trees.
 */
public final class ForestLearner implements Learner {
    /** What gathering a node and parting its rows costs, beside trying one feature. */
    private static final double NODE_COST = 3;
    /** Features that times are compared at. */
    private static final int TYPICAL_FEATURES = 30;
    /** Fewer trees would be a poor forest. */
    private static final int LEAST_TREES = 60;
    /** A lighter forest has one in so many of the trees. */
    private static final int FEWER_TREES = 3;
    /** What the rows of a node count at least in lighter trees: trees that fit into tiles, and trees of half as many leaves. */
    private static final int MUCH_LARGER_NODES = 20;

    private static final int LARGER_NODES = 8;

    private final ModelType modelType;
    private final ForestParameters parameters;

    /**
     * @param modelType {@link ModelType#EXTRA_TREES} or {@link ModelType#RANDOM_FOREST}
     * @param parameters {@code num_trees}, {@code criterion}, {@code max_features}, {@code min_samples_leaf}; those left out have
     *     defaults
     * @throws io.auspex.learn.TrainingException that names the first wrong one
     */
    public ForestLearner(ModelType modelType, Map<String, String> parameters) {
        this(modelType, ForestParameters.of(parameters));
    }

    private ForestLearner(ModelType modelType, ForestParameters parameters) {
        if (modelType != ModelType.EXTRA_TREES && modelType != ModelType.RANDOM_FOREST) {
            throw new IllegalArgumentException(modelType + " is no forest");
        }
        this.modelType = modelType;
        this.parameters = parameters;
    }

    @Override
    public ModelType modelType() {
        return modelType;
    }

    @Override
    public Map<String, String> parameters() {
        return parameters.toMap();
    }

    @Override
    public Fitted fit(LearningTask task, TrainingRows train, Optional<TrainingRows> validation, FitControl control) {
        boolean bootstrap = modelType == ModelType.RANDOM_FOREST;
        boolean classification = task.problemType().isClassification();
        int features = train.features().length;
        ForestRows rows = ForestRows.of(task, train, parameters.entropy(), bootstrap);
        ForestGrowth growth = new ForestGrowth(
                () -> new TreeGrower(
                        rows,
                        bootstrap,
                        parameters.tries(classification, features),
                        parameters.leastFor(task, train.rows(), bootstrap),
                        parameters.leastParted()),
                parameters.trees(),
                control);
        List<GrownTree> trees = growth.grow();
        return new Fitted(
                ForestAssembly.ensemble(trees, features, task.outputs()),
                classification ? Link.PROBABILITY : Link.IDENTITY,
                trees.size(),
                trees.size(),
                trees.size() < parameters.trees());
    }

    @Override
    public Learner settled(List<Fitted> folds) {
        double[] settings = folds.stream().mapToDouble(Fitted::setting).sorted().toArray();
        return new ForestLearner(modelType, parameters.withTrees(Math.max(1, (int) settings[settings.length / 2])));
    }

    /** Trees times the features that each node tries; entropy takes its logarithms from a table and costs about the same. */
    @Override
    public double workRelativeTo(Learner finished, double rounds) {
        ForestLearner other = (ForestLearner) finished;
        return parameters.trees() * treeCost() / (Math.max(1, rounds) * other.treeCost());
    }

    private double treeCost() {
        return NODE_COST + parameters.tries(true, TYPICAL_FEATURES);
    }

    @Override
    public Learner hastened(double factor) {
        int trees = Math.max(Math.min(LEAST_TREES, parameters.trees()), (int) (parameters.trees() / factor));
        return new ForestLearner(modelType, parameters.withTrees(trees));
    }

    /**
     * Fewer trees, since the others mostly take chance out of the answer, the less the more there are; and trees whose small nodes are not
     * parted, which where targets are noisy is even better.
     */
    @Override
    public List<Lighter> lighter() {
        return List.of(
                lighter(FEWER_TREES, MUCH_LARGER_NODES),
                lighter(FEWER_TREES, LARGER_NODES),
                lighter(FEWER_TREES, parameters.leastParted()),
                lighter(1, MUCH_LARGER_NODES));
    }

    private Lighter lighter(int part, int leastParted) {
        return new Lighter(
                new ForestLearner(modelType, parameters.withLeastParted(leastParted)),
                fitted -> lighter(fitted, part, leastParted));
    }

    private Optional<Fitted> lighter(Fitted fitted, int part, int leastParted) {
        int trees = (int) fitted.setting() / part;
        TreeEnsemble all = (TreeEnsemble) fitted.predictor();
        if (part > 1 && trees < LEAST_TREES) {
            return Optional.empty();
        }
        TreeEnsemble some = part == 1 ? all : ForestAssembly.first(all, trees);
        TreeEnsemble pruned = leastParted > parameters.leastParted() ? ForestPruning.prune(some, leastParted) : some;
        return part == 1 && pruned.leafValues().count() == all.leafValues().count()
                ? Optional.empty()
                : Optional.of(new Fitted(pruned, fitted.link(), trees, trees, fitted.cutOff()));
    }

    @Override
    public boolean profitsFromFolds() {
        return false;
    }
}
