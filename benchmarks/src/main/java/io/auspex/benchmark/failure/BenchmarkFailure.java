package io.auspex.benchmark.failure;

/** A benchmark cannot do what it was asked for; the message is the one line that the user reads. */
public final class BenchmarkFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BenchmarkFailure(String message) {
        super(message);
    }

    public BenchmarkFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
