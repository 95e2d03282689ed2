package io.auspex.learn.forecast;

import io.auspex.model.CandidateRecord;
import java.util.List;
import java.util.Map;

/**
 * The forecast of every series, and how it came to be.
 *
 * @param times of the steps, common to all series
 * @param columns {@code p10}, {@code mean}, ...
 * @param values {@code double[column][series * steps + step]}
 * @param metrics of the chosen methods on the rolling origins, the objective's first
 * @param trainedRows rows that were learnt from
 * @param cutOff whether the deadline kept methods out
 */
public record ForecastResult(
        List<String> series,
        List<String> times,
        List<String> columns,
        double[][] values,
        Map<String, Double> metrics,
        List<CandidateRecord> candidates,
        List<String> findings,
        long trainedRows,
        boolean cutOff) {
    public ForecastResult {
        series = List.copyOf(series);
        times = List.copyOf(times);
        columns = List.copyOf(columns);
        candidates = List.copyOf(candidates);
        findings = List.copyOf(findings);
    }
}
