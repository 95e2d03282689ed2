package io.auspex.learn.search;

import java.util.List;
import java.util.Optional;

/** Hears how far a search is. Called by several threads, one at a time. */
public interface SearchListener {
    /**
     * @param fraction of the search that is done, 0 to 1, never falling
     * @param message one line for the user
     * @param best the best so far
     */
    void progressed(double fraction, String message, Optional<CandidateResult> best);

    /**
     * What has been tried, after each candidate, and once more when the search knows which are part of the model.
     *
     * @param rows by place
     */
    void leaderboard(List<LeaderboardRow> rows);
}
