package io.auspex.learn.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.learn.objective.Objective;
import io.auspex.model.CandidateRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * All that was tried, and which is best.
 *
 * <p>The best has the best score. Where the objective counts decisions (F1, Accuracy), a few rows make the difference between good
 * candidates; so those within half a standard error of the top score count as equal, and of them the lowest log loss wins.
 */
public final class Leaderboard {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Objective objective;
    private final List<CandidateResult> results = new ArrayList<>();

    public Leaderboard(Objective objective) {
        this.objective = objective;
    }

    public void add(CandidateResult result) {
        results.add(result);
    }

    /** In the order in which they were tried. */
    public List<CandidateResult> results() {
        return List.copyOf(results);
    }

    /** Lets the fold models of all but so many go, the best of which are kept. */
    void keepBest(int most) {
        List<CandidateResult> kept = new ArrayList<>(kept());
        kept.sort(Comparator.comparingDouble(result -> result.score().loss()));
        for (CandidateResult result : kept.subList(Math.min(most, kept.size()), kept.size())) {
            results.set(results.indexOf(result), result.letGo());
        }
    }

    /** Those that still have their fold models, in the order in which they were tried. */
    List<CandidateResult> kept() {
        return results.stream().filter(CandidateResult::isKept).toList();
    }

    /** Empty before the first result. */
    public Optional<CandidateResult> best() {
        return best(results);
    }

    /** The best of those that can become the model. */
    CandidateResult bestKept() {
        return best(kept()).orElseThrow();
    }

    private Optional<CandidateResult> best(List<CandidateResult> some) {
        CandidateResult top = null;
        for (CandidateResult result : some) {
            if (top == null
                    || objective
                            .metric()
                            .better(result.score().value(), top.score().value())) {
                top = result;
            }
        }
        if (top == null || !objective.countsDecisions()) {
            return Optional.ofNullable(top);
        }
        double slack = top.score().standardError() / 2;
        CandidateResult best = top;
        for (CandidateResult result : some) {
            boolean close = Math.abs(result.score().value() - top.score().value()) <= slack;
            if (close && result.score().loss() < best.score().loss()) {
                best = result;
            }
        }
        return Optional.of(best);
    }

    /** For the user, the best first; while the search goes on, the best alone is taken for the model. */
    List<LeaderboardRow> rows() {
        String best = best().map(result -> result.candidate().name()).orElse("");
        return rows(result -> result.candidate().name().equals(best) ? 1 : 0);
    }

    /** For the user, the best first. */
    List<LeaderboardRow> rows(Assembly chosen) {
        return rows(chosen::weight);
    }

    private List<LeaderboardRow> rows(ToDoubleFunction<CandidateResult> weight) {
        String best = best().map(result -> result.candidate().name()).orElse("");
        double sign = objective.metric().greaterIsBetter() ? -1 : 1;
        List<CandidateResult> sorted = new ArrayList<>(results);
        sorted.sort(Comparator.comparing(
                        (CandidateResult result) -> !result.candidate().name().equals(best))
                .thenComparingDouble(result -> sign * result.score().value()));
        List<LeaderboardRow> rows = new ArrayList<>();
        for (CandidateResult result : sorted) {
            rows.add(row(result, rows.size() + 1, weight.applyAsDouble(result)));
        }
        return rows;
    }

    private LeaderboardRow row(CandidateResult result, int place, double weight) {
        return new LeaderboardRow(
                place,
                result.candidate().name(),
                result.candidate().learner().modelType(),
                result.candidate().recipe().toString(),
                JSON.valueToTree(result.candidate().learner().parameters()).toString(),
                "validation:" + objective.metric().displayName(),
                result.score().value(),
                result.score().foldValues(),
                result.seconds(),
                OptionalDouble.of(result.microsecondsPerRow()),
                weight,
                result.cutOff());
    }

    /** For the model's provenance, in the order in which they were tried. */
    List<CandidateRecord> records(Assembly chosen) {
        List<CandidateRecord> records = new ArrayList<>();
        for (CandidateResult result : results) {
            Map<String, String> parameters =
                    new LinkedHashMap<>(result.candidate().learner().parameters());
            parameters.put("features", result.candidate().recipe().toString());
            parameters.put("loss", Double.toString(result.score().loss()));
            parameters.put("fold_scores", result.score().foldValues().toString());
            parameters.put("weight", Double.toString(chosen.weight(result)));
            records.add(new CandidateRecord(
                    result.candidate().name(),
                    parameters,
                    "validation:" + objective.metric().displayName(),
                    result.score().value(),
                    result.seconds()));
        }
        return records;
    }
}
