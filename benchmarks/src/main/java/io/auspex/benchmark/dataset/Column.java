package io.auspex.benchmark.dataset;

/** One column of a data set. */
public record Column(String name, ColumnType type) {}
