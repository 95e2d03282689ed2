package io.auspex.warehouse.duckdb;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an operator may choose about the engine.
 *
 * @param memoryLimit as DuckDB writes sizes: {@code 4GB}, {@code 500MB}; work beyond it spills to {@code tempFolder}
 * @param threads worker threads of the whole engine, at least 1
 * @param tempFolder where intermediate results spill to; created when it is needed
 * @param tempLimit how much may lie there, as DuckDB writes sizes; most of what the disk has free, where absent
 */
public record DuckDbSettings(String memoryLimit, int threads, Path tempFolder, Optional<String> tempLimit) {
    public DuckDbSettings(String memoryLimit, int threads, Path tempFolder) {
        this(memoryLimit, threads, tempFolder, Optional.empty());
    }

    public DuckDbSettings {
        requireNonNull(memoryLimit, "memoryLimit is null");
        requireNonNull(tempFolder, "tempFolder is null");
        requireNonNull(tempLimit, "tempLimit is null");
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", expected at least 1");
        }
    }
}
