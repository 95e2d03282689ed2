package io.auspex.learn.search;

import io.auspex.learn.Awaited;
import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.FitControl;
import io.auspex.learn.algorithm.Fitted;
import io.auspex.learn.algorithm.Learner;
import io.auspex.learn.algorithm.LearningTask;
import io.auspex.learn.algorithm.TrainingRows;
import io.auspex.learn.feature.FeatureRecipe;
import io.auspex.learn.feature.FeatureRows;
import io.auspex.learn.feature.RecipeRows;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Target;
import io.auspex.model.compile.Part;
import io.auspex.model.compile.PredictionCost;
import io.auspex.model.transform.FeaturePipeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Trains candidates on the folds. Folds run side by side, each with its share of the cores, since boosters on few rows gain little
 * from more cores; what comes out does not depend on how many there are.
 */
final class CandidateTrainer implements AutoCloseable {
    /** A fold's rows, and what the learner makes of them: scaled, and for linear models row by row too. */
    private static final long FOLD_COPIES = 3;
    /** Between the seeds of repetitions: more than there are folds. */
    private static final int REPETITION_STRIDE = 1000;
    /** A candidate that brings nothing on so many folds is given up. */
    private static final int GATED_FOLDS = 2;

    private final RecipeRows rows;
    private final LearningTask task;
    private final Division division;
    private final int[] codes;
    /** By repetition; where chance does not divide the rows, always the same. */
    private final List<List<Fold>> divisions = new ArrayList<>();

    private final List<Fold> folds;
    private final int threads;
    private final long seed;
    private final int sideBySide;
    private final ExecutorService workers;

    /**
     * @param fitting on the rows that have a target, without it
     * @param profile of those rows
     * @param use of those rows
     */
    CandidateTrainer(
            PreprocessorFitting fitting, DataProfile profile, Target target, RowUse use, int threads, long seed) {
        this.rows = new RecipeRows(fitting, profile, target, use.weights(), seed);
        this.task = new LearningTask(target.problemType(), target.labels().size());
        this.division = use.division();
        this.codes = target.problemType().isClassification() ? target.codes() : null;
        this.threads = threads;
        this.seed = seed;
        this.folds = folds(0);
        this.sideBySide = Math.min(threads, folds.size());
        this.workers = Executors.newFixedThreadPool(sideBySide, work -> {
            Thread thread = new Thread(work, "fold");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The folds of a repetition: rows part otherwise where chance divides them and each is judged once, so that what is repeated errs otherwise,
     * too.
     */
    private List<Fold> folds(int repetition) {
        while (divisions.size() <= repetition) {
            boolean again = divisions.isEmpty() || (division.isByChance() && crossValidates());
            divisions.add(
                    again
                            ? Folds.of(
                                    division,
                                    rows.rows(),
                                    codes,
                                    task.classes(),
                                    seed + (long) REPETITION_STRIDE * divisions.size())
                            : divisions.get(0));
        }
        return divisions.get(repetition);
    }

    /** Hears how far the folds are; called by several threads. */
    interface FoldListener {
        void grown(int fold, int rounds);

        void done(int fold);
    }

    /** Whether every row is validated on, so that the fold models together know all rows. */
    boolean crossValidates() {
        return Folds.judgeEveryRow(folds);
    }

    /** About how long all folds take, 0 where nobody knows. */
    double roughSeconds(Candidate candidate) {
        int most = folds.stream().mapToInt(fold -> fold.train().length).max().orElse(0);
        double waves = Math.ceil((double) folds.size() / sideBySide);
        return waves * candidate.learner().roughSeconds(most, width(candidate.recipe()), task.outputs());
    }

    int folds() {
        return folds.size();
    }

    int width(FeatureRecipe recipe) {
        return rows.width(recipe);
    }

    /** Decides after the first folds whether to go on. */
    interface Gate {
        /** @param begun predictions of the first folds, as many positions as they have */
        boolean isWorthwhile(OutOfFold begun);
    }

    /**
     * Trains on every fold and scores on the rows left out.
     *
     * @return empty if the gate closed after the first folds
     */
    Optional<CandidateResult> train(
            Candidate candidate, Scorer scorer, Deadline deadline, Gate gate, FoldListener listener) {
        long start = System.nanoTime();
        List<Fold> folds = folds(candidate.repetition());
        List<FoldResult> results = new ArrayList<>();
        int first = folds.size() > GATED_FOLDS ? Math.max(GATED_FOLDS, sideBySide) : folds.size();
        trainFolds(candidate, first, deadline, listener, results);
        if (results.size() < folds.size()) {
            // What is repeated was worthwhile before.
            if (candidate.repetition() == 0 && !gate.isWorthwhile(collect(results.subList(0, GATED_FOLDS), folds))) {
                return Optional.empty();
            }
            trainFolds(candidate, folds.size(), deadline, listener, results);
        }
        OutOfFold outOfFold = collect(results, folds);
        double rounds = results.stream()
                .mapToInt(result -> result.model().fitted().rounds())
                .average()
                .orElse(0);
        List<FoldModel> models = results.stream().map(FoldResult::model).toList();
        return Optional.of(new CandidateResult(
                candidate,
                models,
                inFirstOrder(outOfFold),
                scorer.score(outOfFold),
                rounds,
                results.stream().anyMatch(result -> result.model().fitted().cutOff()),
                (System.nanoTime() - start) / 1e9,
                microseconds(models)));
    }

    /**
     * The same candidate with lighter models, and what those say of rows they had not learnt from; the cheapest form first. Each is made when
     * it is asked for.
     */
    Stream<CandidateResult> lighter(CandidateResult result, Scorer scorer) {
        return result.candidate().learner().lighter().stream().flatMap(form -> lighter(result, form, scorer).stream());
    }

    private Optional<CandidateResult> lighter(CandidateResult result, Learner.Lighter form, Scorer scorer) {
        Candidate candidate = result.candidate().with(form.learner());
        List<Fitted> changed = new ArrayList<>();
        for (Fitted fitted : result.fitted()) {
            form.change().apply(fitted).ifPresent(changed::add);
        }
        if (changed.size() < folds.size()) {
            return Optional.empty();
        }
        List<Fold> folds = folds(candidate.repetition());
        List<Future<FoldResult>> predicting = new ArrayList<>();
        for (int index = 0; index < folds.size(); index++) {
            Fold part = folds.get(index);
            FoldModel model = new FoldModel(result.folds().get(index).pipeline(), changed.get(index));
            predicting.add(workers.submit(() -> predictFold(candidate, part, model)));
        }
        List<FoldResult> lighter = new ArrayList<>();
        for (Future<FoldResult> fold : predicting) {
            lighter.add(join(fold, predicting));
        }
        OutOfFold outOfFold = collect(lighter, folds);
        double rounds = changed.stream().mapToInt(Fitted::rounds).average().orElse(0);
        double share = rounds / result.rounds();
        List<FoldModel> models = lighter.stream().map(FoldResult::model).toList();
        return Optional.of(new CandidateResult(
                candidate,
                models,
                inFirstOrder(outOfFold),
                scorer.score(outOfFold),
                rounds,
                result.cutOff(),
                share * result.seconds(),
                microseconds(models)));
    }

    /** What each model of a candidate says of some rows, by fold as in {@link OutOfFold#predictions}. Most of the rows it has learnt from. */
    List<double[][]> said(CandidateResult result, int[] rows) {
        IdentityHashMap<FeaturePipeline, float[][]> features = new IdentityHashMap<>();
        List<Future<double[][]>> predicting = new ArrayList<>();
        for (FoldModel model : result.folds()) {
            float[][] made = features.computeIfAbsent(model.pipeline(), pipeline -> this.rows.features(pipeline, rows));
            predicting.add(workers.submit(() -> {
                double[][] said = new double[outOfFoldWidth()][rows.length];
                collect(model.fitted().predict(made, rows.length), said, 0);
                return said;
            }));
        }
        List<double[][]> said = new ArrayList<>();
        for (Future<double[][]> model : predicting) {
            said.add(join(model, predicting));
        }
        return said;
    }

    /** Of one of them, in the mean. */
    private static double microseconds(List<FoldModel> models) {
        return models.stream()
                .mapToDouble(model -> PredictionCost.nanoseconds(List.of(
                                new Part(model.pipeline(), model.fitted().predictor())))
                        / 1000)
                .average()
                .orElse(0);
    }

    private FoldResult predictFold(Candidate candidate, Fold part, FoldModel model) {
        TrainingRows validation =
                rows.fold(candidate.recipe(), part.train(), part.validation()).validation();
        return new FoldResult(model, model.fitted().predict(validation.features(), validation.rows()));
    }

    /** Trains the folds up to {@code end} that have no result yet. */
    private void trainFolds(
            Candidate candidate, int end, Deadline deadline, FoldListener listener, List<FoldResult> results) {
        List<Fold> folds = folds(candidate.repetition());
        List<Future<FoldResult>> running = new ArrayList<>();
        for (int index = results.size(); index < end; index++) {
            int fold = index;
            int wavesLeft = (folds.size() - fold + sideBySide - 1) / sideBySide;
            Deadline share = deadline.share(1.0 / wavesLeft);
            running.add(workers.submit(() -> trainFold(candidate, fold, folds.get(fold), share, listener)));
        }
        for (Future<FoldResult> fold : running) {
            results.add(join(fold, running));
        }
    }

    private record FoldResult(FoldModel model, float[][] predictions) {}

    private FoldResult trainFold(Candidate candidate, int fold, Fold part, Deadline deadline, FoldListener listener) {
        FeatureRows made = rows.fold(candidate.recipe(), part.train(), part.validation());
        TrainingRows validation = made.validation();
        FitControl control = new FitControl(
                Math.max(1, threads / sideBySide),
                seed + fold + (long) REPETITION_STRIDE * candidate.repetition(),
                deadline,
                round -> listener.grown(fold, round));
        Fitted fitted = candidate.learner().fit(task, made.train(), Optional.of(validation), control);
        float[][] predictions = fitted.predict(validation.features(), validation.rows());
        listener.done(fold);
        return new FoldResult(new FoldModel(made.pipeline(), fitted), predictions);
    }

    private static <T> T join(Future<T> fold, List<Future<T>> all) {
        try {
            return Awaited.result(fold);
        } catch (RuntimeException | Error failure) {
            all.forEach(other -> other.cancel(false));
            throw failure;
        }
    }

    /** What the models of the first folds say, fold after fold. */
    private OutOfFold collect(List<FoldResult> results, List<Fold> folds) {
        int[] ends = ends(folds.subList(0, results.size()));
        int positions = ends[ends.length - 1];
        OutOfFold outOfFold = new OutOfFold(new int[positions], ends, new double[outOfFoldWidth()][positions]);
        for (int fold = 0; fold < ends.length; fold++) {
            int[] validation = folds.get(fold).validation();
            int start = outOfFold.foldStart(fold);
            System.arraycopy(validation, 0, outOfFold.rows(), start, validation.length);
            collect(results.get(fold).predictions(), outOfFold.predictions(), start);
        }
        return outOfFold;
    }

    /** The position after the last one of each fold. */
    private static int[] ends(List<Fold> folds) {
        int[] ends = new int[folds.size()];
        int end = 0;
        for (int fold = 0; fold < ends.length; fold++) {
            end += folds.get(fold).validation().length;
            ends[fold] = end;
        }
        return ends;
    }

    /** Positions as those of candidates that are not repeated, which predictions are blended by. */
    private OutOfFold inFirstOrder(OutOfFold outOfFold) {
        int[] order = folds.stream()
                .flatMapToInt(fold -> IntStream.of(fold.validation()))
                .toArray();
        if (Arrays.equals(order, outOfFold.rows())) {
            return outOfFold;
        }
        int[] positions = new int[rows.rows()];
        for (int position = 0; position < outOfFold.rows().length; position++) {
            positions[outOfFold.rows()[position]] = position;
        }
        double[][] predictions = new double[outOfFold.predictions().length][order.length];
        for (int output = 0; output < predictions.length; output++) {
            for (int position = 0; position < order.length; position++) {
                predictions[output][position] = outOfFold.predictions()[output][positions[order[position]]];
            }
        }
        return new OutOfFold(order, ends(folds), predictions);
    }

    /** Two classes, where a model gives the probability of the second one alone. */
    private int outOfFoldWidth() {
        return task.outputs() == 1 && task.classes() == 2 ? 2 : task.outputs();
    }

    private static void collect(float[][] from, double[][] to, int first) {
        for (int row = 0; row < from[0].length; row++) {
            if (from.length == 1 && to.length == 2) {
                to[0][first + row] = 1 - from[0][row];
                to[1][first + row] = from[0][row];
            } else {
                for (int output = 0; output < from.length; output++) {
                    to[output][first + row] = from[output][row];
                }
            }
        }
    }

    /** Trains on all rows. */
    FoldModel refit(Candidate candidate, Learner settled, Deadline deadline, IntConsumer roundDone) {
        FeatureRows all = rows.whole(candidate.recipe());
        Fitted fitted =
                settled.fit(task, all.train(), Optional.empty(), new FitControl(threads, seed, deadline, roundDone));
        return new FoldModel(all.pipeline(), fitted);
    }

    /** What the features of a recipe take at most while a linear model or a net is trained on them. */
    long featureBytes(FeatureRecipe recipe) {
        return (long) Float.BYTES * rows.rows() * rows.width(recipe) * (1 + FOLD_COPIES * sideBySide);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
