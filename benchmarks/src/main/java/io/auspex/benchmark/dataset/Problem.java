package io.auspex.benchmark.dataset;

/** What is predicted. */
public enum Problem {
    BINARY,
    MULTICLASS,
    REGRESSION
}
