package io.auspex.benchmark.process;

/** A system did not get to its predictions on one set; a result like any other. */
public final class RunFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public RunFailure(String message) {
        super(message);
    }

    public RunFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
