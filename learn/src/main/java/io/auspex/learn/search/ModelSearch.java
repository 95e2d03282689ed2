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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds the best model within a time: AUTO ON. Tries the portfolio in order, each candidate on the same folds; begins one only if its
 * predicted time fits; ends when the portfolio is done, when the last candidates brought nothing, or at the deadline.
 *
 * <p>The winner of a cross-validation is handed over as its fold models, whose mean is better than one model on all rows and costs
 * no more time (Breiman, "Bagging predictors", 1996); nets, each of which began with other weights, gain most from it. A linear model,
 * or the winner on a hold-out part, is trained once more on all rows.
 */
public final class ModelSearch {
    /** Candidates in a row that may fail to win before the search ends. */
    private static final int PATIENCE = 7;
    /** A prediction of time is this much too low in bad cases. */
    private static final double CAUTION = 1.25;

    /** Features that would take as much time as the hidden layers of a net. */
    private static final double HIDDEN_COST = 150;

    /** Between two messages of one fit. */
    private static final long REPORT_NANOS = 500_000_000;

    private final CandidateTrainer trainer;
    private final Scorer scorer;
    private final Objective objective;
    private final Deadline deadline;
    private final double budgetSeconds;
    private final SearchListener listener;
    private final Leaderboard leaderboard;
    private final List<String> report = new ArrayList<>();
    private final List<String> untried = new ArrayList<>();
    private double reported;
    private long lastReportNanos = System.nanoTime();
    private boolean cutOff;

    private ModelSearch(
            CandidateTrainer trainer, Target target, Objective objective, Deadline deadline, SearchListener listener) {
        this.trainer = trainer;
        this.scorer = new Scorer(target, objective);
        this.objective = objective;
        this.deadline = deadline;
        this.budgetSeconds = Math.max(1e-9, deadline.remainingSeconds());
        this.listener = listener;
        this.leaderboard = new Leaderboard(objective);
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
        try (CandidateTrainer trainer = new CandidateTrainer(fitting, profile, target, use, threads, seed)) {
            ModelSearch search = new ModelSearch(trainer, target, objective, deadline, listener);
            search.tryAll(Portfolio.candidates(only), settings.maxModels().orElse(Integer.MAX_VALUE));
            search.reportCutOff();
            return search.result();
        }
    }

    private void tryAll(List<Candidate> candidates, int most) {
        int idle = 0;
        for (int index = 0; index < candidates.size(); index++) {
            Candidate candidate = candidates.get(index);
            if (leaderboard.results().size() == most) {
                report.add("MAX_MODELS ended the search after " + most + " candidates.");
                break;
            }
            if (!fitsIntoMemory(candidate)) {
                report.add("Candidate \"" + candidate.name() + "\" was not tried: its "
                        + trainer.width(candidate.recipe()) + " features would not have fit into memory.");
                continue;
            }
            if (!fits(candidate)) {
                cutOff = true;
                untried.add(candidate.name());
                continue;
            }
            Optional<CandidateResult> before = leaderboard.best();
            CandidateResult result = tryOne(candidate, index, candidates.size());
            leaderboard.add(result);
            deadline.somethingToKeep();
            listener.leaderboard(leaderboard.rows());
            cutOff |= result.cutOff();
            boolean won = leaderboard
                    .best()
                    .filter(best -> best.candidate().name().equals(candidate.name()))
                    .isPresent();
            progress((index + 1.0) / candidates.size(), describe(result));
            idle = won || before.isEmpty() ? 0 : idle + 1;
            if (idle == PATIENCE && index + 1 < candidates.size()) {
                report.add("The search ended early: the last " + PATIENCE + " candidates brought nothing.");
                break;
            }
        }
    }

    private CandidateResult tryOne(Candidate candidate, int index, int candidates) {
        String message = "trying " + candidate.name();
        progress((double) index / candidates, message);
        AtomicInteger foldsDone = new AtomicInteger();
        return trainer.train(candidate, scorer, deadline, new CandidateTrainer.FoldListener() {
            @Override
            public void grown(int fold, int rounds) {
                sometimes(message + ", round " + rounds);
            }

            @Override
            public void done(int fold) {
                double share = (double) foldsDone.incrementAndGet() / (trainer.folds() + 1);
                progress((index + share) / candidates, message);
            }
        });
    }

    /** Boosters keep the features outside the heap, and were asked before. The first candidate always may begin. */
    private boolean fitsIntoMemory(Candidate candidate) {
        return leaderboard.results().isEmpty()
                || candidate.learner().modelType() == ModelType.XGBOOST
                || trainer.featureBytes(candidate.recipe())
                        < Runtime.getRuntime().maxMemory() / 2;
    }

    /** Whether the candidate can be expected to end in time. The first one always may begin: something must be there. */
    private boolean fits(Candidate candidate) {
        double remaining = deadline.remainingSeconds();
        if (remaining <= 0) {
            return false;
        }
        if (leaderboard.results().isEmpty()) {
            return true;
        }
        return predictedSeconds(candidate) * CAUTION < remaining;
    }

    /** From the newest result of the same family; the first of a family is taken to be as slow as the slowest so far. */
    private double predictedSeconds(Candidate candidate) {
        double slowest = 0;
        double ofFamily = -1;
        for (CandidateResult result : leaderboard.results()) {
            slowest = Math.max(slowest, result.seconds());
            if (result.candidate().learner().modelType() == candidate.learner().modelType()) {
                ofFamily = result.seconds()
                        * candidate.learner().workRelativeTo(result.candidate().learner(), result.fitted())
                        * widthRelativeTo(candidate, result.candidate());
            }
        }
        return ofFamily >= 0 ? ofFamily : slowest;
    }

    /** Boosters look at some columns only, and their own prediction covers it. A net's hidden layers cost as much as many features. */
    private double widthRelativeTo(Candidate candidate, Candidate finished) {
        double more = trainer.width(candidate.recipe());
        double less = trainer.width(finished.recipe());
        return switch (candidate.learner().modelType()) {
            case LINEAR_LEARNER -> more / less;
            case MLP -> (more + HIDDEN_COST) / (less + HIDDEN_COST);
            case XGBOOST, LIGHTGBM, EXTRA_TREES, RANDOM_FOREST, NEAREST_NEIGHBORS, ENSEMBLE, KMEANS, FORECAST -> 1;
        };
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

    private void reportCutOff() {
        if (deadline.isStopped()) {
            report.add("STOP MODEL ended the search"
                    + (untried.isEmpty() ? "." : "; not tried: " + String.join(", ", untried) + "."));
        } else if (!untried.isEmpty()) {
            report.add("MAX_RUNTIME left no time to try " + String.join(", ", untried) + ".");
        } else if (cutOff) {
            report.add("MAX_RUNTIME ended before the last candidate was trained to its end.");
        }
    }

    private SearchResult result() {
        CandidateResult winner = leaderboard
                .best()
                .orElseThrow(() -> new TrainingException(
                        "MAX_RUNTIME ended before a first candidate was trained.", "Raise MAX_RUNTIME in SETTINGS."));
        List<Member> members = members(winner);
        return new SearchResult(objective, winner, members, leaderboard, scorer.baseline(), cutOff, report);
    }

    private List<Member> members(CandidateResult winner) {
        Candidate candidate = winner.candidate();
        boolean linear = candidate.learner().modelType() == ModelType.LINEAR_LEARNER;
        if (linear || !trainer.crossValidates()) {
            Learner settled = candidate.learner().settled(winner.fitted());
            double expected = winner.seconds() * CAUTION * CAUTION;
            if (expected < deadline.remainingSeconds()) {
                FoldModel refitted = trainer.refit(
                        candidate, settled, deadline, round -> sometimes("training on all rows, round " + round));
                if (!refitted.fitted().cutOff()) {
                    return List.of(member(refitted));
                }
            }
            cutOff = true;
            report.add((deadline.isStopped() ? "STOP MODEL" : "MAX_RUNTIME")
                    + " left no time to train the best candidate once more on all rows.");
        }
        return winner.folds().stream().map(ModelSearch::member).toList();
    }

    private static Member member(FoldModel model) {
        return new Member(
                1, model.pipeline(), model.fitted().predictor(), model.fitted().link());
    }
}
