package io.auspex.app.serve;

import java.util.Optional;

/**
 * What a user lets the engine take; absent is what suits the machine.
 *
 * @param memory of the engine
 * @param temporary room on disk for intermediate results
 * @param concurrency statements that run at a time
 * @param queue statements that may wait for their turn
 */
public record LoadLimits(
        Optional<ByteSize> memory,
        Optional<ByteSize> temporary,
        Optional<Integer> concurrency,
        Optional<Integer> queue) {
    public static final LoadLimits NONE =
            new LoadLimits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
