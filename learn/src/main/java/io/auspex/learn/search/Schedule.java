package io.auspex.learn.search;

import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.Learner;
import io.auspex.learn.objective.ModelType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Which candidates there is time for. The time of a candidate is predicted from the newest one of its kind; one that would take more
 * than its share of the budget is hastened, and one that would not end in time is left out.
 */
final class Schedule {
    /** What one candidate may be expected to take of the budget before it is hastened. */
    private static final double SHARE = 0.1;
    /** What the first one of a kind may take at most: nothing is known of it. */
    private static final double UNKNOWN_SHARE = 0.15;
    /** The first one of a kind is not begun with less than this share of the budget left. */
    private static final double LEAST_SHARE = 0.06;
    /** Of a short budget the first one of a kind may take so many seconds, up to half of it. */
    private static final double LEAST_SECONDS = 4;
    /** What is known of learners in general is taken for so much too low. */
    private static final double CAUTION = 1.25;
    /** A candidate may take so many times what was expected. */
    private static final double SLACK = 2;
    /** What a candidate may take of the remaining time where its first try was too short, and how many times that it must be. */
    private static final double LONGER_SHARE = 0.5;

    private static final double LONGER = 1.5;
    /** Features that would take as much time as the hidden layers of a net. */
    private static final double HIDDEN_COST = 150;

    private final Deadline deadline;
    private final double budgetSeconds;
    private final double share;
    private final double unknownShare;
    private final ToIntFunction<Candidate> width;
    private final ToDoubleFunction<Candidate> rough;
    private final Map<Kind, Timing> timings = new HashMap<>();
    /** How many times what is known of learners in general the newest candidate took, at least 1: machines are slow or busy. */
    private double pace = 1;

    private double heldBack;
    private boolean begun;

    /** Those whose times tell of each other's: of one family, and learnt in the same way. */
    private record Kind(ModelType family, Class<? extends Learner> learner) {
        static Kind of(Candidate candidate) {
            return new Kind(candidate.learner().modelType(), candidate.learner().getClass());
        }
    }

    /** What a candidate of a kind took. */
    private record Timing(Candidate candidate, double rounds, double seconds) {}

    /**
     * A candidate as it is to be trained.
     *
     * @param mostSeconds when it is cut off
     */
    record Slot(Candidate candidate, double mostSeconds) {}

    /**
     * @param deadline when the last candidate must end
     * @param mostCandidates there will be; few may take more of the time than many
     * @param width how many features a candidate has
     * @param rough about how many seconds a candidate takes, 0 where nobody knows
     */
    Schedule(Deadline deadline, int mostCandidates, ToIntFunction<Candidate> width, ToDoubleFunction<Candidate> rough) {
        this.deadline = deadline;
        this.budgetSeconds = Math.max(1e-9, deadline.remainingSeconds());
        this.share = Math.max(SHARE, 1.0 / mostCandidates);
        this.unknownShare = Math.max(UNKNOWN_SHARE, 1.0 / mostCandidates);
        this.width = width;
        this.rough = rough;
    }

    /** Empty if there is no time for the candidate. The first one always may begin: something must be there. */
    Optional<Slot> slot(Candidate candidate) {
        double remaining = deadline.remainingSeconds() - heldBack;
        boolean first = !begun;
        begun = true;
        if (!first && remaining <= 0) {
            // Its width is not even asked for: on many rows that takes seconds.
            return Optional.empty();
        }
        double aim = share * budgetSeconds;
        Timing known = timings.get(Kind.of(candidate));
        if (known == null) {
            if (!first && remaining < LEAST_SHARE * budgetSeconds) {
                return Optional.empty();
            }
            double allowed = Math.max(unknownShare * budgetSeconds, Math.min(LEAST_SECONDS, budgetSeconds / 2));
            double most = Math.min(Math.max(0, remaining), allowed);
            return Optional.of(new Slot(hastened(candidate, CAUTION * roughly(candidate), most), most));
        }
        Candidate planned = hastened(candidate, expected(candidate, known), aim);
        double expected = expected(planned, known);
        return expected > remaining
                ? Optional.empty()
                : Optional.of(new Slot(planned, Math.min(remaining, SLACK * Math.max(expected, aim))));
    }

    /**
     * A candidate that was hastened or cut off, with more time: at most half of what is left.
     *
     * @param seconds what it took before
     * @return empty if it would not have much more than before
     */
    Optional<Slot> longer(Candidate candidate, double seconds) {
        double most = LONGER_SHARE * (deadline.remainingSeconds() - heldBack);
        if (most < LONGER * seconds) {
            return Optional.empty();
        }
        // What was cut off tells too little of the whole.
        double expected = Math.max(expected(candidate, timings.get(Kind.of(candidate))), roughly(candidate));
        return Optional.of(new Slot(hastened(candidate, CAUTION * expected, most), most));
    }

    private static Candidate hastened(Candidate candidate, double expected, double aim) {
        return expected > aim ? candidate.hastened(halfPowerOfTwo(expected / aim)) : candidate;
    }

    /** Rounded up to 1.41, 2, 2.83, 4 ...: times differ a little from run to run, and what is trained should not. */
    private static double halfPowerOfTwo(double factor) {
        return Math.pow(2, Math.ceil(2 * Math.log(factor) / Math.log(2)) / 2);
    }

    /** Leaves so much of the time for what comes after the last candidate. */
    void holdBack(double seconds) {
        heldBack += seconds;
    }

    /** @param cutOff whether it would have taken more */
    void took(Candidate candidate, double rounds, double seconds, boolean cutOff) {
        timings.put(Kind.of(candidate), new Timing(candidate, rounds, seconds));
        double usual = rough.applyAsDouble(candidate);
        if (usual > 0) {
            pace = Math.max(cutOff ? pace : 1, seconds / usual);
        }
    }

    private double roughly(Candidate candidate) {
        return pace * rough.applyAsDouble(candidate);
    }

    private double expected(Candidate candidate, Timing known) {
        return known.seconds()
                * candidate.learner().workRelativeTo(known.candidate().learner(), known.rounds())
                * widthRelative(candidate, known.candidate());
    }

    /** A net's hidden layers cost as much as many features, and growing a tree has its own price beside that of looking at features. */
    private double widthRelative(Candidate candidate, Candidate finished) {
        double own =
                switch (candidate.learner().modelType()) {
                    case LINEAR_LEARNER, NEAREST_NEIGHBORS -> 0;
                    case MLP -> HIDDEN_COST;
                    case XGBOOST, LIGHTGBM, EXTRA_TREES, RANDOM_FOREST, ENSEMBLE, KMEANS, FORECAST -> 10;
                };
        return (width.applyAsInt(candidate) + own) / (width.applyAsInt(finished) + own);
    }
}
