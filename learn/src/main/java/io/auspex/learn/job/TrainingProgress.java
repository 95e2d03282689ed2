package io.auspex.learn.job;

import io.auspex.learn.search.LeaderboardRow;
import java.util.List;

/** Hears how far a job is. */
public interface TrainingProgress {
    void report(ProgressLine line);

    /** What a search has tried so far; jobs that search nothing never say it. */
    default void leaderboard(List<LeaderboardRow> rows) {}
}
