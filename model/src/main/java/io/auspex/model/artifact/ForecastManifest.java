package io.auspex.model.artifact;

import io.auspex.model.artifact.Manifest.Arrays;
import io.auspex.model.artifact.Manifest.ProvenanceEntry;
import java.util.List;

/**
 * What {@code manifest.json} of a forecast holds; {@code docs/artifact-format.md} describes it.
 *
 * @param values position in {@link Arrays#list}: column by column
 */
record ForecastManifest(
        String format,
        int version,
        List<String> series,
        List<String> times,
        List<String> columns,
        int values,
        ProvenanceEntry provenance,
        Arrays arrays) {
    static final String FORMAT = "auspex-forecast";
    static final int VERSION = 1;
}
