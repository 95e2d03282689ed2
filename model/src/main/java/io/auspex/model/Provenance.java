package io.auspex.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a model comes from, so that it can be made again.
 *
 * @param facts statement, query, rows, seed, library versions and the like, in the order given
 * @param candidates all that were tried, in the order given
 */
public record Provenance(Map<String, String> facts, List<CandidateRecord> candidates) {
    public Provenance {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        candidates = List.copyOf(candidates);
    }
}
