package io.auspex.benchmark.dataset;

import io.auspex.benchmark.metric.Metric;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One line of a manifest.
 *
 * @param positive the class whose probability AUC ranks
 */
public record DatasetDescription(
        String name, Path file, String target, Problem problem, Metric metric, Optional<String> positive) {}
