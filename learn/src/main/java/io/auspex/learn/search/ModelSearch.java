package io.auspex.learn.search;

import io.auspex.learn.TrainingException;
import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.Learner;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Target;
import io.auspex.model.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tries the {@link Portfolio}'s candidates one after the other while there is time, and blends those that are best together
 * ({@link EnsembleSelection}).
 *
 * <pre>
 *   candidate ─► is there time? ─► first folds ─► do they bring the blend anything? ─► other folds ─► leaderboard, blend
 *                    │ no: hastened, or left out         │ no: given up
 * </pre>
 *
 * <p>The model is made of the fold models of the candidates chosen, which averages away much of their chance; where there was one
 * held-out part only, or a single linear model is chosen, of models trained once more on all rows.
 */
public final class ModelSearch {
    /** The rest of the portfolio is left when so many candidates in a row brought the blend nothing. */
    private static final int PATIENCE = 12;
    /**
     * A candidate goes on if the blend's loss on the first folds grows by less than this share over the root of their rows: what few
     * rows say is chance.
     */
    private static final double GATE_TOLERANCE = 0.15;
    /** A candidate that makes the blend's loss smaller by less than this share has brought nothing. */
    private static final double LEAST_GAIN = 5e-4;
    /** How often what the blend is made of is trained once more, while that brings something. */
    private static final int MOST_REPETITIONS = 6;
    /** What is kept of the budget for choosing the ensemble. */
    private static final double CHOOSING_SHARE = 0.06;
    /** A prediction of time is this much too low in bad cases. */
    private static final double CAUTION = 1.5;
    /** Fold models take memory: those of so many of the best candidates are kept. */
    private static final int MOST_KEPT = 20;
    /** Between two messages of one fit. */
    private static final long REPORT_NANOS = 500_000_000;

    private final CandidateTrainer trainer;
    private final Scorer scorer;
    private final Objective objective;
    private final SearchSettings settings;
    private final BlendLoss smooth;
    private final RunningBlend blend;
    private final Deadline deadline;
    private final double budgetSeconds;
    private final SearchListener listener;
    private final Leaderboard leaderboard;
    private final EnsembleChoice choice;
    private final SearchCosts costs;
    private final List<String> report = new ArrayList<>();
    private final List<String> untried = new ArrayList<>();
    private final List<String> givenUp = new ArrayList<>();
    /** Candidates that were hastened or cut off, as they would be with more time, by their first name. */
    private final Map<String, Candidate> hurried = new HashMap<>();

    private double[] truth;
    private double reported;
    private long lastReportNanos = System.nanoTime();
    private boolean cutOff;

    private ModelSearch(
            CandidateTrainer trainer,
            DataProfile profile,
            Target target,
            Objective objective,
            SearchSettings settings,
            boolean alone,
            Deadline deadline,
            SearchListener listener) {
        this.trainer = trainer;
        this.settings = settings;
        this.scorer = new Scorer(target, objective);
        this.costs = new SearchCosts(trainer, profile, target, scorer);
        this.objective = objective;
        this.smooth = BlendLoss.smooth(target, objective);
        this.blend = new RunningBlend(smooth);
        this.deadline = deadline;
        this.budgetSeconds = Math.max(1e-9, deadline.remainingSeconds());
        this.listener = listener;
        this.leaderboard = new Leaderboard(objective);
        this.choice = new EnsembleChoice(target, objective, scorer, settings, alone);
    }

    /**
     * Searches.
     *
     * @param fitting PREPROCESSORS, on the rows that have a target, without it
     * @param profile of those rows
     * @param use of those rows
     * @param only the family to search in, or all
     * @param settings what the user says of the search
     * @throws TrainingException when no column is of use, or the time was too short for a first candidate
     */
    public static SearchResult run(
            PreprocessorFitting fitting,
            DataProfile profile,
            Target target,
            RowUse use,
            Objective objective,
            Optional<ModelType> only,
            SearchSettings settings,
            int threads,
            long seed,
            Deadline deadline,
            SearchListener listener) {
        if (!profile.hasFeatures()) {
            throw new TrainingException(
                    "No column is of use to predict \"" + target.field().name() + "\": "
                            + String.join(" ", profile.findings()),
                    "Add columns that repeat their values or are numbers to the query.");
        }
        boolean alone = !settings.ensemble()
                || only.filter(ModelType.LINEAR_LEARNER::equals).isPresent();
        try (CandidateTrainer trainer = new CandidateTrainer(fitting, profile, target, use, threads, seed)) {
            ModelSearch search =
                    new ModelSearch(trainer, profile, target, objective, settings, alone, deadline, listener);
            search.tryAll(Portfolio.candidates(only, profile));
            search.reportUntried();
            return search.result();
        }
    }

    private void tryAll(List<Candidate> portfolio) {
        Schedule schedule = new Schedule(
                deadline.share(1 - CHOOSING_SHARE),
                settings.maxModels().orElse(Integer.MAX_VALUE),
                candidate -> trainer.width(candidate.recipe()),
                trainer::roughSeconds);
        boolean better = tryOut(portfolio, schedule);
        for (int repetition = 1; better && repetition <= MOST_REPETITIONS; repetition++) {
            better = tryOut(repetitions(), schedule);
        }
    }

    /** Whether any of the candidates brought the blend something. */
    private boolean tryOut(List<Candidate> candidates, Schedule schedule) {
        int idle = 0;
        boolean brought = false;
        for (int index = 0; index < candidates.size() && idle < PATIENCE; index++) {
            Candidate candidate = candidates.get(index);
            if (!mayTryMore()) {
                report.add("MAX_MODELS ended the search after " + tried() + " candidates.");
                return false;
            }
            Optional<Schedule.Slot> slot = schedule.slot(candidate);
            if (slot.isEmpty()) {
                cutOff |= candidate.repetition() == 0;
                untried.add(candidate.name());
                continue;
            }
            if (!fitsIntoMemory(candidate)) {
                report.add("Candidate \"" + candidate.name() + "\" was not tried: its "
                        + trainer.width(candidate.recipe()) + " features would not have fit into memory.");
                continue;
            }
            double done = (double) index / candidates.size();
            boolean better = tryOne(candidate, slot.get(), schedule, done, 1.0 / candidates.size())
                    || giveBestMoreTime(schedule, done);
            brought |= better;
            idle = better ? 0 : idle + 1;
            if (idle == PATIENCE && index + 1 < candidates.size()) {
                report.add("The rest of the portfolio was left: the last " + PATIENCE + " candidates brought nothing.");
            }
        }
        return brought;
    }

    /** Those that the blend is made of, the heaviest first, as far as chance has a part in them. */
    private List<Candidate> repetitions() {
        if (truth == null) {
            return List.of();
        }
        Map<String, Candidate> repetitions = new LinkedHashMap<>();
        for (Assembly.Part part :
                Assembly.of(leaderboard.kept(), smooth, scorer, truth).parts()) {
            Candidate candidate = part.result().candidate();
            if (candidate.learner().isRandom()) {
                repetitions.putIfAbsent(candidate.firstName(), onceMore(candidate));
            }
        }
        return List.copyOf(repetitions.values());
    }

    private Candidate onceMore(Candidate candidate) {
        return candidate.again((int) leaderboard.results().stream()
                .filter(result -> result.candidate().firstName().equals(candidate.firstName()))
                .count());
    }

    /**
     * Trains the best so far once more with the time that it was not given before. Where candidates must be hastened or cut off, that brings
     * more than another candidate that has no time either.
     *
     * @return whether the blend is the better for it
     */
    private boolean giveBestMoreTime(Schedule schedule, double done) {
        CandidateResult best = leaderboard.bestKept();
        Candidate whole = hurried.remove(best.candidate().firstName());
        if (whole == null || !mayTryMore()) {
            return false;
        }
        return schedule.longer(onceMore(whole), best.seconds())
                .map(slot -> tryOne(whole, slot, schedule, done, 0))
                .orElse(false);
    }

    private boolean mayTryMore() {
        return settings.maxModels().isEmpty() || tried() < settings.maxModels().getAsInt();
    }

    private int tried() {
        return leaderboard.results().size() + givenUp.size();
    }

    /**
     * @param whole the candidate with all the time that it needs
     * @param slot as it is to be trained
     * @param done share of the portfolio that was tried before
     * @param share of the portfolio that this candidate is
     * @return whether the blend is the better for it
     */
    private boolean tryOne(Candidate whole, Schedule.Slot slot, Schedule schedule, double done, double share) {
        Candidate candidate = slot.candidate();
        String message = "trying " + candidate.name();
        progress(done, message);
        long start = System.nanoTime();
        Optional<CandidateResult> trained;
        try {
            trained = train(slot, message, done, share);
        } catch (TrainingException failed) {
            if (truth == null) {
                throw failed;
            }
            report.add("Candidate \"" + candidate.name() + "\" failed: " + failed.getMessage());
            return false;
        }
        if (trained.isEmpty()) {
            givenUp.add(candidate.name());
            progress(
                    done + share,
                    String.format(
                            Locale.ROOT,
                            "gave %s up after %.1f s",
                            candidate.name(),
                            (System.nanoTime() - start) / 1e9));
            return false;
        }
        CandidateResult result = trained.get();
        schedule.took(candidate, result.rounds(), result.seconds(), result.cutOff());
        if (!costs.asksFolds(result)) {
            schedule.holdBack(CAUTION * secondsOnAllRows(result));
        }
        cutOff |= result.cutOff();
        if (result.cutOff() || !slot.candidate().learner().equals(whole.learner())) {
            hurried.put(candidate.firstName(), whole);
        }
        if (truth == null) {
            truth = scorer.truth(result.outOfFold());
        }
        double[] signal = scorer.signal(smooth, result.outOfFold());
        double gain = blend.gain(signal, truth, truth.length);
        blend.join(signal, truth);
        leaderboard.add(result);
        leaderboard.keepBest(MOST_KEPT);
        deadline.somethingToKeep();
        listener.leaderboard(leaderboard.rows());
        progress(done + share, describe(result));
        return gain > LEAST_GAIN;
    }

    private Optional<CandidateResult> train(Schedule.Slot slot, String message, double done, double share) {
        AtomicInteger foldsDone = new AtomicInteger();
        return trainer.train(
                slot.candidate(),
                scorer,
                deadline.within(slot.mostSeconds()),
                this::isWorthwhile,
                new CandidateTrainer.FoldListener() {
                    @Override
                    public void grown(int fold, int rounds) {
                        sometimes(message + ", round " + rounds);
                    }

                    @Override
                    public void done(int fold) {
                        double folds = (double) foldsDone.incrementAndGet() / (trainer.folds() + 1);
                        progress(done + share * folds, message);
                    }
                });
    }

    private boolean isWorthwhile(OutOfFold begun) {
        int rows = begun.rows().length;
        return truth == null
                || blend.gain(scorer.signal(smooth, begun), truth, rows) > -GATE_TOLERANCE / Math.sqrt(rows);
    }

    /** Boosters keep the features outside the heap, and were asked before. The first candidate always may begin. */
    private boolean fitsIntoMemory(Candidate candidate) {
        return leaderboard.results().isEmpty()
                || candidate.learner().modelType() == ModelType.XGBOOST
                || candidate.learner().modelType() == ModelType.LIGHTGBM
                || trainer.featureBytes(candidate.recipe())
                        < Runtime.getRuntime().maxMemory() / 2;
    }

    private String describe(CandidateResult result) {
        return String.format(
                Locale.ROOT,
                "tried %s: %s %.6f in %.1f s",
                result.candidate().name(),
                objective.metric().displayName(),
                result.score().value(),
                result.seconds());
    }

    private synchronized void progress(double portfolioDone, String message) {
        double timeUsed = 1 - deadline.remainingSeconds() / budgetSeconds;
        reported = Math.max(reported, Math.min(1, Math.max(portfolioDone, timeUsed)));
        lastReportNanos = System.nanoTime();
        listener.progressed(reported, message, leaderboard.best());
    }

    /** Keeps the user informed during long fits without flooding. */
    private synchronized void sometimes(String message) {
        if (System.nanoTime() - lastReportNanos > REPORT_NANOS) {
            progress(0, message);
        }
    }

    private void reportUntried() {
        if (!givenUp.isEmpty()) {
            report.add("Given up after two folds, since they brought nothing: " + String.join(", ", givenUp) + ".");
        }
        if (!untried.isEmpty()) {
            report.add(end() + " left no time to try " + String.join(", ", untried) + ".");
        } else if (cutOff) {
            report.add(end() + " cut the training of a candidate short.");
        }
    }

    /** What ended the search before the portfolio was done. */
    private String end() {
        return deadline.isStopped() ? "STOP MODEL" : "MAX_RUNTIME";
    }

    private SearchResult result() {
        if (truth == null) {
            throw new TrainingException(
                    "MAX_RUNTIME ended before a first candidate was trained.", "Raise MAX_RUNTIME in SETTINGS.");
        }
        progress(reported, "choosing the ensemble");
        EnsembleChoice.Chosen choosing = choice.of(leaderboard, truth, costs);
        Assembly chosen = choosing.assembly();
        CandidateResult best = leaderboard.bestKept();
        listener.leaderboard(leaderboard.rows(chosen));
        report.add(String.format(
                Locale.ROOT,
                "%d candidates were tried. %s; the best alone, \"%s\", has %s %.6f.",
                tried(),
                chosen.parts().size() == 1
                        ? "No blend is better than " + chosen.shares()
                        : String.format(
                                Locale.ROOT,
                                "The model blends %s: %s %.6f",
                                chosen.shares(),
                                objective.metric().displayName(),
                                chosen.score().value()),
                best.candidate().name(),
                objective.metric().displayName(),
                best.score().value()));
        choosing.note().ifPresent(report::add);
        return new SearchResult(
                objective,
                chosen.name(),
                chosen.modelType(),
                chosen.score(),
                chosen.outOfFold(),
                members(chosen),
                leaderboard.records(chosen),
                scorer.baseline(),
                cutOff,
                report);
    }

    private List<Member> members(Assembly chosen) {
        boolean linear =
                chosen.modelType() == ModelType.LINEAR_LEARNER && chosen.parts().size() == 1;
        List<Member> members = new ArrayList<>();
        for (Assembly.Part part : chosen.parts()) {
            CandidateResult result = part.result();
            Optional<FoldModel> whole = linear || !costs.asksFolds(result)
                    ? refitted(result)
                    : result.folds().size() == 1 ? betterThanOne(chosen, result) : Optional.empty();
            List<FoldModel> models = whole.map(List::of).orElseGet(() -> instead(chosen, result));
            for (FoldModel model : models) {
                members.add(new Member(
                        part.weight() / models.size(),
                        model.pipeline(),
                        model.fitted().predictor(),
                        model.fitted().link()));
            }
        }
        return members;
    }

    /** Where one of the folds' models is to answer, one of all rows knows more; empty if there is no time for it beside what must be trained. */
    private Optional<FoldModel> betterThanOne(Assembly chosen, CandidateResult one) {
        CandidateResult all = leaderboard.kept().stream()
                .filter(result -> result.candidate().equals(one.candidate()))
                .findFirst()
                .orElse(one);
        double others = chosen.parts().stream()
                .map(Assembly.Part::result)
                .filter(result -> !costs.asksFolds(result))
                .mapToDouble(this::secondsOnAllRows)
                .sum();
        return CAUTION * (others + secondsOnAllRows(all)) < deadline.remainingSeconds()
                ? refitted(all)
                : Optional.empty();
    }

    /** What answers where there is no model of all rows: those of the folds, as many as there is time for where one is as good as all. */
    private List<FoldModel> instead(Assembly chosen, CandidateResult result) {
        if (result.candidate().learner().profitsFromFolds()) {
            return result.folds();
        }
        double sum = costs.microseconds(
                chosen.parts().stream().map(Assembly.Part::result).toList());
        double left = Math.max(0, settings.latencyMicroseconds().orElse(PredictionThrift.USUAL_MICROSECONDS) - sum);
        int affordable = 1 + (int) (left / costs.microseconds(List.of(result)));
        return result.folds().subList(0, Math.min(affordable, result.folds().size()));
    }

    /** What training once more on all rows takes: as long as a fold, of which several are trained at once. */
    private double secondsOnAllRows(CandidateResult result) {
        return result.seconds() / trainer.folds();
    }

    /** Trained once more on all rows; empty if there is no time for that. */
    private Optional<FoldModel> refitted(CandidateResult result) {
        if (secondsOnAllRows(result) < deadline.remainingSeconds()) {
            Learner settled = result.candidate().learner().settled(result.fitted());
            FoldModel refitted = trainer.refit(
                    result.candidate(), settled, deadline, round -> sometimes("training on all rows, round " + round));
            if (!refitted.fitted().cutOff()) {
                return Optional.of(refitted);
            }
        }
        cutOff = true;
        report.add(end() + " left no time to train \"" + result.candidate().name() + "\" once more on all rows.");
        return Optional.empty();
    }
}
