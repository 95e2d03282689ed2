package io.auspex.benchmark.contender;

/**
 * What a run cost.
 *
 * @param version of the system
 * @param wallSeconds of training, from the call to a model that answers
 * @param cpuSeconds of training, of all processes of the system together
 * @param rowsPerSecond of predictions, in a second of one processor; NaN where it could not be measured
 * @param note what else is worth knowing, in one line
 */
public record Measurement(String version, double wallSeconds, double cpuSeconds, double rowsPerSecond, String note) {}
