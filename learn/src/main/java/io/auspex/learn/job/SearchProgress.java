package io.auspex.learn.job;

import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.search.CandidateResult;
import io.auspex.learn.search.LeaderboardRow;
import io.auspex.learn.search.SearchListener;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Makes what a search tells into the progress of its job. */
final class SearchProgress implements SearchListener {
    private static final double SEARCH_STARTS = 0.05;
    private static final double SEARCH_ENDS = 0.95;
    /** Before that much of the search is done, nothing can be said of how long it will take. */
    private static final double FIRST_GUESS = 0.02;

    private final TrainingProgress progress;
    private final Objective objective;
    private final ProblemType problemType;
    private final Deadline deadline;
    private final long startNanos = System.nanoTime();
    private List<LeaderboardRow> rows = List.of();

    SearchProgress(TrainingProgress progress, Objective objective, ProblemType problemType, Deadline deadline) {
        this.progress = progress;
        this.objective = objective;
        this.problemType = problemType;
        this.deadline = deadline;
    }

    @Override
    public synchronized void progressed(double fraction, String message, Optional<CandidateResult> best) {
        progress.report(new ProgressLine(
                "training",
                SEARCH_STARTS + (SEARCH_ENDS - SEARCH_STARTS) * fraction,
                message,
                best.map(result -> result.candidate().name()),
                best.map(result -> objective.metricName(
                        problemType, result.candidate().learner().modelType())),
                best.map(result -> OptionalDouble.of(result.score().value())).orElse(OptionalDouble.empty()),
                OptionalDouble.empty(),
                secondsLeft(fraction),
                OptionalInt.of(rows.size())));
    }

    @Override
    public synchronized void leaderboard(List<LeaderboardRow> newest) {
        rows = List.copyOf(newest);
        progress.leaderboard(rows);
    }

    /** What was told last. */
    synchronized List<LeaderboardRow> rows() {
        return rows;
    }

    /** At the pace so far, and never past the deadline. */
    private OptionalDouble secondsLeft(double fraction) {
        double remaining = Math.max(0, deadline.remainingSeconds());
        double used = (System.nanoTime() - startNanos) / 1e9;
        return fraction < FIRST_GUESS
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(remaining, used * (1 - fraction) / fraction));
    }
}
