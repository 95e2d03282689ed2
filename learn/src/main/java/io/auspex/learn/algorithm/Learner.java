package io.auspex.learn.algorithm;

import io.auspex.learn.objective.ModelType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One algorithm with its parameters. Immutable; may be used by several threads at once. The same rows, control seed and parameters
 * give the same result, unless the deadline cuts it.
 */
public interface Learner {
    ModelType modelType();

    /** For the leaderboard. */
    Map<String, String> parameters();

    /**
     * Learns from {@code train}. With {@code validation} rows it stops where it is best on those; without, it goes as far as its
     * parameters say. When the deadline passes it hands back the best so far, at least something valid.
     */
    Fitted fit(LearningTask task, TrainingRows train, Optional<TrainingRows> validation, FitControl control);

    /** The same learner with the choice of early stopping fixed at the median of these, for a fit on all rows. */
    Learner settled(List<Fitted> folds);

    /**
     * How much work one fit is, relative to other learners of the same class on the same rows.
     *
     * @param finished an earlier learner of the same class
     * @param rounds what its fits took, {@link Fitted#rounds} in the mean
     */
    double workRelativeTo(Learner finished, double rounds);

    /**
     * The same learner in larger steps, so that a fit takes about the factor less time and loses as little as can be; the learner
     * itself where it has no steps.
     *
     * @param factor above 1
     */
    default Learner hastened(double factor) {
        return this;
    }

    /**
     * What can stand for a fitted model where predictions are to be cheaper: less of the same, without learning anew.
     *
     * @param learner what learns as light models on all rows, when it is {@link #settled} with the {@link Fitted#setting} of the changed ones
     * @param change of a model of the heavier learner; empty where it makes no lighter one
     */
    record Lighter(Learner learner, Function<Fitted, Optional<Fitted>> change) {}

    /** The cheapest form first. */
    default List<Lighter> lighter() {
        return List.of();
    }

    /** Whether another seed makes another model. */
    default boolean isRandom() {
        return true;
    }

    /**
     * Whether the mean of the folds' models is better than one model of all rows. Not where a model is such a mean already, or keeps
     * the rows it learnt from.
     */
    default boolean profitsFromFolds() {
        return true;
    }

    /**
     * About how long a fit takes on one core of a usual machine, in seconds; 0 where nothing is known. For plans, before anything of the
     * kind was measured.
     *
     * @param features of a row
     */
    default double roughSeconds(int rows, int features, int outputs) {
        return 0;
    }
}
