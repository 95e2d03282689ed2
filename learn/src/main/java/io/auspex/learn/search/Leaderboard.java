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

    /** Empty before the first result. */
    public Optional<CandidateResult> best() {
        CandidateResult top = null;
        for (CandidateResult result : results) {
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
        for (CandidateResult result : results) {
            boolean close = Math.abs(result.score().value() - top.score().value()) <= slack;
            if (close && result.score().loss() < best.score().loss()) {
                best = result;
            }
        }
        return Optional.of(best);
    }

    /** For the user, the best first; until the search has put a model together it is the best alone. */
    public List<LeaderboardRow> rows() {
        String best = best().map(result -> result.candidate().name()).orElse("");
        double sign = objective.metric().greaterIsBetter() ? -1 : 1;
        List<CandidateResult> sorted = new ArrayList<>(results);
        sorted.sort(Comparator.comparing(
                        (CandidateResult result) -> !result.candidate().name().equals(best))
                .thenComparingDouble(result -> sign * result.score().value()));
        List<LeaderboardRow> rows = new ArrayList<>();
        for (CandidateResult result : sorted) {
            rows.add(row(result, rows.size() + 1, rows.isEmpty() ? 1 : 0));
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
                OptionalDouble.empty(),
                weight,
                result.cutOff());
    }

    /** For the model's provenance, in the order in which they were tried. */
    public List<CandidateRecord> records() {
        List<CandidateRecord> records = new ArrayList<>();
        for (CandidateResult result : results) {
            Map<String, String> parameters =
                    new LinkedHashMap<>(result.candidate().learner().parameters());
            parameters.put("features", result.candidate().recipe().toString());
            parameters.put("loss", Double.toString(result.score().loss()));
            parameters.put("fold_scores", result.score().foldValues().toString());
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
