package io.auspex.learn.search;

import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.FitControl;
import io.auspex.learn.algorithm.Fitted;
import io.auspex.learn.algorithm.Learner;
import io.auspex.learn.algorithm.LearningTask;
import io.auspex.learn.algorithm.TrainingRows;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Target;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.ImputedNumber;
import io.auspex.model.transform.ImputedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Trains candidates on the folds. Folds run side by side, each with its share of the cores, since boosters on few rows gain little
 * from more cores; what comes out does not depend on how many there are.
 */
final class CandidateTrainer implements AutoCloseable {
    /** A fold's rows, and what the learner makes of them: scaled, and for linear models row by row too. */
    private static final long FOLD_COPIES = 3;
    /** Transformed rows may take this part of the heap before they are made anew for the next recipe. */
    private static final int KEPT_PARTS = 4;

    private final PreprocessorFitting fitting;
    private final DataProfile profile;
    private final Target target;
    private final LearningTask task;
    private final List<Fold> folds;
    private final int threads;
    private final long seed;
    private final int sideBySide;
    private final ExecutorService workers;
    private final Map<FeatureRecipe, FeaturePipeline> pipelines = new EnumMap<>(FeatureRecipe.class);
    private final Map<FeatureRecipe, TrainingRows> prepared = new EnumMap<>(FeatureRecipe.class);

    /**
     * @param fitting on the rows that have a target, without it
     * @param profile of those rows
     */
    CandidateTrainer(PreprocessorFitting fitting, DataProfile profile, Target target, int threads, long seed) {
        this.fitting = fitting;
        this.profile = profile;
        this.target = target;
        this.task = new LearningTask(target.problemType(), target.labels().size());
        boolean classes = target.problemType().isClassification();
        this.folds = Folds.of(
                fitting.features().rows(),
                classes ? target.codes() : null,
                target.labels().size(),
                seed);
        this.threads = threads;
        this.seed = seed;
        this.sideBySide = Math.min(threads, folds.size());
        this.workers = Executors.newFixedThreadPool(sideBySide, work -> {
            Thread thread = new Thread(work, "fold");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Hears how far the folds are; called by several threads. */
    interface FoldListener {
        void grown(int fold, int rounds);

        void done(int fold);
    }

    /** Whether every row is validated on, so that the fold models together know all rows. */
    boolean crossValidates() {
        return folds.size() > 1;
    }

    FeaturePipeline pipeline(FeatureRecipe recipe) {
        return pipelines.computeIfAbsent(recipe, unused -> recipe.fit(fitting, profile));
    }

    /** Trains on every fold and scores on the rows left out. */
    CandidateResult train(Candidate candidate, Scorer scorer, Deadline deadline, FoldListener listener) {
        long start = System.nanoTime();
        TrainingRows rows = prepare(candidate.recipe());
        List<Future<FoldResult>> running = new ArrayList<>();
        for (int index = 0; index < folds.size(); index++) {
            int fold = index;
            int wavesLeft = (folds.size() - fold + sideBySide - 1) / sideBySide;
            running.add(workers.submit(
                    () -> trainFold(candidate.learner(), rows, fold, deadline.share(1.0 / wavesLeft), listener)));
        }
        List<Fitted> fitted = new ArrayList<>();
        int width = task.outputs() == 1 && task.classes() == 2 ? 2 : task.outputs();
        int validated =
                folds.stream().mapToInt(fold -> fold.validation().length).sum();
        OutOfFold outOfFold = new OutOfFold(new int[validated], new int[folds.size()], new double[width][validated]);
        int next = 0;
        for (int fold = 0; fold < folds.size(); fold++) {
            FoldResult result = join(running.get(fold), running);
            fitted.add(result.fitted());
            next = collect(result, folds.get(fold), outOfFold, next);
            outOfFold.foldEnds()[fold] = next;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new CandidateResult(candidate, fitted, scorer.score(outOfFold), seconds);
    }

    private record FoldResult(Fitted fitted, float[][] predictions) {}

    private FoldResult trainFold(
            Learner learner, TrainingRows rows, int fold, Deadline deadline, FoldListener listener) {
        TrainingRows train = rows.select(folds.get(fold).train());
        TrainingRows validation = rows.select(folds.get(fold).validation());
        FitControl control = new FitControl(
                Math.max(1, threads / sideBySide), seed + fold, deadline, round -> listener.grown(fold, round));
        Fitted fitted = learner.fit(task, train, Optional.of(validation), control);
        float[][] predictions = fitted.predict(validation.features(), validation.rows());
        listener.done(fold);
        return new FoldResult(fitted, predictions);
    }

    private static FoldResult join(Future<FoldResult> fold, List<Future<FoldResult>> all) {
        try {
            return fold.get();
        } catch (ExecutionException e) {
            all.forEach(other -> other.cancel(false));
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while training", e);
        }
    }

    private static int collect(FoldResult result, Fold fold, OutOfFold outOfFold, int first) {
        float[][] from = result.predictions();
        double[][] to = outOfFold.predictions();
        int next = first;
        for (int row = 0; row < fold.validation().length; row++, next++) {
            outOfFold.rows()[next] = fold.validation()[row];
            if (from.length == 1 && to.length == 2) {
                to[0][next] = 1 - from[0][row];
                to[1][next] = from[0][row];
            } else {
                for (int output = 0; output < from.length; output++) {
                    to[output][next] = from[output][row];
                }
            }
        }
        return next;
    }

    /** Trains on all rows. */
    Fitted refit(Candidate candidate, Learner settled, Deadline deadline, IntConsumer roundDone) {
        return settled.fit(
                task,
                prepare(candidate.recipe()),
                Optional.empty(),
                new FitControl(threads, seed, deadline, roundDone));
    }

    /** What the features of a recipe take at most while a linear model or a net is trained on them. */
    long featureBytes(FeatureRecipe recipe) {
        return bytes(recipe) * (1 + FOLD_COPIES * sideBySide);
    }

    private long bytes(FeatureRecipe recipe) {
        return (long) Float.BYTES * fitting.features().rows() * pipeline(recipe).width();
    }

    private TrainingRows prepare(FeatureRecipe recipe) {
        if (!prepared.containsKey(recipe)) {
            long kept = prepared.keySet().stream().mapToLong(this::bytes).sum() + bytes(recipe);
            if (kept > Runtime.getRuntime().maxMemory() / KEPT_PARTS) {
                prepared.clear();
            }
        }
        return prepared.computeIfAbsent(recipe, unused -> {
            FeaturePipeline pipeline = pipeline(recipe);
            float[][] transformed = pipeline.transform(fitting.features().batch());
            return new TrainingRows(transformed, target.values(), codes(pipeline));
        });
    }

    /** Of each feature how many category codes it can have, 0 of plain numbers: components, and codes that the user has scaled. */
    private static int[] codes(FeaturePipeline pipeline) {
        List<Integer> encoded = new ArrayList<>();
        for (ColumnTransformer transformer : pipeline.transformers()) {
            int codes = filled(transformer) instanceof CategoryCodes categories
                    ? categories.categories().size() + 1
                    : 0;
            encoded.addAll(Collections.nCopies(transformer.width(), codes));
        }
        int[] codes = new int[pipeline.width()];
        int[] kept = pipeline.kept();
        for (int feature = 0; feature < kept.length; feature++) {
            codes[feature] = encoded.get(kept[feature]);
        }
        return codes;
    }

    /** What reads the column once its NULLs are filled. */
    private static ColumnTransformer filled(ColumnTransformer transformer) {
        if (transformer instanceof ImputedText text) {
            return text.transformer();
        }
        return transformer instanceof ImputedNumber number ? number.transformer() : transformer;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
