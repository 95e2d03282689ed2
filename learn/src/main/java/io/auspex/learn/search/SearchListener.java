package io.auspex.learn.search;

import java.util.Optional;

/** Hears how far a search is. Called by several threads, one at a time. */
public interface SearchListener {
    /**
     * @param fraction of the search that is done, 0 to 1, never falling
     * @param message one line for the user
     * @param best the best so far
     */
    void progressed(double fraction, String message, Optional<CandidateResult> best);
}
